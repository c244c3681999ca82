/**
 * Finishes a reel that its writer couldn't: cuts the torn tail, writes the trailer, syncs, renames. Never continues
 * a file. May be cut off itself at any point: the next run then does the same again.
 */
import { basename } from 'node:path'
import { nodeDisk, type ReelDisk, type UnfinishedFile } from './disk.ts'
import { ReelFormatError, TRAILER_BLOCK_BYTES } from './layout.ts'
import { encodeIndex } from './packed.ts'
import { FINISHED, reelFolders, reelPath, stateOfName, suspectPath } from './place.ts'
import { type ReelScan, scanReel } from './reader.ts'
import { type ReelTrailer, trailerBlock } from './trailer.ts'
import { ReelFault, type SealedReel } from './writer.ts'

export type Adoption =
  /** `finished`: its trailer was already whole and only the name was missing; such a reel is not "recovered". */
  | { readonly outcome: 'adopted' | 'finished'; readonly reel: SealedReel; readonly cutBytes: number }
  /** Not even the header reached the disk: nothing to keep. The file was left as it is. */
  | { readonly outcome: 'no-header'; readonly code: ReelFormatError['code']; readonly bytes: number }
  /** The header names another place or volume: moved by a person. Left as it is. */
  | { readonly outcome: 'misplaced' }
  /** A sync of it failed during this boot, and none before it is known. Left; ask again after a restart of the machine. */
  | { readonly outcome: 'suspect' }

export type AdoptionOptions = {
  readonly disk?: ReelDisk
  readonly bootId: string
  /** The wall clock now, ms: a label in the trailer. */
  readonly sealedWallMs: number
  /**
   * The caller saw a sync of this file fail, whatever its name says: so many bytes an earlier one had confirmed, and
   * they alone are kept. 0: none.
   */
  readonly confirmedBytes?: number
}

/**
 * @param volume the volume's root.
 * @param path an unfinished file on it that nobody writes any more.
 * @throws ReelFault where a disk call fails. After a failed sync the file is marked suspect for this boot; after any
 *   other the next run begins anew.
 */
export async function adopt(volume: string, path: string, options: AdoptionOptions): Promise<Adoption> {
  const disk = options.disk ?? nodeDisk
  const state = stateOfName(basename(path))
  if (state === null || state.state === 'reel') throw new RangeError('not the name of an unfinished reel')
  const { confirmedBytes } = options
  if (confirmedBytes === 0 && state.state === 'open')
    // The disk did not take the mark when the sync failed; whoever comes after this process needs it.
    await disk.rename(path, suspectPath(path, options.bootId)).catch(() => undefined)
  if (confirmedBytes === 0) return { outcome: 'suspect' }
  if (confirmedBytes === undefined && state.state === 'suspect' && state.bootId === options.bootId)
    return { outcome: 'suspect' }
  const file = await step('open', disk.openUnfinished(path))
  try {
    const size = Math.min(await step('open', file.size()), confirmedBytes ?? Number.POSITIVE_INFINITY)
    let scan: ReelScan
    try {
      const readAt = (position: number, length: number) =>
        step('read', file.readAt(position, Math.max(0, Math.min(length, size - position))))
      scan = await scanReel(readAt, size, true)
    } catch (error) {
      if (error instanceof ReelFormatError) return { outcome: 'no-header', code: error.code, bytes: size }
      throw error
    }
    if (reelPath(volume, scan.header, state) !== path) return { outcome: 'misplaced' }
    const end = scan.end ?? (await writeEnd(file, scan, options.sealedWallMs))
    try {
      await step('sync', file.fdatasync())
    } catch (fault) {
      await disk.rename(path, suspectPath(path, options.bootId)).catch(() => undefined)
      throw fault
    }
    const finished = reelPath(volume, scan.header, FINISHED)
    await step('rename', disk.rename(path, finished))
    await step('rename', disk.syncFolder(reelFolders(volume, scan.header.onDay, scan.header.camera)[2]))
    return {
      outcome: scan.end === null ? 'adopted' : 'finished',
      reel: sealedReelOf(finished, scan, end),
      cutBytes: scan.torn?.bytes ?? 0,
    }
  } finally {
    await file.close()
  }
}

/** What a finished file says of itself, for a row lost or not yet written. */
export function sealedReelOf(path: string, scan: ReelScan, end: NonNullable<ReelScan['end']>): SealedReel {
  return {
    path,
    header: scan.header,
    trailer: end.trailer,
    reelLeaf: end.reelLeaf,
    index: encodeIndex(scan.fragments),
    fragments: scan.fragments,
    sizeBytes: scan.headerLength + end.trailer.recordBytes + TRAILER_BLOCK_BYTES,
  }
}

async function writeEnd(
  file: UnfinishedFile,
  scan: ReelScan,
  sealedWallMs: number,
): Promise<NonNullable<ReelScan['end']>> {
  const trailer: ReelTrailer = {
    count: scan.fragments.length,
    recordBytes: scan.wholeBytes - scan.headerLength,
    endMono90k: scan.endMono90k,
    fragmentRoot: scan.fragmentRoot,
    endCause: 'adopted',
    sealedBy: 'adoption',
    sealedWallMs,
  }
  const { block, reelLeaf } = trailerBlock(scan.headerHash, trailer)
  await step('write', file.truncate(scan.wholeBytes))
  const taken = await step('write', file.append([block]))
  if (taken !== block.length) throw new ReelFault('write', 'short-write')
  return { trailer, reelLeaf }
}

async function step<T>(name: ReelFault['step'], call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw new ReelFault(name, (error as NodeJS.ErrnoException).code ?? 'unknown', error)
  }
}
