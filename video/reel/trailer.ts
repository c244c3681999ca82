/**
 * The trailer of a reel (ref/reel.md, "Trailer") and the reel leaf behind it, which is both the torn-write check and
 * the value that goes into the minute entry.
 */
import { hash } from 'node:crypto'
import {
  END_CAUSES,
  type EndCause,
  HASH_BYTES,
  MAX_FRAGMENTS,
  REEL_VERSION,
  ReelFormatError,
  TRAILER_BLOCK_BYTES,
  TRAILER_BYTES,
  TRAILER_MAGIC,
} from './layout.ts'

export type ReelTrailer = {
  readonly count: number
  /** Bytes of all records together. */
  readonly recordBytes: number
  /** End of the last fragment; the header's start where there is none. */
  readonly endMono90k: bigint
  /** RFC 6962 head over the records' leaves; SHA-256("") for none. */
  readonly fragmentRoot: Buffer
  readonly endCause: EndCause
  readonly sealedBy: 'recorder' | 'adoption'
  /** What the wall clock showed when the trailer was made, ms. */
  readonly sealedWallMs: number
}

/** The trailer's 64 bytes. */
export function encodeTrailer(trailer: ReelTrailer): Buffer {
  if ((trailer.endCause === 'adopted') !== (trailer.sealedBy === 'adoption'))
    throw new RangeError('trailer sealer')
  if (trailer.count > MAX_FRAGMENTS || trailer.fragmentRoot.length !== HASH_BYTES)
    throw new RangeError('trailer field')
  const out = Buffer.alloc(TRAILER_BYTES)
  TRAILER_MAGIC.copy(out, 0)
  out.writeUInt16BE(REEL_VERSION, 4)
  out.writeUInt8(END_CAUSES.indexOf(trailer.endCause) + 1, 6)
  out.writeUInt8(trailer.sealedBy === 'recorder' ? 1 : 2, 7)
  out.writeUInt32BE(trailer.count, 8)
  out.writeUInt32BE(trailer.recordBytes, 12)
  out.writeBigUInt64BE(trailer.endMono90k, 16)
  out.writeBigInt64BE(BigInt(trailer.sealedWallMs), 24)
  trailer.fragmentRoot.copy(out, 32)
  return out
}

/** SHA-256(0x00 ‖ SHA-256(header) ‖ trailer). */
export function reelLeafOf(headerHash: Buffer, trailerBytes: Buffer): Buffer {
  const data = Buffer.alloc(1 + HASH_BYTES + TRAILER_BYTES)
  headerHash.copy(data, 1)
  trailerBytes.copy(data, 1 + HASH_BYTES)
  return hash('sha256', data, 'buffer')
}

/** Trailer and reel leaf as they stand at the end of a file. */
export function trailerBlock(headerHash: Buffer, trailer: ReelTrailer): { block: Buffer; reelLeaf: Buffer } {
  const bytes = encodeTrailer(trailer)
  const reelLeaf = reelLeafOf(headerHash, bytes)
  return { block: Buffer.concat([bytes, reelLeaf]), reelLeaf }
}

/**
 * Reads the block at the start of `bytes` and checks the leaf behind it; `offset` only names the place in errors.
 * @throws ReelFormatError `torn` where it ends early, `magic` where something else stands there.
 */
export function decodeTrailerBlock(
  bytes: Buffer,
  headerHash: Buffer,
  offset: number,
): { trailer: ReelTrailer; reelLeaf: Buffer } {
  if (bytes.length < TRAILER_BLOCK_BYTES) throw new ReelFormatError('torn', offset, 'trailer ends early')
  if (!bytes.subarray(0, 4).equals(TRAILER_MAGIC))
    throw new ReelFormatError('magic', offset, 'no trailer here')
  if (bytes.readUInt16BE(4) !== REEL_VERSION)
    throw new ReelFormatError('version', offset + 4, 'unknown version')
  const reelLeaf = reelLeafOf(headerHash, bytes.subarray(0, TRAILER_BYTES))
  if (!reelLeaf.equals(bytes.subarray(TRAILER_BYTES, TRAILER_BLOCK_BYTES)))
    throw new ReelFormatError('leaf', offset + TRAILER_BYTES, 'reel leaf differs')
  const endCause = END_CAUSES[bytes.readUInt8(6) - 1]
  const sealer = bytes.readUInt8(7)
  const isAdopted = endCause === 'adopted'
  if (endCause === undefined || sealer !== (isAdopted ? 2 : 1))
    throw new ReelFormatError('value', offset + 6, 'unknown end cause or sealer')
  const trailer: ReelTrailer = {
    count: bytes.readUInt32BE(8),
    recordBytes: bytes.readUInt32BE(12),
    endMono90k: bytes.readBigUInt64BE(16),
    fragmentRoot: Buffer.from(bytes.subarray(32, TRAILER_BYTES)),
    endCause,
    sealedBy: isAdopted ? 'adoption' : 'recorder',
    sealedWallMs: Number(bytes.readBigInt64BE(24)),
  }
  return { trailer, reelLeaf }
}
