/**
 * What would change an outcome: the question is asked again with each listed value of each fact, and with each day on
 * which a row it reads begins, and the eve of it. Values that contradict the other facts are passed over. What there is
 * to try is listed once a question; one copy of the facts is altered and put back, since hundreds of tries are decided
 * for one answer.
 */
import { plusDays } from '../calendar/civil.ts'
import type { Fact, Shape } from '../facts/fact.ts'
import type { Outcome } from '../reason/finding.ts'
import type { Law, Question } from './question.ts'

export type Change = { readonly fact: string; readonly to: unknown; readonly outcome: Outcome }

/** The values to try for one fact. */
type Trial = { readonly fact: string; readonly path: readonly string[]; readonly values: readonly unknown[] }

type Loose = { [key: string]: unknown }

export function changes(question: Question, facts: object, law: Law, was: Outcome): readonly Change[] {
  const found: Change[] = []
  const copy = { ...facts } as Loose
  const trial = ({ fact, path, values }: Trial): void => {
    const last = path.length - 1
    // The objects on the way are copied, from the inside out; what is known to be none has nothing inside.
    let holder = copy
    for (let i = 0; i < last; i++) {
      const inner = holder[path[i]!] ?? {}
      if (typeof inner !== 'object') return
      holder = holder[path[i]!] = { ...inner }
    }
    const key = path[last]!
    for (const to of values) {
      holder[key] = to
      if (question.refuse(copy as never) !== null) continue
      const { outcome } = question.decide(copy as never, law).finding
      if (outcome !== was) found.push({ fact, to, outcome })
    }
    copy[path[0]!] = (facts as Loose)[path[0]!]
  }
  for (const one of trialsOf(question, law)) trial(one)
  if (question.tries !== undefined) {
    const seen = new Set<string>()
    for (const { fact, to } of question.tries(facts as never)) {
      const told = `${fact} ${JSON.stringify(to)}`
      if (!seen.has(told)) trial({ fact, path: fact.split('.'), values: [to] })
      seen.add(told)
    }
  }
  return found
}

const listed = new WeakMap<Question, WeakMap<readonly string[], readonly Trial[]>>()

function trialsOf(question: Question, law: Law): readonly Trial[] {
  const turns = law.book.turns(question.turns)
  let known = listed.get(question)
  if (known === undefined) {
    known = new WeakMap()
    listed.set(question, known)
  }
  let trials = known.get(turns)
  if (trials === undefined) {
    const days = new Set(turns.flatMap((day) => [plusDays(day, -1), day]))
    trials = [...trialsIn(question.facts, [], [...days])]
    known.set(turns, trials)
  }
  return trials
}

function* trialsIn(shape: Shape, inside: readonly string[], days: readonly string[]): Generator<Trial> {
  for (const [name, fact] of Object.entries(shape)) {
    const path = [...inside, name]
    yield { fact: path.join('.'), path, values: valuesOf(fact, days) }
    if (fact.kind.is === 'object') yield* trialsIn(fact.kind.of, path, days)
  }
}

function valuesOf({ kind, none, tries }: Fact, days: readonly string[]): readonly unknown[] {
  const values =
    kind.is === 'date'
      ? days
      : kind.is === 'boolean' || kind.is === 'stated'
        ? [true, false]
        : kind.is === 'one-of'
          ? Object.keys(kind.values)
          : []
  const all = [...values, ...(none ? ['none'] : []), ...tries]
  return all.filter((to, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(to)) === i)
}
