/** Which mutants there are, what became of them, and whether that is enough. */
import { ARTICLES } from '#law/articles.ts'
import { SURVIVORS, type Survivor } from '../survivors.ts'
import type { Judged } from './jury.ts'
import type { Modules } from './modules.ts'
import { type Mutant, mutantsOf } from './mutants.ts'

/** At least so many of a hundred have to be killed. */
export const ASKED = 95

/** @param parts of file names; none: all. */
export function mutantsIn(modules: Modules, parts: readonly string[]): readonly Mutant[] {
  const ids = {
    articles: ARTICLES.map(({ id }) => id),
    rows: [...new Set(ARTICLES.flatMap(({ rows }) => rows.map(({ id }) => id)))],
  }
  return modules.sources
    .filter((file) => parts.length === 0 || parts.some((part) => file.includes(part)))
    .flatMap((file) => mutantsOf(file, modules.text(file), ids))
}

/** So many of a list, drawn by a seed. */
export function drawn<T>(list: readonly T[], count: number, seed: number): readonly T[] {
  const left = [...list]
  const out: T[] = []
  let state = seed >>> 0
  while (out.length < count && left.length > 0) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    out.push(left.splice(Math.floor((state / 2 ** 32) * left.length), 1)[0]!)
  }
  return out
}

export type Tally = {
  readonly killed: number
  readonly survived: number
  readonly percent: number
  readonly files: readonly { readonly file: string; readonly killed: number; readonly survived: number }[]
  readonly survivors: readonly (Pick<Mutant, 'file' | 'line' | 'was' | 'now'> & {
    readonly why: string | null
  })[]
  /** Listed survivors that are killed or gone. */
  readonly stale: readonly Survivor[]
}

/** @param whole files all of whose mutants were judged: only there can a listed survivor be missed. */
export function tally(
  judged: readonly Judged[],
  whole: ReadonlySet<string>,
  listed: readonly Survivor[] = SURVIVORS,
): Tally {
  const files = new Map<string, { file: string; killed: number; survived: number }>()
  const same = (a: Survivor, b: Mutant) =>
    a.file === b.file && a.was === b.was && a.now === b.now && (a.code === undefined || a.code === b.code)
  for (const { mutant, killedBy } of judged) {
    const counted = files.get(mutant.file) ?? { file: mutant.file, killed: 0, survived: 0 }
    files.set(mutant.file, counted)
    if (killedBy === null) counted.survived++
    else counted.killed++
  }
  const alive = judged.filter(({ killedBy }) => killedBy === null).map(({ mutant }) => mutant)
  const killed = judged.length - alive.length
  return {
    killed,
    survived: alive.length,
    percent: judged.length === 0 ? 0 : Math.floor((1000 * killed) / judged.length) / 10,
    files: [...files.values()],
    survivors: alive.map((mutant) => {
      const { file, line, was, now } = mutant
      return { file, line, was, now, why: listed.find((known) => same(known, mutant))?.why ?? null }
    }),
    stale: listed.filter((known) => whole.has(known.file) && !alive.some((mutant) => same(known, mutant))),
  }
}
