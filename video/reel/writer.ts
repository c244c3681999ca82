/**
 * Writes one reel, append-only. A crash at any moment leaves whole records and at most one torn one, which adoption
 * cuts. A number is used up when sealed and never issued again: a failed or short write therefore ends the reel, and
 * a failed sync makes the file suspect (what the system then shows from its cache may never reach the disk), so that
 * neither is tried a second time.
 */
import { GrowingTree } from '#ledger/tree.ts'
import { release } from '../media/release.ts'
import type { Fragment } from '../media/types.ts'
import type { ReelDisk, ReelFile } from './disk.ts'
import { encodeHeader, type ReelHeader } from './header.ts'
import { type EndCause, HASH_BYTES, MAX_FRAGMENTS, MAX_REEL_BYTES, TRAILER_BLOCK_BYTES } from './layout.ts'
import { encodeIndex, type PackedFragment } from './packed.ts'
import { FINISHED, OPEN, reelFolders, reelPath, suspectPath } from './place.ts'
import { type ReelSeal, reelSeal, sealRecord } from './record.ts'
import { type ReelTrailer, trailerBlock } from './trailer.ts'

/** A disk call that failed, and which; `code` is the system's (`EIO`, `ENOSPC`) or `short-write`. */
export class ReelFault extends Error {
  readonly step: 'create' | 'open' | 'read' | 'write' | 'sync' | 'rename'
  readonly code: string

  constructor(step: ReelFault['step'], code: string, cause?: unknown) {
    super(`reel ${step} failed: ${code}`, { cause })
    this.name = 'ReelFault'
    this.step = step
    this.code = code
  }
}

/** A finished reel: what the registrar and the minute batch need. */
export type SealedReel = {
  readonly path: string
  readonly header: ReelHeader
  readonly trailer: ReelTrailer
  readonly reelLeaf: Buffer
  /** Packed index for the database row. */
  readonly index: Buffer
  readonly fragments: readonly PackedFragment[]
  readonly sizeBytes: number
}

export class ReelWriter {
  readonly header: ReelHeader
  readonly #volume: string
  readonly #disk: ReelDisk
  readonly #file: ReelFile
  readonly #headerHash: Buffer
  readonly #headerLength: number
  #seal: ReelSeal | null
  readonly #tree = new GrowingTree()
  readonly #fragments: PackedFragment[] = []
  #size: number
  #busy = false
  #closed = false
  #lastSync: Promise<void> = Promise.resolve()
  #folderSynced = false
  #fault: ReelFault | null = null
  #endMono90k: bigint
  #durableThroughMono90k: bigint
  #durableBytes = 0

  private constructor(
    disk: ReelDisk,
    volume: string,
    file: ReelFile,
    header: ReelHeader,
    bytes: Buffer,
    seal: ReelSeal,
  ) {
    this.header = header
    this.#disk = disk
    this.#volume = volume
    this.#file = file
    this.#headerHash = bytes.subarray(bytes.length - HASH_BYTES)
    this.#headerLength = bytes.length
    this.#size = bytes.length
    this.#seal = seal
    this.#endMono90k = header.startMono90k
    this.#durableThroughMono90k = header.startMono90k
  }

  /**
   * Makes the file and writes the header. Nothing is synced yet.
   * @param reelKey the 32 bytes sealed in `header.sealedKey`; the caller overwrites its copy afterwards.
   * @throws ReelFault `create` or `write`. A file with a torn header may be left, which holds no picture.
   */
  static async create(
    disk: ReelDisk,
    volume: string,
    header: ReelHeader,
    reelKey: Buffer,
  ): Promise<ReelWriter> {
    const bytes = encodeHeader(header)
    const seal = reelSeal(reelKey, header.reelId, header.camera)
    const file = await attempt('create', async () => {
      await makeFolders(disk, volume, header)
      return disk.createFile(reelPath(volume, header, OPEN))
    })
    const writer = new ReelWriter(disk, volume, file, header, bytes, seal)
    try {
      await writer.#write([bytes], bytes.length)
    } catch (error) {
      await file.close()
      throw error
    }
    return writer
  }

  get fragmentCount(): number {
    return this.#fragments.length
  }

  get sizeBytes(): number {
    return this.#size
  }

  /** End of the last fragment handed to the system. */
  get writtenThroughMono90k(): bigint {
    return this.#endMono90k
  }

  /** End of the last fragment known to be on the disk: a power cut now loses nothing before it. */
  get durableThroughMono90k(): bigint {
    return this.#durableThroughMono90k
  }

  /** Bytes from the file's start that a sync has confirmed: they stay good whatever a later sync says. */
  get durableBytes(): number {
    return this.#durableBytes
  }

  get path(): string {
    return reelPath(this.#volume, this.header, OPEN)
  }

  /** Why this reel takes nothing any more; null while it does. */
  get fault(): ReelFault | null {
    return this.#fault
  }

  /** True where a fragment of this length still fits: end the reel (`size`) before the first that doesn't. */
  fits(fragmentBytes: number): boolean {
    const most = this.#size + fragmentBytes + 256 + TRAILER_BLOCK_BYTES
    return this.#fragments.length < MAX_FRAGMENTS && most <= MAX_REEL_BYTES
  }

  /**
   * Seals and writes one fragment; returns its leaf. One call at a time.
   * @throws RangeError for a fragment before the last one's start or out of range (nothing is written).
   * @throws ReelFault `write`: the reel has ended, its file waits for adoption.
   */
  async append(fragment: Fragment): Promise<Buffer> {
    const seal = this.#ready()
    if (!this.fits(fragment.bytes.length)) throw new RangeError('reel is full')
    const startOffset = fragment.startMono90k - this.header.startMono90k
    const before = this.#fragments.at(-1)?.startOffset90k ?? 0
    if (startOffset < before || startOffset > 0xffff_ffffn) throw new RangeError('fragment out of order')
    const sealed = sealRecord(seal, this.#fragments.length, fragment)
    const entry: PackedFragment = {
      offset: this.#size,
      startOffset90k: Number(startOffset),
      duration90k: fragment.duration90k,
      length: fragment.bytes.length,
      startsWithKeyFrame: fragment.startsWithKeyFrame,
      damaged: fragment.damaged,
    }
    await this.#write(sealed.parts, sealed.size)
    for (const part of sealed.parts) release(part)
    this.#fragments.push(entry)
    this.#tree.append(sealed.leaf)
    this.#size += sealed.size
    this.#endMono90k = fragment.startMono90k + BigInt(fragment.duration90k)
    return sealed.leaf
  }

  /**
   * Makes what was written before the call durable: fdatasync, and once the folder. May run beside `append`; syncs of
   * one reel follow each other, since the system tells a write error to one of them only. Nothing to do once finished.
   * @throws ReelFault `sync`: the reel is suspect, renamed so where the disk allows it.
   */
  sync(): Promise<void> {
    const run = this.#lastSync.then(() => this.#syncNow())
    this.#lastSync = run.catch(() => undefined)
    return run
  }

  async #syncNow(): Promise<void> {
    if (this.#fault) throw this.#fault
    if (this.#closed) return
    const [through, bytes] = [this.#endMono90k, this.#size]
    try {
      await this.#file.fdatasync()
      if (!this.#folderSynced) await this.#disk.syncFolder(this.#folder())
    } catch (error) {
      throw await this.#suspect(error)
    }
    this.#folderSynced = true
    if (through > this.#durableThroughMono90k) this.#durableThroughMono90k = through
    this.#durableBytes = bytes
  }

  /**
   * Writes the trailer, syncs, renames to `.reel`, syncs the folder; only then may a database row exist.
   * @param sealedWallMs the wall clock now, a label.
   * @throws ReelFault: the file stays for adoption (`.open`) or is suspect.
   */
  async finish(endCause: Exclude<EndCause, 'adopted'>, sealedWallMs: number): Promise<SealedReel> {
    this.#ready()
    const trailer: ReelTrailer = {
      count: this.#fragments.length,
      recordBytes: this.#size - this.#headerLength,
      endMono90k: this.#endMono90k,
      fragmentRoot: Buffer.from(this.#tree.root()),
      endCause,
      sealedBy: 'recorder',
      sealedWallMs,
    }
    const { block, reelLeaf } = trailerBlock(this.#headerHash, trailer)
    await this.#write([block], block.length)
    this.#size += block.length
    this.#seal = null
    await this.sync()
    await this.abandon()
    const path = reelPath(this.#volume, this.header, FINISHED)
    try {
      await this.#disk.rename(this.path, path)
      await this.#disk.syncFolder(this.#folder())
    } catch (error) {
      this.#fault = faultOf('rename', error)
      throw this.#fault
    }
    const fragments = this.#fragments
    return {
      path,
      header: this.header,
      trailer,
      reelLeaf,
      index: encodeIndex(fragments),
      fragments,
      sizeBytes: this.#size,
    }
  }

  /** Closes without a trailer (after a fault, or when the process must go now). Adoption finishes the file. */
  async abandon(): Promise<void> {
    this.#seal = null
    this.#closed = true
    await this.#lastSync
    await this.#file.close()
  }

  #folder(): string {
    return reelFolders(this.#volume, this.header.onDay, this.header.camera)[2]
  }

  #ready(): ReelSeal {
    if (this.#fault) throw this.#fault
    if (this.#busy) throw new Error('one append at a time')
    if (this.#seal === null) throw new Error('reel has ended')
    return this.#seal
  }

  async #write(parts: readonly Buffer[], size: number): Promise<void> {
    this.#busy = true
    try {
      const taken = await this.#file.append(parts)
      if (taken !== size) throw new ReelFault('write', 'short-write')
    } catch (error) {
      this.#seal = null
      this.#fault = faultOf('write', error)
      throw this.#fault
    } finally {
      this.#busy = false
    }
  }

  async #suspect(error: unknown): Promise<ReelFault> {
    this.#seal = null
    const fault = faultOf('sync', error)
    this.#fault = fault
    // The name is only a mark for adoption; a disk that can't sync may not rename either, and the fault is reported.
    await this.#disk.rename(this.path, suspectPath(this.path, this.header.bootId)).catch(() => undefined)
    return fault
  }
}

/** Makes reels/<day>/<camera> where missing and syncs each parent that got a new name. */
async function makeFolders(disk: ReelDisk, volume: string, header: ReelHeader): Promise<void> {
  let parent = volume
  for (const folder of reelFolders(volume, header.onDay, header.camera)) {
    if (await disk.makeFolder(folder)) await disk.syncFolder(parent)
    parent = folder
  }
}

async function attempt<T>(step: ReelFault['step'], act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw faultOf(step, error)
  }
}

function faultOf(step: ReelFault['step'], error: unknown): ReelFault {
  if (error instanceof ReelFault) return error
  return new ReelFault(step, (error as NodeJS.ErrnoException).code ?? 'unknown', error)
}
