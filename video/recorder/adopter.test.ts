/** What becomes of a reel whose sync failed: what a sync had confirmed is kept, the rest is not believed. */
import assert from 'node:assert/strict'
import { readdir, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { BOOT, inFolder, madeFragments, madeHeader, REEL_KEY } from '#tests/reels/made.ts'
import { nodeDisk, type ReelDisk } from '../reel/disk.ts'
import { ReelWriter, type SealedReel } from '../reel/writer.ts'
import { adoptAll } from './adopter.ts'

/** Syncs go through `good` times; a rename fails with every sync after that. */
function failingAfter(good: number): ReelDisk {
  const fail = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }))
  let left = good
  return {
    ...nodeDisk,
    rename: (from, to) => (left > 0 ? nodeDisk.rename(from, to) : fail()),
    async createFile(path) {
      const file = await nodeDisk.createFile(path)
      return {
        append: (parts) => file.append(parts),
        fdatasync: () => (left-- > 0 ? file.fdatasync() : fail()),
        close: () => file.close(),
      }
    },
  }
}

/** Four fragments, a sync tried after the second and the fourth; then adoption as the recorder runs it. */
async function adoptedAfter(volume: string, goodSyncs: number, known: boolean) {
  const writer = await ReelWriter.create(failingAfter(goodSyncs), volume, madeHeader(), REEL_KEY)
  for (const [number, fragment] of madeFragments([400, 500, 600, 700]).entries()) {
    await writer.append(fragment)
    if (number % 2 === 1) await writer.sync().catch(() => undefined)
    if (writer.fault) break
  }
  await writer.abandon()
  await utimes(writer.path, 0, 0)
  const { reelId } = writer.header
  const suspects = new Map(known ? [[reelId, writer.durableBytes]] : [])
  const reels: SealedReel[] = []
  const left: string[] = []
  const parts = {
    bootId: BOOT,
    wallMs: () => Date.now(),
    isOurs: () => false,
    isMine: () => true,
    suspects,
    adopted: (_: string, reel: SealedReel) => reels.push(reel),
    left: (_: string, why: string) => left.push(why),
  }
  await adoptAll([{ id: 'v', path: volume }], parts)
  const names = await readdir(dirname(writer.path))
  return { reels, left, names, suspects, parts, writer }
}

test('what was confirmed before the failed sync is adopted, whatever the file is called', () =>
  inFolder(async (volume) => {
    const { reels, names, suspects } = await adoptedAfter(volume, 1, true)
    assert.equal(reels.length, 1)
    assert.equal(reels[0]!.fragments.length, 2, 'not the two that the cache shows')
    assert.deepEqual(names, [`${madeHeader().reelId}.reel`])
    assert.equal(suspects.size, 0)
  }))

test('where no sync had gone through, nothing is adopted, and the name says so to later processes', () =>
  inFolder(async (volume) => {
    const { reels, left, names, parts } = await adoptedAfter(volume, 0, true)
    assert.deepEqual([reels.length, left], [0, ['suspect']])
    assert.deepEqual(names, [`${madeHeader().reelId}.suspect-${BOOT.replaceAll('-', '')}`])
    // A process that knows nothing of it, in the same boot.
    await adoptAll([{ id: 'v', path: volume }], { ...parts, suspects: new Map() })
    assert.equal(reels.length, 0)
  }))
