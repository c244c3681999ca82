/** Daylight over the make-believe school (39.9° N, 116.4° E) from the wall clock, and how it tints a picture. */
import type { Rgb } from './canvas.ts'

const LATITUDE = (39.9 * Math.PI) / 180
const LONGITUDE_DEG = 116.4

export type Light = {
  /** 0 deep night … 1 full day. */
  readonly day: number
  /** 0 … 1 warmth of a low sun, morning and evening. */
  readonly glow: number
  /** Street and room lamps are on. */
  readonly lamps: boolean
  /** Hours since midnight, Asia/Shanghai, 0 ≤ h < 24. */
  readonly hour: number
  /** Ground vector of the shadow of a 1 m pole, metres (world X, Y of a camera looking north), or null without sun. */
  readonly shadow: readonly [number, number] | null
  /** Multiplies albedo. */
  readonly ambient: Rgb
  readonly sky: readonly [top: Rgb, low: Rgb]
}

/** Light at an instant (Unix ms). Continuous, so two renderings of one instant agree. */
export function lightAt(atMs: number): Light {
  const hour = (((atMs / 3_600_000 + 8) % 24) + 24) % 24
  const dayOfYear = (atMs / 86_400_000 + 10) % 365.2422
  const declination = -0.4091 * Math.cos((2 * Math.PI * dayOfYear) / 365.2422)
  const hourAngle = ((hour - 12 + (LONGITUDE_DEG - 120) / 15) * Math.PI) / 12
  const sinAltitude =
    Math.sin(LATITUDE) * Math.sin(declination) +
    Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(hourAngle)
  const altitude = Math.asin(sinAltitude)
  const day = smooth(-0.14, 0.1, altitude)
  const glow = day * (1 - smooth(0.05, 0.45, altitude))
  let shadow: readonly [number, number] | null = null
  if (altitude > 0.03) {
    const azimuth = Math.atan2(
      Math.sin(hourAngle),
      Math.cos(hourAngle) * Math.sin(LATITUDE) - Math.tan(declination) * Math.cos(LATITUDE),
    )
    const length = Math.min(3.2, 1 / Math.tan(altitude))
    shadow = [Math.sin(azimuth) * length, Math.cos(azimuth) * length]
  }
  const ambient = mix(mix([0.24, 0.285, 0.385], [1.07, 1.06, 1.035], day), [1.02, 0.86, 0.7], glow * 0.7)
  const top = mix(mix([17, 22, 34], [152, 178, 196], day), [128, 140, 160], glow)
  const low = mix(mix([38, 42, 54], [214, 220, 219], day), [232, 187, 142], glow)
  return { day, glow, lamps: altitude < 0.03, hour, shadow, ambient, sky: [top, low] }
}

/** Component-wise blend. */
export function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]
}

/** Component-wise product: albedo under light. */
export function lit(albedo: Rgb, light: Rgb): Rgb {
  return [albedo[0] * light[0], albedo[1] * light[1], albedo[2] * light[2]]
}

/** Darkens (below 1) or brightens a colour. */
export function shade(color: Rgb, by: number): Rgb {
  return [color[0] * by, color[1] * by, color[2] * by]
}

export function smooth(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

/** `0x7b4f3a` as a colour. */
export function hex(value: number): Rgb {
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
