/** A scene drawn and coded as it happens: what stands behind one simulated camera. */
import { pace } from '../rtsp/pace.ts'
import type { AccessUnit, ParameterSets, Source } from '../rtsp/source.ts'
import { Encoder } from './encoder.ts'
import { drawOsd } from './scene/osd.ts'
import { HEIGHT, type Scene, SceneRenderer, WIDTH } from './scene/scene.ts'
import { convert } from './scene/yuv.ts'

export type LiveOptions = {
  readonly scene: Scene
  /** Written into the picture, e.g. `IPC-01 校门`. */
  readonly name: string
  readonly seed: number
  readonly fps: number
  /** Wall clock, Unix ms. */
  readonly now: () => number
  /** How far the camera's own clock runs ahead at this moment, ms: shows in the burnt-in clock. */
  readonly skewMs: () => number
  /** Shifts this camera's pictures within the frame period, so that several don't fall on one instant. */
  readonly offsetMs: number
}

const GROUP_SECONDS = 2
const RENEW_AFTER_PICTURES = 6_000

export class LiveSource implements Source {
  readonly fps: number
  readonly #options: LiveOptions
  readonly #renderer: SceneRenderer
  readonly #large: Encoder
  #small: Encoder | null = null
  #wantsSmall = false
  #sendsSmall = false
  readonly #i420 = new Uint8Array((WIDTH * HEIGHT * 3) / 2)
  readonly #half = new Uint8Array((WIDTH * HEIGHT * 3) / 8)

  private constructor(options: LiveOptions, encoder: Encoder) {
    this.#options = options
    this.fps = options.fps
    this.#large = encoder
    this.#renderer = new SceneRenderer(options.scene, options.seed)
  }

  static async open(options: LiveOptions): Promise<LiveSource> {
    return new LiveSource(options, await encoder(options.fps, 1))
  }

  parameterSets(): ParameterSets {
    return (this.#sendsSmall ? this.#small! : this.#large).parameterSets
  }

  start(onUnit: (unit: AccessUnit) => void): () => void {
    const group = this.fps * GROUP_SECONDS
    let pictures = 0
    let renewing = false
    let running = true
    const periodMs = 1000 / this.fps
    const renew = (coder: Encoder) => {
      renewing = true
      void coder.renew().then(() => {
        renewing = false
      })
    }
    // A group cut short by the last stop would go on with a dependent picture: begin with a fresh coder.
    if (this.#active.coded % group !== 0) renew(this.#active)
    const stop = pace(
      periodMs,
      (tick) => {
        if (renewing) return
        const atKey = pictures % group === 0
        if (atKey) {
          const coder = this.#wantsSmall ? this.#small! : this.#large
          if (coder.coded >= RENEW_AFTER_PICTURES || coder.coded % group !== 0) return renew(coder)
          this.#sendsSmall = this.#wantsSmall
        }
        pictures++
        const wallMs = this.#options.now()
        const picture = this.#draw(wallMs, atKey)
        if (running) onUnit({ ...picture, time90k: Math.round(tick * periodMs * 90), wallMs })
      },
      this.#options.offsetMs,
    )
    return () => {
      running = false
      stop()
    }
  }

  /** 640 × 360 to 320 × 180 and back. */
  async changeResolution(): Promise<void> {
    this.#small ??= await encoder(this.fps, 2)
    this.#wantsSmall = !this.#wantsSmall
  }

  close(): void {
    this.#large.close()
    this.#small?.close()
  }

  get #active(): Encoder {
    return this.#sendsSmall ? this.#small! : this.#large
  }

  #draw(wallMs: number, atKey: boolean) {
    const { name, skewMs } = this.#options
    const changed = this.#renderer.draw(
      wallMs,
      (canvas) => drawOsd(canvas, name, wallMs + skewMs(), wallMs),
      atKey,
    )
    convert(this.#renderer.canvas, changed, this.#i420)
    if (!this.#sendsSmall) return this.#large.encode(this.#i420)
    halve(this.#i420, this.#half)
    return this.#small!.encode(this.#half)
  }
}

function encoder(fps: number, divisor: 1 | 2): Promise<Encoder> {
  return Encoder.open({
    width: WIDTH / divisor,
    height: HEIGHT / divisor,
    fps,
    group: fps * GROUP_SECONDS,
    speed: 10,
    rate: { quantizer: 25 },
  })
}

/** Every second row and column of each plane. */
function halve(from: Uint8Array, to: Uint8Array): void {
  let a = 0
  let o = 0
  for (const [w, h] of [
    [WIDTH, HEIGHT],
    [WIDTH / 2, HEIGHT / 2],
    [WIDTH / 2, HEIGHT / 2],
  ] as const) {
    for (let y = 0; y < h; y += 2) for (let x = 0; x < w; x += 2) to[o++] = from[a + y * w + x]!
    a += w * h
  }
}
