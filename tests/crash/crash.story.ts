/** kill -9 of recorder, web, key process, PostgreSQL, jobs and supervisor, once each: nothing acknowledged is gone. */
// alone
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProduct } from '../product.ts'
import { crashRounds, victims } from './rounds.ts'

test('six processes are killed; every acknowledged row is there and every missing second has its cause', async () => {
  const product = await startProduct({ sample: true, env: { MJ_SAMPLE_SOURCE: 'loop' } })
  try {
    await sleep(8000)
    const verdict = await crashRounds(product, victims, 4000, Math.random)
    assert.deepEqual(verdict.findings, [])
    assert.ok(verdict.acknowledged > 10, `only ${verdict.acknowledged} uses were acknowledged`)
    assert.ok(verdict.adopted > 0)
  } finally {
    await product.stop()
  }
})
