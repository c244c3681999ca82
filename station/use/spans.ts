/** Stretches of content time in ms: joined, cut. Pure. */

export type Span = { readonly from: number; readonly to: number }

/** One list without overlaps, in order; stretches at most `joinMs` apart become one. */
export function union(spans: readonly Span[], joinMs = 0): Span[] {
  const out: { from: number; to: number }[] = []
  for (const s of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1)
    if (last && s.from <= last.to + joinMs) last.to = Math.max(last.to, s.to)
    else out.push({ from: s.from, to: s.to })
  }
  return out
}

/** What lies in both; both without overlaps and in order, as `union` gives them. */
export function intersect(a: readonly Span[], b: readonly Span[]): Span[] {
  const out: Span[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const from = Math.max(a[i]!.from, b[j]!.from)
    const to = Math.min(a[i]!.to, b[j]!.to)
    if (from < to) out.push({ from, to })
    if (a[i]!.to < b[j]!.to) i++
    else j++
  }
  return out
}

/** What of `a` lies outside `b`. */
export function without(a: readonly Span[], b: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const s of a) {
    let from = s.from
    for (const cut of b) {
      if (cut.to <= from || cut.from >= s.to) continue
      if (cut.from > from) out.push({ from, to: cut.from })
      from = cut.to
    }
    if (from < s.to) out.push({ from, to: s.to })
  }
  return out
}
