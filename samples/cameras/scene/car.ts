/** Cars on the street before the gate: a side view, one after another, fewer at night. */
import { chance } from './chance.ts'
import { hex, type Light, lit, shade } from './light.ts'
import type { Part } from './scene.ts'
import type { View } from './view.ts'

const CARS = [0x9aa3a8, 0x3d4a55, 0xd4d2cb, 0x6d4a43, 0x51615c].map(hex)

/** The `n`-th latest car at an instant, or null where its slot is empty or it has driven off. */
export function car(view: View, atMs: number, n: number, seed: number, light: Light): Part | null {
  const period = 9_000
  const slot = Math.floor(atMs / period) - n
  const quiet = light.hour < 6 || light.hour > 22 ? 0.15 : 0.75
  if (chance(seed, slot, 70) > quiet) return null
  const toRight = chance(seed, slot, 71) < 0.5
  const metresPerSecond = 7 + chance(seed, slot, 72) * 3
  const run = -42 + ((atMs - slot * period) / 1000) * metresPerSecond
  if (run > 42) return null
  const x = toRight ? run : -run
  const y = toRight ? 25.2 : 30.6
  const color = CARS[Math.floor(chance(seed, slot, 73) * CARS.length)]!
  return {
    depth: y,
    draw: (stage, lightOf) => {
      const p = view.at([x, y, 0.8])
      const tint = lightOf(p.x, p.y)
      const d = toRight ? 1 : -1
      const paint = lit(color, tint)
      stage.canvas.blob(p.x, view.at([x, y, 0]).y, 2.5 * p.scale, 0.4 * p.scale, [10, 12, 14], 0.55, 0.2)
      const outline: [number, number][] = [
        [-2.2, 0.35],
        [-2.25, 0.8],
        [-1.75, 0.98],
        [-1.15, 1.45],
        [0.75, 1.47],
        [1.35, 1.0],
        [2.1, 0.86],
        [2.25, 0.6],
        [2.2, 0.35],
      ]
      stage.face(
        paint,
        1,
        outline.map(([u, z]) => [x + u * d, y, z] as const),
      )
      stage.face(
        lit(hex(0x2c3840), tint),
        1,
        (
          [
            [-1.05, 1.02],
            [-0.75, 1.38],
            [0.6, 1.39],
            [1.05, 1.02],
          ] as const
        ).map(([u, z]) => [x + u * d, y, z] as const),
      )
      stage.face(
        shade(paint, 0.7),
        1,
        (
          [
            [-2.2, 0.35],
            [-2.22, 0.55],
            [2.22, 0.55],
            [2.2, 0.35],
          ] as const
        ).map(([u, z]) => [x + u * d, y, z] as const),
      )
      for (const u of [-1.4, 1.4]) {
        const w = view.at([x + u * d, y, 0.32])
        stage.canvas.capsule(w.x, w.y, 0.33 * w.scale, w.x, w.y, 0.33 * w.scale, [22, 24, 26])
        stage.canvas.capsule(w.x, w.y, 0.15 * w.scale, w.x, w.y, 0.15 * w.scale, lit([150, 154, 156], tint))
      }
      if (light.lamps) {
        const head = view.at([x + 2.15 * d, y, 0.68])
        stage.canvas.blob(head.x + d * 4, head.y, 11, 6, [255, 240, 205], 0.75, 0)
        const tail = view.at([x - 2.15 * d, y, 0.75])
        stage.canvas.blob(tail.x, tail.y, 4, 3, [220, 60, 40], 0.8, 0)
      }
    },
  }
}
