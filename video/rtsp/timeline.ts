/** Why picture times do not follow from the ones before. */
export type Reanchored =
  | 'timestamp-jump' // RTP timestamps jumped against arrival
  | 'drift' // the camera's media clock stood still or ran away

export type Placed = {
  /** Decode time, 1/90,000 s since boot, whole; strictly increasing. */
  readonly decode90k: number
  /** Presentation minus decode time, 1/90,000 s, never negative. */
  readonly composition90k: number
  readonly reanchored: Reanchored | null
}

/** Beyond this between a picture's computed time and its arrival, the timeline is anchored again. */
const BOUND = 90_000
/** How long pictures must lag beyond the bound: a stalled network catches up, a stopped clock does not. */
const PATIENCE = 2 * 90_000
/** Arrival floor: the smallest delay of the last one to two such windows. */
const WINDOW = 5 * 90_000
const COARSE = 45_000
const SLOW = 0.0005
const FAST = 0.02
/** H.264 A.3.1: no decoder holds more pictures back. */
const MOST_REORDERED = 16

/**
 * Maps RTP timestamps to monotonic time since boot.
 *
 * The first picture is placed at its arrival; from then on the RTP clock leads, so network jitter never
 * reaches the picture times. Against drift, the smallest delay (arrival minus computed time) of the last
 * 5 to 10 s is taken as the true one — queueing only ever adds — and computed times are slewed towards
 * it: by at most 500 ppm of the elapsed time (camera crystals are within 100 ppm), and by at most 2 %
 * where it is more than 0.5 s away, as when a camera sends its backlog at the start. So times stay within
 * a picture of arrival for as long as the stream runs, and never step.
 *
 * A sender whose timestamps stand still (GStreamer's payloader does that for pictures without times) is
 * placed by arrival.
 *
 * They step, visibly, where RTP time runs ahead of arrival or jumps back by more than 1 s, and where it
 * lags arrival by more than 1 s for 2 s on end.
 *
 * Decode times: with a reorder depth d, decode times are the presentation times in order, d pictures
 * late. Depth is what the SPS says; where it is silent, it grows when a picture is seen to go back, and
 * the few pictures until it is right again are decoded one tick apart.
 */
export class Timeline {
  #started = false
  #timestamp = 0
  /** RTP time unwrapped, and what is added to it to get monotonic time. */
  #rtp = 0
  #arrival = 0
  #offset = 0
  #lastDecode: number
  #depth = 0
  #depthKnown = false
  #interval = 3600
  /** Presentation times not yet used as decode times: `#depth` of them between pictures. */
  #waiting: number[] = []
  /** The last presentation times, to learn the depth from. */
  #shown: number[] = []
  #floor = Number.POSITIVE_INFINITY
  #floorBefore = Number.POSITIVE_INFINITY
  #windowEnds = 0
  #lateSince = -1
  #aheadAt = Number.NEGATIVE_INFINITY

  /** @param after90k times begin later than this: the last one of the stream before, 0 for none */
  constructor(after90k = 0) {
    this.#lastDecode = after90k
  }

  /**
   * Takes what the SPS says.
   * @param depth pictures that may be shown later than decoded; null where it does not say
   * @param fps null where it does not say
   */
  describe(depth: number | null, fps: number | null): void {
    if (fps !== null) this.#interval = 90_000 / fps
    this.#depthKnown = depth !== null
    if (depth !== null) this.#setDepth(depth)
  }

  /** A new sender: nothing about the old timestamps holds. */
  restart(): void {
    this.#started = false
  }

  /** Places the picture with RTP `timestamp`, whose first slice arrived at `arrival90k`. In decoding order. */
  place(timestamp: number, arrival90k: number): Placed {
    let reanchored: Reanchored | null = null
    let step = 0
    if (!this.#started) {
      this.#started = true
      this.#anchor(arrival90k)
    } else {
      step = (timestamp - this.#timestamp) | 0
      this.#rtp += step === 0 ? Math.max(0, arrival90k - this.#arrival) : step
      const late = arrival90k - this.#rtp - this.#offset
      if (late < -BOUND || step < -BOUND) reanchored = this.#jumped(arrival90k)
      else if (late <= BOUND) this.#lateSince = -1
      else if (this.#lateSince < 0) this.#lateSince = arrival90k
      else if (arrival90k - this.#lateSince > PATIENCE) {
        this.#anchor(arrival90k)
        reanchored = 'drift'
      }
    }
    this.#timestamp = timestamp
    this.#arrival = arrival90k
    const present = this.#rtp + this.#offset
    const decode = this.#decodeTime(present)
    // A picture is sent when it is decoded, so it is the decode time that arrival is held against.
    if (reanchored === null) this.#slew(step, arrival90k, arrival90k - decode - this.#depth * this.#interval)
    const decode90k = Math.max(Math.round(decode), this.#lastDecode + 1)
    this.#lastDecode = decode90k
    return { decode90k, composition90k: Math.max(0, Math.round(present) - decode90k), reanchored }
  }

  #anchor(arrival90k: number): void {
    this.#offset = Math.max(arrival90k, this.#lastDecode + 1) - this.#rtp
    this.#waiting = []
    this.#shown = []
    const first = this.#rtp + this.#offset
    for (let i = this.#depth; i > 0; i--) this.#waiting.push(first - i * this.#interval)
    this.#floor = Number.POSITIVE_INFINITY
    this.#floorBefore = Number.POSITIVE_INFINITY
    this.#windowEnds = arrival90k + WINDOW
    this.#lateSince = -1
  }

  /** A sender faster than time itself is held at the bound, picture by picture, and reported once. */
  #jumped(arrival90k: number): Reanchored | null {
    const first = arrival90k - this.#aheadAt > PATIENCE
    this.#aheadAt = arrival90k
    this.#anchor(arrival90k)
    return first ? 'timestamp-jump' : null
  }

  #slew(step: number, arrival90k: number, late: number): void {
    if (late === Number.POSITIVE_INFINITY) return
    if (late < this.#floor) this.#floor = late
    if (arrival90k >= this.#windowEnds) {
      this.#floorBefore = this.#floor
      this.#floor = late
      this.#windowEnds = arrival90k + WINDOW
    }
    if (this.#floorBefore === Number.POSITIVE_INFINITY) return
    const wanted = Math.min(this.#floor, this.#floorBefore)
    const most = Math.min(Math.abs(step), BOUND) * (Math.abs(wanted) > COARSE ? FAST : SLOW)
    const change = Math.max(-most, Math.min(most, wanted))
    this.#offset += change
    this.#floor -= change
    this.#floorBefore -= change
  }

  #decodeTime(present: number): number {
    if (!this.#depthKnown) this.#learnDepth(present)
    if (this.#depth === 0) return present
    this.#waiting.push(present)
    const decode = Math.min(...this.#waiting)
    this.#waiting.splice(this.#waiting.indexOf(decode), 1)
    return decode
  }

  /** The depth is how many pictures decoded before this one are shown after it. */
  #learnDepth(present: number): void {
    let later = 0
    for (const other of this.#shown) if (other > present) later++
    this.#shown.push(present)
    if (this.#shown.length > MOST_REORDERED) this.#shown.shift()
    if (later > this.#depth) this.#setDepth(later)
  }

  #setDepth(depth: number): void {
    if (depth === this.#depth) return
    this.#floor = Number.POSITIVE_INFINITY
    this.#floorBefore = Number.POSITIVE_INFINITY
    this.#depth = Math.min(MOST_REORDERED, depth)
    while (this.#started && this.#waiting.length < this.#depth) this.#waiting.push(Number.NEGATIVE_INFINITY)
    if (this.#waiting.length > this.#depth) {
      this.#waiting.sort((a, b) => a - b)
      this.#waiting.splice(0, this.#waiting.length - this.#depth)
    }
  }
}
