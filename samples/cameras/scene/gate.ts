/** 校门: from a pole in the yard out through the gate to the street. The sliding gate opens and shuts; people pass. */
import type { Rgb } from './canvas.ts'
import { car } from './car.ts'
import { chance } from './chance.ts'
import { adult, type Figure, type Look, pupil } from './figure.ts'
import { hex, type Light, lit, mix, shade, smooth } from './light.ts'
import { type Cover, HEIGHT, type Part, type Scene, WIDTH } from './scene.ts'
import { type Stage, WARM } from './stage.ts'
import { View } from './view.ts'
import { pathLength, walker } from './walk.ts'

const view = new View({ heightM: 4.6, pitchDeg: 9.5, yawDeg: 4, focalPx: 560, width: WIDTH, height: HEIGHT })

const GATE_Y = 17
const CYCLE_MS = 64_000
const OPENING_MS = 5_000
const OPEN_MS = 34_000

/** How far the gate stands open, 0–1: by day a cycle of about a minute; shut at night. */
export function gateOpen(atMs: number, light: Light): number {
  if (light.hour < 6.2 || light.hour >= 21) return 0
  const t = atMs % CYCLE_MS
  if (t < OPENING_MS) return smooth(0, 1, t / OPENING_MS)
  if (t < OPEN_MS) return 1
  return 1 - smooth(0, 1, (t - OPEN_MS) / OPENING_MS)
}

function building(
  stage: Stage,
  x0: number,
  x1: number,
  y: number,
  top: number,
  color: Rgb,
  seed: number,
): void {
  const haze = stage.unlit(stage.light.sky[1])
  const wall = mix(color, haze, 0.24)
  stage.front(x0, x1, 0, top, y, wall)
  stage.front(x0, x1, top - 0.5, top, y, shade(wall, 1.1))
  for (let z = 1.2; z + 1.6 < top; z += 2.9) {
    for (let x = x0 + 0.9; x + 1.4 < x1; x += 2.4) {
      const tone = 0.52 + chance(seed, Math.round(x * 10), Math.round(z * 10)) * 0.2
      stage.front(x, x + 1.4, z, z + 1.6, y, shade(mix([96, 116, 128], haze, 0.25), tone * 1.35))
      stage.front(x, x + 1.4, z - 0.14, z, y, shade(wall, 1.12))
    }
  }
}

function backdrop(stage: Stage): void {
  building(stage, -40, -19, 58, 13, hex(0x9a938a), 3)
  building(stage, -17.5, 2, 64, 17, hex(0xa89f92), 4)
  building(stage, 4, 22, 56, 11, hex(0x8f9494), 5)
  building(stage, 24, 50, 62, 15, hex(0xa39a90), 6)
}

function street(stage: Stage, seed: number): void {
  stage.floor(-4000, 4000, 40, 3000, mix(hex(0x8b8f8e), stage.unlit(stage.light.sky[1]), 0.3))
  backdrop(stage)
  stage.floor(-90, 90, GATE_Y + 0.4, 58, hex(0x8b8f8e))
  stage.floor(-70, 70, 22.5, 34, hex(0x5f666a))
  stage.floor(-70, 70, 22.3, 22.55, hex(0xa9aba8))
  stage.floor(-70, 70, 34, 34.4, hex(0xa9aba8))
  for (let x = -66; x < 66; x += 6) stage.floor(x, x + 3, 28.1, 28.35, hex(0xc6c9c6), 0.85)
  for (let i = 0; i < 8; i++) stage.floor(-3.6 + i * 0.95, -3.1 + i * 0.95, 23, 33.4, hex(0xc9ccc9), 0.7)
  stage.hedge(-60, 60, 37.5, 1.4, 1.1, hex(0x5c6d50), seed + 1)
  for (let i = 0; i < 9; i++) {
    const x = -36 + i * 8.6 + chance(seed, i, 40) * 2
    stage.tree(
      x,
      37,
      7.4 + chance(seed, i, 41) * 1.6,
      i % 3 === 1 ? hex(0xb39a55) : hex(0x71835a),
      seed + 60 + i,
      0.36,
    )
  }
}

function yard(stage: Stage): void {
  stage.floor(-40, 40, 2, GATE_Y + 0.4, hex(0xa3a49d))
  for (let y = 3; y < GATE_Y; y += 1.2) stage.floor(-40, 40, y, y + 0.05, hex(0x84867f), 0.55)
  for (let x = -24; x <= 24; x += 1.2) stage.floor(x, x + 0.045, 2, GATE_Y, hex(0x84867f), 0.4)
  stage.floor(-4.4, 4.4, 2, GATE_Y + 0.6, hex(0x8d908e), 0.85)
  for (const x of [-4.4, 4.25]) stage.floor(x, x + 0.15, 2, GATE_Y + 0.6, hex(0xc5b27a), 0.8)
  for (let i = 0; i < 5; i++) stage.floor(-0.08, 0.08, 8 + i * 1.8, 8.9 + i * 1.8, hex(0xcfd1cd), 0.7)
  stage.floor(-4.6, 4.6, GATE_Y - 0.18, GATE_Y - 0.08, hex(0x5d6063))
  stage.floor(-4.6, 4.6, GATE_Y + 0.1, GATE_Y + 0.2, hex(0x5d6063))
}

function pillar(stage: Stage, x0: number, x1: number): void {
  stage.box(x0 - 0.08, x1 + 0.08, GATE_Y - 0.5, GATE_Y + 0.5, 0, 0.4, hex(0x77746d))
  stage.box(x0, x1, GATE_Y - 0.42, GATE_Y + 0.42, 0.4, 3.3, hex(0x9c7f6a))
  for (let z = 0.9; z < 3.2; z += 0.48) stage.front(x0, x1, z, z + 0.035, GATE_Y - 0.43, hex(0x7e6454), 0.8)
  stage.box(x0 - 0.14, x1 + 0.14, GATE_Y - 0.55, GATE_Y + 0.55, 3.3, 3.55, hex(0xb9b4a8))
}

function wall(stage: Stage, x0: number, x1: number, seed: number): void {
  stage.box(x0, x1, GATE_Y - 0.12, GATE_Y + 0.12, 0, 0.75, hex(0xa8a298))
  stage.front(x0, x1, 1.86, 1.95, GATE_Y, hex(0x3f474c))
  for (let x = x0 + 0.1; x < x1; x += 0.27) stage.front(x, x + 0.055, 0.75, 2.05, GATE_Y, hex(0x434b50))
  stage.hedge(x0, x1, GATE_Y - 1.15, 0.8, 0.62, hex(0x647a52), seed)
}

function booth(stage: Stage): void {
  const [x0, x1, y0, y1] = [6.3, 9.3, 12.6, 15.2]
  stage.floor(x0 - 0.9, x1 + 0.6, y0 - 0.5, y1 + 0.3, [40, 44, 46], 0.25)
  stage.box(x0, x1, y0, y1, 0, 2.7, hex(0xc4bfb3))
  stage.side(x0, y0 + 0.25, y1 - 1.1, 1.0, 2.15, hex(0x5b707a))
  stage.side(x0, y1 - 0.9, y1 - 0.15, 0.05, 2.15, hex(0x6e7477))
  stage.front(x0 + 0.35, x1 - 0.35, 1.0, 2.15, y0, hex(0x66808b))
  stage.front(x0 + 0.35, x1 - 0.35, 1.0, 2.15, y0, hex(0xd8e2e4), 0.12)
  stage.front((x0 + x1) / 2 - 0.04, (x0 + x1) / 2 + 0.04, 1.0, 2.15, y0, hex(0xb4b0a6))
  stage.front(x0, x1, 0, 0.35, y0, hex(0x8b877e))
  stage.box(x0 - 0.25, x1 + 0.25, y0 - 0.3, y1 + 0.2, 2.7, 2.95, hex(0x4d6d7c))
}

/** The sliding lattice gate between the pillars, folded to the left as it opens. */
function slidingGate(open: number): Part {
  return {
    depth: GATE_Y,
    draw: (stage, lightOf) => {
      const right = 4.45 - open * 7.7
      const count = 13
      const p = view.at([(right - 4.4) / 2, GATE_Y, 0.7])
      const light = lightOf(p.x, p.y)
      const metal = lit(hex(0xc3c8c9), light)
      const dark = lit(hex(0x7b8489), light)
      const step = (right + 4.5) / count
      for (let i = 0; i <= count; i++) {
        const x = -4.5 + i * step
        stage.line([x, GATE_Y, 0.06], [x, GATE_Y, 1.36], 0.075, i % 2 ? dark : metal)
        if (i === count) break
        stage.line([x, GATE_Y, 0.3], [x + step, GATE_Y, 1.25], 0.04, dark)
        stage.line([x, GATE_Y, 1.25], [x + step, GATE_Y, 0.3], 0.04, metal)
      }
      stage.line([-4.5, GATE_Y, 1.36], [right, GATE_Y, 1.36], 0.06, metal)
      stage.line([right, GATE_Y, 0.1], [right, GATE_Y, 1.5], 0.3, lit(hex(0xa9563d), light))
      stage.line([right, GATE_Y, 1.05], [right, GATE_Y, 1.15], 0.32, lit(hex(0xe2ddd2), light))
    },
  }
}

/** The busy times of a school gate: arrival, noon, leaving; a trickle otherwise. */
function crowd(hour: number): number {
  const peak = (at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2))
  const night = hour < 6.2 || hour >= 21
  return night ? 0 : 0.6 + 0.4 * Math.max(peak(7.5, 0.6), peak(11.8, 0.4), peak(16.3, 0.9))
}

function cast(atMs: number, light: Light, seed: number): Figure[] {
  const out: Figure[] = []
  const busy = crowd(light.hour)
  const cycle = Math.floor(atMs / CYCLE_MS)
  for (const c of [cycle - 1, cycle]) {
    for (let n = 0; n < 7; n++) {
      if (chance(seed, c, n * 8) > busy) continue
      const child = n % 2 === 0
      const look = child ? pupil(seed, c * 7 + n) : adult(seed, c * 7 + n)
      const speed = child ? 1.15 : 1.25
      const inward = chance(seed, c, n * 8 + 1) < (light.hour < 12 ? 0.8 : 0.3)
      const lane = -3.3 + chance(seed, c, n * 8 + 2) * 6.2 - 2.2 * 0.5
      const side = chance(seed, c, n * 8 + 3) < 0.5 ? -1 : 1
      const x = Math.max(-2.6, Math.min(3.6, lane))
      const far = 9 + chance(seed, c, n * 8 + 4) * 9
      const path: (readonly [number, number])[] = [
        [side * far, 19.6 + chance(seed, c, n * 8 + 5) * 1.6],
        [x + side * 1.1, 19.2],
        [x, GATE_Y + 0.4],
        [x * 0.9, 13],
        [x * 0.8 - 2.4 * chance(seed, c, n * 8 + 6), 4],
      ]
      // Whoever goes in reaches the gate line inside the open window; who goes out likewise.
      const toGate = pathLength(inward ? path.slice(0, 3) : [...path].reverse().slice(0, 3))
      const crossing =
        c * CYCLE_MS + OPENING_MS + 1_000 + chance(seed, c, n * 8 + 7) * (OPEN_MS - OPENING_MS - 3_000)
      const figure = walker(
        inward ? path : [...path].reverse(),
        crossing - (toGate / speed) * 1000,
        atMs,
        speed,
        look,
      )
      if (figure) out.push(figure)
    }
  }
  out.push(...passersBy(atMs, light, seed))
  out.push({
    x: 5.55,
    y: 14.4,
    heading: -1.2 + 0.3 * Math.sin(atMs / 7_000),
    phase: 0,
    pose: 'stand',
    look: GUARD,
  })
  return out
}

const GUARD: Look = {
  heightM: 1.76,
  skin: hex(0xc9a684),
  hair: hex(0x22262b),
  top: hex(0x2f3b48),
  legs: hex(0x262d36),
  shoes: hex(0x15181c),
  bag: null,
  longHair: false,
}

function passersBy(atMs: number, light: Light, seed: number): Figure[] {
  const out: Figure[] = []
  const period = 13_000
  const share = light.hour < 6 || light.hour >= 22.5 ? 0.16 : 0.7
  for (let k = 0; k < 5; k++) {
    const slot = Math.floor(atMs / period) - k
    if (chance(seed, slot, 90) > share) continue
    const d = chance(seed, slot, 91) < 0.5 ? 1 : -1
    const y = 18.6 + chance(seed, slot, 92) * 2.6
    const figure = walker(
      [
        [-17 * d, y],
        [17 * d, y],
      ],
      slot * period,
      atMs,
      1.2 + chance(seed, slot, 93) * 0.3,
      adult(seed, slot),
    )
    if (figure) out.push(figure)
  }
  return out
}

const covers: readonly Cover[] = [
  {
    depth: GATE_Y - 0.5,
    paint: (stage, seed) => {
      wall(stage, -24, -5.6, seed + 20)
      wall(stage, 5.6, 24, seed + 21)
      pillar(stage, -5.6, -4.5)
      pillar(stage, 4.5, 5.6)
    },
  },
  { depth: 12.6, paint: (stage) => booth(stage) },
  {
    depth: 12.2,
    paint: (stage, seed) => {
      stage.tree(-8.6, 13.2, 5.6, hex(0x7f8f58), seed + 30, 0.36)
      stage.hedge(-10.2, -7, 12.2, 0.5, 0.42, hex(0x5f7550), seed + 31)
    },
  },
]

export const gate: Scene = {
  view,
  facingDeg: 150,
  sun: 1,
  covers,
  paint(stage, seed) {
    stage.sky()
    street(stage, seed)
    yard(stage)
    stage.floor(-10.2, -7, 12.3, 14, hex(0x5e5a4d))
    for (const cover of covers) cover.paint(stage, seed)
  },
  pools(stage) {
    if (!stage.light.lamps) return []
    return [
      stage.halo([-5.05, GATE_Y - 1, 2.6], 3.6, 1.1),
      stage.halo([5.05, GATE_Y - 1, 2.6], 3.6, 1.1),
      stage.pool(0, GATE_Y - 1, 8, 0.75),
      stage.pool(6, 13.4, 4, 0.7, [0.95, 0.95, 0.85]),
      stage.pool(-14, 27, 9, 0.6),
      stage.pool(9, 27, 9, 0.6),
      stage.halo([7.6, 12.4, 1.7], 2.2, 0.5, WARM),
    ]
  },
  glow(stage) {
    if (!stage.light.lamps) return
    for (const x of [-5.05, 5.05]) stage.bulb([x, GATE_Y, 3.78], 0.2)
    stage.front(6.65, 8.95, 1.0, 2.15, 12.59, [246, 216, 160], 0.85)
    stage.front(7.76, 7.84, 1.0, 2.15, 12.58, [140, 128, 108])
    stage.side(6.29, 12.85, 14.1, 1.0, 2.15, [240, 208, 150], 0.75)
    for (let i = 0; i < 46; i++) {
      if (chance(9, i, Math.floor(stage.light.hour / 2)) > 0.62) continue
      const x = -38 + chance(9, i, 101) * 84
      const z = 2 + Math.floor(chance(9, i, 102) * 3) * 2.9
      stage.front(x, x + 1.2, z + 0.2, z + 1.5, 57.5, [235, 196, 130], 0.5)
    }
    for (const x of [-14, 9]) {
      stage.line([x, 35, 0], [x, 35, 6.2], 0.12, [52, 54, 58])
      stage.bulb([x, 34, 6.2], 0.18)
    }
  },
  cast,
  parts(atMs, light, _stage, seed) {
    const parts: Part[] = [slidingGate(gateOpen(atMs, light))]
    for (let n = 0; n < 2; n++) {
      const one = car(view, atMs, n, seed, light)
      if (one) parts.push(one)
    }
    return parts
  },
}
