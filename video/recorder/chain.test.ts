/** A stream's reels while disks fail under them: what was received is written somewhere, or its absence is said. */
import assert from 'node:assert/strict'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Break, breakingDisk, digest, inFolder, madeHeader, REEL_KEY } from '#tests/reels/made.ts'
import type { CodecInit, Fragment } from '../media/types.ts'
import { nodeDisk, type ReelDisk } from '../reel/disk.ts'
import { ReelReader } from '../reel/reader.ts'
import { type ReelFault, ReelWriter, type SealedReel } from '../reel/writer.ts'
import type { RecorderClock } from './clock.ts'
import { type NoVolume, ReelChain, type ReelPlace } from './reel-chain.ts'

const init: CodecInit = { codec: 'avc1.64001F', width: 320, height: 180, initSegment: Buffer.from('init') }
const noonMs = Date.parse('2026-03-31T12:00:00+08:00')
/** Stands still: what a fragment's wall time is, then follows from its monotonic time alone. */
const clock: RecorderClock = {
  mono90k: () => 0n,
  monoNs: () => process.hrtime.bigint(),
  wallMs: () => noonMs,
  bootId: madeHeader().bootId,
  source: () => ({ source: 'ntp', boundMs: 40 }),
}

function fragment(second: number, change: Partial<Fragment> = {}): Fragment {
  return {
    startMono90k: BigInt(second) * 90_000n,
    duration90k: 90_000,
    startsWithKeyFrame: second % 2 === 0,
    damaged: false,
    sampleCount: 15,
    bytes: Buffer.alloc(400, `second ${second} `),
    ...change,
  }
}

type Rig = {
  chain: ReelChain
  sealed: SealedReel[]
  faults: ReelFault[]
  said: (NoVolume | null)[]
  /** Since when, in seconds of the stream. */
  since: number[]
}

/** A chain over volumes `a`, `b` … in this order of preference; one whose write failed is not offered again. */
async function rig(
  root: string,
  volumes: readonly string[],
  diskOf: (volume: string) => ReelDisk,
): Promise<Rig> {
  for (const volume of volumes) await mkdir(join(root, volume), { recursive: true })
  const bad = new Set<string>()
  let number = 0
  const out: Rig = { chain: null as unknown as ReelChain, sealed: [], faults: [], said: [], since: [] }
  out.chain = new ReelChain('camera/0', {
    clock,
    place(now): ReelPlace | NoVolume {
      const good = volumes.filter((volume) => !bad.has(volume))
      const volume = now !== null && good.includes(now) ? now : good[0]
      return volume === undefined ? 'volume-failing' : { volume, path: join(root, volume) }
    },
    begin(place, start, codec) {
      const reelId = (++number).toString(16).padStart(32, '0')
      const header = madeHeader({
        reelId,
        startMono90k: start.mono90k,
        startWallMs: start.wallMs,
        onDay: start.onDay,
        keyId: digest('key'),
        init: codec,
      })
      return ReelWriter.create(diskOf(place.volume), place.path, header, REEL_KEY)
    },
    wrote: () => undefined,
    ended: () => undefined,
    failed: (volume, fault) => {
      bad.add(volume)
      out.faults.push(fault)
    },
    sealed: (_volume, reel) => out.sealed.push(reel),
    writable: (no, sinceMs) => {
      out.said.push(no)
      out.since.push((sinceMs - noonMs) / 1000)
    },
  })
  out.chain.codec(init)
  return out
}

/** Which seconds stand in whole records of the files on these volumes, finished or not. */
async function secondsIn(root: string): Promise<number[]> {
  const out: number[] = []
  for (const name of await readdir(root, { recursive: true })) {
    if (!/\.(open|reel|suspect-[0-9a-f]+)$/.test(name)) continue
    const reader = await ReelReader.open(join(root, name)).catch(() => null)
    if (reader === null) continue
    const scan = await reader.scan({ verify: true })
    const start = Number(scan.header.startMono90k)
    out.push(...scan.fragments.map((one) => Math.round((start + one.startOffset90k) / 90_000)))
    await reader.close()
  }
  return out.sort((a, b) => a - b)
}

const seconds = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)

test('a stream in order: reels end where they should, nothing is missing or twice', () =>
  inFolder(async (root) => {
    const { chain, sealed, said } = await rig(root, ['a'], () => nodeDisk)
    for (let second = 0; second < 130; second++) chain.fragment(fragment(second))
    chain.end('stopped')
    await chain.idle()
    assert.deepEqual(await secondsIn(root), seconds(0, 130))
    const ends = sealed.map((reel) => reel.trailer.endCause)
    assert.equal(ends.at(-1), 'stopped')
    assert.ok(ends.slice(0, -1).every((end) => end === 'planned') && ends.length >= 3, String(ends))
    assert.ok(sealed.every((reel) => reel.fragments[0]!.startsWithKeyFrame))
    assert.deepEqual(said, [], 'nothing to say')
    assert.equal(chain.durableThroughMono90k, 130n * 90_000n)
  }))

test('without a key frame for 120 s the next reel starts without one, flagged', () =>
  inFolder(async (root) => {
    const { chain, sealed } = await rig(root, ['a'], () => nodeDisk)
    chain.fragment(fragment(1))
    for (let second = 2; second < 150; second++)
      chain.fragment(fragment(second, { startsWithKeyFrame: second === 2 }))
    chain.end('stopped')
    await chain.idle()
    assert.deepEqual(await secondsIn(root), seconds(2, 150), 'nothing before the first key frame')
    assert.equal(sealed[0]!.trailer.endCause, 'longest')
    assert.equal(sealed[1]!.fragments[0]!.startsWithKeyFrame, false)
  }))

for (const how of ['EIO', 'ENOSPC', 'short-write'] as const satisfies readonly Break[])
  test(`the first volume fails (${how}) at each of its calls in turn: the second takes what was received`, async () => {
    let reached = 0
    for (let at = 0; at < 14; at++)
      await inFolder(async (root) => {
        const breaking = breakingDisk(at, how)
        const { chain, sealed, faults } = await rig(root, ['a', 'b'], (volume) =>
          volume === 'a' ? breaking : nodeDisk,
        )
        for (let second = 0; second < 8; second++) {
          chain.fragment(fragment(second))
          await chain.idle()
        }
        chain.end('stopped')
        await chain.idle()
        const there = new Set(await secondsIn(root))
        assert.ok(
          seconds(0, 8).every((second) => there.has(second)),
          `call ${at}: only ${[...there]}`,
        )
        if (faults.length > 0) reached++
        // A fault in the reel's end leaves it for adoption; before that, the rest is in a reel of the other volume.
        assert.ok(sealed.length === 1 || faults[0]?.step !== 'write', `call ${at}`)
      })
    assert.ok(reached >= (how === 'short-write' ? 7 : 10), `only ${reached} faults were reached`)
  })

test('a failed sync: the journal learns since when pictures may be gone, though the next volume took the next one', () =>
  inFolder(async (root) => {
    let broken = false
    const failing: ReelDisk = {
      ...nodeDisk,
      async createFile(path) {
        const file = await nodeDisk.createFile(path)
        return {
          append: (parts) => file.append(parts),
          fdatasync: () =>
            broken ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : file.fdatasync(),
          close: () => file.close(),
        }
      },
    }
    const { chain, said, since } = await rig(root, ['a', 'b'], (volume) =>
      volume === 'a' ? failing : nodeDisk,
    )
    for (const second of [0, 1, 2]) chain.fragment(fragment(second))
    await chain.idle()
    const { writer } = chain.open!
    await writer.sync()
    for (const second of [3, 4]) chain.fragment(fragment(second))
    await chain.idle()
    broken = true
    await assert.rejects(writer.sync())
    chain.suspect(writer)
    chain.fragment(fragment(5))
    await chain.idle()
    assert.deepEqual(said, ['volume-failing', null])
    assert.deepEqual(since, [3, 5])
    chain.end('stopped')
    await chain.idle()
  }))

test('no volume takes anything: said once, dropped, and recorded again when one does', () =>
  inFolder(async (root) => {
    let broken = true
    const { chain, said } = await rig(root, ['a'], () => nodeDisk)
    const other = await rig(join(root, 'x'), [], () => nodeDisk)
    other.chain.fragment(fragment(0))
    other.chain.fragment(fragment(1))
    await other.chain.idle()
    assert.deepEqual(other.said, ['volume-failing'])
    broken = false
    chain.fragment(fragment(0))
    await chain.idle()
    assert.deepEqual([broken, said], [false, []])
    chain.end('stopped')
    await chain.idle()
  }))

test('a disk that hangs costs pictures, not memory', () =>
  inFolder(async (root) => {
    let go: () => void = () => undefined
    const hangs = new Promise<void>((resolve) => {
      go = resolve
    })
    const slow: ReelDisk = {
      ...nodeDisk,
      async createFile(path) {
        await hangs
        return nodeDisk.createFile(path)
      },
    }
    const { chain, said } = await rig(root, ['a'], () => slow)
    for (let second = 0; second < 40; second++)
      chain.fragment(fragment(second, { bytes: Buffer.alloc(1 << 20) }))
    assert.deepEqual(said, ['volume-failing'])
    go()
    await chain.idle()
    chain.fragment(fragment(41))
    await chain.idle()
    assert.equal(said.at(-1), null)
    const there = await secondsIn(root)
    assert.ok(there.length <= 18 && there.includes(0) && there.includes(41), String(there))
    chain.end('stopped')
    await chain.idle()
  }))

test('a written fragment gives its memory back at once, unless others share it', () =>
  inFolder(async (root) => {
    const { chain } = await rig(root, ['a'], () => nodeDisk)
    const own = fragment(0)
    const both = Buffer.alloc(800, 'shared ')
    chain.fragment(own)
    chain.fragment(fragment(1, { bytes: both.subarray(0, 400) }))
    await chain.idle()
    assert.equal(own.bytes.length, 0)
    assert.equal(both.toString('latin1', 0, 7), 'shared ')
    assert.deepEqual(await secondsIn(root), [0, 1])
    chain.end('stopped')
    await chain.idle()
  }))
