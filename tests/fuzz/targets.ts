import { reelTargets } from './reel.ts'
import { readRtspTargets } from './rtsp.ts'

/** Randomness of one run: the same seed gives the same inputs. */
export type Random = {
  /** Whole number in [0, below). */
  below(limit: number): number
  /** One of a list. */
  of<T>(list: readonly T[]): T
}

/**
 * Something that takes bytes from outside. `run` must return for any input; what it throws beyond the
 * refusals it is known for, and what takes longer or more memory than it should, is a finding.
 */
export type FuzzTarget = {
  /** `room/what`, unique: the name of finding files. */
  readonly name: string
  /** A valid input, or one close to it. Mutation is the runner's: `generate` need not break anything. */
  readonly generate: (random: Random) => Buffer
  /** Throws where the input broke something. */
  readonly run: (input: Buffer) => void
}

/** All targets. A room adds its own list here. */
export const targets: readonly FuzzTarget[] = [...readRtspTargets, ...reelTargets]
