/** Figures on paths. */
import type { Figure, Look } from './figure.ts'

export type Path = readonly (readonly [x: number, y: number])[]

/** Steps along a polyline at a speed; null before the start and after the end. */
export function along(path: Path, metres: number): { x: number; y: number; heading: number } | null {
  if (metres < 0) return null
  let rest = metres
  for (let i = 0; i + 1 < path.length; i++) {
    const [ax, ay] = path[i]!
    const [bx, by] = path[i + 1]!
    const length = Math.hypot(bx - ax, by - ay)
    if (rest <= length) {
      const t = rest / length
      return { x: ax + (bx - ax) * t, y: ay + (by - ay) * t, heading: Math.atan2(bx - ax, by - ay) }
    }
    rest -= length
  }
  return null
}

/** A figure walking a path since `startMs`; speed in m/s fits the height. */
export function walker(
  path: Path,
  startMs: number,
  atMs: number,
  speed: number,
  look: Look,
  pose: 'walk' | 'run' = 'walk',
): Figure | null {
  const metres = ((atMs - startMs) / 1000) * speed
  const at = along(path, metres)
  if (!at) return null
  const stride = look.heightM * (pose === 'run' ? 1.5 : 0.82)
  return { ...at, phase: (metres / stride) * Math.PI * 2, pose, look }
}

/** Metres from end to end. */
export function pathLength(path: Path): number {
  let sum = 0
  for (let i = 0; i + 1 < path.length; i++)
    sum += Math.hypot(path[i + 1]![0] - path[i]![0], path[i + 1]![1] - path[i]![1])
  return sum
}
