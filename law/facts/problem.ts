/** Bad input, by name. It isn't an outcome: nothing was asked. */

export type Problem = {
  /** `law/…` for any question, `NAME/…` for what contradicts itself in one. */
  readonly code: string
  /** Where: `premises.kind`, `officials[1].idSeen`; empty: the whole. */
  readonly path: string
  readonly zh: string
  readonly en: string
}

export class BadFacts extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.code} at ${problem.path}: ${problem.en}`)
    this.name = 'BadFacts'
    this.problem = problem
  }
}
