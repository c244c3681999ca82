/**
 * A time code in the picture: 64 blocks of 8 × 8 pixels from the left along the bottom edge, light for 1 and dark
 * for 0. Blocks 0–7 are the pattern 10110010, 8–55 the wall clock in Unix ms (48 bits, most significant first),
 * 56–63 a check byte. It survives coding, and lets a test read from a canvas which instant it is looking at.
 */
import type { Canvas } from './canvas.ts'

export const BLOCK = 8
const SYNC = 0b10110010
const BLOCKS = 64
/** Width of the picture the blocks are laid out for; a scaled picture is read in proportion. */
const LAYOUT_WIDTH = 640
const LAYOUT_HEIGHT = 360

function check(time: bigint): number {
  let sum = 0x5a
  for (let shift = 40n; shift >= 0n; shift -= 8n)
    sum = (Math.imul(sum, 31) + Number((time >> shift) & 0xffn)) & 0xff
  return sum
}

/** Paints the code of an instant (whole Unix ms, 0 ≤ ms < 2⁴⁸). */
export function drawTimecode(canvas: Canvas, atMs: number): void {
  const time = BigInt(Math.floor(atMs))
  const word = (BigInt(SYNC) << 56n) | (time << 8n) | BigInt(check(time))
  for (let i = 0; i < BLOCKS; i++) {
    const one = (word >> BigInt(BLOCKS - 1 - i)) & 1n
    canvas.rect(i * BLOCK, canvas.height - BLOCK, BLOCK, BLOCK, one ? [216, 216, 216] : [24, 24, 24])
  }
}

/**
 * Reads the code from RGBA pixels of a whole picture, of any size with the same proportions.
 * Returns the instant in Unix ms, or null where there is no code or it is damaged.
 */
export function readTimecode(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
): bigint | null {
  if (width < LAYOUT_WIDTH / 4 || height < LAYOUT_HEIGHT / 4 || rgba.length < width * height * 4) return null
  let word = 0n
  const y = Math.min(height - 1, Math.floor(height * (1 - BLOCK / 2 / LAYOUT_HEIGHT)))
  for (let i = 0; i < BLOCKS; i++) {
    const x = Math.floor(((i + 0.5) * BLOCK * width) / LAYOUT_WIDTH)
    const at = (y * width + x) * 4
    const light = (rgba[at]! + rgba[at + 1]! * 2 + rgba[at + 2]!) / 4
    word = (word << 1n) | (light > 120 ? 1n : 0n)
  }
  const time = (word >> 8n) & 0xffffffffffffn
  return Number(word >> 56n) === SYNC && Number(word & 0xffn) === check(time) ? time : null
}
