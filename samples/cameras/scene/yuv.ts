/** RGBA to I420 (BT.601, 16–235), only where something changed. */
import type { Canvas, Rect } from './canvas.ts'

/** Converts the given rectangles of a picture into its I420 copy. Rectangles grow to whole 2 × 2 blocks. */
export function convert(canvas: Canvas, rects: readonly Rect[], i420: Uint8Array): void {
  const { width, height, data } = canvas
  const plane = width * height
  for (const r of rects) {
    const x0 = r.x0 & ~1
    const x1 = Math.min(width, (r.x1 + 1) & ~1)
    const y1 = Math.min(height, (r.y1 + 1) & ~1)
    for (let y = r.y0 & ~1; y < y1; y += 2) {
      for (let x = x0; x < x1; x += 2) {
        const a = (y * width + x) * 4
        const b = a + width * 4
        const r0 = data[a]!
        const g0 = data[a + 1]!
        const b0 = data[a + 2]!
        const r1 = data[a + 4]!
        const g1 = data[a + 5]!
        const b1 = data[a + 6]!
        const r2 = data[b]!
        const g2 = data[b + 1]!
        const b2 = data[b + 2]!
        const r3 = data[b + 4]!
        const g3 = data[b + 5]!
        const b3 = data[b + 6]!
        const o = y * width + x
        i420[o] = ((66 * r0 + 129 * g0 + 25 * b0 + 128) >> 8) + 16
        i420[o + 1] = ((66 * r1 + 129 * g1 + 25 * b1 + 128) >> 8) + 16
        i420[o + width] = ((66 * r2 + 129 * g2 + 25 * b2 + 128) >> 8) + 16
        i420[o + width + 1] = ((66 * r3 + 129 * g3 + 25 * b3 + 128) >> 8) + 16
        const red = r0 + r1 + r2 + r3
        const green = g0 + g1 + g2 + g3
        const blue = b0 + b1 + b2 + b3
        const c = (y >> 1) * (width >> 1) + (x >> 1)
        i420[plane + c] = ((-38 * red - 74 * green + 112 * blue + 512) >> 10) + 128
        i420[plane + (plane >> 2) + c] = ((112 * red - 94 * green - 18 * blue + 512) >> 10) + 128
      }
    }
  }
}
