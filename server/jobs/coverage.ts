/** What of a stream is on the volumes, as spans of wall time. Pure. */
import type { Span } from '#video/gaps/find.ts'
import type { PackedFragment } from '#video/reel/packed.ts'

export type CoveredReel = {
  readonly bootId: string
  readonly startMono90k: bigint
  readonly startMs: number
  readonly fragments: readonly PackedFragment[]
}

/** Pictures closer than this follow each other without a hole. */
const JOIN_90K = 45_000

/**
 * The spans that reels cover, holes inside a reel left out. Two reels of one boot that follow each other on the
 * monotonic clock are joined on the wall too: where the wall clock was set ahead between them nothing is missing.
 */
export function coveredSpans(reels: readonly CoveredReel[]): Span[] {
  const out: Span[] = []
  const sorted = [...reels].sort((a, b) =>
    a.bootId === b.bootId ? (a.startMono90k < b.startMono90k ? -1 : 1) : a.startMs - b.startMs,
  )
  let before = null as { bootId: string; endMono90k: bigint; endMs: number } | null
  for (const reel of sorted) {
    const wallOf = (mono90k: number) => reel.startMs + mono90k / 90
    for (const piece of pieces(reel.fragments)) {
      const fromMono = reel.startMono90k + BigInt(piece.from)
      const fromMs = wallOf(piece.from)
      const follows =
        before?.bootId === reel.bootId &&
        fromMono >= before.endMono90k - 90_000n &&
        fromMono - before.endMono90k <= JOIN_90K
      if (follows && fromMs > before!.endMs) out.push({ fromMs: before!.endMs, toMs: fromMs })
      out.push({ fromMs, toMs: wallOf(piece.to) })
      before = {
        bootId: reel.bootId,
        endMono90k: reel.startMono90k + BigInt(piece.to),
        endMs: wallOf(piece.to),
      }
    }
  }
  return out
}

function pieces(fragments: readonly PackedFragment[]): { from: number; to: number }[] {
  const out: { from: number; to: number }[] = []
  for (const { startOffset90k, duration90k } of fragments) {
    const last = out.at(-1)
    if (last !== undefined && startOffset90k - last.to <= JOIN_90K)
      last.to = Math.max(last.to, startOffset90k + duration90k)
    else out.push({ from: startOffset90k, to: startOffset90k + duration90k })
  }
  return out
}
