/**
 * A question of the law engine: its facts, what contradicts itself in them, and how it is decided. `ask.ts` puts it.
 */
import type { WorkingDays } from '../calendar/working-days.ts'
import { date, type Fact, type FactsOf, required, type Shape } from '../facts/fact.ts'
import type { Problem } from '../facts/problem.ts'
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
  /** A `contradiction` where the facts can't all be so, else null. Returned, not thrown: it is asked for every try. */
  refuse(facts: Facts<S>): Problem | null
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

/** @param code `NAME/what-is-wrong`. @param path the fact that is to be looked at. */
export const contradiction = (code: string, path: string, zh: string, en: string): Problem => ({
  code,
  path,
  zh,
  en,
})

/** Whether both are days and the first is earlier; absent and `none` are no days. */
export const isBefore = (day: string | undefined, other: string | undefined): boolean =>
  isDay(day) && isDay(other) && day < other

/** Whether a fact of kind date, or none, says a day. */
export const isDay = (day: string | undefined): day is string => day !== undefined && day !== 'none'
