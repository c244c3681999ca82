/** 库房: from the corner of the equipment store. Someone comes to sweep now and then; at night the picture is infra-red. */
import type { Rgb } from './canvas.ts'
import { chance } from './chance.ts'
import { adult, type Figure } from './figure.ts'
import { hex, type Light, lit, mix, shade } from './light.ts'
import { type Cover, HEIGHT, type Part, type Scene, WIDTH } from './scene.ts'
import type { Pool, Stage } from './stage.ts'
import { View } from './view.ts'
import { along, type Path, pathLength } from './walk.ts'

const view = new View({ heightM: 2.75, pitchDeg: 21, yawDeg: 2, focalPx: 420, width: WIDTH, height: HEIGHT })

const LEFT = -3
const RIGHT = 3.1
const BACK = 9
const CEILING = 3.1
const INFRARED_BELOW = 0.3

const CARTON = [0xb08d62, 0xa68259, 0xbb9a70, 0x9a7a55].map(hex)
const CRATE = [0x5f7d8c, 0x7f8f66, 0xa8694f, 0x8d8f90].map(hex)

function shell(stage: Stage): void {
  stage.floor(LEFT, RIGHT, 0.3, BACK, hex(0x8f938f))
  for (let y = 1; y < BACK; y += 1.5) stage.floor(LEFT, RIGHT, y, y + 0.02, hex(0x787c78), 0.6)
  for (let x = LEFT; x < RIGHT; x += 1.5) stage.floor(x, x + 0.02, 0.3, BACK, hex(0x787c78), 0.5)
  stage.face(hex(0xb5b6b0), 1, [
    [LEFT, 0.3, CEILING],
    [RIGHT, 0.3, CEILING],
    [RIGHT, BACK, CEILING],
    [LEFT, BACK, CEILING],
  ])
  stage.front(LEFT, RIGHT, 0, CEILING, BACK, hex(0xc6c6bf))
  stage.side(LEFT, 0.3, BACK, 0, CEILING, hex(0xb9b9b2))
  stage.side(RIGHT, 0.3, BACK, 0, CEILING, hex(0xaeaea7))
  stage.front(LEFT, RIGHT, 0, 0.14, BACK - 0.01, hex(0x73736d))
  stage.face([20, 22, 24], 0.16, [
    [LEFT, BACK - 0.5, 0],
    [RIGHT, BACK - 0.5, 0],
    [RIGHT, BACK, 0],
    [LEFT, BACK, 0],
  ])
}

function door(stage: Stage): void {
  stage.front(0.62, 1.78, 0, 2.2, BACK - 0.02, hex(0x6b6f6f))
  stage.front(0.7, 1.7, 0, 2.12, BACK - 0.03, hex(0x88969a))
  stage.front(0.78, 1.62, 1.2, 1.95, BACK - 0.035, shade(hex(0x88969a), 0.93))
  stage.front(0.78, 0.86, 1.0, 1.12, BACK - 0.04, hex(0xd6d6d0))
  stage.front(2.02, 2.14, 1.2, 1.4, BACK - 0.02, hex(0xe5e5df))
  stage.front(-0.9, 0.1, 1.35, 2.05, BACK - 0.02, hex(0xdcd7c8))
  for (let i = 0; i < 5; i++)
    stage.front(
      -0.8,
      -0.8 + 0.75 * (1 - (i % 3) * 0.18),
      1.9 - i * 0.11,
      1.93 - i * 0.11,
      BACK - 0.03,
      hex(0x8f8a7c),
    )
}

/** A rack along a wall, its bays stocked by chance. `x0` is the wall's side. */
function rack(stage: Stage, x0: number, x1: number, y0: number, y1: number, seed: number): void {
  const left = x0 < 0
  const inner = left ? x1 : x0
  const steel = hex(0x5d666b)
  const levels = [0.08, 0.78, 1.48, 2.12]
  const bays = Math.round((y1 - y0) / 1.5)
  const bayLength = (y1 - y0) / bays
  stage.face([16, 18, 20], 0.32, [
    [x0, y0, 0],
    [x1, y0, 0],
    [x1 + (left ? 0.25 : 0), y1, 0],
    [x0 - (left ? 0 : 0.25), y1, 0],
  ])
  for (let bay = bays - 1; bay >= 0; bay--) {
    const a = y0 + bay * bayLength
    for (const x of [x0, x1])
      stage.box(x - 0.025, x + 0.025, a + bayLength - 0.05, a + bayLength, 0, 2.5, steel)
    for (const [k, z] of levels.entries()) {
      stage.floor(x0, x1, a, a + bayLength, hex(0x7c858a), 1, z)
      stage.side(inner, a, a + bayLength, z - 0.06, z, shade(steel, 0.9))
      stock(stage, x0, x1, a, bayLength, z, seed + bay * 16 + k)
    }
    for (const x of [x0, x1]) stage.box(x - 0.025, x + 0.025, a, a + 0.05, 0, 2.5, steel)
  }
}

function stock(
  stage: Stage,
  x0: number,
  x1: number,
  a: number,
  length: number,
  z: number,
  seed: number,
): void {
  const kind = chance(seed, 1)
  const left = x0 < 0
  if (kind < 0.1) return
  if (kind < 0.25) {
    // Balls in a row.
    for (let i = 3; i >= 0; i--) {
      const p = stage.view.at([left ? x1 - 0.22 : x0 + 0.22, a + 0.2 + i * 0.34, z + 0.14])
      const r = 0.14 * p.scale
      const color = [hex(0xb0703f), hex(0xd0d0c8), hex(0x9f5a43), hex(0x5f7d8c)][
        Math.floor(chance(seed, i, 9) * 4)
      ]!
      stage.canvas.capsule(p.x, p.y, r, p.x, p.y, r, shade(color, 0.8))
      stage.canvas.blob(p.x - r * 0.3, p.y - r * 0.35, r * 0.8, r * 0.8, shade(color, 1.25), 0.8, 0)
    }
    return
  }
  const count = kind < 0.6 ? 2 : 3
  for (let i = count - 1; i >= 0; i--) {
    if (chance(seed, i, 3) < 0.12) continue
    const color =
      chance(seed, i, 4) < 0.62
        ? CARTON[Math.floor(chance(seed, i, 5) * 4)]!
        : CRATE[Math.floor(chance(seed, i, 5) * 4)]!
    const b = a + 0.06 + (i * (length - 0.1)) / count
    const depth = (length - 0.1) / count - 0.05 - chance(seed, i, 6) * 0.08
    const high = 0.3 + chance(seed, i, 7) * 0.26
    const [u0, u1] = left
      ? [x0 + 0.04, x1 - 0.03 - chance(seed, i, 8) * 0.1]
      : [x0 + 0.03 + chance(seed, i, 8) * 0.1, x1 - 0.04]
    stage.box(u0, u1, b, b + depth, z, z + high, color)
    const x = left ? u1 + 0.003 : u0 - 0.003
    stage.side(x, b + depth * 0.3, b + depth * 0.7, z + high * 0.35, z + high * 0.7, hex(0xe0dccf), 0.85)
  }
}

function clutter(stage: Stage): void {
  // Mats against the back wall, a basket of balls, a trolley of stools.
  for (let i = 0; i < 4; i++)
    stage.box(
      -2.2 + i * 0.02,
      -1.15 + i * 0.02,
      8.1 - i * 0.02,
      8.9,
      i * 0.14,
      i * 0.14 + 0.13,
      i % 2 ? hex(0x4f6f86) : hex(0x58788c),
    )
  stage.box(-0.85, -0.2, 8.25, 8.85, 0, 0.62, hex(0x7b8488))
  for (let i = 0; i < 6; i++) {
    const p = stage.view.at([-0.74 + (i % 3) * 0.2, 8.4 + Math.floor(i / 3) * 0.22, 0.7])
    const r = 0.13 * p.scale
    const color = [hex(0xb0703f), hex(0xd6d3c6), hex(0x8f5a48)][i % 3]!
    stage.canvas.capsule(p.x, p.y, r, p.x, p.y, r, color)
    stage.canvas.blob(p.x - r * 0.3, p.y - r * 0.3, r * 0.8, r * 0.8, shade(color, 1.2), 0.7, 0)
  }
}

const covers: readonly Cover[] = [
  { depth: 2.4, paint: (stage, seed) => rack(stage, LEFT + 0.02, LEFT + 0.82, 2.2, 8, seed + 300) },
  { depth: 2.3, paint: (stage, seed) => rack(stage, RIGHT - 0.82, RIGHT - 0.02, 2.6, 8.4, seed + 400) },
]

const SWEEP: Path = [
  [1.2, 8.8],
  [0.9, 7.4],
  [-0.6, 6.6],
  [0.9, 5.9],
  [-0.8, 5.2],
  [1, 4.6],
  [-0.6, 4.1],
  [0.7, 4.6],
  [0.5, 6.4],
  [1.2, 8.8],
]
const VISIT_MS = 58_000
const SWEEP_SPEED = 0.42

function sweeper(atMs: number, light: Light, seed: number): Figure | null {
  if (light.hour < 6.5 || light.hour >= 19) return null
  const visit = Math.floor(atMs / VISIT_MS)
  if (visit % 4 === 3) return null
  const metres = ((atMs - visit * VISIT_MS) / 1000) * SWEEP_SPEED
  if (metres > pathLength(SWEEP)) return null
  const at = along(SWEEP, metres)
  if (!at) return null
  const look = { ...adult(seed, 500), top: hex(0x4f7a74), bag: null, longHair: true }
  return { ...at, phase: metres * 7, pose: 'mop', look }
}

function mop(figure: Figure): Part {
  return {
    depth: figure.y - 0.05,
    draw: (stage, lightOf) => {
      const fx = Math.sin(figure.heading)
      const fy = Math.cos(figure.heading)
      const sway = Math.sin(figure.phase) * 0.16
      const head: readonly [number, number, number] = [
        figure.x + fx * 0.8 + fy * sway,
        figure.y + fy * 0.8 - fx * sway,
        0.04,
      ]
      const p = stage.view.at(head)
      const tint = lightOf(p.x, p.y)
      stage.line([figure.x + fx * 0.26, figure.y + fy * 0.26, 1.22], head, 0.035, lit(hex(0xa98b5f), tint))
      stage.line(
        [head[0] - fy * 0.2, head[1] + fx * 0.2, 0.03],
        [head[0] + fy * 0.2, head[1] - fx * 0.2, 0.03],
        0.11,
        lit(hex(0xcfd2cc), tint),
      )
    },
  }
}

/** The store's own lamp burns by day while it is not in infra-red. */
function infrared(light: Light): boolean {
  return light.day < INFRARED_BELOW
}

export const storeroom: Scene = {
  view,
  facingDeg: 0,
  sun: 0,
  covers,
  monochromeBelow: INFRARED_BELOW,
  ambient(light): Rgb {
    return infrared(light) ? [0.36, 0.36, 0.36] : mix([0.5, 0.49, 0.47], [0.8, 0.79, 0.76], light.day)
  },
  paint(stage, seed) {
    shell(stage)
    door(stage)
    clutter(stage)
    stage.front(-2.4, -1.1, 2.25, 2.85, BACK - 0.02, hex(0x9fb0b4))
    for (const cover of covers) cover.paint(stage, seed)
    stage.box(-0.1, 0.1, 3, 6.2, CEILING - 0.07, CEILING - 0.01, hex(0xd8d8d2))
  },
  pools(stage): Pool[] {
    if (infrared(stage.light)) {
      return [{ x: 318, y: 210, rx: 360, ry: 250, color: [1, 1, 1], strength: 0.75 }]
    }
    return [
      stage.halo([0, 5.5, 1.4], 3.4, 0.34, [1, 0.97, 0.9]),
      stage.pool(0.1, 5.2, 2.8, 0.2, [1, 0.97, 0.9]),
    ]
  },
  glow(stage) {
    const { light } = stage
    const sky = mix(light.sky[1], [250, 250, 246], 0.4 * light.day)
    stage.front(-2.34, -1.16, 2.31, 2.79, BACK - 0.03, sky)
    stage.front(-1.78, -1.72, 2.31, 2.79, BACK - 0.04, mix([60, 62, 66], [196, 198, 194], light.day))
    if (!infrared(light))
      stage.face([250, 250, 244], 1, [
        [-0.09, 3, CEILING - 0.07],
        [0.09, 3, CEILING - 0.07],
        [0.09, 6.2, CEILING - 0.07],
        [-0.09, 6.2, CEILING - 0.07],
      ])
  },
  cast(atMs, light, seed) {
    const one = sweeper(atMs, light, seed)
    return one ? [one] : []
  },
  parts(atMs, light, _stage, seed) {
    const one = sweeper(atMs, light, seed)
    return one ? [mop(one)] : []
  },
}
