/** Who is on the playground: runners on the oval, a class on the grass, people crossing, a ball in the air. */
import { chance } from './chance.ts'
import { adult, type Figure, pupil } from './figure.ts'
import { hex, type Light, lit } from './light.ts'
import type { Part } from './scene.ts'
import type { Point3 } from './view.ts'
import { walker } from './walk.ts'

/** The oval: two half circles round (±HALF, MIDDLE). */
export const MIDDLE = 34
export const HALF = 15
export const INNER = 9.2
export const LANE = 1.15
export const LANES = 5

/** A place on the track: metres run along a ring, counter-clockwise as runners go. */
export function onTrack(metres: number, radius: number): { x: number; y: number; heading: number } {
  const bend = Math.PI * radius
  const lap = 2 * bend + 4 * HALF
  let m = ((metres % lap) + lap) % lap
  if (m < 2 * HALF) return { x: -HALF + m, y: MIDDLE - radius, heading: Math.PI / 2 }
  m -= 2 * HALF
  if (m < bend) {
    const a = -Math.PI / 2 + m / radius
    return { x: HALF + Math.cos(a) * radius, y: MIDDLE + Math.sin(a) * radius, heading: -a }
  }
  m -= bend
  if (m < 2 * HALF) return { x: HALF - m, y: MIDDLE + radius, heading: -Math.PI / 2 }
  m -= 2 * HALF
  const a = Math.PI / 2 + m / radius
  return { x: -HALF + Math.cos(a) * radius, y: MIDDLE + Math.sin(a) * radius, heading: -a }
}

/** Lessons and breaks are on. */
export function schoolHours(light: Light): boolean {
  return light.hour >= 7.6 && light.hour < 17.4
}

/** Everybody on the playground at an instant. */
export function cast(atMs: number, light: Light, seed: number): Figure[] {
  const out: Figure[] = []
  const t = atMs / 1000
  const day = schoolHours(light)
  const runners = day ? 9 : light.hour >= 5.8 && light.hour < 21.5 ? 3 : 1
  for (let n = 0; n < runners; n++) {
    const radius = INNER + (0.5 + (n % LANES)) * LANE
    const walking = !day && n > 0
    const speed = walking ? 1.3 : 2.7 + chance(seed, n, 31) * 0.9
    const metres = t * speed + chance(seed, n, 32) * 130
    const look = day ? pupil(seed, n + 40, false) : adult(seed, n + 40)
    out.push({
      ...onTrack(metres, radius),
      phase: (metres / (look.heightM * (walking ? 0.82 : 1.35))) * Math.PI * 2,
      pose: walking ? 'walk' : 'run',
      look,
    })
  }
  out.push(...crossing(atMs, light, seed))
  if (day) out.push(...lesson(t, seed))
  return out
}

/** Pupils and teachers crossing the yard before the track. */
function crossing(atMs: number, light: Light, seed: number): Figure[] {
  const out: Figure[] = []
  const slotMs = 8_000
  const share = schoolHours(light) ? 0.75 : light.hour >= 6 && light.hour < 21.5 ? 0.5 : 0.14
  for (let k = 0; k < 4; k++) {
    const slot = Math.floor(atMs / slotMs) - k
    if (chance(seed, slot, 41) > share) continue
    const d = chance(seed, slot, 42) < 0.5 ? 1 : -1
    const y = 14.6 + chance(seed, slot, 43) * 5.5
    const bend = 16 + chance(seed, slot, 44) * 4
    const look = chance(seed, slot, 45) < 0.7 && schoolHours(light) ? pupil(seed, slot) : adult(seed, slot)
    const company = chance(seed, slot, 46) < 0.4 ? 2 : 1
    for (let i = 0; i < company; i++) {
      const path = [
        [-15 * d, y + i * 0.7],
        [2 * d, bend + i * 0.7],
        [15 * d, y + 1.5 + i * 0.7],
      ] as const
      const one = walker(path, slot * slotMs + i * 250, atMs, 1.2, i === 0 ? look : pupil(seed, slot + 7))
      if (one) out.push(one)
    }
  }
  return out
}

/** A class: two rows facing their teacher, one pair passing a ball, two playing at the hoop. */
function lesson(t: number, seed: number): Figure[] {
  const out: Figure[] = []
  for (let i = 0; i < 7; i++) {
    const arms = (t * 2.1 + i * 0.04) % (Math.PI * 2)
    out.push({
      x: -6.4 + (i % 4) * 1.7 + (i > 3 ? 0.8 : 0),
      y: MIDDLE - 2.6 + Math.floor(i / 4) * 2,
      heading: Math.PI,
      phase: arms,
      pose: i % 4 === 1 ? 'throw' : 'stand',
      look: pupil(seed, 60 + i, false),
    })
  }
  out.push({
    x: -3.4 + Math.sin(t / 9) * 1.2,
    y: MIDDLE - 5.4,
    heading: 0,
    phase: t,
    pose: 'stand',
    look: { ...adult(seed, 70), top: hex(0xa5563f), bag: null },
  })
  for (let i = 0; i < 2; i++) {
    const swing = Math.sin(t / 2.4 + i * 2)
    const x = -14.6 + swing * 1.9 + i * 1.6
    out.push({
      x,
      y: 16.2 + i * 1.5 + Math.cos(t / 3.1 + i) * 0.7,
      heading: Math.cos(t / 2.4 + i * 2) > 0 ? 1.4 : -1.4,
      phase: t * 6 + i,
      pose: 'run',
      look: pupil(seed, 80 + i, false),
    })
  }
  for (let i = 0; i < 2; i++) {
    out.push({
      x: 5 + i * 4.6,
      y: MIDDLE + 1.2 - i * 1.4,
      heading: i === 0 ? 1.85 : -1.3,
      phase: t * 2.6 + i * Math.PI,
      pose: 'throw',
      look: pupil(seed, 84 + i, false),
    })
  }
  return out
}

/** The ball between the pair on the grass. */
export function ball(atMs: number): Part {
  const phase = ((atMs / 1000) * 2.6) / (Math.PI * 2)
  const there = Math.floor(phase * 2) % 2 === 0
  const u = (phase * 2) % 1
  const from: Point3 = there ? [5.4, MIDDLE + 1.1, 1.2] : [9.2, MIDDLE - 0.1, 1.2]
  const to: Point3 = there ? [9.2, MIDDLE - 0.1, 1.2] : [5.4, MIDDLE + 1.1, 1.2]
  const at: Point3 = [
    from[0] + (to[0] - from[0]) * u,
    from[1] + (to[1] - from[1]) * u,
    1.1 + Math.sin(u * Math.PI) * 1.1,
  ]
  return {
    depth: at[1],
    draw: (stage, lightOf) => {
      const p = stage.view.at(at)
      const g = stage.view.at([at[0], at[1], 0])
      stage.canvas.blob(g.x, g.y, 3, 1.4, [20, 26, 20], 0.4)
      stage.canvas.capsule(
        p.x,
        p.y,
        0.16 * p.scale,
        p.x,
        p.y,
        0.16 * p.scale,
        lit([214, 156, 88], lightOf(p.x, p.y)),
      )
    },
  }
}
