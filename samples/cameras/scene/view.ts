/**
 * A pinhole camera on a pole: world metres to picture pixels. X runs right, Y away from the camera along the
 * ground, Z up from the ground. The camera stands at (0, 0, height) and looks along Y, pitched down.
 */
export type Point3 = readonly [x: number, y: number, z: number]

export type Projected = {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly depth: number
}

const NEAR = 0.35

export class View {
  readonly heightM: number
  readonly focalPx: number
  readonly #cos: number
  readonly #sin: number
  readonly #cx: number
  readonly #cy: number
  readonly #yaw: readonly [number, number]

  constructor(options: {
    readonly heightM: number
    /** Positive looks down, degrees. */
    readonly pitchDeg: number
    /** Positive turns the camera right, degrees. */
    readonly yawDeg?: number
    readonly focalPx: number
    readonly width: number
    readonly height: number
  }) {
    const pitch = (options.pitchDeg * Math.PI) / 180
    const yaw = ((options.yawDeg ?? 0) * Math.PI) / 180
    this.heightM = options.heightM
    this.focalPx = options.focalPx
    this.#cos = Math.cos(pitch)
    this.#sin = Math.sin(pitch)
    this.#yaw = [Math.cos(yaw), Math.sin(yaw)]
    this.#cx = options.width / 2
    this.#cy = options.height / 2
  }

  /** Picture row of the far ground. */
  get horizon(): number {
    return this.#cy - (this.focalPx * this.#sin) / this.#cos
  }

  /** Where a point falls; `scale` is pixels per metre there. Points behind the camera are drawn at the near plane. */
  at(p: Point3): Projected {
    const [right, down, depth] = this.#camera(p)
    const d = Math.max(depth, NEAR)
    const scale = this.focalPx / d
    return { x: this.#cx + right * scale, y: this.#cy + down * scale, scale, depth }
  }

  /** A flat polygon in space as one contour of picture points, cut at the near plane; empty when all behind. */
  contour(points: readonly Point3[]): number[] {
    const out: number[] = []
    let a = this.#camera(points[points.length - 1]!)
    for (const point of points) {
      const b = this.#camera(point)
      if (a[2] < NEAR !== b[2] < NEAR) {
        const t = (NEAR - a[2]) / (b[2] - a[2])
        this.#emit(out, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), NEAR])
      }
      if (b[2] >= NEAR) this.#emit(out, b)
      a = b
    }
    return out
  }

  /** The ground point under a picture point (which must lie below the horizon). */
  ground(x: number, y: number): { readonly x: number; readonly y: number } {
    const down = (y - this.#cy) / this.focalPx
    const right = (x - this.#cx) / this.focalPx
    const fall = down * this.#cos + this.#sin
    const t = this.heightM / Math.max(1e-4, fall)
    const forward = t * (this.#cos - down * this.#sin)
    const [c, s] = this.#yaw
    return { x: right * t * c + forward * s, y: forward * c - right * t * s }
  }

  #camera(p: Point3): readonly [number, number, number] {
    const [c, s] = this.#yaw
    const right = p[0] * c - p[1] * s
    const forward = p[0] * s + p[1] * c
    const drop = this.heightM - p[2]
    return [right, drop * this.#cos - forward * this.#sin, forward * this.#cos + drop * this.#sin]
  }

  #emit(out: number[], camera: readonly [number, number, number]): void {
    const scale = this.focalPx / camera[2]
    out.push(this.#cx + camera[0] * scale, this.#cy + camera[1] * scale)
  }
}
