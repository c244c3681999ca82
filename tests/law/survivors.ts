/**
 * Mutants of `law/` that no test kills and that are known for what they are. One that is killed, or gone, fails the
 * mutation run: then its line goes.
 */
export type Survivor = {
  readonly file: string
  /** As the run prints it: what stood there, and what stands there in the mutant. */
  readonly was: string
  readonly now: string
  /** Why nothing can or need tell them apart. */
  readonly why: string
}

export const SURVIVORS: readonly Survivor[] = []
