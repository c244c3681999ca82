import assert from 'node:assert/strict'
import { copyFile, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import {
  BOOT,
  type Break,
  breakingDisk,
  CAMERA,
  hastyDisk,
  inFolder,
  madeFragments,
  madeHeader,
  OTHER_BOOT,
  REEL_KEY,
  SEALED_WALL_MS,
  writtenReel,
} from '#tests/reels/made.ts'
import { adopt } from './adopt.ts'
import { nodeDisk } from './disk.ts'
import { encodeHeader } from './header.ts'
import { FINISHED, OPEN, reelPath, stateOfName } from './place.ts'
import { ReelReader } from './reader.ts'
import { reelSeal } from './record.ts'
import { ReelFault, ReelWriter } from './writer.ts'

const SIZES = [40, 1, 90, 33]
const header = madeHeader()
const seal = reelSeal(REEL_KEY, header.reelId, CAMERA)
const options = { bootId: OTHER_BOOT, sealedWallMs: SEALED_WALL_MS }

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

test('a written reel reads back, without a key but for the pictures', () =>
  inFolder(async (volume) => {
    const reel = await writtenReel(volume, SIZES)
    assert.equal(reel.path, reelPath(volume, header, FINISHED))
    assert.equal((await stat(reel.path)).size, reel.sizeBytes)
    const reader = await ReelReader.open(reel.path)
    for (const verify of [true, false]) {
      const scan = await reader.scan({ verify })
      assert.deepEqual(scan.fragments, reel.fragments)
      assert.deepEqual(scan.end, { trailer: reel.trailer, reelLeaf: reel.reelLeaf })
      assert.equal(scan.torn, null)
    }
    for (const [number, fragment] of madeFragments(SIZES).entries()) {
      const opened = await reader.readFragment(reel.fragments[number]!, seal)
      assert.ok(opened.bytes.equals(fragment.bytes))
      assert.equal(opened.plain.startMono90k, fragment.startMono90k)
    }
    await assert.rejects(reader.readFragment({ offset: reel.fragments[1]!.offset, length: 2 }, seal), {
      code: 'length',
    })
    await reader.close()
  }))

test('no name is written over: a second writer of the same reel id is refused', () =>
  inFolder(async (volume) => {
    const writer = await ReelWriter.create(nodeDisk, volume, header, REEL_KEY)
    await assert.rejects(ReelWriter.create(nodeDisk, volume, header, REEL_KEY), {
      step: 'create',
      code: 'EEXIST',
    })
    await writer.abandon()
  }))

test('a fragment before the last one is a fault of the caller and writes nothing', () =>
  inFolder(async (volume) => {
    const writer = await ReelWriter.create(nodeDisk, volume, header, REEL_KEY)
    const [first, second] = madeFragments(SIZES)
    await writer.append(second!)
    await assert.rejects(writer.append(first!), RangeError)
    assert.equal(writer.fragmentCount, 1)
    assert.equal((await stat(writer.path)).size, writer.sizeBytes)
    await writer.abandon()
  }))

test('what is durable follows what is written, at each sync and not before', () =>
  inFolder(async (volume) => {
    const writer = await ReelWriter.create(nodeDisk, volume, header, REEL_KEY)
    const [first, second] = madeFragments(SIZES)
    await writer.append(first!)
    assert.equal(writer.durableThroughMono90k, header.startMono90k)
    await writer.sync()
    await writer.append(second!)
    assert.equal(writer.durableThroughMono90k, second!.startMono90k)
    assert.equal(writer.writtenThroughMono90k, second!.startMono90k + 180_000n)
    await writer.finish('stopped', SEALED_WALL_MS)
    await writer.sync()
  }))

test('cut at every byte, a reel is adopted with exactly its whole records', () =>
  inFolder(async (folder) => {
    const reel = await writtenReel(join(folder), SIZES)
    const whole = await readFile(reel.path)
    const headerLength = encodeHeader(header).length
    const ends = reel.fragments.map((fragment) => fragment.offset + fragment.length + 104)
    const open = reelPath(folder, header, OPEN)
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(open, whole.subarray(0, length))
      const adoption = await adopt(folder, open, { ...options, disk: hastyDisk })
      if (length < headerLength) {
        assert.equal(adoption.outcome, 'no-header')
        continue
      }
      assert.ok(adoption.outcome === 'adopted' || adoption.outcome === 'finished')
      const kept = ends.filter((end) => end <= length).length
      assert.equal(adoption.outcome, length === whole.length ? 'finished' : 'adopted')
      assert.equal(adoption.reel.fragments.length, kept)
      assert.equal(adoption.cutBytes, length === whole.length ? 0 : length - (ends[kept - 1] ?? headerLength))
      const reader = await ReelReader.open(adoption.reel.path)
      const scan = await reader.scan({ verify: true })
      await reader.close()
      assert.equal(scan.torn, null)
      assert.deepEqual(scan.end?.reelLeaf, adoption.reel.reelLeaf)
      assert.equal(scan.end?.trailer.endCause, length === whole.length ? 'planned' : 'adopted')
      assert.deepEqual(scan.fragments, reel.fragments.slice(0, kept))
    }
  }))

test('every call of writer and disk that fails ends the reel, and adoption keeps what was acknowledged', async () => {
  const calls: string[] = []
  await inFolder((volume) => writtenReel(volume, SIZES, header, breakingDisk(-1, 'EIO', calls)))
  assert.deepEqual([...new Set(calls)].sort(), [
    'append',
    'createFile',
    'fdatasync',
    'makeFolder',
    'rename',
    'syncFolder',
  ])
  for (const how of ['EIO', 'ENOSPC', 'short-write'] satisfies Break[]) {
    for (const [at, name] of calls.entries()) {
      if (how === 'short-write' && name !== 'append') continue
      await inFolder((volume) => breakOne(volume, at, name, how))
    }
  }
})

async function breakOne(volume: string, at: number, name: string, how: Break): Promise<void> {
  const story = `${how} at call ${at} (${name})`
  let writer: ReelWriter | null = null
  let acknowledged = 0
  let fault: unknown = null
  try {
    writer = await ReelWriter.create(breakingDisk(at, how), volume, header, REEL_KEY)
    for (const fragment of madeFragments(SIZES)) {
      await writer.append(fragment)
      acknowledged++
    }
    await writer.finish('planned', SEALED_WALL_MS)
  } catch (error) {
    fault = error
  }
  assert.ok(fault instanceof ReelFault, story)
  assert.equal(fault.code, how)
  if (writer === null) return
  assert.equal(writer.fault, fault)
  await assert.rejects(writer.append(madeFragments(SIZES)[3]!), ReelFault, story)
  await assert.rejects(writer.sync(), ReelFault)
  await assert.rejects(writer.finish('planned', SEALED_WALL_MS), ReelFault)
  await writer.abandon()

  const finished = reelPath(volume, header, FINISHED)
  if (await exists(finished)) return assert.ok(name === 'syncFolder', story)
  const suspect = reelPath(volume, header, { state: 'suspect', bootId: BOOT })
  const isSuspect = await exists(suspect)
  assert.equal(isSuspect, name === 'fdatasync' || (name === 'syncFolder' && fault.step === 'sync'), story)
  const left = isSuspect ? suspect : reelPath(volume, header, OPEN)
  if (isSuspect) {
    assert.equal((await adopt(volume, left, { ...options, bootId: BOOT })).outcome, 'suspect')
    assert.ok(await exists(left))
  }
  const adoption = await adopt(volume, left, options)
  assert.ok(adoption.outcome === 'adopted' || adoption.outcome === 'finished', story)
  assert.equal(adoption.reel.fragments.length, acknowledged, story)
}

test('adoption broken at any call begins anew and loses nothing', async () => {
  const torn = async (volume: string) => {
    const writer = await ReelWriter.create(nodeDisk, volume, header, REEL_KEY)
    for (const fragment of madeFragments(SIZES)) await writer.append(fragment)
    await writer.abandon()
    await truncate(writer.path, writer.sizeBytes - 5)
    return writer.path
  }
  const calls: string[] = []
  await inFolder(async (volume) =>
    adopt(volume, await torn(volume), { ...options, disk: breakingDisk(-1, 'EIO', calls) }),
  )
  for (const how of ['EIO', 'ENOSPC', 'short-write'] satisfies Break[]) {
    for (const [at, name] of calls.entries()) {
      if (how === 'short-write' && name !== 'append') continue
      await inFolder(async (volume) => {
        const path = await torn(volume)
        await assert.rejects(adopt(volume, path, { ...options, disk: breakingDisk(at, how) }), {
          name: 'ReelFault',
          code: how,
        })
        const names = [
          path,
          reelPath(volume, header, FINISHED),
          reelPath(volume, header, { state: 'suspect', bootId: OTHER_BOOT }),
        ]
        const left = (await Promise.all(names.map(exists)))
          .map((there, i) => (there ? names[i]! : ''))
          .filter(Boolean)
        assert.equal(left.length, 1)
        if (left[0] === names[1]) return
        const state = stateOfName(basename(left[0]!))
        assert.equal(state?.state, name === 'fdatasync' ? 'suspect' : 'open')
        const again = await adopt(volume, left[0]!, { ...options, bootId: BOOT })
        assert.ok(again.outcome === 'adopted' || again.outcome === 'finished')
        assert.equal(again.reel.fragments.length, SIZES.length - 1)
      })
    }
  }
})

test('a file that does not lie where its header says is left alone', () =>
  inFolder(async (volume) => {
    const writer = await ReelWriter.create(nodeDisk, volume, header, REEL_KEY)
    await writer.abandon()
    const elsewhere = join(volume, 'reels', '2026-04-01', CAMERA, basename(writer.path))
    await mkdir(dirname(elsewhere), { recursive: true })
    await copyFile(writer.path, elsewhere)
    assert.equal((await adopt(volume, elsewhere, options)).outcome, 'misplaced')
    assert.equal((await stat(elsewhere)).size, encodeHeader(header).length)
  }))

test('an empty reel is a reel', () =>
  inFolder(async (volume) => {
    const reel = await writtenReel(volume, [])
    assert.equal(reel.trailer.count, 0)
    const reader = await ReelReader.open(reel.path)
    assert.ok((await reader.scan({ verify: true })).end)
    await reader.close()
  }))
