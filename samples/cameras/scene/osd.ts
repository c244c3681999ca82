/** What a camera writes into its own picture: its name, its clock, and a time code that a program can read. */
import type { Canvas } from './canvas.ts'
import { GLYPH_SIZE, glyph } from './glyphs.ts'
import { drawTimecode } from './timecode.ts'

/** Text height in pixels; Chinese glyphs are square, Latin ones narrower. */
export const TEXT_HEIGHT = GLYPH_SIZE

const outlines = new Map<string, Float32Array>()

/** A letter's dark rim: its coverage spread by a pixel each way, on a mask two pixels wider and higher. */
function outline(letter: string): Float32Array {
  const known = outlines.get(letter)
  if (known) return known
  const { width, alpha } = glyph(letter)
  const wide = width + 2
  const out = new Float32Array(wide * (GLYPH_SIZE + 2))
  for (let i = 0; i < alpha.length; i++) {
    for (let dy = 0; dy < 3; dy++) {
      for (let dx = 0; dx < 3; dx++) {
        const at = (Math.floor(i / width) + dy) * wide + (i % width) + dx
        out[at] = Math.max(out[at]!, alpha[i]! * (dx === 1 || dy === 1 ? 0.75 : 0.5))
      }
    }
  }
  outlines.set(letter, out)
  return out
}

function drawText(canvas: Canvas, text: string, left: number, top: number): void {
  const letters = [...text]
  let x = left
  for (const letter of letters) {
    const { width } = glyph(letter)
    canvas.stamp(x - 1, top - 1, width + 2, outline(letter), [14, 17, 20])
    x += width
  }
  x = left
  for (const letter of letters) {
    const { width, alpha } = glyph(letter)
    canvas.stamp(x, top, width, alpha, [240, 243, 244])
    x += width
  }
}

/** `2026-11-23 16:42:07.3` in Asia/Shanghai. */
export function clockText(atMs: number): string {
  const local = new Date(Math.floor(atMs / 100) * 100 + 8 * 3_600_000).toISOString()
  return `${local.slice(0, 10)} ${local.slice(11, 21)}`
}

/**
 * Paints name and clock above the bottom edge at the left, and the time code along the edge. `shownMs` is what the
 * camera's own clock says; `trueMs`, when the picture was taken, goes into the time code.
 */
export function drawOsd(canvas: Canvas, name: string, shownMs: number, trueMs: number): void {
  drawText(canvas, `${name}  ${clockText(shownMs)}`, 10, canvas.height - 54)
  drawTimecode(canvas, trueMs)
}
