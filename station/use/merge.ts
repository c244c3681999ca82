/** Which leases are ready to become spans, and which spans. Pure. */
import { union } from './spans.ts'

export type UnmergedLease = {
  readonly id: string
  readonly useId: string
  readonly cameraId: string
  readonly from: Date
  readonly to: Date
  /** What has left so far; null: nothing was said. */
  readonly sentFrom: Date | null
  readonly sentTo: Date | null
  readonly bytes: number | null
  readonly endedAt: Date | null
  readonly expiresAt: Date
  readonly useOpen: boolean
  /** Nothing more will leave under it: it was ended, or expired a while ago. */
  readonly over: boolean
}

export type MergedSpan = {
  readonly useId: string
  readonly cameraId: string
  readonly from: Date
  readonly to: Date
  /** Null where a lease in it never said how much. */
  readonly bytes: number | null
  readonly leases: readonly string[]
}

/** Pictures this far apart were still one look (a gap is anything longer). */
export const JOIN_MS = 500
/** A span waits so long for a next lease that continues it. */
export const REST_MS = 20_000
/** A long look gets a line each so long, so that the register never lags a shift behind. */
export const CUT_MS = 15 * 60_000

/**
 * @returns `spans` to be written, each with the leases it comes from; `empty`: leases under which nothing left. What still
 * grows is in neither.
 */
export function mergeable(
  leases: readonly UnmergedLease[],
  now: Date,
): { readonly spans: MergedSpan[]; readonly empty: string[] } {
  const spans: MergedSpan[] = []
  const empty: string[] = []
  for (const group of grouped(leases)) {
    const over = group.filter((l) => l.over)
    const running = group.filter((l) => !l.over)
    const sent = over.map((l) => ({ lease: l, ...sentOf(l) })).filter((s) => s.from < s.to)
    for (const l of over) if (!sent.some((s) => s.lease === l)) empty.push(l.id)
    for (const whole of union(sent, JOIN_MS)) {
      const of = sent.filter((s) => s.from >= whole.from && s.to <= whole.to)
      const last = Math.max(...of.map((s) => (s.lease.endedAt ?? s.lease.expiresAt).getTime()))
      const continues = running.some(
        (l) => l.from.getTime() <= whole.to + JOIN_MS && l.to.getTime() >= whole.from - JOIN_MS,
      )
      const rests = !continues && now.getTime() - last >= REST_MS
      const useOpen = group[0]!.useOpen
      if (!rests && (useOpen || continues) && whole.to - whole.from < CUT_MS) continue
      const bytes = of.every((s) => s.bytes !== null) ? of.reduce((sum, s) => sum + s.bytes!, 0) : null
      spans.push({
        useId: group[0]!.useId,
        cameraId: group[0]!.cameraId,
        from: new Date(whole.from),
        to: new Date(whole.to),
        bytes,
        leases: of.map((s) => s.lease.id),
      })
    }
  }
  return { spans, empty }
}

/** What left under a lease that is over: what it said when it ended, all of it where it never did. */
function sentOf(l: UnmergedLease): { from: number; to: number; bytes: number | null } {
  if (l.endedAt === null) return { from: l.from.getTime(), to: l.to.getTime(), bytes: null }
  if (l.sentFrom === null || l.sentTo === null) return { from: 0, to: 0, bytes: 0 }
  // A single picture has no length of its own; it was shown all the same.
  const from = l.sentFrom.getTime()
  return { from, to: Math.max(l.sentTo.getTime(), from + 1), bytes: l.bytes }
}

function grouped(leases: readonly UnmergedLease[]): UnmergedLease[][] {
  const out = new Map<string, UnmergedLease[]>()
  for (const l of leases) {
    const key = `${l.useId} ${l.cameraId}`
    const group = out.get(key)
    if (group) group.push(l)
    else out.set(key, [l])
  }
  return [...out.values()]
}
