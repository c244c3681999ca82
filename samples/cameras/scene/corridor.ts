/** 一层走廊: from under the ceiling along the ground floor: classroom doors left, windows right. */
import type { Rgb, Shader } from './canvas.ts'
import { chance } from './chance.ts'
import { adult, type Figure, pupil } from './figure.ts'
import { hex, type Light, mix, shade } from './light.ts'
import { type Cover, HEIGHT, type Scene, WIDTH } from './scene.ts'
import type { Pool, Stage } from './stage.ts'
import { View } from './view.ts'
import { walker } from './walk.ts'

const view = new View({ heightM: 2.55, pitchDeg: 12, yawDeg: -3, focalPx: 400, width: WIDTH, height: HEIGHT })

const LEFT = -1.55
const RIGHT = 1.65
const CEILING = 3.05
const END = 31
const DOORS = [4.2, 10.6, 17, 23.4] as const
const WINDOWS = [2.2, 5.4, 8.6, 11.8, 15, 18.2, 21.4, 24.6, 27.8] as const
const LAMPS = [3.4, 8, 12.6, 17.2, 21.8, 26.4] as const

const PAINT = hex(0xd9d8cf)
const DADO = hex(0x8fa79a)
const WOOD = hex(0x9a7552)

/** Lights burn while school is in and it isn't bright outside. */
function lampsOn(light: Light): boolean {
  return light.hour >= 6.3 && light.hour < 21.2 && light.day < 0.97
}

function fading(color: Rgb, near: number, far: number): Shader {
  return (x, y, out) => {
    const centre = Math.hypot((x - 300) / 320, (y - 130) / 200)
    const t = Math.min(1, centre)
    const s = far + (near - far) * t
    out[0] = color[0] * s
    out[1] = color[1] * s
    out[2] = color[2] * s
  }
}

function shell(stage: Stage): void {
  stage.floor(LEFT, RIGHT, 0.4, END, fading(hex(0xa9a79d), 0.98, 0.82))
  stage.face(fading(hex(0xdadad4), 0.86, 0.74), 1, [
    [LEFT, 0.4, CEILING],
    [RIGHT, 0.4, CEILING],
    [RIGHT, END, CEILING],
    [LEFT, END, CEILING],
  ])
  for (const x of [LEFT, RIGHT]) {
    const tone = x < 0 ? 0.97 : 0.86
    stage.side(x, 0.4, END, 1.15, CEILING, fading(shade(PAINT, tone), 0.98, 0.84))
    stage.side(x, 0.4, END, 0, 1.15, fading(shade(DADO, tone), 0.98, 0.84))
    stage.side(x, 0.4, END, 1.13, 1.18, shade(hex(0x6f8a7c), tone))
    stage.side(x, 0.4, END, 0, 0.12, shade(hex(0x5c5a54), tone))
  }
  stage.front(LEFT, RIGHT, 0, CEILING, END, hex(0xb9bab2))
  stage.front(LEFT, RIGHT, 0, 1.15, END, shade(DADO, 0.85))
  for (let y = 1; y < END; y += 0.8) stage.floor(LEFT, RIGHT, y, y + 0.012, hex(0x85837a), 0.5)
  for (let x = LEFT + 0.4; x < RIGHT; x += 0.8) stage.floor(x, x + 0.012, 0.4, END, hex(0x85837a), 0.45)
  for (const x of [LEFT, RIGHT - 0.2]) stage.floor(x, x + 0.2, 0.4, END, hex(0x6a6f6b), 0.75)
}

function door(stage: Stage, y: number, n: number): void {
  const x = LEFT + 0.005
  stage.side(x, y - 0.08, y + 1.08, 0, 2.2, hex(0x75573d))
  stage.side(x + 0.01, y, y + 1, 0, 2.12, WOOD)
  stage.side(x + 0.015, y + 0.3, y + 0.7, 1.25, 1.85, hex(0x9fb0b4))
  stage.side(x + 0.015, y + 0.12, y + 0.88, 0.2, 0.95, shade(WOOD, 0.9))
  stage.side(x + 0.02, y + 0.86, y + 0.93, 1.0, 1.12, hex(0xd0d0c8))
  // High windows to the classroom on both sides of the door.
  for (const [a, b] of [
    [y + 1.45, y + 3.1],
    [y + 3.25, y + 4.9],
  ] as const) {
    stage.side(x, a - 0.06, b + 0.06, 1.5, 2.5, hex(0xc9c8be))
    stage.side(x + 0.005, a, b, 1.56, 2.44, hex(0x91a2a4))
    stage.side(x + 0.01, (a + b) / 2 - 0.02, (a + b) / 2 + 0.02, 1.56, 2.44, hex(0xc9c8be))
  }
  // The class plate stands out from the wall so that it is read along the corridor.
  stage.front(x, x + 0.42, 2.28, 2.52, y - 0.1, hex(0x4a7a8c))
  for (let k = 0; k < 3; k++)
    stage.front(
      x + 0.07 + k * 0.1,
      x + 0.13 + k * 0.1,
      2.34,
      2.46,
      y - 0.11,
      hex(0xe8eceb),
      0.75 + (n % 2) * 0.1,
    )
}

function pinboard(stage: Stage, y: number, seed: number): void {
  const x = LEFT + 0.01
  stage.side(x, y, y + 1.5, 1.28, 2.2, hex(0x8a6f52))
  stage.side(x + 0.005, y + 0.05, y + 1.45, 1.33, 2.15, hex(0xb7a98a))
  const papers = [0xd8cdb4, 0xbfc9c4, 0xd9b9a0, 0xaebccb, 0xcfcf9f].map(hex)
  for (let i = 0; i < 10; i++) {
    const a = y + 0.12 + (i % 5) * 0.265
    const z = 1.4 + Math.floor(i / 5) * 0.38
    stage.side(x + 0.01, a, a + 0.2, z, z + 0.3, papers[Math.floor(chance(seed, i, 5) * 5)]!)
  }
}

function windowFrame(stage: Stage, y: number): void {
  stage.side(RIGHT - 0.005, y - 0.06, y + 2.06, 0.95, 2.5, hex(0xe3e3dd))
  stage.floor(RIGHT - 0.16, RIGHT, y - 0.1, y + 2.1, hex(0xe0dfd8), 1, 0.95)
}

/** What is seen through a window is as bright as it is, whatever the light inside. */
function windowView(stage: Stage, y: number): void {
  const { day, sky } = stage.light
  const x = RIGHT - 0.006
  const out = mix(mix(sky[1], sky[0], 0.25), [247, 250, 249], 0.5 * day)
  const frame = mix([52, 57, 66], [206, 208, 204], day)
  stage.side(x, y, y + 2, 1.02, 2.44, out)
  stage.side(x, y, y + 2, 1.02, 1.42, mix(mix([24, 28, 30], [137, 150, 122], day), out, 0.35))
  for (const m of [y + 0.64, y + 1.3]) stage.side(x - 0.004, m, m + 0.05, 1.02, 2.44, frame)
  stage.side(x - 0.004, y, y + 2, 1.95, 2.0, frame)
}

/** Daylight lying on the floor and on the far wall. */
function sunPatches(stage: Stage): void {
  const { day, glow } = stage.light
  if (day < 0.1) return
  const color: Rgb = mix([255, 252, 240], [255, 214, 160], glow)
  const slant = 0.5 + glow
  for (const y of WINDOWS) {
    stage.face(color, 0.2 * day, [
      [RIGHT - 0.35, y + 0.1 + slant * 0.3, 0],
      [RIGHT - 0.35, y + 1.9 + slant * 0.3, 0],
      [LEFT + 0.75, y + 1.9 + slant, 0],
      [LEFT + 0.75, y + 0.1 + slant, 0],
    ])
    // The polished floor mirrors the window below it.
    stage.face([255, 255, 252], 0.1 * day, [
      [RIGHT - 0.2, y, 0],
      [RIGHT - 0.2, y + 2, 0],
      [RIGHT - 0.75, y + 2.05, 0],
      [RIGHT - 0.75, y + 0.05, 0],
    ])
  }
}

function fittings(stage: Stage): void {
  for (const y of LAMPS) {
    stage.box(-0.12, 0.32, y, y + 1.3, CEILING - 0.08, CEILING - 0.02, hex(0xc7c9c6))
    stage.face(hex(0xeef0ee), 1, [
      [-0.1, y, CEILING - 0.08],
      [0.3, y, CEILING - 0.08],
      [0.3, y + 1.3, CEILING - 0.08],
      [-0.1, y + 1.3, CEILING - 0.08],
    ])
  }
  const x = RIGHT - 0.01
  stage.side(x, 7.65, 8.35, 0.35, 0.95, hex(0x9c4a3e))
  stage.side(x - 0.01, 7.75, 8.25, 0.45, 0.85, hex(0xb86a5a))
  // End of the corridor: a double door with glass, and the sign above it.
  stage.front(-0.85, 0.95, 0, 2.3, END - 0.02, hex(0x6d7a78))
}

function bench(stage: Stage, y: number): void {
  stage.box(RIGHT - 0.45, RIGHT - 0.05, y, y + 1.5, 0.36, 0.42, hex(0x8f7356))
  for (const a of [y + 0.1, y + 1.35])
    stage.box(RIGHT - 0.42, RIGHT - 0.08, a, a + 0.06, 0, 0.36, hex(0x5d6264))
}

const covers: readonly Cover[] = [{ depth: 12.6, paint: (stage) => bench(stage, 12.6) }]

function busyness(hour: number): number {
  if (hour < 6.6 || hour >= 20.5) return 0
  if (hour >= 17.8) return 0.3
  // Between lessons, ten minutes in every fifty, the corridor fills.
  const minute = (hour * 60) % 50
  return minute < 12 ? 1 : 0.5
}

function cast(atMs: number, light: Light, seed: number): Figure[] {
  const out: Figure[] = []
  const busy = busyness(light.hour)
  const slotMs = 7_000
  // In the evening only staff are left.
  const passer = (n: number, satchel: boolean) =>
    light.hour < 17.8 ? pupil(seed, n, satchel) : adult(seed, n)
  for (let k = 0; k < 6; k++) {
    const slot = Math.floor(atMs / slotMs) - k
    if (chance(seed, slot, 1) > busy * 0.95) continue
    const kind = chance(seed, slot, 2)
    const from = DOORS[Math.floor(chance(seed, slot, 3) * 4)]! + 0.5
    const to = DOORS[Math.floor(chance(seed, slot, 4) * 4)]! + 0.5
    const lane = -0.7 + chance(seed, slot, 5) * 1.7
    const start = slot * slotMs
    if (kind < 0.3) {
      // Along the whole corridor, towards the camera or away.
      const away = chance(seed, slot, 6) < 0.5
      const path = [
        [lane, END - 0.6],
        [lane * 0.9, 14],
        [lane, 1.1],
      ] as const
      out.push(
        ...some(
          walker(
            away ? [...path].reverse() : path,
            start,
            atMs,
            1.25,
            chance(seed, slot, 7) < 0.45 ? adult(seed, slot) : passer(slot, true),
          ),
        ),
      )
    } else if (kind < 0.75) {
      const near = chance(seed, slot, 8) < 0.5 ? 1.2 : END - 0.7
      const turn = from + Math.sign(near - from) * 0.9
      out.push(
        ...some(
          walker(
            [
              [LEFT + 0.12, from],
              [lane * 0.5 - 0.2, turn],
              [lane, near],
            ],
            start,
            atMs,
            1.2,
            passer(slot, chance(seed, slot, 9) < 0.4),
          ),
        ),
      )
    } else {
      const run = chance(seed, slot, 10) < 0.3
      out.push(
        ...some(
          walker(
            [
              [LEFT + 0.12, from],
              [lane, from + (to - from) * 0.2 + 0.3],
              [lane, to - (to - from) * 0.2],
              [LEFT + 0.12, to + 0.4],
            ],
            start,
            atMs,
            run ? 2.3 : 1.15,
            passer(slot, false),
            run ? 'run' : 'walk',
          ),
        ),
      )
    }
  }
  if (busy === 1) {
    for (let i = 0; i < 2; i++) {
      out.push({
        x: RIGHT - 0.62 - i * 0.12,
        y: 9.1 + i * 0.75,
        heading: i === 0 ? 0.5 : 2.6,
        phase: 0,
        pose: 'stand',
        look: pupil(seed, 900 + i, false),
      })
    }
  }
  if (busy === 0) {
    // The night guard's round, once in a while.
    const round = Math.floor(atMs / 90_000)
    out.push(
      ...some(
        walker(
          [
            [0.2, END - 0.6],
            [0, 1.1],
          ],
          round * 90_000,
          atMs,
          0.95,
          { ...adult(seed, 77), top: hex(0x2f3b48), legs: hex(0x262d36), bag: null },
        ),
      ),
    )
  }
  return out
}

function some(figure: Figure | null): Figure[] {
  return figure ? [figure] : []
}

export const corridor: Scene = {
  view,
  facingDeg: 0,
  sun: 0,
  covers,
  ambient(light) {
    const base = light.ambient
    const indoor: Rgb = [0.1 + base[0] * 0.94, 0.11 + base[1] * 0.93, 0.11 + base[2] * 0.92]
    return lampsOn(light)
      ? [indoor[0] * 0.72 + 0.27, indoor[1] * 0.72 + 0.26, indoor[2] * 0.72 + 0.24]
      : indoor
  },
  paint(stage, seed) {
    shell(stage)
    for (let n = DOORS.length - 1; n >= 0; n--) door(stage, DOORS[n]!, n)
    pinboard(stage, 2.2, seed)
    pinboard(stage, 8.9, seed + 1)
    for (const y of [...WINDOWS].reverse()) windowFrame(stage, y)
    sunPatches(stage)
    fittings(stage)
    for (const cover of covers) cover.paint(stage, seed)
  },
  pools(stage): Pool[] {
    const { light } = stage
    if (lampsOn(light)) {
      return LAMPS.flatMap((y) => [
        stage.halo([0.1, y + 0.6, 2.3], 2.3, 0.34 / (1 + y / 9), [1, 0.98, 0.93]),
        stage.pool(0.1, y + 0.6, 1.9, 0.24 / (1 + y / 14), [1, 0.98, 0.93]),
      ])
    }
    if (light.day > 0.5) return []
    return [
      stage.halo([0, END, 2.5], 3.2, 0.5, [0.45, 1, 0.7]),
      stage.halo([LEFT, 9, 2.6], 2.2, 0.3, [0.95, 0.95, 0.85]),
      stage.halo([0.1, 3, 2.4], 2.6, 0.25, [0.9, 0.95, 1]),
    ]
  },
  glow(stage) {
    for (const y of [...WINDOWS].reverse()) windowView(stage, y)
    const { day, sky } = stage.light
    for (const a of [-0.75, 0.1])
      stage.front(a, a + 0.75, 0.25, 2.1, END - 0.04, mix(sky[1], [250, 250, 246], 0.4 * day))
    if (lampsOn(stage.light)) {
      for (const y of LAMPS) {
        stage.face([252, 252, 246], 1, [
          [-0.1, y, CEILING - 0.08],
          [0.3, y, CEILING - 0.08],
          [0.3, y + 1.3, CEILING - 0.08],
          [-0.1, y + 1.3, CEILING - 0.08],
        ])
      }
    }
    stage.front(-0.3, 0.4, 2.42, 2.66, END - 0.3, [92, 190, 140])
    stage.front(-0.22, 0.0, 2.48, 2.6, END - 0.31, [226, 244, 234])
  },
  cast,
  parts: () => [],
}
