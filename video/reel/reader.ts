/**
 * Reads reels: the index without a key, one fragment with it. Finished and unfinished files alike; what is torn is
 * counted, never guessed. Parses what a disk returns, so each length is checked before it is believed.
 */
import { type FileHandle, open } from 'node:fs/promises'
import { GrowingTree } from '#ledger/tree.ts'
import { readAt } from './disk.ts'
import { type DecodedHeader, decodeHeader, type ReelHeader } from './header.ts'
import {
  HASH_BYTES,
  MAX_FRAGMENTS,
  MAX_HEADER_BYTES,
  PLAIN_PART_BYTES,
  RECORD_OVERHEAD_BYTES,
  ReelFormatError,
  TRAILER_BLOCK_BYTES,
  TRAILER_MAGIC,
} from './layout.ts'
import type { PackedFragment } from './packed.ts'
import {
  decodePlainPart,
  leafOfRecord,
  type OpenedRecord,
  openRecord,
  type PlainPart,
  type ReelSeal,
} from './record.ts'
import { decodeTrailerBlock, type ReelTrailer } from './trailer.ts'

/** Bytes by position: a file, or a buffer in a test. Returns fewer only at the end. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>

export type ReelScan = {
  readonly header: ReelHeader
  readonly headerHash: Buffer
  readonly headerLength: number
  readonly fragments: readonly PackedFragment[]
  readonly leaves: readonly Buffer[]
  readonly fragmentRoot: Buffer
  /** End of the last whole record, or of the header. */
  readonly wholeBytes: number
  readonly endMono90k: bigint
  /** Trailer and reel leaf where the file is finished and they agree with the records. */
  readonly end: { readonly trailer: ReelTrailer; readonly reelLeaf: Buffer } | null
  /** What stands behind the whole records instead of a trailer; null for a finished file. */
  readonly torn: {
    readonly code: ReelFormatError['code']
    readonly offset: number
    readonly bytes: number
  } | null
}

/**
 * Walks a reel from its header to its end.
 * @param verify true: every record is read whole and its leaf recomputed (adoption, fsck); false: only plain parts
 *   and stored leaves are read (rebuilding an index).
 * @throws ReelFormatError where even the header is none.
 */
export async function scanReel(readAt: ReadAt, size: number, verify: boolean): Promise<ReelScan> {
  const head = decodeHeader(await readAt(0, MAX_HEADER_BYTES))
  const walk = new Walk(head)
  try {
    for (let more = true; more; ) more = await walk.step(readAt, size, verify)
  } catch (error) {
    if (!(error instanceof ReelFormatError)) throw error
    walk.torn = { code: error.code, offset: error.offset, bytes: size - walk.at }
  }
  const { header, headerHash, length } = head
  return {
    header,
    headerHash,
    headerLength: length,
    fragments: walk.fragments,
    leaves: walk.leaves,
    fragmentRoot: Buffer.from(walk.tree.root()),
    wholeBytes: walk.at,
    endMono90k: walk.endMono90k,
    end: walk.end,
    torn: walk.torn,
  }
}

class Walk {
  readonly fragments: PackedFragment[] = []
  readonly leaves: Buffer[] = []
  readonly tree = new GrowingTree()
  readonly #head: DecodedHeader
  at: number
  endMono90k: bigint
  end: ReelScan['end'] = null
  torn: ReelScan['torn'] = null
  #lastStart: bigint

  constructor(head: DecodedHeader) {
    this.#head = head
    this.at = head.length
    this.endMono90k = head.header.startMono90k
    this.#lastStart = head.header.startMono90k
  }

  /** Takes one record or the trailer; false at the end. Throws ReelFormatError for anything else. */
  async step(readAt: ReadAt, size: number, verify: boolean): Promise<boolean> {
    const start = await readAt(this.at, TRAILER_BLOCK_BYTES)
    if (start.length === 0) throw new ReelFormatError('torn', this.at, 'no trailer')
    if (start.subarray(0, 4).equals(TRAILER_MAGIC)) {
      this.#take(start, size)
      return false
    }
    const plain = decodePlainPart(start, this.at)
    this.#inOrder(plain)
    const length = plain.length + RECORD_OVERHEAD_BYTES
    if (this.at + length > size) throw new ReelFormatError('torn', this.at, 'record ends early')
    this.#add(plain, await this.#leaf(readAt, length, verify), length)
    return true
  }

  async #leaf(readAt: ReadAt, length: number, verify: boolean): Promise<Buffer> {
    const from = verify ? this.at : this.at + length - HASH_BYTES
    const bytes = await readAt(from, this.at + length - from)
    if (bytes.length !== this.at + length - from)
      throw new ReelFormatError('torn', this.at, 'record ends early')
    const leaf = bytes.subarray(bytes.length - HASH_BYTES)
    if (verify && !leafOfRecord(bytes).equals(leaf))
      throw new ReelFormatError('leaf', this.at, 'record leaf differs')
    return Buffer.from(leaf)
  }

  #inOrder(plain: PlainPart): void {
    const next = this.fragments.length
    if (plain.number !== next || next >= MAX_FRAGMENTS)
      throw new ReelFormatError('order', this.at, 'record number out of order')
    if (
      plain.startMono90k < this.#lastStart ||
      plain.startMono90k - this.#head.header.startMono90k > 0xffff_ffffn
    )
      throw new ReelFormatError('order', this.at, 'record time out of order')
  }

  #add(plain: PlainPart, leaf: Buffer, length: number): void {
    this.fragments.push({
      offset: this.at,
      startOffset90k: Number(plain.startMono90k - this.#head.header.startMono90k),
      duration90k: plain.duration90k,
      length: plain.length,
      startsWithKeyFrame: plain.startsWithKeyFrame,
      damaged: plain.damaged,
    })
    this.leaves.push(leaf)
    this.tree.append(leaf)
    this.#lastStart = plain.startMono90k
    this.endMono90k = plain.startMono90k + BigInt(plain.duration90k)
    this.at += length
  }

  #take(block: Buffer, size: number): void {
    const end = decodeTrailerBlock(block, this.#head.headerHash, this.at)
    const { trailer } = end
    if (this.at + TRAILER_BLOCK_BYTES !== size)
      throw new ReelFormatError('length', this.at + TRAILER_BLOCK_BYTES, 'bytes after the trailer')
    const agrees =
      trailer.count === this.fragments.length &&
      trailer.recordBytes === this.at - this.#head.length &&
      trailer.endMono90k === this.endMono90k &&
      trailer.fragmentRoot.equals(this.tree.root())
    if (!agrees) throw new ReelFormatError('check', this.at, 'trailer disagrees with the records')
    this.end = end
  }
}

/** One reel file, open for reading. */
export class ReelReader {
  readonly header: ReelHeader
  /** Header as it stands in the file: what the key process is shown. */
  readonly headerBytes: Buffer
  readonly #handle: FileHandle
  readonly #readAt: ReadAt

  private constructor(handle: FileHandle, head: DecodedHeader, bytes: Buffer) {
    this.#handle = handle
    this.header = head.header
    this.headerBytes = Buffer.from(bytes.subarray(0, head.length))
    this.#readAt = (position, length) => readAt(handle, position, length)
  }

  /** @throws ReelFormatError where there is no whole header; system errors as they come. */
  static async open(path: string): Promise<ReelReader> {
    const handle = await open(path, 'r')
    try {
      const bytes = await readAt(handle, 0, MAX_HEADER_BYTES)
      return new ReelReader(handle, decodeHeader(bytes), bytes)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** See `scanReel`. */
  async scan(options: { readonly verify: boolean }): Promise<ReelScan> {
    return scanReel(this.#readAt, (await this.#handle.stat()).size, options.verify)
  }

  /** Size of the file now (an open reel grows). */
  async size(): Promise<number> {
    return (await this.#handle.stat()).size
  }

  /**
   * Opens the fragment that an index entry points at.
   * @throws ReelFormatError `torn` past the end, `length` where the entry is of another file, `sealed` as `openRecord`.
   */
  async readFragment(
    entry: Pick<PackedFragment, 'offset' | 'length'>,
    seal: ReelSeal,
  ): Promise<OpenedRecord> {
    const record = await this.readRecord(entry)
    return openRecord(seal, record, entry.offset)
  }

  /** The whole record as it stands, checked against its leaf. */
  async readRecord(entry: Pick<PackedFragment, 'offset' | 'length'>): Promise<Buffer> {
    const length = entry.length + RECORD_OVERHEAD_BYTES
    const record = await this.#readAt(entry.offset, length)
    if (record.length < PLAIN_PART_BYTES) throw new ReelFormatError('torn', entry.offset, 'record ends early')
    const plain = decodePlainPart(record, entry.offset)
    if (plain.length !== entry.length)
      throw new ReelFormatError('length', entry.offset, 'index is not of this file')
    if (record.length !== length) throw new ReelFormatError('torn', entry.offset, 'record ends early')
    if (!leafOfRecord(record).equals(record.subarray(length - HASH_BYTES)))
      throw new ReelFormatError('leaf', entry.offset, 'record leaf differs')
    return record
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}
