/**
 * Which camera-days may be deleted (Decree 185 Art. 13(3): kept for the prescribed period and not touched within it;
 * Order 799 Art. 17: at least 30 days, then those whose purpose is served are to go). Pure.
 */
import type { RetentionFloor } from '#law/retention-floor.ts'

/** Where the law names no number, or the place isn't known, nothing goes earlier than this. A rule of the product. */
export const LEAST_DAYS = 30

const DAY_MS = 86_400_000

export type KeptDay = {
  readonly camera: string
  /** Label only; never asked for an age. */
  readonly onDay: string
  readonly declaredDays: number
  /** End of the last image by its own label; null: no image is known, so nothing can be judged. */
  readonly lastImageMs: number | null
  /** No later than this was it taken: the first signed checkpoint over its minute entry; null: not sequenced yet. */
  readonly lastImageKnownByMs: number | null
  /** Station time at the end of the last image (see clock.ts). */
  readonly lastImageStationMs: number | null
}

export type RetentionNow = {
  readonly wallMs: number
  readonly stationMs: number
  /** The wall clock jumped and nobody has confirmed it. */
  readonly clockJumped: boolean
}

export type Due =
  | { readonly due: true; readonly days: number }
  | {
      readonly due: false
      readonly because: 'clock' | 'no-image' | 'not-sequenced' | 'kept'
      readonly days: number
    }

/**
 * Days that must have passed: the declared ones, never fewer than the floor, never fewer than 30. Where the floor hangs on a
 * fact nobody has registered, the longest one that may bind.
 */
export function daysToKeep(declaredDays: number, floor: RetentionFloor): number {
  return Math.max(declaredDays, LEAST_DAYS, floor.longestDays ?? 0)
}

/**
 * A camera-day is due when its days have passed since its last image by every clock there is: the label, the signed
 * bound, and what the station itself has counted.
 */
export function dueOf(day: KeptDay, now: RetentionNow, floor: RetentionFloor): Due {
  const days = daysToKeep(day.declaredDays, floor)
  if (now.clockJumped) return { due: false, because: 'clock', days }
  if (day.lastImageMs === null || day.lastImageStationMs === null)
    return { due: false, because: 'no-image', days }
  if (day.lastImageKnownByMs === null) return { due: false, because: 'not-sequenced', days }
  const byWall = Math.max(day.lastImageMs, day.lastImageKnownByMs)
  const passed =
    now.wallMs - byWall >= days * DAY_MS && now.stationMs - day.lastImageStationMs >= days * DAY_MS
  return passed ? { due: true, days } : { due: false, because: 'kept', days }
}
