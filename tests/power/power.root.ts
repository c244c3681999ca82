// needs: xfs loop
/** Two power cuts under the whole product: nothing acknowledged, nothing durable is gone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { powerRounds } from './rounds.ts'

test('the power goes twice: acknowledged rows, declared pictures and the log are all there', async () => {
  const verdict = await powerRounds(2, 5000)
  assert.deepEqual(verdict.findings, [])
  assert.ok(verdict.acknowledged > 2, `only ${verdict.acknowledged} uses were acknowledged`)
  assert.ok(verdict.adopted > 0)
})
