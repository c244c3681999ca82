/**
 * What players report as displayed, bounded by what was delivered: a report runs ahead of the delivered span the socket
 * writes back, so it waits here for it. A crash loses a few seconds of reports, never a delivered span.
 */
import { intersect, type Span, union, without } from './spans.ts'

/** Reports that no delivery confirms are dropped after this long. */
const PATIENCE_MS = 60_000
const FORGET_MS = 600_000
const MOST_PENDING = 64

type One = {
  delivered: Span[]
  pending: Span[]
  pendingSince: number
  row: string | null
  touched: number
  writing: Promise<void>
}

export type Write = (row: string | null, span: Span) => Promise<string>

export class DisplayedSpans {
  readonly #all = new Map<string, One>()

  #one(key: string, nowMs: number): One {
    for (const [k, o] of this.#all) {
      if (nowMs - o.touched < FORGET_MS) break
      this.#all.delete(k)
    }
    const known = this.#all.get(key)
    // Taken out and put back: the map's order is that of use, the longest untouched first.
    this.#all.delete(key)
    const one = known ?? {
      delivered: [],
      pending: [],
      pendingSince: nowMs,
      row: null,
      touched: nowMs,
      writing: Promise.resolve(),
    }
    one.touched = nowMs
    this.#all.set(key, one)
    return one
  }

  /** A delivered span grew. Resolves when what it confirms is written. */
  delivered(key: string, span: Span, nowMs: number, write: Write): Promise<void> {
    const one = this.#one(key, nowMs)
    one.delivered = union([...one.delivered, span], 500)
    return this.#settle(one, nowMs, write)
  }

  /** The player's report. */
  reported(key: string, span: Span, nowMs: number, write: Write): Promise<void> {
    const one = this.#one(key, nowMs)
    if (one.pending.length === 0 || nowMs - one.pendingSince > PATIENCE_MS) {
      one.pending = []
      one.pendingSince = nowMs
    }
    one.pending = union([...one.pending, span]).slice(-MOST_PENDING)
    return this.#settle(one, nowMs, write)
  }

  #settle(one: One, nowMs: number, write: Write): Promise<void> {
    const ready = intersect(one.pending, one.delivered)
    if (ready.length === 0) return one.writing
    one.pending = without(one.pending, one.delivered)
    one.pendingSince = nowMs
    one.writing = one.writing
      .catch(() => undefined)
      .then(async () => {
        for (const span of ready) one.row = await write(one.row, span)
      })
    return one.writing
  }
}
