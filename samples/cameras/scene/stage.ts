/** Drawing with world coordinates: faces, boxes, trees, lamps. A scene's still parts are made of these. */
import type { Canvas, Rgb, Shader } from './canvas.ts'
import { chanceStream } from './chance.ts'
import { type Light, lit, mix, shade } from './light.ts'
import type { Point3, View } from './view.ts'

/** A pool of lamp light in the picture: an ellipse whose middle adds `strength` × `color` to the light there. */
export type Pool = {
  readonly x: number
  readonly y: number
  readonly rx: number
  readonly ry: number
  readonly color: Rgb
  readonly strength: number
}

export const WARM: Rgb = [1, 0.78, 0.5]
export const WHITE: Rgb = [0.93, 1, 0.98]

export class Stage {
  readonly canvas: Canvas
  readonly view: View
  readonly light: Light

  constructor(canvas: Canvas, view: View, light: Light) {
    this.canvas = canvas
    this.view = view
    this.light = light
  }

  /** A flat face in space. Further contours cut holes. */
  face(color: Rgb | Shader, alpha: number, ...contours: (readonly Point3[])[]): void {
    const flat = contours.map((c) => this.view.contour(c)).filter((c) => c.length >= 6)
    if (flat.length > 0) this.canvas.fill(flat, color, alpha)
  }

  /** A rectangle on the ground (or at height `z`). */
  floor(x0: number, x1: number, y0: number, y1: number, color: Rgb | Shader, alpha = 1, z = 0): void {
    this.face(color, alpha, [
      [x0, y0, z],
      [x1, y0, z],
      [x1, y1, z],
      [x0, y1, z],
    ])
  }

  /** A rectangle standing across the view at distance `y`. */
  front(x0: number, x1: number, z0: number, z1: number, y: number, color: Rgb | Shader, alpha = 1): void {
    this.face(color, alpha, [
      [x0, y, z0],
      [x1, y, z0],
      [x1, y, z1],
      [x0, y, z1],
    ])
  }

  /** A rectangle standing along the view at `x`. */
  side(x: number, y0: number, y1: number, z0: number, z1: number, color: Rgb | Shader, alpha = 1): void {
    this.face(color, alpha, [
      [x, y0, z0],
      [x, y1, z0],
      [x, y1, z1],
      [x, y0, z1],
    ])
  }

  /** A block: front, the side and the top that the camera sees. */
  box(x0: number, x1: number, y0: number, y1: number, z0: number, z1: number, color: Rgb): void {
    if (z1 < this.view.heightM) this.floor(x0, x1, y0, y1, shade(color, 1.14), 1, z1)
    if (x0 > 0) this.side(x0, y0, y1, z0, z1, shade(color, 0.76))
    if (x1 < 0) this.side(x1, y0, y1, z0, z1, shade(color, 0.82))
    this.front(x0, x1, z0, z1, y0, color)
  }

  /** A straight line in space with a width in metres. */
  line(a: Point3, b: Point3, widthM: number, color: Rgb, alpha = 1): void {
    const p = this.view.at(a)
    const q = this.view.at(b)
    if (p.depth < 0.3 || q.depth < 0.3) return
    this.canvas.capsule(
      p.x,
      p.y,
      Math.max(0.35, (widthM * p.scale) / 2),
      q.x,
      q.y,
      Math.max(0.35, (widthM * q.scale) / 2),
      color,
      alpha,
    )
  }

  /** A broad-leaved tree. */
  tree(x: number, y: number, heightM: number, leaf: Rgb, seed: number, spread = 0.34): void {
    const next = chanceStream(seed)
    const bark: Rgb = [74, 64, 55]
    this.line([x, y, 0], [x + (next() - 0.5) * 0.3, y, heightM * 0.55], heightM * 0.035, bark)
    for (let i = 0; i < 3; i++) {
      this.line(
        [x, y, heightM * (0.3 + i * 0.06)],
        [x + (i - 1) * heightM * 0.17, y, heightM * (0.58 + next() * 0.1)],
        heightM * 0.016,
        bark,
      )
    }
    // Dark lumps first, then ever smaller and lighter ones set towards the light: upper left.
    for (let i = 0; i < 190; i++) {
      const layer = i < 60 ? 0 : i < 130 ? 1 : 2
      const angle = next() * Math.PI * 2
      const reach = Math.sqrt(next()) * (1 - layer * 0.1)
      const dx = Math.cos(angle) * reach * spread - layer * 0.02
      const dz = Math.sin(angle) * reach * 0.26 + layer * 0.028
      const p = this.view.at([x + dx * heightM, y, heightM * (0.7 + dz)])
      const r = heightM * p.scale * (0.075 - layer * 0.02) * (0.7 + next() * 0.6)
      const tone = 0.56 + layer * 0.19 + dz * 0.55 - dx * 0.25 + next() * 0.16
      this.canvas.blob(p.x, p.y, r, r * 0.85, shade(leaf, tone), 0.9, 0.35 + layer * 0.1)
    }
  }

  /** A clipped hedge: a box with a ragged, leafy face. */
  hedge(x0: number, x1: number, y: number, depth: number, heightM: number, leaf: Rgb, seed: number): void {
    const next = chanceStream(seed)
    this.box(x0, x1, y, y + depth, 0, heightM, shade(leaf, 0.72))
    const count = Math.round((x1 - x0) * 26)
    for (let i = 0; i < count; i++) {
      const z = next() * heightM * 1.04
      const p = this.view.at([x0 + next() * (x1 - x0), y, z])
      const r = (0.06 + next() * 0.08) * p.scale
      this.canvas.blob(p.x, p.y, r, r * 0.8, shade(leaf, 0.6 + (z / heightM) * 0.5 + next() * 0.15), 0.8, 0.4)
    }
  }

  /** Lamp light falling on the ground round a point. */
  pool(x: number, y: number, radiusM: number, strength: number, color: Rgb = WARM): Pool {
    const p = this.view.at([x, y, 0])
    const far = this.view.at([x, y + radiusM, 0])
    const near = this.view.at([x, Math.max(0.5, y - radiusM), 0])
    return {
      x: p.x,
      y: (far.y + near.y) / 2,
      rx: radiusM * p.scale,
      ry: Math.max(4, (near.y - far.y) / 2),
      color,
      strength,
    }
  }

  /** Light that stands in the air: on a wall, under a roof. Radius in metres at that depth. */
  halo(at: Point3, radiusM: number, strength: number, color: Rgb = WARM): Pool {
    const p = this.view.at(at)
    return { x: p.x, y: p.y, rx: radiusM * p.scale, ry: radiusM * p.scale, color, strength }
  }

  /** The burning lamp itself, painted after the light has been laid on. */
  bulb(at: Point3, radiusM: number, color: Rgb = [255, 226, 176]): void {
    const p = this.view.at(at)
    this.canvas.blob(p.x, p.y, radiusM * 7 * p.scale, radiusM * 7 * p.scale, color, 0.28, 0)
    this.canvas.blob(
      p.x,
      p.y,
      Math.max(1.2, radiusM * p.scale),
      Math.max(1.2, radiusM * p.scale),
      mix(color, [255, 255, 255], 0.5),
      1,
      0.5,
    )
  }

  /** A colour that comes out as itself after the ambient light has been multiplied in (sky, far haze). */
  unlit(color: Rgb): Rgb {
    const a = this.light.ambient
    return [color[0] / a[0], color[1] / a[1], color[2] / a[2]]
  }

  /** Sky from the top of the picture to the horizon. */
  sky(): void {
    const [top, low] = this.light.sky
    const horizon = this.view.horizon
    const shader: Shader = (_x, y, out) => {
      const c = this.unlit(mix(top, low, Math.min(1, Math.max(0, y / Math.max(1, horizon))) ** 1.4))
      out[0] = c[0]
      out[1] = c[1]
      out[2] = c[2]
    }
    this.canvas.fill([[0, 0, this.canvas.width, 0, this.canvas.width, horizon + 2, 0, horizon + 2]], shader)
  }
}

/** Light at a picture point: ambient and every pool that reaches it. */
export function lightOn(ambient: Rgb, pools: readonly Pool[], x: number, y: number): Rgb {
  let r = ambient[0]
  let g = ambient[1]
  let b = ambient[2]
  for (const pool of pools) {
    const u = (x - pool.x) / pool.rx
    const v = (y - pool.y) / pool.ry
    const d = 1 - u * u - v * v
    if (d <= 0) continue
    const s = pool.strength * d * d
    r += pool.color[0] * s
    g += pool.color[1] * s
    b += pool.color[2] * s
  }
  return [r, g, b]
}

/** Lays ambient and lamp light, a little vignette and still grain over a finished albedo picture. */
export function develop(canvas: Canvas, ambient: Rgb, pools: readonly Pool[], seed: number): void {
  const next = chanceStream(seed)
  const cx = canvas.width / 2
  const cy = canvas.height / 2
  canvas.each((x, y, pixel) => {
    const light = lit(lightOn(ambient, pools, x, y), [1, 1, 1])
    const u = (x - cx) / cx
    const v = (y - cy) / cy
    const edge = 1 - 0.16 * (u * u + v * v) ** 1.5 * 0.6
    const grain = (next() - 0.5) * 3
    for (let c = 0; c < 3; c++) {
      // A shoulder above 200 keeps lamp-lit walls from burning out flat.
      const value = pixel[c]! * light[c]! * edge
      pixel[c] = (value > 200 ? 200 + (value - 200) * 0.45 : value) + grain
    }
  })
}
