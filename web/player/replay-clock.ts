/**
 * One hand for several pictures. The clock says which wall time is to be seen; the pictures follow it. It waits while
 * a picture has nothing yet, so that all stay in step, and stops at the ends of the use's interval.
 */
const TICK_MS = 50

export type ClockState = {
  readonly at: number
  /** 0.5, 1, 2, 4; negative shuttles backwards. */
  readonly rate: number
  readonly playing: boolean
  readonly waiting: boolean
}

export type Follower = {
  /** Show wall time `at`. Gives false while the picture for it is not there yet. */
  follow(at: number, rate: number, playing: boolean): boolean
}

export class ReplayClock {
  readonly from: number
  readonly to: number
  #followers = new Set<Follower>()
  #listeners = new Set<() => void>()
  #state: ClockState
  #last = performance.now()
  #timer: ReturnType<typeof setInterval>

  constructor(from: number, to: number, at: number) {
    this.from = from
    this.to = to
    this.#state = { at: Math.min(to, Math.max(from, at)), rate: 1, playing: false, waiting: false }
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  add(follower: Follower): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  /** For `useSyncExternalStore`. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  read = (): ClockState => this.#state

  play(rate = 1): void {
    if (rate > 0 && this.#state.at >= this.to) this.#change({ at: this.from })
    this.#change({ rate, playing: true })
  }

  pause(): void {
    this.#change({ playing: false, rate: 1 })
  }

  seek(at: number): void {
    this.#change({ at: Math.min(this.to, Math.max(this.from, at)) })
  }

  /** Pause and move by whole pictures. */
  step(pictures: number, pictureMs: number): void {
    this.#change({ playing: false, rate: 1 })
    this.seek(this.#state.at + pictures * pictureMs)
  }

  #tick(): void {
    const now = performance.now()
    const passed = Math.min(500, now - this.#last)
    this.#last = now
    const { playing, rate } = this.#state
    let ready = true
    for (const follower of this.#followers) {
      if (!follower.follow(this.#state.at, rate, playing)) ready = false
    }
    if (ready === this.#state.waiting) this.#change({ waiting: !ready })
    if (!playing || !ready) return
    const at = this.#state.at + passed * rate
    if (at >= this.to) this.#change({ at: this.to, playing: false, rate: 1 })
    else if (at <= this.from) this.#change({ at: this.from, playing: false, rate: 1 })
    else this.#change({ at })
  }

  #change(change: Partial<ClockState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
