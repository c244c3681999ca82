import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, onTheSpot, onTheSpotByLaw } from './apl-51.ts'
import type { SpotFacts } from './on-the-spot.ts'

const spot = (facts: Partial<SpotFacts>) => onTheSpot({ on: '2026-11-24', ...facts }, LAW.book)

sentences(article, [
  {
    says: '对个人罚款50元，两个限额之内 / CNY 50 for a person is within both limits',
    gives: 'yes',
    when: () => spot({ subject: 'individual', amount: 50 }),
  },
  {
    says: '对个人罚款200元，两个限额之间 / CNY 200 for a person is between the limits',
    gives: 'unknown',
    when: () => spot({ subject: 'individual', amount: 200 }),
  },
  {
    says: '对个人罚款201元，超过两个限额 / CNY 201 for a person is above both',
    gives: 'no',
    when: () => spot({ subject: 'individual', amount: 201 }),
  },
  {
    says: '对单位罚款1000元 / CNY 1,000 for a unit',
    gives: 'yes',
    when: () => spot({ subject: 'unit', amount: 1000 }),
  },
  {
    says: '对单位罚款3001元 / CNY 3,001 for a unit',
    gives: 'no',
    when: () => spot({ subject: 'unit', amount: 3001 }),
  },
  { says: '数额未知 / the amount is not known', gives: 'unknown', when: () => spot({ subject: 'unit' }) },
])

test('both limits are shown, each with its bound', () => {
  const outcomes = (subject: 'unit' | 'principal', amounts: number[]) =>
    amounts.map((amount) => spot({ subject, amount }).outcome)
  assert.deepEqual(outcomes('principal', [50, 51, 200, 201]), ['yes', 'unknown', 'unknown', 'no'])
  assert.deepEqual(outcomes('unit', [1000, 1001, 3000, 3001]), ['yes', 'unknown', 'unknown', 'no'])
  const shown = (amount: number) => gathered(spot({ subject: 'unit', amount }), 'rows').map(({ id }) => id)
  for (const amount of [1000, 2000, 4000]) assert.deepEqual(shown(amount), ['apl/51/unit', 'mps/37/unit'])
  for (const amount of [1000, 4000]) assert.equal(leaves(spot({ subject: 'unit', amount })).length, 2)
  const cited = leaves(spot({ subject: 'unit', amount: 2000 })).map(({ reason }) => reason?.rule)
  assert.deepEqual(cited, ['apl/51', 'apl/51', 'mps/37'])
})
test('before the law of 2021 the limits were the same', () => {
  const at = (on: string, amount: number) =>
    onTheSpotByLaw({ subject: 'individual', amount, on }, LAW.book).outcome
  assert.deepEqual([at('2021-07-14', 50), at('2021-07-14', 51)], ['yes', 'no'])
  assert.deepEqual([at('2021-07-15', 200), at('2021-07-15', 201)], ['yes', 'no'])
  const unit = (on: string, amount: number) =>
    onTheSpotByLaw({ subject: 'unit', amount, on }, LAW.book).outcome
  assert.deepEqual([unit('2021-07-14', 1000), unit('2021-07-14', 1001)], ['yes', 'no'])
  assert.deepEqual([unit('2021-07-15', 3000), unit('2021-07-15', 3001)], ['yes', 'no'])
  assert.deepEqual([unit('1996-10-01', 1000), unit('1996-09-30', 1000)], ['yes', 'unknown'])
  assert.deepEqual([at('1996-10-01', 50), at('1996-09-30', 50)], ['yes', 'unknown'])
  const early = spot({ subject: 'unit', amount: 1000, on: '2012-12-31' })
  assert.equal(early.outcome, 'unknown')
  assert.deepEqual(
    leaves(early).map(({ reason }) => reason?.rule),
    ['apl/51', 'mps/37'],
  )
})
test('what lacks is named', () => {
  const missing = (facts: Partial<SpotFacts>) => gathered(spot(facts), 'missing')
  assert.deepEqual(missing({}), ['subject', 'amount'])
  assert.deepEqual(missing({ subject: 'unit' }), ['amount'])
  assert.deepEqual(missing({ amount: 50 }), ['subject'])
  assert.deepEqual(missing({ subject: 'unit', amount: 2000 }), [])
})
