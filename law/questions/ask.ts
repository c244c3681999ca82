/**
 * Puts a question: facts in, the whole answer out. What would change it is looked for only when it is read.
 */

import type { Shape } from '../facts/fact.ts'
import { parseFacts } from '../facts/parse.ts'
import { BadFacts } from '../facts/problem.ts'
import { carried, type Outcome, type Reason, type Row, withRemarks } from '../reason/finding.ts'
import { type Change, changes } from './changes.ts'
import type { Facts, Law, Question } from './question.ts'

export type Answered<A = unknown> = {
  readonly question: string
  readonly on: string
  readonly outcome: Outcome
  readonly answer: A | null
  readonly reasons: readonly Reason[]
  readonly factsUsed: readonly string[]
  readonly missing: readonly string[]
  readonly wouldChange: readonly Change[]
  readonly parameters: readonly Pick<Row, 'id' | 'value' | 'source' | 'status'>[]
}

/** The facts of a question, from outside. @throws BadFacts for what is no fact, and for what contradicts itself. */
export function factsOf<S extends Shape, A>(question: Question<S, A>, raw: unknown): Facts<S> {
  const facts = parseFacts(question.facts, raw) as Facts<S>
  const refused = question.refuse(facts)
  if (refused !== null) throw new BadFacts(refused)
  return facts
}

/** The outcome alone: nothing is written down. The facts have to have passed `factsOf`. */
export function outcomeOf<S extends Shape, A>(question: Question<S, A>, facts: Facts<S>, law: Law): Outcome {
  return question.decide(facts, law).finding.outcome
}

/** @param raw anything, e.g. parsed JSON. @throws BadFacts */
export function ask<S extends Shape, A>(question: Question<S, A>, raw: unknown, law: Law): Answered<A> {
  return answerTo(question, factsOf(question, raw), law)
}

/** As `ask`, for facts that have passed `factsOf`. */
export function answerTo<S extends Shape, A>(
  question: Question<S, A>,
  facts: Facts<S>,
  law: Law,
): Answered<A> {
  const { finding: decided, answer, remarks } = question.decide(facts, law)
  const finding = withRemarks(decided, ...(remarks?.() ?? []))
  const { reasons, used, missing, rows } = carried(finding)
  let changed: readonly Change[] | undefined
  return {
    question: question.name,
    on: (facts as unknown as { readonly on: string }).on,
    outcome: finding.outcome,
    answer: answer(),
    reasons,
    factsUsed: used,
    missing,
    // An own getter: JSON and deep comparison read it as a value.
    get wouldChange() {
      changed ??= changes(question as unknown as Question, facts, law, finding.outcome)
      return changed
    },
    parameters: rows.map(({ id, value, source, status }) => ({ id, value, source, status })),
  }
}

/** The question that is called so. @throws BadFacts */
export function questionCalled(questions: readonly Question[], name: string): Question {
  const found = questions.find((question) => question.name === name)
  if (found !== undefined) return found
  const names = questions.map((question) => question.name)
  throw new BadFacts({
    code: 'law/unknown-question',
    path: '',
    zh: `没有“${name}”这个问题；可问的有：${names.join('、')}。`,
    en: `no question is called ${JSON.stringify(name)}; there are: ${names.join(', ')}.`,
  })
}
