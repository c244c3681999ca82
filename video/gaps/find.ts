/**
 * What is missing: the stretches in which a stream should have been recorded and was not, each with its cause
 * (Decree 185 Art. 12(3): the system works; a gap that nobody explains is worse than the gap). Pure.
 */
import type { StreamTrouble } from '../media/types.ts'

/** Half open, wall milliseconds. */
export type Span = { readonly fromMs: number; readonly toMs: number }

/** Every cause a gap row may carry; see design/seams.md, "Outages and gaps". */
export type GapCause =
  | StreamTrouble
  | 'recorder-died'
  | 'supervisor-died'
  | 'power-cut'
  | 'stopped'
  | 'paused'
  | 'volume-full'
  | 'volume-missing'
  | 'volume-wrong'
  | 'volume-read-only'
  | 'volume-failing'
  | 'no-key'
  | 'starting'
  | 'unknown'

/** From `fromMs` on this explains a missing picture, until `toMs`; `toMs` null: it still holds. */
export type Explanation = {
  readonly fromMs: number
  readonly toMs: number | null
  readonly cause: GapCause
  readonly detail?: string
  /** From here on it holds only until pictures are there again: what is missing after those has another cause. */
  readonly startedMs?: number
}

export type Gap = Span & { readonly cause: GapCause; readonly detail?: string }

/** Shorter stretches are the jitter of cameras and clocks, no gap. */
export const SHORTEST_GAP_MS = 500
/** After a process started again its start explains what is missing for so long, unless pictures came meanwhile. */
export const START_TAIL_MS = 30_000
/** A camera's silence is noticed some seconds after its last picture: an explanation may begin that much later. */
const NOTICED_WITHIN_MS = 15_000
/** Says only that nothing else is known: whatever else explains the gap, late or not, goes before it. */
const LAST_RESORT = 10_000

/** A reel that a volume keeps to itself is missing from its start, up to its longest length before the fault. */
const LONGEST_REEL_MS = 125_000

/** What the more specific explanation is where several cover the same moment: the first of these. */
const RANK: readonly GapCause[] = [
  'paused',
  'stopped',
  'volume-full',
  'volume-missing',
  'volume-wrong',
  'volume-read-only',
  'volume-failing',
  'no-key',
  'power-cut',
  'recorder-died',
  'supervisor-died',
]

/** Sorts and joins spans that touch or lie at most `within` ms apart. */
export function joinSpans(spans: readonly Span[], within = 0): Span[] {
  const sorted = spans.filter((span) => span.toMs > span.fromMs).sort((a, b) => a.fromMs - b.fromMs)
  const out: { fromMs: number; toMs: number }[] = []
  for (const span of sorted) {
    const last = out.at(-1)
    if (last !== undefined && span.fromMs <= last.toMs + within) last.toMs = Math.max(last.toMs, span.toMs)
    else out.push({ ...span })
  }
  return out
}

/** What of `whole` no span of `parts` covers. */
export function subtractSpans(whole: readonly Span[], parts: readonly Span[]): Span[] {
  const covered = joinSpans(parts)
  const out: Span[] = []
  for (const span of joinSpans(whole)) {
    let at = span.fromMs
    for (const part of covered) {
      if (part.toMs <= at) continue
      if (part.fromMs >= span.toMs) break
      if (part.fromMs > at) out.push({ fromMs: at, toMs: part.fromMs })
      at = part.toMs
    }
    if (at < span.toMs) out.push({ fromMs: at, toMs: span.toMs })
  }
  return out
}

/**
 * @param should when the stream should have been recorded.
 * @param covered when it was; what lies up to `START_TAIL_MS` before the first moment counts too.
 * @param explanations from the journals, in any order.
 * @returns gaps over 500 ms, in order. The cause is the most specific explanation that covers the gap's start; one
 *   that begins up to 15 s later (and inside the gap; a volume's fault up to a reel's length) counts where none covers it.
 */
export function findGaps(
  should: readonly Span[],
  covered: readonly Span[],
  explanations: readonly Explanation[],
): Gap[] {
  return subtractSpans(should, covered)
    .filter((span) => span.toMs - span.fromMs > SHORTEST_GAP_MS)
    .map((span) => {
      const why = explain(
        span,
        explanations.filter((one) => !isOver(one, span, covered)),
      )
      if (why === null) return { ...span, cause: 'unknown' as const }
      return { ...span, cause: why.cause, ...(why.detail === undefined ? {} : { detail: why.detail }) }
    })
}

/** Pictures came after the start it speaks of and before this gap. */
function isOver({ startedMs }: Explanation, gap: Span, covered: readonly Span[]): boolean {
  if (startedMs === undefined || gap.fromMs <= startedMs) return false
  return covered.some(({ fromMs, toMs }) => fromMs < gap.fromMs && toMs > startedMs + SHORTEST_GAP_MS)
}

function explain(gap: Span, explanations: readonly Explanation[]): Explanation | null {
  let best: Explanation | null = null
  let bestScore = Number.POSITIVE_INFINITY
  for (const why of explanations) {
    const end = why.toMs ?? Number.POSITIVE_INFINITY
    const within = why.cause.startsWith('volume-') ? LONGEST_REEL_MS : NOTICED_WITHIN_MS
    if (end <= gap.fromMs || why.fromMs >= gap.toMs || why.fromMs > gap.fromMs + within) continue
    const rank = RANK.indexOf(why.cause)
    // Those that cover the start go before those that begin later; then by kind; then the later line.
    const late = why.fromMs > gap.fromMs + SHORTEST_GAP_MS ? 1000 : 0
    const last = why.cause === 'starting' ? LAST_RESORT : 0
    const score = last + late + (rank < 0 ? 2.5 : rank / 10 + (rank >= 8 ? 5 : 0))
    if (score < bestScore || (score === bestScore && best !== null && why.fromMs > best.fromMs))
      [best, bestScore] = [why, score]
  }
  return best
}
