/**
 * Made-up H.264 for tests: real parameter sets, slices of pseudo-random bytes. A depacketiser and an
 * fMP4 writer never look further into a slice than its first bytes.
 */

/** x264 High@3.1, 1280×720, 15 fps, no reordering. */
export const SPS_720P = Buffer.from('6764001facb200a00b760220000003002000000303c1e30649', 'hex')
export const PPS = Buffer.from('68ebccb22c', 'hex')

/** A small deterministic generator (mulberry32): values in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A slice NAL unit of `bytes` bytes; `first` says it begins a picture (`first_mb_in_slice` 0). */
export function slice(type: 1 | 5, bytes: number, first: boolean, next: () => number): Buffer {
  const nal = Buffer.alloc(Math.max(3, bytes))
  nal[0] = (type === 5 ? 0x60 : 0x40) | type
  nal[1] = (first ? 0x80 : 0x40) | 0x08
  for (let i = 2; i < nal.length; i++) nal[i] = 1 + Math.floor(next() * 255)
  return nal
}

/** A picture's NAL units as a sample holds them: 4-byte lengths. */
export function prefixed(nals: readonly Buffer[]): Buffer {
  return Buffer.concat(
    nals.flatMap((nal) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(nal.length)
      return [length, nal]
    }),
  )
}
