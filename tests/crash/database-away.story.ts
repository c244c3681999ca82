// long
/** PostgreSQL stands still for a minute, the hardest way of being away: it neither answers nor refuses. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startProduct } from '../product.ts'
import { missing } from './spans.ts'
import { Truth } from './truth.ts'

/** The server and every process it started. */
function family(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((n) => /^\d+$/.test(n))
    .filter((n) => {
      try {
        return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${n}/stat`, 'utf8'))?.[1]) === pid
      } catch {
        return false
      }
    })
  return [pid, ...children.map(Number)]
}

test('a database away for 60 s costs no second of video', async () => {
  const product = await startProduct({ sample: true, env: { MJ_SAMPLE_SOURCE: 'loop' } })
  try {
    await sleep(10_000)
    const from = Date.now()
    const pids = family(product.pid('postgres'))
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    await sleep(60_000)
    for (const pid of pids) process.kill(pid, 'SIGCONT')
    const to = Date.now()
    const died = product.outages().filter((o) => o.what === 'died')
    assert.deepEqual(died, [], 'nothing of ours died of it')
    // A stop ends every reel, so that its row is there in seconds.
    await product.halt()
    await product.again()
    const until = Date.now() + 60_000
    let holes: unknown[] = ['not yet']
    while (holes.length && Date.now() < until) {
      await sleep(3000)
      const truth = await Truth.of(product)
      holes = []
      for (const camera of await truth.cameras()) {
        const recorded = await truth.recorded(camera.id)
        for (const hole of missing({ from, to }, recorded, 1000)) holes.push({ camera: camera.name, ...hole })
      }
      await truth.close()
    }
    assert.deepEqual(holes, [])
  } finally {
    await product.stop()
  }
})
