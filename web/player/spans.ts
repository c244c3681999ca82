/**
 * What reached the screen, as spans of wall time: pictures less than `JOIN_MS` apart are one span. The server records
 * what it delivered by itself; this is the player's own report beside it.
 */
const JOIN_MS = 1500

export type Span = { readonly from: number; readonly to: number }

export class ShownSpans {
  #open: { from: number; to: number } | undefined
  #done: Span[] = []

  /** A picture that stands for `[wallMs, wallMs + lastsMs)` was put on the screen. */
  note(wallMs: number, lastsMs: number): void {
    const to = Math.round(wallMs + Math.max(1, lastsMs))
    const from = Math.round(wallMs)
    const open = this.#open
    if (open !== undefined && from >= open.from - JOIN_MS && from <= open.to + JOIN_MS) {
      open.from = Math.min(open.from, from)
      open.to = Math.max(open.to, to)
      return
    }
    if (open !== undefined) this.#done.push(open)
    this.#open = { from, to }
  }

  /** Hand over everything noted since the last time. The next span starts where this one stopped. */
  take(): Span[] {
    const spans = this.#open === undefined ? this.#done : [...this.#done, this.#open]
    this.#done = []
    this.#open = undefined
    return spans
  }
}
