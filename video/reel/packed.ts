/**
 * The packed fragment index of a reel (ref/reel.md, "Packed index"): what the database row carries so that a day of
 * a camera needs no file to be opened. 4 bytes of head, then 16 bytes a fragment.
 */
import { FLAG_DAMAGED, FLAG_KEY_FRAME, MAX_FRAGMENT_BYTES, MAX_FRAGMENTS, ReelFormatError } from './layout.ts'

const VERSION = 1
const HEAD_BYTES = 4
export const PACKED_FRAGMENT_BYTES = 16

export type PackedFragment = {
  /** Where the record begins in the file. */
  readonly offset: number
  /** Start, counted from the header's `startMono90k`. */
  readonly startOffset90k: number
  readonly duration90k: number
  /** Bytes of the fragment, decrypted. */
  readonly length: number
  readonly startsWithKeyFrame: boolean
  readonly damaged: boolean
}

/** @throws RangeError for a field wider than its place. */
export function encodeIndex(fragments: readonly PackedFragment[]): Buffer {
  if (fragments.length > MAX_FRAGMENTS) throw new RangeError('too many fragments for one reel')
  const out = Buffer.alloc(HEAD_BYTES + fragments.length * PACKED_FRAGMENT_BYTES)
  out.writeUInt16BE(VERSION, 0)
  out.writeUInt16BE(fragments.length, 2)
  let at = HEAD_BYTES
  for (const fragment of fragments) {
    const flags = (fragment.startsWithKeyFrame ? FLAG_KEY_FRAME : 0) | (fragment.damaged ? FLAG_DAMAGED : 0)
    out.writeUInt32BE(fragment.offset, at)
    out.writeUInt32BE(fragment.startOffset90k, at + 4)
    out.writeUInt32BE(fragment.duration90k, at + 8)
    out.writeUIntBE(fragment.length, at + 12, 3)
    out.writeUInt8(flags, at + 15)
    at += PACKED_FRAGMENT_BYTES
  }
  return out
}

/** @throws ReelFormatError where the length doesn't fit the count, or a field holds what no writer writes. */
export function decodeIndex(packed: Buffer): PackedFragment[] {
  if (packed.length < HEAD_BYTES) throw new ReelFormatError('torn', packed.length, 'index ends early')
  if (packed.readUInt16BE(0) !== VERSION) throw new ReelFormatError('version', 0, 'unknown index version')
  const count = packed.readUInt16BE(2)
  if (packed.length !== HEAD_BYTES + count * PACKED_FRAGMENT_BYTES)
    throw new ReelFormatError('length', 2, 'index length differs from its count')
  const fragments: PackedFragment[] = []
  for (let at = HEAD_BYTES; at < packed.length; at += PACKED_FRAGMENT_BYTES) {
    const length = packed.readUIntBE(at + 12, 3)
    const flags = packed.readUInt8(at + 15)
    if (length < 1 || length > MAX_FRAGMENT_BYTES || (flags & ~(FLAG_KEY_FRAME | FLAG_DAMAGED)) !== 0)
      throw new ReelFormatError('value', at + 12, 'fragment length or flags out of range')
    fragments.push({
      offset: packed.readUInt32BE(at),
      startOffset90k: packed.readUInt32BE(at + 4),
      duration90k: packed.readUInt32BE(at + 8),
      length,
      startsWithKeyFrame: (flags & FLAG_KEY_FRAME) !== 0,
      damaged: (flags & FLAG_DAMAGED) !== 0,
    })
  }
  return fragments
}
