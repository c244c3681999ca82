import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EndCause } from '../reel/layout.ts'
import { type Arriving, endBefore, mayStart, spreadOf, windowShares } from './reel-policy.ts'
import { SyncGroup } from './sync-groups.ts'

const SECOND = 90_000
const noon = Date.parse('2026-03-31T12:00:00+08:00')
const reel = { startMono90k: 1000n, startWallMs: noon, onDay: '2026-03-31' }

function at(seconds: number, change: Partial<Arriving> = {}): Arriving {
  return {
    startMono90k: 1000n + BigInt(Math.round(seconds * SECOND)),
    duration90k: SECOND,
    startWallMs: noon + seconds * 1000,
    keyFrame: true,
    codecChanged: false,
    fits: true,
    ...change,
  }
}

const calm = { spread90k: 0, cut: false }
const cases: [string, Arriving, EndCause | null][] = [
  ['a key frame before 50 s', at(49.9), null],
  ['the first key frame after 50 s', at(50), 'planned'],
  ['no key frame after 50 s', at(70, { keyFrame: false }), null],
  ['at 120 s without a key frame', at(119.5, { keyFrame: false }), 'longest'],
  ['just inside 120 s', at(119, { keyFrame: false }), null],
  ['another codec', at(3, { codecChanged: true }), 'codec-changed'],
  ['another civil day', at(3, { startWallMs: Date.parse('2026-04-01T00:00:00+08:00') }), 'planned'],
  ['another civil day, not at a key frame', at(3, { keyFrame: false, startWallMs: noon + 86_400_000 }), null],
  ['the wall clock stepped', at(3, { startWallMs: noon + 4001 }), 'planned'],
  ['the wall clock crept', at(3, { startWallMs: noon + 3999 }), null],
  ['no room for it', at(3, { fits: false }), 'size'],
  ['before the reel began', at(-1), 'stream-ended'],
]
for (const [name, arriving, expected] of cases)
  test(`reel end: ${name}`, () => assert.equal(endBefore(reel, arriving, calm), expected))

test('a cut waits for the next key frame', () => {
  assert.equal(endBefore(reel, at(3), { ...calm, cut: true }), 'ordered')
  assert.equal(endBefore(reel, at(3, { keyFrame: false }), { ...calm, cut: true }), null)
})

test('ends are spread by name, always the same, within eight seconds', () => {
  const spreads = Array.from({ length: 64 }, (_, n) => spreadOf(`camera-${n}/0`))
  assert.ok(spreads.every((spread) => spread >= 0 && spread < 8 * SECOND))
  assert.ok(new Set(spreads.map((spread) => Math.floor(spread / SECOND))).size === 8)
  assert.equal(spreadOf('camera-7/0'), spreads[7])
  assert.equal(endBefore(reel, at(50), { spread90k: SECOND, cut: false }), null)
  assert.equal(endBefore(reel, at(51), { spread90k: SECOND, cut: false }), 'planned')
})

test('a reel starts without a key frame only after one that could not wait', () => {
  assert.equal(mayStart(true, null), true)
  for (const before of ['longest', 'size', 'fault'] as const)
    assert.equal(mayStart(false, before), true, before)
  for (const before of [null, 'planned', 'codec-changed', 'stream-ended', 'stopped', 'ordered'] as const)
    assert.equal(mayStart(false, before), false, String(before))
})

test('fragment, pause and sync together fit into the declared window', () => {
  for (const window of [250, 500, 1000, 2000, 4000, 10_000]) {
    const { fragment90k, syncEveryMs } = windowShares(window)
    assert.ok(fragment90k / 90 + syncEveryMs <= window * 0.85 + 1, `window ${window}`)
    assert.ok(fragment90k <= 2 * SECOND)
  }
})

test('one pass syncs all that was written, a failure hits its own reel only', async () => {
  const order: string[] = []
  const failed: unknown[] = []
  const reelOf = (name: string, error?: Error) => ({
    sync: async () => {
      order.push(name)
      if (error) throw error
    },
  })
  const [a, b, c] = [reelOf('a'), reelOf('b', new Error('EIO')), reelOf('c')]
  const group = new SyncGroup(20, (reel) => failed.push(reel))
  group.wrote(a)
  group.wrote(b)
  group.wrote(a)
  group.wrote(c)
  group.forget(c)
  await new Promise((resolve) => setTimeout(resolve, 60))
  assert.deepEqual(order.sort(), ['a', 'b'])
  assert.deepEqual(failed, [b])
  group.wrote(c)
  group.close()
  await new Promise((resolve) => setTimeout(resolve, 60))
  assert.deepEqual(order, ['a', 'b'], 'nothing after close')
})
