import type { Sample } from '../media/types.ts'
import { TRACK_ID } from './init.ts'

const MFHD = 16
const TFHD = 16
const TFDT = 20
const TRUN = 20
/** Sample flags (ISO/IEC 14496-12 8.8.3.1): depends on no other; and: depends on others, not a sync sample. */
const KEY = 0x02000000
const NOT_KEY = 0x01010000

/**
 * Writes consecutive samples as one `moof` + `mdat`; one sample gives the one-picture chunk of the live
 * path. `tfdt` is the first sample's `mono90k`, 64-bit. One allocation; picture data is copied once.
 * @param samples at least one, contiguous: each begins where the one before it ends
 * @param sequence `mfhd` sequence number, from 1
 */
export function writeFragment(samples: readonly Sample[], sequence: number): Buffer {
  const count = samples.length
  let dataBytes = 0
  let offsets = false
  for (const sample of samples) {
    dataBytes += sample.data.length
    if (sample.compositionOffset90k !== 0) offsets = true
  }
  const perSample = offsets ? 16 : 12
  const trun = TRUN + perSample * count
  const traf = 8 + TFHD + TFDT + trun
  const moof = 8 + MFHD + traf
  const out = Buffer.allocUnsafeSlow(moof + 8 + dataBytes)

  let at = head(out, 0, moof, 0x6d6f6f66) // moof
  at = head(out, at, MFHD, 0x6d666864) // mfhd
  at = out.writeUInt32BE(0, at)
  at = out.writeUInt32BE(sequence >>> 0, at)
  at = head(out, at, traf, 0x74726166) // traf
  at = head(out, at, TFHD, 0x74666864) // tfhd
  at = out.writeUInt32BE(0x020000, at) // default-base-is-moof
  at = out.writeUInt32BE(TRACK_ID, at)
  at = head(out, at, TFDT, 0x74666474) // tfdt
  at = out.writeUInt32BE(0x01000000, at)
  at = out.writeBigUInt64BE(samples[0]!.mono90k, at)
  at = head(out, at, trun, 0x7472756e) // trun, version 1: signed composition offsets
  at = out.writeUInt32BE(0x01000701 + (offsets ? 0x800 : 0), at)
  at = out.writeUInt32BE(count, at)
  at = out.writeUInt32BE(moof + 8, at)
  let dataAt = moof + 8
  for (const sample of samples) {
    at = out.writeUInt32BE(sample.duration90k, at)
    at = out.writeUInt32BE(sample.data.length, at)
    at = out.writeUInt32BE(sample.keyFrame ? KEY : NOT_KEY, at)
    if (offsets) at = out.writeInt32BE(sample.compositionOffset90k, at)
    sample.data.copy(out, dataAt)
    dataAt += sample.data.length
  }
  head(out, at, 8 + dataBytes, 0x6d646174) // mdat
  return out
}

function head(out: Buffer, at: number, size: number, type: number): number {
  out.writeUInt32BE(size, at)
  return out.writeUInt32BE(type, at + 4)
}
