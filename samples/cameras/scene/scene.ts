/** What a scene is, and how one is turned into pictures at a given moment. */
import { Canvas, type Rect, type Rgb } from './canvas.ts'
import { drawFigure, drawShadow, type Figure } from './figure.ts'
import { type Light, lightAt } from './light.ts'
import { develop, lightOn, type Pool, Stage } from './stage.ts'
import type { View } from './view.ts'

export const WIDTH = 640
export const HEIGHT = 360

/** Something that moves besides figures: a gate, a car. Drawn far to near by `depth` (metres along Y). */
export type Part = {
  readonly depth: number
  readonly draw: (stage: Stage, lightOf: (x: number, y: number) => Rgb) => void
}

/** A still thing that hides whoever is farther away than `depth`: a pillar, a shelf. */
export type Cover = { readonly depth: number; readonly paint: (stage: Stage, seed: number) => void }

/** How much of each pixel a cover hides, 0–255, within its box. */
type Mask = { readonly depth: number; readonly box: Rect; readonly alpha: Uint8Array }

export type Scene = {
  readonly view: View
  /** Turns the sun: the scene's camera looks this many degrees east of north. */
  readonly facingDeg: number
  /** How strong cast shadows are, 0 indoors. */
  readonly sun: number
  /** Paints the still picture as if in full daylight. */
  paint(stage: Stage, seed: number): void
  /** Lamps that burn under this light, as pools of added light. */
  pools(stage: Stage): readonly Pool[]
  /** Lit windows, lamp heads: painted over the developed picture. */
  glow(stage: Stage): void
  /** Everybody present at an instant (Unix ms). */
  cast(atMs: number, light: Light, seed: number): readonly Figure[]
  /** Still things that hide figures; `paint` paints them too, in its own order. */
  readonly covers: readonly Cover[]
  /** Other moving things. */
  parts(atMs: number, light: Light, stage: Stage, seed: number): readonly Part[]
  /** Ambient light where it isn't the open sky's. */
  ambient?(light: Light): Rgb
  /** Infra-red night picture: no colour below this daylight (0–1). */
  readonly monochromeBelow?: number
}

const WHOLE: Rect = { x0: 0, y0: 0, x1: WIDTH, y1: HEIGHT }

/** The still picture is painted anew when the light has moved this far. */
const LIGHT_STEP_MS = 240_000

/**
 * One scene, drawn again and again. `draw` gives the whole picture and the rectangles that may have changed since
 * the call before; the picture depends on nothing but scene, seed and instant.
 */
export class SceneRenderer {
  readonly canvas = new Canvas(WIDTH, HEIGHT)
  readonly #scene: Scene
  readonly #seed: number
  #still: Canvas | null = null
  #step = Number.NaN
  #stage: Stage | null = null
  #pools: readonly Pool[] = []
  #ambient: Rgb = [1, 1, 1]
  #light: Light | null = null
  #moved: Rect[] = []
  #masks: readonly Mask[] = []

  constructor(scene: Scene, seed: number) {
    this.#scene = scene
    this.#seed = seed
  }

  /**
   * Draws the scene at an instant. `overlay` (clock, time code) is painted last. With `allowNewLight` false the
   * still picture is kept even if the light has moved: a change of the whole picture belongs on a key frame.
   */
  draw(atMs: number, overlay: (canvas: Canvas) => void, allowNewLight = true): readonly Rect[] {
    const step = Math.floor(atMs / LIGHT_STEP_MS)
    const scene = this.#scene
    let whole = false
    if (this.#still === null || (allowNewLight && step !== this.#step)) {
      this.#paintStill(step)
      whole = true
    }
    const light = this.#light!
    const stage = this.#stage!
    const canvas = this.canvas
    const before = this.#moved
    canvas.restore(this.#still!, before)
    const lightOf = (x: number, y: number) => lightOn(this.#ambient, this.#pools, x, y)
    const figures = scene.cast(atMs, light, this.#seed)
    const cast = turn(light.shadow, scene.facingDeg)
    canvas.takeDirty()
    for (const figure of figures) {
      drawShadow(canvas, scene.view, figure, scene.sun > 0 ? cast : null, scene.sun > 0 ? scene.sun : 0.8)
    }
    const parts: Part[] = [...scene.parts(atMs, light, stage, this.#seed)]
    for (const figure of figures) parts.push({ depth: figure.y, draw: () => this.#person(figure, lightOf) })
    parts.sort((a, b) => b.depth - a.depth)
    let moved = merge(canvas.takeDirty(), WHOLE)
    let next = 0
    for (const mask of this.#masks) {
      while (next < parts.length && parts[next]!.depth > mask.depth) parts[next++]!.draw(stage, lightOf)
      moved = merge([...moved, ...canvas.takeDirty()], WHOLE)
      this.#cover(mask, moved)
    }
    while (next < parts.length) parts[next++]!.draw(stage, lightOf)
    moved.push(...canvas.takeDirty())
    overlay(canvas)
    moved.push(...canvas.takeDirty())
    this.#moved = merge(moved, WHOLE)
    return whole ? [WHOLE] : merge([...before, ...this.#moved], WHOLE)
  }

  #person(figure: Figure, lightOf: (x: number, y: number) => Rgb): void {
    const mid = this.#scene.view.at([figure.x, figure.y, figure.look.heightM * 0.45])
    let tint = lightOf(mid.x, mid.y)
    if (this.#monochrome()) {
      drawFigure(this.canvas, this.#scene.view, { ...figure, look: greyLook(figure.look) }, tint)
      return
    }
    tint = [Math.min(tint[0], 1.25), Math.min(tint[1], 1.25), Math.min(tint[2], 1.25)]
    drawFigure(this.canvas, this.#scene.view, figure, tint)
  }

  /** Puts the still picture back where a cover hides what was drawn behind it. */
  #cover(mask: Mask, moved: readonly Rect[]): void {
    const to = this.canvas.data
    const from = this.#still!.data
    const { box, alpha } = mask
    const width = box.x1 - box.x0
    for (const rect of merge(moved, box)) {
      for (let y = rect.y0; y < rect.y1; y++) {
        let m = (y - box.y0) * width + rect.x0 - box.x0
        let i = (y * WIDTH + rect.x0) * 4
        for (let x = rect.x0; x < rect.x1; x++, m++, i += 4) {
          const a = alpha[m]! / 255
          if (a === 0) continue
          for (let c = 0; c < 3; c++) to[i + c] = to[i + c]! + (from[i + c]! - to[i + c]!) * a
        }
      }
    }
  }

  #monochrome(): boolean {
    return (this.#light?.day ?? 1) < (this.#scene.monochromeBelow ?? -1)
  }

  #paintStill(step: number): void {
    const scene = this.#scene
    const light = lightAt(step * LIGHT_STEP_MS)
    const still = new Canvas(WIDTH, HEIGHT)
    const stage = new Stage(still, scene.view, light)
    this.#light = light
    this.#step = step
    this.#ambient = scene.ambient?.(light) ?? light.ambient
    scene.paint(stage, this.#seed)
    this.#pools = scene.pools(stage)
    develop(still, this.#ambient, this.#pools, this.#seed)
    scene.glow(stage)
    if (this.#monochrome()) {
      still.each((_x, _y, p) => {
        const grey = 0.35 * p[0] + 0.5 * p[1] + 0.15 * p[2]
        p[0] = p[1] = p[2] = grey
      })
    }
    this.#still = still
    this.canvas.data.set(still.data)
    this.#moved = []
    this.#stage = new Stage(this.canvas, scene.view, light)
    // Where covers stand doesn't change with the light: their masks are made once.
    if (this.#masks.length === 0) {
      this.#masks = scene.covers
        .map((c) => maskOf(c, scene.view, light, this.#seed))
        .sort((a, b) => b.depth - a.depth)
    }
  }
}

/** Painted over black and over white, a thing betrays how much of each pixel it hides. */
function maskOf(cover: Cover, view: View, light: Light, seed: number): Mask {
  const black = new Canvas(WIDTH, HEIGHT)
  const white = new Canvas(WIDTH, HEIGHT)
  white.data.fill(255)
  cover.paint(new Stage(black, view, light), seed)
  cover.paint(new Stage(white, view, light), seed)
  const box = { x0: WIDTH, y0: HEIGHT, x1: 0, y1: 0 }
  for (const r of black.takeDirty()) grow(box, r)
  const width = Math.max(0, box.x1 - box.x0)
  const alpha = new Uint8Array(width * Math.max(0, box.y1 - box.y0))
  for (let y = box.y0, m = 0; y < box.y1; y++) {
    for (let x = box.x0; x < box.x1; x++, m++) {
      const i = (y * WIDTH + x) * 4
      alpha[m] = 255 - Math.max(0, white.data[i]! - black.data[i]!)
    }
  }
  return { depth: cover.depth, box, alpha }
}

function grow(box: Rect, r: Rect): void {
  box.x0 = Math.min(box.x0, r.x0)
  box.y0 = Math.min(box.y0, r.y0)
  box.x1 = Math.max(box.x1, r.x1)
  box.y1 = Math.max(box.y1, r.y1)
}

/** Disjoint rectangles inside `box` that hold all the given ones: overlapping ones are joined, so no pixel is blended twice. */
export function merge(rects: readonly Rect[], box: Rect): Rect[] {
  const out: Rect[] = []
  for (const r of rects) {
    const next = {
      x0: Math.max(r.x0, box.x0),
      y0: Math.max(r.y0, box.y0),
      x1: Math.min(r.x1, box.x1),
      y1: Math.min(r.y1, box.y1),
    }
    if (next.x0 >= next.x1 || next.y0 >= next.y1) continue
    for (let i = 0; i < out.length; i++) {
      const o = out[i]!
      if (o.x0 < next.x1 && next.x0 < o.x1 && o.y0 < next.y1 && next.y0 < o.y1) {
        grow(next, o)
        out.splice(i, 1)
        i = -1
      }
    }
    out.push(next)
  }
  return out
}

function turn(v: readonly [number, number] | null, degrees: number): readonly [number, number] | null {
  if (!v) return null
  const a = (degrees * Math.PI) / 180
  return [v[0] * Math.cos(a) - v[1] * Math.sin(a), v[0] * Math.sin(a) + v[1] * Math.cos(a)]
}

function greyLook(look: Figure['look']): Figure['look'] {
  const grey = (c: Rgb): Rgb => {
    const v = 0.35 * c[0] + 0.5 * c[1] + 0.15 * c[2]
    return [v, v, v]
  }
  return {
    ...look,
    skin: grey(look.skin),
    hair: grey(look.hair),
    top: grey(look.top),
    legs: grey(look.legs),
    shoes: grey(look.shoes),
    bag: look.bag && grey(look.bag),
  }
}
