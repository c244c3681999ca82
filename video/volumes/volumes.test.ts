import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkVolume, createVolume, isVolume, troubleOf, type VolumeCheck } from './identity.ts'
import { type Place, placeStream, spreadStreams } from './placement.ts'
import { daysToFull, streamsToStop } from './space.ts'
import { type VolumeDisk, VolumeWatch } from './watch.ts'

const GB = 1_000_000_000
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const ours = { volumeId: id(1), stationId: id(2), dataId: id(3) }

test('a folder is a volume only by its identity file', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'mj-volume-'))
  t.after(() => rm(root, { recursive: true }))
  assert.equal((await checkVolume(root, ours)).state, 'missing', 'an empty mount point')
  await createVolume(root, { ...ours, label: 'first' })
  assert.deepEqual(await checkVolume(root, ours), { state: 'ok', detail: '' })
  assert.ok(await isVolume(root, ours))
  await assert.rejects(createVolume(root, { ...ours, label: 'second' }), { code: 'EEXIST' })
  for (const key of ['volumeId', 'stationId', 'dataId'] as const) {
    const check = await checkVolume(root, { ...ours, [key]: id(9) })
    assert.equal(check.state, 'wrong', key)
    assert.equal(await isVolume(root, { ...ours, [key]: id(9) }), false)
  }
  await writeFile(join(root, 'volume.json'), '{"v":1,"volumeId":')
  assert.equal((await checkVolume(root, ours)).state, 'wrong', 'a torn file claims nothing')
  assert.equal((await checkVolume(join(root, 'nothing'), ours)).state, 'missing')
})

test('the least important streams stop first and come back later than they stopped', () => {
  const streams = [
    { id: 'gate', priority: 1 },
    { id: 'yard', priority: 5 },
    { id: 'lawn', priority: 9 },
    { id: 'hedge', priority: 9 },
  ]
  const stop = (free: number, before: string[] = []) => [
    ...streamsToStop(free, 3 * GB, streams, new Set(before)),
  ]
  assert.deepEqual(stop(6 * GB), [])
  assert.deepEqual(stop(5 * GB - 1), ['lawn', 'hedge'])
  assert.deepEqual(stop(4 * GB - 1), ['yard', 'lawn', 'hedge'])
  assert.deepEqual(stop(3 * GB - 1), ['gate', 'yard', 'lawn', 'hedge'])
  assert.deepEqual(stop(5.2 * GB, ['lawn']), ['lawn'], 'not back yet')
  assert.deepEqual(stop(5.31 * GB, ['lawn']), [], 'back')
  assert.deepEqual(streamsToStop(3 * GB, 3 * GB, [{ id: 'a', priority: 5 }], new Set()), new Set())
})

test('days to full count each camera until it deletes as much as it records', () => {
  const space = (gb: number) => ({ freeBytes: gb * GB, totalBytes: 1000 * GB })
  const share = (bytesPerDay: number, keptDays: number, declaredDays: number) => ({
    bytesPerDay: bytesPerDay * GB,
    keptDays,
    declaredDays,
  })
  assert.equal(daysToFull(space(1), GB, [share(1, 0, 30)]), 0)
  assert.equal(daysToFull(space(101), GB, [share(10, 0, 30)]), 10)
  assert.equal(daysToFull(space(101), GB, [share(10, 25, 30)]), null, 'steady before it is full')
  assert.equal(daysToFull(space(101), GB, [share(10, 25, 30), share(5, 0, 60)]), 10)
  assert.equal(daysToFull(space(101), GB, [share(10, 25, 30), share(2, 0, 60)]), 25)
  assert.equal(daysToFull(space(101), GB, []), null)
})

test('a stream keeps a good volume and leaves a bad, draining or full one', () => {
  const place = (n: string, free: number, over: Partial<Place> = {}): Place => ({
    id: n,
    state: 'ok',
    freeBytes: free,
    reserveBytes: 10,
    draining: false,
    ...over,
  })
  assert.equal(placeStream('a', [place('a', 11), place('b', 900)]), 'a')
  assert.equal(placeStream('a', [place('a', 900, { state: 'failing' }), place('b', 11), place('c', 12)]), 'c')
  assert.equal(placeStream('a', [place('a', 900, { draining: true }), place('b', 11)]), 'b')
  assert.equal(placeStream('a', [place('a', 10), place('b', 9)]), null)
  const spread = spreadStreams(
    [1, 2, 3, 4].map((n) => ({ key: `s${n}`, bitsPerS: 1e6 })),
    [place('a', 1000), place('b', 1000), place('c', 5000, { state: 'wrong' })],
    new Map([
      ['s1', 'a'],
      ['s2', 'c'],
    ]),
  )
  assert.equal(spread.get('s1'), 'a')
  assert.deepEqual([...spread.values()].sort(), ['a', 'a', 'b', 'b'])
})

test('a failed volume takes nothing until a probe went through, asked less and less often', async () => {
  let now = 0
  let broken = true
  const asked: number[] = []
  const disk: VolumeDisk = {
    check: async (): Promise<VolumeCheck> => ({ state: 'ok', detail: '' }),
    space: async () => ({ freeBytes: 100, totalBytes: 200 }),
    probe: async () => {
      asked.push(now)
      if (broken) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    },
  }
  const seen: string[] = []
  const watch = new VolumeWatch(
    disk,
    () => now,
    '1',
    (_, check) => seen.push(check.state),
  )
  watch.set([{ id: 'v', path: '/x', reserveBytes: 10, draining: false }])
  assert.equal(watch.get('v')?.state, 'missing', 'nothing is good before it was looked at')
  broken = false
  await watch.look()
  assert.equal(watch.get('v')?.state, 'ok')
  broken = true
  // Four streams fail in the same second: one failure.
  for (let stream = 0; stream < 4; stream++) watch.failed('v', { code: 'EIO' })
  assert.equal(watch.get('v')?.state, 'failing')
  for (now = 1000; now <= 60_000; now += 1000) await watch.look()
  assert.deepEqual(asked, [0, 10_000, 30_000])
  broken = false
  now = 70_000
  await watch.look()
  assert.equal(watch.get('v')?.state, 'ok')
  assert.deepEqual(seen, ['ok', 'failing', 'ok'])
  watch.failed('v', { code: 'ENOSPC' })
  assert.equal(watch.get('v')?.state, 'full')
  assert.equal(troubleOf({ code: 'short-write' }).state, 'full', 'the room ended in the middle of a write')
})

test('full is said at the reserve', async () => {
  const disk: VolumeDisk = {
    check: async (): Promise<VolumeCheck> => ({ state: 'ok', detail: '' }),
    space: async () => ({ freeBytes: 10, totalBytes: 200 }),
    probe: async () => undefined,
  }
  const watch = new VolumeWatch(disk, () => 0, '1')
  watch.set([{ id: 'v', path: '/x', reserveBytes: 10, draining: false }])
  await watch.look()
  assert.deepEqual(watch.report(), [{ id: 'v', state: 'full', freeBytes: 10 }])
})

test('a disk that hangs is called failing, and the others are looked at all the same', async () => {
  let answer = (_: VolumeCheck): void => undefined
  const disk: VolumeDisk = {
    check: (volume) =>
      volume.id === 'slow'
        ? new Promise((resolve) => {
            answer = resolve
          })
        : Promise.resolve({ state: 'ok', detail: '' }),
    space: async () => ({ freeBytes: 100, totalBytes: 200 }),
    probe: async () => undefined,
  }
  const watch = new VolumeWatch(
    disk,
    () => 0,
    '1',
    () => undefined,
    20,
  )
  watch.set(['slow', 'well'].map((id) => ({ id, path: `/${id}`, reserveBytes: 10, draining: false })))
  await watch.look()
  const states = () => watch.places().map((place) => place.state)
  assert.deepEqual(states(), ['failing', 'ok'])
  await watch.look()
  assert.deepEqual(states(), ['failing', 'ok'])
  answer({ state: 'ok', detail: '' })
  await new Promise((resolve) => setTimeout(resolve, 10))
  assert.deepEqual(states(), ['ok', 'ok'], 'it answered after all')
})
