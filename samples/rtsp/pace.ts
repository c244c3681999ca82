/** A steady beat that doesn't drift: each tick is scheduled from the first, late ones are not made up in a burst. */
import { performance } from 'node:perf_hooks'

/** Calls `tick(n)` every `periodMs` from now (n = 0, 1, 2 … counts due ticks, so a skipped one leaves a hole). */
export function pace(periodMs: number, tick: (n: number) => void, offsetMs = 0): () => void {
  const start = performance.now() + offsetMs
  let timer: NodeJS.Timeout
  let done = -1
  const run = () => {
    const due = Math.floor((performance.now() - start) / periodMs)
    if (due > done) {
      done = due
      tick(due)
    }
    timer = setTimeout(run, Math.max(0, start + (done + 1) * periodMs - performance.now()))
  }
  timer = setTimeout(run, offsetMs)
  return () => clearTimeout(timer)
}
