import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Plan, parsePlan } from '#video/recorder/plan.ts'
import { coveredSpans } from './coverage.ts'
import { runDuty } from './loop.ts'
import { type CameraRow, makePlan, type PlanFacts, samePlan, type VolumeRow } from './planner.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const facts: PlanFacts = {
  stationId: id(901),
  dataId: id(902),
  keyId: 'a'.repeat(64),
  stationPublic: 'b'.repeat(64),
  keyrings: ['/k1', '/k2'],
  lossWindowMs: 2000,
  camerasPerProcess: 64,
  writtenAt: '2026-11-24T00:00:00.000Z',
}
const camera = (n: number, change: Partial<CameraRow> = {}): CameraRow => ({
  id: id(n),
  mainUrl: `rtsp://10.0.0.1/${n}`,
  subUrl: null,
  username: 'u',
  password: `secret ${n}`,
  recorder: 'native',
  priority: 5,
  ...change,
})
const volume = (n: number, state: VolumeRow['state'] = 'active'): VolumeRow => ({
  id: id(800 + n),
  path: `/v${n}`,
  state,
  reserveBytes: 100,
})
const nothing = new Map()
const many = (count: number) => Array.from({ length: count }, (_, n) => camera(n))
const shards = (plan: Plan) => plan.streams.map((stream) => stream.shard)

test('64 cameras a recorder, both streams of a camera together', () => {
  const plan = makePlan(
    facts,
    [...many(130), camera(200, { subUrl: 'rtsp://10.0.0.1/s' })],
    [volume(1)],
    null,
    nothing,
    nothing,
  )
  assert.equal(plan.streams.length, 132)
  assert.deepEqual([...new Set(shards(plan))], [1, 2, 3])
  for (const shard of [1, 2]) assert.equal(plan.streams.filter((stream) => stream.shard === shard).length, 64)
  const [main, sub] = plan.streams.slice(-2)
  assert.deepEqual([main!.stream, sub!.stream, main!.shard === sub!.shard], [0, 1, true])
  assert.deepEqual(parsePlan(JSON.stringify(plan)), plan, 'a recorder reads what is written')
})

test('a camera keeps recorder and volume when others come and go', () => {
  const first = makePlan(facts, many(70), [volume(1), volume(2)], null, nothing, nothing)
  const fewer = makePlan(facts, many(70).slice(3), [volume(1), volume(2)], first, nothing, nothing)
  for (const stream of fewer.streams) {
    const was = first.streams.find((one) => one.camera === stream.camera)!
    assert.deepEqual([stream.shard, stream.volume], [was.shard, was.volume])
  }
  assert.ok(samePlan(fewer, { ...fewer, writtenAt: 'later' }))
  assert.ok(samePlan(fewer, parsePlan(JSON.stringify(fewer))))
  assert.ok(!samePlan(first, fewer))
})

test('streams leave a draining, failing or suspect volume', () => {
  const first = makePlan(facts, many(4), [volume(1)], null, nothing, nothing)
  const moved = (volumes: VolumeRow[], places = nothing) =>
    new Set(makePlan(facts, many(4), volumes, first, places, nothing).streams.map((stream) => stream.volume))
  assert.deepEqual(moved([volume(1, 'draining'), volume(2)]), new Set([id(802)]))
  assert.deepEqual(moved([volume(1, 'gone'), volume(2)]), new Set([id(802)]))
  const failing = new Map([[id(801), { state: 'failing' as const, freeBytes: 1000 }]])
  assert.deepEqual(moved([volume(1), volume(2)], failing), new Set([id(802)]))
  assert.deepEqual(moved([volume(1)], failing), new Set([id(801)]), 'nowhere else: the recorder says why not')
})

const piece = (startOffset90k: number, duration90k: number) => ({
  offset: 0,
  startOffset90k,
  duration90k,
  length: 1,
  startsWithKeyFrame: true,
  damaged: false,
})
const S = 90_000
const reel = (boot: string, mono: number, startMs: number, pieces: [number, number][]) => ({
  bootId: boot,
  startMono90k: BigInt(mono * S),
  startMs,
  fragments: pieces.map(([from, long]) => piece(from * S, long * S)),
})

test('holes inside a reel are not covered; a wall clock set ahead between reels leaves no hole', () => {
  assert.deepEqual(
    coveredSpans([
      reel('a', 10, 1000, [
        [0, 2],
        [2, 2],
        [7, 1],
      ]),
    ]),
    [
      { fromMs: 1000, toMs: 5000 },
      { fromMs: 8000, toMs: 9000 },
    ],
  )
  const ahead = coveredSpans([reel('a', 0, 0, [[0, 10]]), reel('a', 10, 3_600_000, [[0, 10]])])
  assert.deepEqual(ahead[1], { fromMs: 10_000, toMs: 3_600_000 })
  const apart = coveredSpans([reel('a', 0, 0, [[0, 10]]), reel('a', 15, 15_000, [[0, 10]])])
  assert.deepEqual(apart, [
    { fromMs: 0, toMs: 10_000 },
    { fromMs: 15_000, toMs: 25_000 },
  ])
  const boots = coveredSpans([reel('a', 0, 0, [[0, 10]]), reel('b', 10, 50_000, [[0, 10]])])
  assert.equal(boots.length, 2, 'another boot joins nothing')
})

test('a duty that fails is told, waited out and tried again; others never notice', async () => {
  const stop = new AbortController()
  const told: (number | null)[] = []
  let bad = 0
  let good = 0
  const failing = runDuty(
    {
      name: 'bad',
      everyMs: 1,
      act: async () => {
        if (++bad < 2) throw new Error('no')
        stop.abort()
      },
    },
    stop.signal,
    (failure) => told.push(failure?.failures ?? null),
  )
  const working = runDuty({ name: 'good', everyMs: 5, act: async () => void good++ }, stop.signal, () =>
    assert.fail(),
  )
  await Promise.all([failing, working])
  assert.deepEqual(told, [1, null])
  assert.ok(good > 20, `${good} rounds beside it`)
})
