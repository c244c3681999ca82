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

export const SURVIVORS: readonly Survivor[] = [
  {
    file: 'law/decree185/article-11.ts',
    was: 'acceptedOn < on',
    now: 'acceptedOn <= on',
    why: 'the earlier of two days, which may be the same one',
  },
  {
    file: 'law/decree185/article-11.ts',
    was: 'acceptedOn < first',
    now: 'acceptedOn <= first',
    why: 'acceptance on the first day has been decided above',
  },
  {
    file: 'law/order799/article-14.ts',
    was: 'inUseOn < on',
    now: 'inUseOn <= on',
    why: 'the earlier of two days, which may be the same one',
  },
  {
    file: 'law/facts/unlisted.ts',
    was: '8',
    now: '9',
    why: 'three signs have eight states; a ninth finding is made and never asked for',
  },
  {
    file: 'law/order799/article-08.ts',
    was: '8',
    now: '9',
    why: 'three facts have eight states; a ninth finding is made and never asked for',
  },
  {
    file: 'law/lists.ts',
    was: "'2199-12-31'",
    now: "'2200-01-01'",
    why: 'any day later than all rows will do',
  },
  {
    file: 'law/lists.ts',
    was: "'2199-12-31'",
    now: "'2199-12-30'",
    why: 'any day later than all rows will do',
  },
]
