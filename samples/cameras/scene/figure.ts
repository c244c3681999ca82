/**
 * Walking, running and standing figures: a skeleton in space, drawn as capsules. Nobody in particular: no face,
 * a handful of clothes.
 */
import type { Canvas, Rgb } from './canvas.ts'
import { chance, pick } from './chance.ts'
import { hex, lit, shade } from './light.ts'
import type { Point3, View } from './view.ts'

export type Look = {
  readonly heightM: number
  readonly skin: Rgb
  readonly hair: Rgb
  readonly top: Rgb
  readonly legs: Rgb
  readonly shoes: Rgb
  /** Worn on the back. */
  readonly bag: Rgb | null
  readonly longHair: boolean
}

export type Pose = 'walk' | 'run' | 'stand' | 'mop' | 'throw' | 'ride'

export type Figure = {
  readonly x: number
  readonly y: number
  /** Direction of walking, radians; 0 is along +Y (away), π/2 along +X (right). */
  readonly heading: number
  /** Steps taken, in radians of gait: 2π is two steps. */
  readonly phase: number
  readonly pose: Pose
  readonly look: Look
}

const TOPS = [
  0x7b4f3a, 0x38586e, 0x6d7c84, 0x5d6f3f, 0x8a7a5c, 0x56506e, 0x7f3f3c, 0x3f4a52, 0xa7a08f, 0x4a6b66,
].map(hex)
const LEGS = [0x2c343c, 0x3a3f4a, 0x4a4640, 0x23282e, 0x53565a].map(hex)
const HAIR = [0x1f1c1a, 0x2a2420, 0x33302e].map(hex)
const SKIN = [0xd2b08f, 0xc9a684, 0xdabb9c].map(hex)
const BAGS = [0xa4583f, 0x3f6f86, 0xb08a3c, 0x6a5a86, 0x4f7a5a, 0x8c8f94].map(hex)
const UNIFORM_TOP = hex(0xdfe3e2)
const UNIFORM_TRIM = hex(0x2f5f86)

/** A grown-up of the day's stock, chosen by seed and number. */
export function adult(seed: number, n: number): Look {
  return {
    heightM: 1.58 + chance(seed, n, 1) * 0.22,
    skin: pick(SKIN, seed, n, 2),
    hair: pick(HAIR, seed, n, 3),
    top: pick(TOPS, seed, n, 4),
    legs: pick(LEGS, seed, n, 5),
    shoes: hex(0x1d2024),
    bag: chance(seed, n, 6) < 0.25 ? pick(BAGS, seed, n, 7) : null,
    longHair: chance(seed, n, 8) < 0.45,
  }
}

/** A pupil in the school's white and blue, with or without a satchel. */
export function pupil(seed: number, n: number, satchel = true): Look {
  return {
    heightM: 1.16 + chance(seed, n, 11) * 0.3,
    skin: pick(SKIN, seed, n, 12),
    hair: pick(HAIR, seed, n, 13),
    top: chance(seed, n, 14) < 0.65 ? UNIFORM_TOP : UNIFORM_TRIM,
    legs: UNIFORM_TRIM,
    shoes: hex(0xd7d7d2),
    bag: satchel ? pick(BAGS, seed, n, 15) : null,
    longHair: chance(seed, n, 16) < 0.5,
  }
}

/** Draws one figure under a light (multiplies its colours). */
export function drawFigure(canvas: Canvas, view: View, figure: Figure, light: Rgb): void {
  const { look, pose } = figure
  const h = look.heightM
  const child = h < 1.5
  const fx = Math.sin(figure.heading)
  const fy = Math.cos(figure.heading)
  const moving = pose === 'walk' || pose === 'run' || pose === 'mop'
  const swing = pose === 'run' ? 0.75 : pose === 'walk' ? 0.46 : pose === 'mop' ? 0.22 : 0
  const lean = pose === 'run' ? 0.1 * h : pose === 'mop' ? 0.12 * h : 0
  const bob = moving ? Math.abs(Math.cos(figure.phase)) * (pose === 'run' ? 0.045 : 0.016) * h : 0
  const seat = pose === 'ride' ? 0.12 * h : 0
  const hipZ = 0.5 * h + bob + seat
  const chestZ = (child ? 0.77 : 0.8) * h + bob + seat
  const headZ = (child ? 0.91 : 0.925) * h + bob + seat
  const point = (forward: number, side: number, z: number): Point3 => [
    figure.x + fx * forward + fy * side,
    figure.y + fy * forward - fx * side,
    z,
  ]
  const bone = (a: Point3, ra: number, b: Point3, rb: number, color: Rgb) => {
    const p = view.at(a)
    const q = view.at(b)
    canvas.capsule(p.x, p.y, ra * h * p.scale, q.x, q.y, rb * h * q.scale, lit(color, light))
  }
  const leg = (side: number, angle: number, tone: number) => {
    const sit = pose === 'ride' ? 1.2 : angle
    const flex =
      pose === 'ride'
        ? -1.1
        : Math.max(0, -Math.sin(figure.phase + (side > 0 ? 0 : Math.PI))) * (pose === 'run' ? 1.5 : 0.7)
    const thigh = 0.245 * h
    const kneeF = Math.sin(sit) * thigh
    const kneeZ = hipZ - Math.cos(sit) * thigh
    const shin = pose === 'ride' ? 0.1 : sit - flex
    const footF = kneeF + Math.sin(shin) * 0.235 * h
    const footZ = Math.max(0.025 * h, kneeZ - Math.cos(shin) * 0.235 * h)
    const s = side * 0.055 * h
    bone(point(0, s, hipZ), 0.062, point(kneeF, s, kneeZ), 0.048, shade(look.legs, tone))
    bone(point(kneeF, s, kneeZ), 0.046, point(footF, s, footZ), 0.034, shade(look.legs, tone))
    bone(
      point(footF - 0.01 * h, s, footZ - 0.005),
      0.03,
      point(footF + 0.075 * h, s, footZ - 0.012),
      0.026,
      shade(look.shoes, tone),
    )
  }
  const arm = (side: number, angle: number, tone: number) => {
    const s = side * 0.118 * h
    const bend = pose === 'run' ? 1.5 : pose === 'ride' ? 0.2 : pose === 'mop' ? 0.7 : 0.25
    const raised =
      pose === 'throw' && side > 0
        ? 1.4 + 1.1 * Math.sin(figure.phase)
        : pose === 'ride'
          ? 0.9
          : pose === 'mop'
            ? 0.55 + angle
            : angle
    const shoulderZ = chestZ + 0.015 * h
    const elbowF = lean + Math.sin(raised) * 0.165 * h
    const elbowZ = shoulderZ - Math.cos(raised) * 0.165 * h
    const handF = elbowF + Math.sin(raised + bend) * 0.15 * h
    const handZ = elbowZ - Math.cos(raised + bend) * 0.15 * h
    const inward = pose === 'mop' || pose === 'ride' ? 0.5 : 0.95
    bone(point(lean, s, shoulderZ), 0.036, point(elbowF, s * 1.08, elbowZ), 0.03, shade(look.top, tone))
    bone(
      point(elbowF, s * 1.08, elbowZ),
      0.029,
      point(handF, s * inward, handZ),
      0.024,
      shade(look.top, tone * 0.97),
    )
    const hand = point(handF, s * inward, handZ)
    bone(hand, 0.026, hand, 0.026, shade(look.skin, tone))
  }
  // The limb away from the camera is drawn first and a little darker: the only depth cue a flat capsule has.
  const nearSide = -(figure.x * fy - figure.y * fx) >= 0 ? 1 : -1
  const angleOf = (side: number) => Math.sin(figure.phase + (side > 0 ? 0 : Math.PI)) * swing
  const facesAway = figure.x * fx + figure.y * fy > 0
  const bag = () => {
    if (!look.bag) return
    const back = -0.125 * h + lean * 0.6
    bone(
      point(back, 0, chestZ - 0.04 * h),
      0.082,
      point(back, 0, hipZ + 0.1 * h),
      0.09,
      shade(look.bag, facesAway ? 1 : 0.85),
    )
  }
  arm(-nearSide, -angleOf(-nearSide) * 0.9, 0.78)
  leg(-nearSide, angleOf(-nearSide), 0.8)
  leg(nearSide, angleOf(nearSide), 1)
  if (!facesAway) bag()
  for (const s of [-0.045, 0.045]) {
    bone(
      point(0, s * h, hipZ + 0.01 * h),
      0.066,
      point(lean, s * 1.5 * h, chestZ - 0.01 * h),
      0.07,
      shade(look.top, s * nearSide < 0 ? 0.9 : 1),
    )
  }
  if (facesAway) bag()
  arm(nearSide, -angleOf(nearSide) * 0.9, 0.93)
  const neck = point(lean * 1.05, 0, chestZ + 0.04 * h)
  const head = point(lean * 1.25 + 0.01 * h, 0, headZ)
  const radius = child ? 0.082 : 0.068
  bone(neck, 0.03, head, 0.034, shade(look.skin, 0.86))
  bone(head, radius, point(lean * 1.25 + 0.012 * h, 0, headZ - 0.022 * h), radius * 0.86, look.skin)
  const crown = point(lean * 1.25 - 0.022 * h, 0, headZ + 0.02 * h)
  const nape = point(lean * 1.2 - 0.045 * h, 0, headZ - (look.longHair ? 0.09 : 0.015) * h)
  bone(crown, radius * 0.94, nape, radius * (look.longHair ? 0.66 : 0.74), look.hair)
}

/** The shadow on the ground: a soft contact spot and, in sun, a long soft one along `cast` (metres per metre of height). */
export function drawShadow(
  canvas: Canvas,
  view: View,
  figure: Figure,
  cast: readonly [number, number] | null,
  strength: number,
): void {
  const h = figure.look.heightM
  const foot = view.at([figure.x, figure.y, 0])
  const flat = Math.max(0.16, view.heightM / Math.max(2, foot.depth))
  canvas.blob(
    foot.x,
    foot.y,
    0.2 * h * foot.scale,
    0.2 * h * foot.scale * Math.min(0.6, flat),
    [8, 10, 14],
    0.42 * strength,
    0.1,
  )
  if (!cast) return
  const tip = view.at([figure.x + cast[0] * h * 0.9, figure.y + cast[1] * h * 0.9, 0])
  const r = 0.11 * h * foot.scale
  const squash = Math.min(1, flat * 1.4)
  canvas.capsule(foot.x, foot.y, r * squash, tip.x, tip.y, r * squash * 0.8, [12, 14, 20], 0.2 * strength)
  canvas.capsule(
    foot.x,
    foot.y,
    r * squash * 0.6,
    tip.x,
    tip.y,
    r * squash * 0.45,
    [12, 14, 20],
    0.16 * strength,
  )
}
