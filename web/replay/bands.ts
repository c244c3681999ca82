import type { cameras as routes } from '#station/cameras/contract.ts'
import type { Reply } from '../api/client.ts'
import type { RibbonGap, RibbonHold, RibbonSpan } from '../kit/Ribbon.tsx'
import { millis } from '../kit/time.ts'

type Day = Reply<typeof routes.day>

export type Bands = {
  readonly kept: readonly RibbonSpan[]
  readonly gaps: readonly RibbonGap[]
  readonly holds: readonly RibbonHold[]
  readonly shown: readonly RibbonSpan[]
}

/** A camera's day as the bands of a ribbon; what still lasts ends at `now` (wall ms). */
export function dayBands(day: Day, now: number): Bands {
  const span = ([from, to]: readonly [string, string]) => ({ from: millis(from), to: millis(to) })
  return {
    kept: day.recorded.map(span),
    gaps: day.gaps.map((g) => ({
      from: millis(g.from),
      to: g.to === null ? now : millis(g.to),
      cause: g.cause,
    })),
    holds: day.holds.map((h) => ({
      from: millis(h.from),
      to: h.to === null ? millis(h.from) + 3650 * 86_400_000 : millis(h.to),
      reason: h.reason,
    })),
    shown: day.shown.map(span),
  }
}

/** Bands of several days as one. */
export function joinBands(bands: readonly Bands[]): Bands {
  return {
    kept: bands.flatMap((b) => b.kept),
    gaps: bands.flatMap((b) => b.gaps),
    holds: bands.flatMap((b) => b.holds),
    shown: bands.flatMap((b) => b.shown),
  }
}
