/** Facts for a question, made from its declaration: days near where rows begin, and every listed value. */
import fc from 'fast-check'
import { plusDays } from '#law/calendar/civil.ts'
import type { Fact, Shape } from '#law/facts/fact.ts'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { factsOf } from '#law/questions/ask.ts'
import type { Question } from '#law/questions/question.ts'

export type Raw = { readonly [fact: string]: unknown }

/** Facts that a question takes: nothing in them contradicts itself. Any fact may be absent but the required ones. */
export function arbitraryFacts(question: Question): fc.Arbitrary<Raw> {
  const days = daysNear(LAW.book.turns(question.turns))
  return objectOf(question.facts, days).filter((facts) => isTaken(question, facts)) as fc.Arbitrary<Raw>
}

export function isTaken(question: Question, facts: unknown): boolean {
  try {
    factsOf(question, facts)
    return true
  } catch (error) {
    if (error instanceof BadFacts) return false
    throw error
  }
}

/** Eves, days, a month and a year after each turn, and some days of any year. */
function daysNear(turns: readonly string[]): fc.Arbitrary<string> {
  const near = fc
    .tuple(
      fc.constantFrom('2026-03-16', ...turns),
      fc.constantFrom(-366, -31, -1, 0, 1, 29, 30, 31, 90, 91, 400),
    )
    .map(([day, more]) => plusDays(day, more))
  const anyDay = fc.integer({ min: 0, max: 10_000 }).map((more) => plusDays('2004-01-01', more))
  return fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: anyDay })
}

function objectOf(shape: Shape, days: fc.Arbitrary<string>): fc.Arbitrary<Raw> {
  const needed = Object.keys(shape).filter((name) => shape[name]!.required)
  const values = Object.fromEntries(Object.entries(shape).map(([name, fact]) => [name, anyOf(fact, days)]))
  return fc.record(values, { requiredKeys: needed, noNullPrototype: true }) as fc.Arbitrary<Raw>
}

function anyOf(fact: Fact, days: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const { kind, none, tries } = fact
  const some: fc.Arbitrary<unknown>[] = [kindOf(kind, days)]
  if (none) some.push(fc.constant('none'))
  if (tries.length > 0) some.push(fc.constantFrom(...tries))
  return fc.oneof(...some)
}

function kindOf(kind: Fact['kind'], days: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  switch (kind.is) {
    case 'date':
      return days
    case 'district':
      return fc.constantFrom('110101', '110108', '110000', '310101')
    case 'boolean':
      return fc.boolean()
    case 'one-of':
      return fc.constantFrom(...Object.keys(kind.values))
    case 'text':
      return fc.constantFrom('甲', '乙', 'a-1')
    case 'stated':
      return fc.constantFrom(true, false, '公函')
    case 'integer':
      return fc.integer({ min: kind.least, max: kind.most })
    case 'object':
      return objectOf(kind.of, days)
    case 'list':
      return fc.array(objectOf(kind.of, days), { maxLength: Math.min(kind.longest, 4) })
  }
}
