import type { Fragment, Sample } from '../media/types.ts'
import { writeFragment } from './fragment.ts'

export type CutLimits = {
  /** A fragment ends with the sample that reaches this length, so it is at most one picture longer. */
  readonly longest90k: number
  /** A fragment ends before the sample that would pass this; one larger picture stands alone. */
  readonly largestBytes: number
}

export const FRAGMENT_LIMITS: CutLimits = { longest90k: 2 * 90_000, largestBytes: 2 * 1024 * 1024 }

/**
 * Cuts a run of samples into fragments: before each key frame, at 2 s, at 2 MiB, and wherever a sample
 * does not begin exactly where the one before it ended (a hole stays a hole in the reel's index).
 * Never drops, reorders or changes a sample.
 */
export class FragmentCutter {
  readonly #emit: (fragment: Fragment) => void
  readonly #limits: CutLimits
  #samples: Sample[] = []
  #bytes = 0
  #duration = 0
  #damaged = false
  #next = -1n
  #sequence = 0

  constructor(emit: (fragment: Fragment) => void, limits: CutLimits = FRAGMENT_LIMITS) {
    this.#emit = emit
    this.#limits = limits
  }

  push(sample: Sample): void {
    if (
      this.#samples.length > 0 &&
      (sample.keyFrame ||
        sample.mono90k !== this.#next ||
        this.#bytes + sample.data.length > this.#limits.largestBytes)
    ) {
      this.flush()
    }
    this.#samples.push(sample)
    this.#bytes += sample.data.length
    this.#duration += sample.duration90k
    this.#damaged ||= sample.damaged
    this.#next = sample.mono90k + BigInt(sample.duration90k)
    if (this.#duration >= this.#limits.longest90k) this.flush()
  }

  /** Ends the open fragment: at a codec change, a discontinuity, the end of the stream. */
  flush(): void {
    const samples = this.#samples
    if (samples.length === 0) return
    const fragment: Fragment = {
      startMono90k: samples[0]!.mono90k,
      duration90k: this.#duration,
      startsWithKeyFrame: samples[0]!.keyFrame,
      damaged: this.#damaged,
      sampleCount: samples.length,
      bytes: writeFragment(samples, ++this.#sequence),
    }
    this.#samples = []
    this.#bytes = 0
    this.#duration = 0
    this.#damaged = false
    this.#emit(fragment)
  }
}
