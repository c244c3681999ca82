/**
 * What would change an outcome: the question is asked again with each listed value of each fact, and with each day on
 * which a row it reads begins, and the eve of it. Values that contradict the other facts are passed over.
 */
import { plusDays } from '../calendar/civil.ts'
import type { Fact, Shape } from '../facts/fact.ts'
import type { Outcome } from '../reason/finding.ts'
import type { Law, Question, Try } from './question.ts'

export type Change = { readonly fact: string; readonly to: unknown; readonly outcome: Outcome }

type Loose = { readonly [key: string]: unknown }

export function changes(question: Question, facts: object, law: Law, was: Outcome): readonly Change[] {
  const days = law.book.turns(question.turns).flatMap((day) => [plusDays(day, -1), day])
  const found: Change[] = []
  const seen = new Set<string>()
  const trial = ({ fact, to }: Try): void => {
    const key = `${fact} ${JSON.stringify(to)}`
    if (seen.has(key)) return
    seen.add(key)
    const other = withFact(facts as Loose, fact.split('.'), to)
    if (other === null) return
    if (question.refuse(other as never) !== null) return
    const { outcome } = question.decide(other as never, law).finding
    if (outcome !== was) found.push({ fact, to, outcome })
  }
  for (const candidate of candidates(question.facts, '', days)) trial(candidate)
  for (const candidate of question.tries?.(facts as never) ?? []) trial(candidate)
  return found
}

function* candidates(shape: Shape, inside: string, days: readonly string[]): Generator<Try> {
  for (const [name, fact] of Object.entries(shape)) {
    const path = `${inside}${name}`
    for (const to of valuesOf(fact, days)) yield { fact: path, to }
    if (fact.kind.is === 'object') yield* candidates(fact.kind.of, `${path}.`, days)
  }
}

function valuesOf(fact: Fact, days: readonly string[]): readonly unknown[] {
  const { kind, tries } = fact
  const listed =
    kind.is === 'date'
      ? days
      : kind.is === 'boolean' || kind.is === 'stated'
        ? [true, false]
        : kind.is === 'one-of'
          ? Object.keys(kind.values)
          : []
  return [...listed, ...(fact.none ? ['none'] : []), ...tries]
}

/** A copy with one fact set; null where the path leads into something that is known not to be there. */
function withFact(facts: Loose, path: readonly string[], to: unknown): Loose | null {
  const [key, ...rest] = path as [string, ...string[]]
  if (rest.length === 0) return { ...facts, [key]: to }
  const inner = facts[key] ?? {}
  if (typeof inner !== 'object') return null
  const changed = withFact(inner as Loose, rest, to)
  return changed === null ? null : { ...facts, [key]: changed }
}
