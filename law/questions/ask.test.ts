import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boolean, date, listOf, object, oneOf, orNone, text, trying } from '../facts/fact.ts'
import { BadFacts } from '../facts/problem.ts'
import { LAW } from '../law.ts'
import { no, unknown, yes } from '../reason/finding.ts'
import { ask, outcomeOf, questionCalled } from './ask.ts'
import { contradiction, isBefore, isDay, question } from './question.ts'
import { QUESTIONS } from './questions.ts'

const word = { zh: '词', en: 'word' }
const YES = yes('185/11', word, ['kind', 'event', 'seen', 'why', 'people', 'until'])
const NO = no('185/11', word, ['kind'])
const OPEN = unknown('185/11', word, ['kind', 'event.kind'])

/** Yes for `a`, for an event of kind 火灾, where something was seen, for a reason to try, or with nobody. */
const tried = question({
  name: 'tried',
  title: word,
  facts: {
    kind: oneOf(word, { a: word, b: word }),
    seen: boolean(word),
    until: orNone(date(word)),
    why: trying(text(word), '缘由'),
    event: orNone(object(word, { kind: trying(text(word), '火灾', '火灾') })),
    people: listOf(word, { name: text(word) }),
  },
  says: { yes: word, no: word, unknown: word },
  turns: ['799/34/'],
  refuse: ({ kind, seen }) =>
    kind === 'a' && seen === false ? contradiction('tried/unseen', 'seen', '矛盾', 'contradicts') : null,
  decide: ({ kind, event, seen, why, people, until, on }) => ({
    finding:
      kind === 'a' ||
      seen === true ||
      why === '缘由' ||
      until === 'none' ||
      on === '2025-03-31' ||
      (typeof event === 'object' && event.kind === '火灾') ||
      people?.length === 0
        ? YES
        : kind === 'b'
          ? NO
          : OPEN,
    answer: () => null,
  }),
  tries: () => [
    { fact: 'people', to: [] },
    { fact: 'people', to: [] },
  ],
  tell: () => [],
})
const changes = (facts: object) =>
  ask(tried, { on: '2026-01-02', ...facts }, LAW).wouldChange.map(({ fact, to, outcome }) => [
    fact,
    to,
    outcome,
  ])

test('each listed value, each day a row begins and its eve, and what is to be tried: once each', () => {
  assert.deepEqual(changes({}), [
    ['kind', 'a', 'yes'],
    ['kind', 'b', 'no'],
    ['seen', true, 'yes'],
    ['until', 'none', 'yes'],
    ['why', '缘由', 'yes'],
    ['event.kind', '火灾', 'yes'],
    ['on', '2025-03-31', 'yes'],
    ['people', [], 'yes'],
  ])
})
test('what contradicts the other facts isn’t tried, and nothing is inside what is known to be none', () => {
  assert.deepEqual(
    changes({ seen: false, event: 'none' }).map(([fact, to]) => `${fact} ${JSON.stringify(to)}`),
    ['kind "b"', 'seen true', 'until "none"', 'why "缘由"', 'on "2025-03-31"', 'people []'],
  )
})
test('a try inside an object leaves the rest of it, and the facts themselves, as they were', () => {
  const event = { kind: '踩踏' }
  const facts = { on: '2026-01-02', kind: 'b', event } as const
  assert.ok(changes(facts).some(([fact]) => fact === 'event.kind'))
  assert.deepEqual(facts, { on: '2026-01-02', kind: 'b', event: { kind: '踩踏' } })
  assert.equal(outcomeOf(tried, facts, LAW), 'no')
})
test('facts that contradict each other are refused by name, and a question nobody wrote is too', () => {
  const code = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      if (error instanceof BadFacts) return `${error.problem.code} ${error.problem.path}`
      throw error
    }
    return null
  }
  assert.equal(
    code(() => ask(tried, { on: '2026-01-02', kind: 'a', seen: false }, LAW)),
    'tried/unseen seen',
  )
  assert.equal(
    code(() => questionCalled(QUESTIONS, 'retentions')),
    'law/unknown-question ',
  )
  for (const one of QUESTIONS) assert.equal(questionCalled(QUESTIONS, one.name), one)
})
test('a day before another: absent and none are no days', () => {
  assert.equal(isBefore('2026-01-01', '2026-01-02'), true)
  assert.equal(isBefore('2026-01-02', '2026-01-02'), false)
  for (const [one, other] of [
    [undefined, '2026-01-02'],
    ['2026-01-02', undefined],
    ['none', '2026-01-02'],
    ['2026-01-02', 'none'],
    ['none', 'zz'],
  ] as const)
    assert.equal(isBefore(one, other), false)
  assert.deepEqual([isDay('2026-01-01'), isDay('none'), isDay(undefined)], [true, false, false])
})
