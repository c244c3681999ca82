/**
 * A small software rasteriser: one RGBA buffer, anti-aliased polygons and capsules, source-over only.
 * It keeps the rectangles touched since `takeDirty`, so that a frame redraws and converts only what moved.
 */

/** Red, green, blue, 0–255 (not clamped until they reach the buffer). */
export type Rgb = readonly [number, number, number]

/** Half-open pixel rectangle: x0 ≤ x < x1, y0 ≤ y < y1. */
export type Rect = { x0: number; y0: number; x1: number; y1: number }

/** Colour of a pixel, for fills that are not flat. Writes into `out` so that no array is made per pixel. */
export type Shader = (x: number, y: number, out: [number, number, number]) => void

const SUBLINES = 4

export class Canvas {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
  #dirty: Rect[] = []
  readonly #coverage: Float32Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.data = new Uint8ClampedArray(width * height * 4)
    for (let i = 3; i < this.data.length; i += 4) this.data[i] = 255
    this.#coverage = new Float32Array(width + 2)
  }

  /** Rectangles touched since the last call, clipped to the picture. */
  takeDirty(): Rect[] {
    const out = this.#dirty
    this.#dirty = []
    return out
  }

  /** Fills closed contours (flat x, y lists; even-odd, so a second contour cuts a hole). */
  fill(contours: readonly (readonly number[])[], color: Rgb | Shader, alpha = 1): void {
    const shader = typeof color === 'function' ? color : null
    const flat: [number, number, number] = shader ? [0, 0, 0] : [...(color as Rgb)]
    let top = Infinity
    let bottom = -Infinity
    let left = Infinity
    let right = -Infinity
    for (const points of contours) {
      for (let i = 0; i < points.length; i += 2) {
        const x = points[i]!
        const y = points[i + 1]!
        if (x < left) left = x
        if (x > right) right = x
        if (y < top) top = y
        if (y > bottom) bottom = y
      }
    }
    const y0 = Math.max(0, Math.floor(top))
    const y1 = Math.min(this.height, Math.ceil(bottom))
    const x0 = Math.max(0, Math.floor(left))
    const x1 = Math.min(this.width, Math.ceil(right))
    if (!(y0 < y1 && x0 < x1)) return
    this.#touch(x0, y0, x1, y1)
    const coverage = this.#coverage
    const crossings: number[] = []
    for (let y = y0; y < y1; y++) {
      coverage.fill(0, x0, x1 + 1)
      for (let sub = 0; sub < SUBLINES; sub++) {
        const sy = y + (sub + 0.5) / SUBLINES
        crossings.length = 0
        for (const points of contours) edgeCrossings(points, sy, crossings)
        crossings.sort(ascending)
        for (let k = 0; k + 1 < crossings.length; k += 2) {
          cover(coverage, Math.max(crossings[k]!, x0), Math.min(crossings[k + 1]!, x1))
        }
      }
      for (let x = x0; x < x1; x++) {
        const c = coverage[x]! / SUBLINES
        if (c <= 0.002) continue
        if (shader) shader(x, y, flat)
        this.#blend((y * this.width + x) * 4, flat, c * alpha)
      }
    }
  }

  /** A line with round ends whose radius runs from `r0` to `r1`: limbs, poles, heads (both ends alike). */
  capsule(
    ax: number,
    ay: number,
    r0: number,
    bx: number,
    by: number,
    r1: number,
    color: Rgb,
    alpha = 1,
  ): void {
    const reach = Math.max(r0, r1) + 1
    const x0 = Math.max(0, Math.floor(Math.min(ax, bx) - reach))
    const x1 = Math.min(this.width, Math.ceil(Math.max(ax, bx) + reach))
    const y0 = Math.max(0, Math.floor(Math.min(ay, by) - reach))
    const y1 = Math.min(this.height, Math.ceil(Math.max(ay, by) + reach))
    if (!(y0 < y1 && x0 < x1)) return
    this.#touch(x0, y0, x1, y1)
    const dx = bx - ax
    const dy = by - ay
    const inverse = 1 / Math.max(1e-6, dx * dx + dy * dy)
    for (let y = y0; y < y1; y++) {
      const py = y + 0.5 - ay
      for (let x = x0; x < x1; x++) {
        const px = x + 0.5 - ax
        let t = (px * dx + py * dy) * inverse
        t = t < 0 ? 0 : t > 1 ? 1 : t
        const ex = px - t * dx
        const ey = py - t * dy
        const c = r0 + (r1 - r0) * t + 0.5 - Math.sqrt(ex * ex + ey * ey)
        if (c > 0) this.#blend((y * this.width + x) * 4, color, (c > 1 ? 1 : c) * alpha)
      }
    }
  }

  /** A soft-edged ellipse: contact shadows and glows. `hardness` 0 fades from the middle, 1 has a crisp edge. */
  blob(cx: number, cy: number, rx: number, ry: number, color: Rgb, alpha: number, hardness = 0.3): void {
    const x0 = Math.max(0, Math.floor(cx - rx))
    const x1 = Math.min(this.width, Math.ceil(cx + rx))
    const y0 = Math.max(0, Math.floor(cy - ry))
    const y1 = Math.min(this.height, Math.ceil(cy + ry))
    if (!(y0 < y1 && x0 < x1)) return
    this.#touch(x0, y0, x1, y1)
    const soft = 1 / Math.max(0.02, 1 - hardness)
    for (let y = y0; y < y1; y++) {
      const v = (y + 0.5 - cy) / ry
      for (let x = x0; x < x1; x++) {
        const u = (x + 0.5 - cx) / rx
        const d = 1 - Math.sqrt(u * u + v * v)
        if (d <= 0) continue
        const c = Math.min(1, d * soft)
        this.#blend((y * this.width + x) * 4, color, c * c * (3 - 2 * c) * alpha)
      }
    }
  }

  /** A flat axis-aligned rectangle on whole pixels. */
  rect(x: number, y: number, w: number, h: number, color: Rgb, alpha = 1): void {
    const x0 = Math.max(0, x)
    const y0 = Math.max(0, y)
    const x1 = Math.min(this.width, x + w)
    const y1 = Math.min(this.height, y + h)
    if (!(y0 < y1 && x0 < x1)) return
    this.#touch(x0, y0, x1, y1)
    for (let yy = y0; yy < y1; yy++)
      for (let xx = x0; xx < x1; xx++) this.#blend((yy * this.width + xx) * 4, color, alpha)
  }

  /** Lays a colour through a mask of coverage (0–1), `width` columns a row. */
  stamp(left: number, top: number, width: number, mask: Float32Array, color: Rgb, alpha = 1): void {
    const height = mask.length / width
    this.#touch(
      Math.max(0, left),
      Math.max(0, top),
      Math.min(this.width, left + width),
      Math.min(this.height, top + height),
    )
    for (let y = Math.max(0, -top); y < height && top + y < this.height; y++) {
      for (let x = Math.max(0, -left); x < width && left + x < this.width; x++) {
        const c = mask[y * width + x]!
        if (c > 0) this.#blend(((top + y) * this.width + left + x) * 4, color, c * alpha)
      }
    }
  }

  /** Copies rectangles from another picture of the same size. */
  restore(from: Canvas, rects: readonly Rect[]): void {
    for (const r of rects) {
      for (let y = r.y0; y < r.y1; y++) {
        const a = (y * this.width + r.x0) * 4
        const b = (y * this.width + r.x1) * 4
        this.data.set(from.data.subarray(a, b), a)
      }
    }
  }

  /** Runs `grade` over each pixel of the picture (light, grain, vignette). */
  each(grade: (x: number, y: number, pixel: [number, number, number]) => void): void {
    const pixel: [number, number, number] = [0, 0, 0]
    const data = this.data
    for (let y = 0, i = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++, i += 4) {
        pixel[0] = data[i]!
        pixel[1] = data[i + 1]!
        pixel[2] = data[i + 2]!
        grade(x, y, pixel)
        data[i] = pixel[0]
        data[i + 1] = pixel[1]
        data[i + 2] = pixel[2]
      }
    }
  }

  #touch(x0: number, y0: number, x1: number, y1: number): void {
    this.#dirty.push({ x0, y0, x1, y1 })
  }

  #blend(i: number, color: Rgb, a: number): void {
    const data = this.data
    data[i] = data[i]! + (color[0] - data[i]!) * a
    data[i + 1] = data[i + 1]! + (color[1] - data[i + 1]!) * a
    data[i + 2] = data[i + 2]! + (color[2] - data[i + 2]!) * a
  }
}

function ascending(a: number, b: number): number {
  return a - b
}

function edgeCrossings(points: readonly number[], sy: number, out: number[]): void {
  let ax = points[points.length - 2]!
  let ay = points[points.length - 1]!
  for (let i = 0; i < points.length; i += 2) {
    const bx = points[i]!
    const by = points[i + 1]!
    if (ay <= sy !== by <= sy) out.push(ax + ((sy - ay) * (bx - ax)) / (by - ay))
    ax = bx
    ay = by
  }
}

function cover(coverage: Float32Array, from: number, to: number): void {
  if (to <= from) return
  const first = Math.floor(from)
  const last = Math.floor(to)
  if (first === last) {
    coverage[first]! += to - from
    return
  }
  coverage[first]! += first + 1 - from
  for (let x = first + 1; x < last; x++) coverage[x]! += 1
  coverage[last]! += to - last
}
