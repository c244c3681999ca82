/**
 * Grouped syncing: one pass makes all reels of a volume durable that were written since the last one. A file synced
 * by itself costs a journal commit; files synced together share it.
 */
import type { ReelWriter } from '../reel/writer.ts'

const AT_ONCE = 4

type Syncable = Pick<ReelWriter, 'sync'>

export class SyncGroup {
  readonly #everyMs: number
  readonly #failed: (reel: Syncable, error: unknown) => void
  readonly #passed: (ms: number) => void
  #dirty = new Set<Syncable>()
  #timer: NodeJS.Timeout | null = null
  #running = false
  #closed = false

  /**
   * @param failed the reel is suspect from now on; its stream goes on in another.
   * @param passed how long a pass took, ms: over the window's share, the declared window is not kept.
   */
  constructor(
    everyMs: number,
    failed: (reel: Syncable, error: unknown) => void,
    passed: (ms: number) => void = () => undefined,
  ) {
    this.#everyMs = everyMs
    this.#failed = failed
    this.#passed = passed
  }

  /** Something was written to this reel: it is synced in the next pass, at most `everyMs` from now. */
  wrote(reel: Syncable): void {
    this.#dirty.add(reel)
    if (this.#timer === null && !this.#running && !this.#closed) this.#plan(this.#everyMs)
  }

  /** The reel has ended: its own end syncs it. */
  forget(reel: Syncable): void {
    this.#dirty.delete(reel)
  }

  /** No pass begins any more. */
  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#dirty.clear()
  }

  #plan(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#pass()
    }, ms)
  }

  async #pass(): Promise<void> {
    this.#running = true
    const began = performance.now()
    const reels = [...this.#dirty]
    this.#dirty = new Set()
    // A few at a time: a volume that hangs must not take all threads of the process, other volumes need them.
    const workers = Array.from({ length: Math.min(AT_ONCE, reels.length) }, async () => {
      for (let reel = reels.pop(); reel !== undefined; reel = reels.pop()) {
        try {
          await reel.sync()
        } catch (error) {
          this.#failed(reel, error)
        }
      }
    })
    await Promise.all(workers)
    this.#running = false
    const took = performance.now() - began
    this.#passed(took)
    // The pause counts from the pass's beginning: what was written meanwhile waits no longer than the rest.
    if (this.#dirty.size > 0 && !this.#closed) this.#plan(Math.max(0, this.#everyMs - took))
  }
}
