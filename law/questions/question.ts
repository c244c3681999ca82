/**
 * A question of the law engine: its facts, what contradicts itself in them, and how it is decided. `ask.ts` puts it.
 */
import type { WorkingDays } from '../calendar/working-days.ts'
import { date, type Fact, type FactsOf, required, type Shape } from '../facts/fact.ts'
import { BadFacts, problem } from '../facts/problem.ts'
import type { Book } from '../reason/book.ts'
import type { Finding, Outcome, Text } from '../reason/finding.ts'

/** What questions are decided by: the dated rows of all articles, and the calendar. */
export type Law = { readonly book: Book; readonly days: WorkingDays }

export type Decision<A> = {
  readonly finding: Finding
  /** Computed only when asked for. Null exactly where nothing can be said; a known nothing is empty lists. */
  readonly answer: () => A | null
  /** What a reader ought to know beside it; never decides, and is only made for a whole answer. */
  readonly remarks?: () => readonly Finding[]
}

/** One fact, set to another value. `fact` is a path: `placeClass`, `premises.key`. */
export type Try = { readonly fact: string; readonly to: unknown }

type Asked = { readonly on: Fact<string, true> }
export type Facts<S extends Shape> = FactsOf<S & Asked>

// Methods, not properties, so that questions of different facts stand in one list.
export type Question<S extends Shape = Shape, A = unknown> = {
  readonly name: string
  readonly title: Text
  readonly facts: S & Asked
  /** The outcomes in words. */
  readonly says: { readonly [outcome in Outcome]: Text }
  /** Beginnings of the ids of the rows it reads: on the days these begin, it is asked again. */
  readonly turns: readonly string[]
  /** @throws BadFacts (by `contradiction`) where the facts can't all be so. */
  refuse(facts: Facts<S>): void
  decide(facts: Facts<S>, law: Law): Decision<A>
  /** More to ask again with than the listed values and days, such as a list with one item less. */
  tries?(facts: Facts<S>): readonly Try[]
  /** The answer for a page, a line each. */
  tell(answer: A): readonly Text[]
}

const on = required(date({ zh: '询问之日', en: 'day the question is asked' }))

/** Declares a question; `on` is added to its facts. */
export function question<S extends Shape, A>(
  declared: Omit<Question<S, A>, 'facts'> & { readonly facts: S },
): Question<S, A> {
  return { ...declared, facts: { ...declared.facts, on } }
}

/** @throws BadFacts always. @param code `NAME/what-is-wrong`. @param path the fact that is to be looked at. */
export function contradiction(code: string, path: string, zh: string, en: string): never {
  throw new BadFacts(problem(code, path, { zh, en }))
}

/** Refuses `later` before `earlier`, where both are days. @throws BadFacts */
export function inOrder(
  earlier: string | undefined,
  later: string | undefined,
  otherwise: () => never,
): void {
  if (earlier === undefined || later === undefined || earlier === 'none' || later === 'none') return
  if (later < earlier) otherwise()
}
