/** Reels made from fixed values, and a disk that breaks at a chosen call, for the stories about both. */
import { hash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fragment } from '#video/media/types.ts'
import { nodeDisk, type ReelDisk, type ReelFile, type UnfinishedFile } from '#video/reel/disk.ts'
import type { ReelHeader } from '#video/reel/header.ts'
import { ReelWriter, type SealedReel } from '#video/reel/writer.ts'

export const STATION = '6f1c2f4e-8f0a-4c58-9a40-0d6f3a2b1c01'
export const CAMERA = '0b9de6a2-5f7d-4d7b-8a11-7e1c9f3d2a02'
export const BOOT = 'c3a1f0de-1122-4333-8444-5566778899aa'
export const OTHER_BOOT = 'd4a1f0de-1122-4333-8444-5566778899bb'
export const REEL_KEY = digest('reel key')
export const SEALED_WALL_MS = 1_774_915_260_000

export function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

/** 2026-03-31 08:00:00 in Beijing. */
export function madeHeader(change: Partial<ReelHeader> = {}): ReelHeader {
  return {
    station: STATION,
    camera: CAMERA,
    stream: 0,
    reelId: '000102030405060708090a0b0c0d0e0f',
    bootId: BOOT,
    startMono90k: 900_000n,
    startWallMs: 1_774_915_200_000,
    clockSource: 'ntp',
    clockBoundMs: 40,
    onDay: '2026-03-31',
    keyId: digest('key id'),
    generation: 1,
    sealedKey: { enc: digest('enc'), ct: Buffer.concat([digest('ct'), digest('tag').subarray(0, 16)]) },
    init: {
      codec: 'avc1.64001F',
      width: 1280,
      height: 720,
      initSegment: Buffer.from('ftyp+moov of a made reel'),
    },
    ...change,
  }
}

/** `sizes.length` fragments of 2 s, the first with a key frame; bytes told by number. */
export function madeFragments(sizes: readonly number[], startMono90k = 900_000n): Fragment[] {
  return sizes.map((size, number) => ({
    startMono90k: startMono90k + BigInt(number) * 180_000n,
    duration90k: 180_000,
    startsWithKeyFrame: number % 2 === 0,
    damaged: number === 1,
    sampleCount: 30,
    bytes: Buffer.alloc(size, `fragment ${number} `),
  }))
}

/** Writes and finishes a reel on the volume. */
export async function writtenReel(
  volume: string,
  sizes: readonly number[],
  header: ReelHeader = madeHeader(),
  disk: ReelDisk = nodeDisk,
): Promise<SealedReel> {
  const writer = await ReelWriter.create(disk, volume, header, REEL_KEY)
  for (const fragment of madeFragments(sizes, header.startMono90k)) await writer.append(fragment)
  return writer.finish('planned', SEALED_WALL_MS)
}

/** Runs with a folder that is gone afterwards. */
export async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mj-'))
  try {
    return await act(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export type Break = 'EIO' | 'ENOSPC' | 'short-write'

/**
 * The real disk, but the call with this number (from 0) fails. A short write puts half the bytes down, EIO on a write
 * a third: what a torn sector leaves.
 */
export function breakingDisk(at: number, how: Break, log: string[] = []): ReelDisk {
  let count = 0
  const call = async <T>(name: string, act: () => Promise<T>, half?: () => Promise<T>): Promise<T> => {
    log.push(name)
    if (count++ !== at) return act()
    if (how === 'short-write') return half ? half() : act()
    if (half && how === 'EIO') await half()
    throw Object.assign(new Error(how), { code: how })
  }
  const wrap = <F extends ReelFile>(file: F): F & UnfinishedFile => {
    const whole = file as unknown as UnfinishedFile
    const cut = async (parts: readonly Buffer[]) => {
      const all = Buffer.concat(parts)
      return file.append([all.subarray(0, all.length >> 1)])
    }
    return {
      append: (parts: readonly Buffer[]) =>
        call(
          'append',
          () => file.append(parts),
          () => cut(parts),
        ),
      fdatasync: () => call('fdatasync', () => file.fdatasync()),
      close: () => file.close(),
      size: () => call('size', () => whole.size()),
      readAt: (position: number, length: number) => call('read', () => whole.readAt(position, length)),
      truncate: (size: number) => call('truncate', () => whole.truncate(size)),
    } as F & UnfinishedFile
  }
  return {
    makeFolder: (path) => call('makeFolder', () => nodeDisk.makeFolder(path)),
    createFile: async (path) => wrap(await call('createFile', () => nodeDisk.createFile(path))),
    openUnfinished: async (path) => wrap(await call('open', () => nodeDisk.openUnfinished(path))),
    rename: (from, to) => call('rename', () => nodeDisk.rename(from, to)),
    syncFolder: (path) => call('syncFolder', () => nodeDisk.syncFolder(path)),
  }
}

/** The real disk without its syncs, for stories of thousands of files that no power cut interrupts. */
export const hastyDisk: ReelDisk = {
  ...nodeDisk,
  async openUnfinished(path) {
    const file = await nodeDisk.openUnfinished(path)
    file.fdatasync = async () => undefined
    return file
  },
  syncFolder: async () => undefined,
}
