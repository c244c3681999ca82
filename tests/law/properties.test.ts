/** What holds of every question, whatever it is about. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plusDays } from '#law/calendar/civil.ts'
import { citation } from '#law/citation.ts'
import { factAt } from '#law/explain.ts'
import { parseFacts } from '#law/facts/parse.ts'
import { LAW } from '#law/law.ts'
import { type Answered, ask, factsOf, outcomeOf } from '#law/questions/ask.ts'
import type { Law, Question } from '#law/questions/question.ts'
import { QUESTIONS } from '#law/questions/questions.ts'
import { Book } from '#law/reason/book.ts'
import type { Row } from '#law/reason/finding.ts'
import { arbitraryFacts, isTaken, type Raw } from './arbitrary.ts'

const numRuns = 400
const outcome = (question: Question, facts: Raw, law: Law = LAW) =>
  outcomeOf(question, factsOf(question, facts), law)

for (const question of QUESTIONS) {
  const facts = arbitraryFacts(question)

  test(`${question.name}: learning a fact never turns a yes into a no or back, and never takes an outcome away`, () => {
    fc.assert(
      fc.property(facts, fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (more, drops) => {
        let at = 0
        const fewer = without(more, question, () => drops[at++ % drops.length]!)
        if (!isTaken(question, fewer)) return
        const before = outcome(question, fewer)
        if (before !== 'unknown') assert.equal(outcome(question, more), before)
      }),
      { numRuns },
    )
  })

  test(`${question.name}: an amendment changes no answer before its day`, () => {
    fc.assert(
      fc.property(facts, (given) => {
        const amended: Law = { ...LAW, book: amendedAfter(LAW.book, String(given.on)) }
        assert.deepEqual(plain(ask(question, given, amended)), plain(ask(question, given, LAW)))
      }),
      { numRuns },
    )
  })

  test(`${question.name}: a fact that would turn a yes or a no was used for it`, () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { outcome: was, factsUsed, missing, wouldChange } = ask(question, given, LAW)
        if (was === 'unknown') return
        const named = [...factsUsed, ...missing]
        for (const { fact } of wouldChange)
          assert.ok(
            named.some((name) => name === fact || fact.startsWith(`${name}.`) || name.startsWith(`${fact}.`)),
            `${fact} of ${named}`,
          )
      }),
      { numRuns: 150 },
    )
  })

  test(`${question.name}: the answer has its shape, its reasons cite, and what would change does`, () => {
    fc.assert(
      fc.property(facts, (given) => {
        const answered = ask(question, given, LAW)
        assert.deepEqual(Object.keys(answered), SHAPE)
        assert.ok(answered.reasons.length > 0)
        for (const { rule } of answered.reasons) {
          assert.ok(citation(rule).en)
        }
        for (const { id } of answered.parameters)
          assert.ok(
            question.turns.some((turn) => id.startsWith(turn)),
            `${id} is read, and no turn of the question`,
          )
        for (const path of [...answered.factsUsed, ...answered.missing])
          assert.ok(factAt(question.facts, path), path)
        if (answered.outcome === 'yes') assert.notEqual(answered.answer, null)
        if (answered.answer !== null)
          for (const { zh, en } of question.tell(answered.answer)) assert.ok(zh !== '' && en !== '')
        for (const change of answered.wouldChange) {
          assert.deepEqual(Object.keys(change), ['fact', 'to', 'outcome'])
          assert.notEqual(change.outcome, answered.outcome)
          const again = set(given, change.fact.split('.'), change.to)
          if (isTaken(question, again)) assert.equal(outcome(question, again), change.outcome)
        }
      }),
      { numRuns: 150 },
    )
  })

  test(`${question.name}: what isn't a fact of it is refused, whole`, () => {
    fc.assert(
      fc.property(facts, (given) => {
        assert.ok(!isTaken(question, { ...given, surely: 1 }))
        const { on, ...dayless } = given
        assert.ok(typeof on === 'string' && !isTaken(question, dayless))
        assert.ok(!isTaken(question, { ...given, on: '2025-02-29' }))
        assert.deepEqual(parseFacts(question.facts, given), given)
      }),
      { numRuns: 50 },
    )
  })
}

const SHAPE = [
  ...['question', 'on', 'outcome', 'answer', 'reasons', 'factsUsed', 'missing', 'wouldChange', 'parameters'],
]

/** All but what would change it: that looks at other days on purpose. */
function plain(answered: Answered): unknown {
  const { wouldChange: _, ...rest } = answered
  return JSON.parse(JSON.stringify(rest))
}

/** Every figure changes on the day after, and again where it would have changed later. */
function amendedAfter(book: Book, on: string): Book {
  const next = plusDays(on, 1)
  const begun = book.rows.filter((row) => book.at(row.id, on) === row)
  const later = book.rows.filter((row) => row.from > next).map(other)
  return new Book([
    ...book.rows.filter((row) => row.from <= on),
    ...begun.map((row) => ({ ...other(row), from: next })),
    ...book.rows.filter((row) => row.from === next && book.at(row.id, on) === null).map(other),
    ...later,
  ])
}

/** The same row with another value. */
function other(row: Row): Row {
  const { value } = row
  if (typeof value === 'number') return { ...row, value: value + 7 }
  if (typeof value === 'boolean') return { ...row, value: !value }
  return typeof value === 'string' ? { ...row, value: `${value}!` } : { ...row, value: [] }
}

/** Without some facts that may be absent, inside objects too. */
function without(facts: Raw, question: Question, drop: () => boolean): Raw {
  const shorter = (given: Raw, inside: string): Raw =>
    Object.fromEntries(
      Object.entries(given)
        .filter(([name]) => factAt(question.facts, `${inside}${name}`)?.required === true || !drop())
        .map(([name, value]) => {
          const kind = factAt(question.facts, `${inside}${name}`)?.kind.is
          return [
            name,
            kind === 'object' && value !== 'none' ? shorter(value as Raw, `${inside}${name}.`) : value,
          ]
        }),
    )
  return shorter(facts, '')
}

function set(facts: Raw, [key, ...rest]: readonly string[], to: unknown): Raw {
  return { ...facts, [key!]: rest.length === 0 ? to : set((facts[key!] ?? {}) as Raw, rest, to) }
}
