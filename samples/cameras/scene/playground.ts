/** 操场: from the roof edge over the running track: runners, a class on the grass, the teaching building behind. */
import type { Rgb } from './canvas.ts'
import { chance } from './chance.ts'
import { hex, lit, mix, shade } from './light.ts'
import { ball, cast, HALF, INNER, LANE, LANES, MIDDLE, schoolHours } from './playground-cast.ts'
import { type Cover, HEIGHT, type Part, type Scene, WIDTH } from './scene.ts'
import { type Pool, type Stage, WHITE } from './stage.ts'
import { type Point3, View } from './view.ts'

const view = new View({
  heightM: 7.6,
  pitchDeg: 14.5,
  yawDeg: -2,
  focalPx: 560,
  width: WIDTH,
  height: HEIGHT,
})

const FIELD = hex(0x7d9466)

/** A closed ring at a distance from the oval's core, as ground points. */
function ring(radius: number): Point3[] {
  const out: Point3[] = []
  for (let i = 0; i <= 28; i++) {
    const a = -Math.PI / 2 + (i / 28) * Math.PI
    out.push([HALF + Math.cos(a) * radius, MIDDLE + Math.sin(a) * radius, 0])
  }
  for (let i = 0; i <= 28; i++) {
    const a = Math.PI / 2 + (i / 28) * Math.PI
    out.push([-HALF + Math.cos(a) * radius, MIDDLE + Math.sin(a) * radius, 0])
  }
  return out
}

function backdrop(stage: Stage): void {
  stage.sky()
  const haze = stage.unlit(stage.light.sky[1])
  stage.floor(-4000, 4000, 55, 3000, mix(hex(0x8d9184), haze, 0.35))
  for (const [x0, x1, y, top] of [
    [-90, -60, 150, 26],
    [-52, -30, 170, 34],
    [38, 58, 160, 30],
    [66, 100, 150, 24],
  ] as const) {
    stage.front(x0, x1, 0, top, y, mix(hex(0x8f9597), haze, 0.55))
  }
}

/** Four floors of classrooms: bands of windows between piers, an open stair at the end. */
function building(stage: Stage): void {
  const y = 62
  const [x0, x1, top] = [-31, 14, 13.6]
  stage.box(x0, x1, y, y + 12, 0, top, hex(0xc2b7a3))
  stage.front(x0, x1, top - 0.9, top, y - 0.05, hex(0xa5563f))
  for (let floor = 0; floor < 4; floor++) {
    const z = 0.9 + floor * 3.2
    for (let bay = 0; bay < 9; bay++) {
      const x = x0 + 1 + bay * 4.9
      stage.front(x, x + 4.1, z, z + 1.75, y - 0.06, hex(0x6d838c))
      stage.front(x, x + 4.1, z + 1.2, z + 1.75, y - 0.07, hex(0x7f949b))
      for (let m = 1; m < 4; m++)
        stage.front(x + m * 1.02 - 0.06, x + m * 1.02 + 0.06, z, z + 1.75, y - 0.08, hex(0xcfc8b8))
      stage.front(x - 0.2, x + 4.3, z - 0.2, z, y - 0.1, hex(0xd5ccba))
    }
  }
  stage.front(-2.6, 2.6, 0, 2.9, y - 0.6, hex(0x8b8274))
  stage.front(-2, 2, 0, 2.4, y - 0.65, hex(0x4d5a60))
}

function trees(stage: Stage, seed: number): void {
  for (let i = 0; i < 8; i++) {
    const x = 18 + i * 4.4 + chance(seed, i, 1)
    stage.tree(
      x,
      58 + chance(seed, i, 2) * 3,
      6.6 + chance(seed, i, 3) * 1.8,
      i % 4 === 2 ? hex(0xb39a55) : hex(0x6c8058),
      seed + 200 + i,
      0.36,
    )
  }
  for (let i = 0; i < 4; i++)
    stage.tree(
      -52 + i * 5 + chance(seed, i, 4),
      60,
      7 + chance(seed, i, 5),
      hex(0x71835a),
      seed + 220 + i,
      0.36,
    )
  stage.hedge(-30, -3.4, 60.4, 0.8, 0.9, hex(0x5f7550), seed + 3)
  stage.hedge(3.4, 14, 60.4, 0.8, 0.9, hex(0x5f7550), seed + 4)
}

function track(stage: Stage): void {
  stage.floor(-60, 60, 3, 58, hex(0x9b9d94))
  const outer = INNER + LANES * LANE
  stage.face(hex(0xa4614a), 1, ring(outer + 0.35))
  stage.face(hex(0x98573f), 0.5, ring(outer - LANE), ring(outer - 2 * LANE))
  stage.face(hex(0x98573f), 0.5, ring(outer - 3 * LANE), ring(outer - 4 * LANE))
  stage.face(FIELD, 1, ring(INNER - 0.3))
  // Mowing bands, clipped to the straight part of the field.
  for (let i = 0; i < 10; i++) {
    if (i % 2)
      stage.floor(
        -HALF + i * 3,
        -HALF + i * 3 + 3,
        MIDDLE - INNER + 0.4,
        MIDDLE + INNER - 0.4,
        shade(FIELD, 1.1),
        0.7,
      )
  }
  for (let lane = 0; lane <= LANES; lane++) {
    const r = INNER + lane * LANE
    stage.face(hex(0xe6ddd2), lane === 0 ? 0.9 : 0.6, ring(r + 0.06), ring(r - 0.06))
  }
  for (let lane = 0; lane < 2; lane++)
    stage.floor(9.5 + lane * 0.6, 9.7 + lane * 0.6, MIDDLE - outer, MIDDLE - INNER, hex(0xf0e9df), 0.75)
}

function pitch(stage: Stage): void {
  const line: Rgb = [226, 232, 220]
  const [x0, x1, y0, y1] = [-14, 14, MIDDLE - 7, MIDDLE + 7]
  const bar = (a: Point3, b: Point3) => stage.line(a, b, 0.11, line, 0.7)
  bar([x0, y0, 0], [x1, y0, 0])
  bar([x0, y1, 0], [x1, y1, 0])
  bar([x0, y0, 0], [x0, y1, 0])
  bar([x1, y0, 0], [x1, y1, 0])
  bar([0, y0, 0], [0, y1, 0])
  const circle = (r: number): Point3[] =>
    Array.from({ length: 40 }, (_, i) => [
      Math.cos((i / 20) * Math.PI) * r,
      MIDDLE + Math.sin((i / 20) * Math.PI) * r,
      0,
    ])
  stage.face(line, 0.7, circle(2.6), circle(2.48))
  for (const x of [x0, x1]) {
    const post = (a: Point3, b: Point3) => stage.line(a, b, 0.12, [228, 230, 228])
    post([x, MIDDLE - 1.8, 0], [x, MIDDLE - 1.8, 2])
    post([x, MIDDLE + 1.8, 0], [x, MIDDLE + 1.8, 2])
    post([x, MIDDLE - 1.8, 2], [x, MIDDLE + 1.8, 2])
  }
}

/** Court in front of the track, at the camera's side. */
function court(stage: Stage): void {
  stage.floor(-30, -9, 13, 21, hex(0x5f7d74))
  stage.floor(-29.5, -9.5, 13.4, 20.6, hex(0x6b8a80))
  for (const [a, b] of [
    [
      [-29.5, 13.4, 0],
      [-9.5, 13.4, 0],
    ],
    [
      [-29.5, 20.6, 0],
      [-9.5, 20.6, 0],
    ],
    [
      [-9.5, 13.4, 0],
      [-9.5, 20.6, 0],
    ],
  ] as const) {
    stage.line(a, b, 0.09, [221, 226, 218], 0.7)
  }
  for (let x = 8; x < 26; x += 2.4) stage.floor(x, x + 0.08, 12.5, 20.5, hex(0xd5d7cf), 0.55)
  stage.floor(8, 24.9, 20.4, 20.5, hex(0xd5d7cf), 0.55)
}

function hoop(stage: Stage): void {
  stage.box(-10.9, -10.3, 16.6, 17.4, 0, 0.25, hex(0x5b6266))
  stage.line([-10.6, 17, 0.2], [-10.6, 17, 2.8], 0.18, hex(0x5f7f95))
  stage.line([-10.6, 17, 2.7], [-11.6, 17, 3.2], 0.14, hex(0x5f7f95))
  stage.face(hex(0xdfe3e2), 1, [
    [-11.6, 16.1, 2.7],
    [-11.6, 17.9, 2.7],
    [-11.6, 17.9, 3.75],
    [-11.6, 16.1, 3.75],
  ])
  stage.line([-11.65, 17, 2.95], [-12.1, 17, 2.95], 0.08, hex(0xb5563d))
}

const MAST: Point3 = [-27, 54, 0]

/** The flag on the yard's mast, moving in a light wind. */
function flag(atMs: number): Part {
  return {
    depth: MAST[1] - 0.1,
    draw: (stage, lightOf) => {
      const p = stage.view.at([MAST[0], MAST[1], 9])
      const red = lit(hex(0xb0392f), lightOf(p.x, p.y))
      for (let i = 0; i < 7; i++) {
        const wave = (k: number) => Math.sin(atMs / 320 - k * 0.9) * 0.035 * k
        const a = MAST[0] + i * 0.34
        const b = a + 0.35
        stage.face(shade(red, 0.9 + 0.14 * Math.sin(atMs / 320 - i * 0.9)), 1, [
          [a, MAST[1], 8.4 + wave(i)],
          [b, MAST[1], 8.4 + wave(i + 1)],
          [b, MAST[1], 10 + wave(i + 1)],
          [a, MAST[1], 10 + wave(i)],
        ])
      }
    },
  }
}

const covers: readonly Cover[] = [{ depth: 16.4, paint: (stage) => hoop(stage) }]

export const playground: Scene = {
  view,
  facingDeg: 20,
  sun: 1,
  covers,
  paint(stage, seed) {
    backdrop(stage)
    track(stage)
    pitch(stage)
    court(stage)
    building(stage)
    trees(stage, seed)
    stage.line(MAST, [MAST[0], MAST[1], 10.4], 0.14, hex(0xc9ccca))
    for (const x of [-21, 21]) stage.line([x, 51.5, 0], [x, 51.5, 9], 0.2, hex(0x7b8286))
    for (const cover of covers) cover.paint(stage, seed)
  },
  pools(stage): Pool[] {
    const { light } = stage
    if (!light.lamps) return []
    const lit = light.hour >= 5.5 && light.hour < 21.6 ? 1 : 0.35
    return [
      stage.pool(-17, 42, 17, 0.85 * lit, WHITE),
      stage.pool(17, 42, 17, 0.85 * lit, WHITE),
      stage.pool(0, 22, 15, 0.6 * lit, WHITE),
      stage.pool(-18, 17, 6, 0.45 * lit),
      stage.halo([0, 61, 2.6], 5, 0.7 * lit),
    ]
  },
  glow(stage) {
    const { light } = stage
    if (!light.lamps) return
    const field = light.hour >= 5.5 && light.hour < 21.6
    for (const x of [-21, 21]) {
      for (const dx of [-0.8, 0, 0.8])
        stage.bulb([x + dx, 51.4, 9], field ? 0.24 : 0.08, field ? [240, 248, 255] : [150, 156, 160])
    }
    const late = light.hour >= 21 || light.hour < 6
    for (let floor = 0; floor < 4; floor++) {
      for (let bay = 0; bay < 9; bay++) {
        if (chance(5, bay, floor) > (late ? 0.06 : 0.5)) continue
        const x = -30 + bay * 4.9
        const z = 0.9 + floor * 3.2
        stage.front(x, x + 4.1, z, z + 1.75, 61.9, [247, 226, 178], 0.82)
        for (let m = 1; m < 4; m++)
          stage.front(x + m * 1.02 - 0.06, x + m * 1.02 + 0.06, z, z + 1.75, 61.88, [120, 112, 98])
      }
    }
    stage.front(-2, 2, 0, 2.4, 61.2, [250, 224, 168], 0.7)
  },
  cast,
  parts: (atMs, light) => (schoolHours(light) ? [flag(atMs), ball(atMs)] : []),
}
