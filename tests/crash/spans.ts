/** Arithmetic of time spans [from, to) in ms, for verdicts about what was recorded. */
export type Span = { readonly from: number; readonly to: number }

/** Sorted and joined; spans closer than `join` ms become one. */
export function merge(spans: readonly Span[], join = 0): Span[] {
  const out: { from: number; to: number }[] = []
  for (const s of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1)
    if (last && s.from <= last.to + join) last.to = Math.max(last.to, s.to)
    else out.push({ from: s.from, to: s.to })
  }
  return out
}

/** What of `whole` no span covers, pieces of at least `least` ms. */
export function missing(whole: Span, spans: readonly Span[], least: number): Span[] {
  const out: Span[] = []
  let at = whole.from
  for (const s of merge(spans)) {
    if (s.from - at >= least && at < whole.to) out.push({ from: at, to: Math.min(s.from, whole.to) })
    at = Math.max(at, s.to)
  }
  if (whole.to - at >= least) out.push({ from: at, to: whole.to })
  return out
}

export const length = (spans: readonly Span[]): number =>
  merge(spans).reduce((sum, s) => sum + s.to - s.from, 0)
