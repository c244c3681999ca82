import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, penaltyLawCounting } from './apl-85.ts'

sentences(article, [
  {
    says: '五日是工作日 / five days are working days',
    gives: 'yes',
    when: () => penaltyLawCounting(5, '2021-07-15', LAW.book),
  },
  {
    says: '十五日是日历日 / fifteen days are calendar days',
    gives: 'no',
    when: () => penaltyLawCounting(15, '2021-07-15', LAW.book),
  },
  {
    says: '修订前三日是日历日 / before the revision three days are calendar days',
    gives: 'no',
    when: () => penaltyLawCounting(3, '2021-07-14', LAW.book),
  },
  {
    says: '日数未知 / the number of days is not known',
    gives: 'unknown',
    when: () => penaltyLawCounting(undefined, '2026-01-01', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => penaltyLawCounting(5, undefined, LAW.book),
  },
])
test('apl/85: which numbers of days are working days, text by text', () => {
  for (const [days, day, outcome] of [
    [1, '2021-07-15', 'no'],
    [2, '2021-07-15', 'yes'],
    [3, '2021-07-15', 'yes'],
    [4, '2021-07-15', 'no'],
    [5, '2021-07-15', 'yes'],
    [6, '2021-07-15', 'no'],
    [7, '2021-07-15', 'yes'],
    [8, '2021-07-15', 'no'],
    [10, '2021-07-15', 'no'],
    [90, '2021-07-15', 'no'],
    [5, '2021-07-14', 'no'],
  ] as const) {
    const counted = penaltyLawCounting(days, day, LAW.book)
    assert.equal(counted.outcome, outcome, `${days} on ${day}`)
    assert.equal(counted.reason?.rule, 'apl/85')
  }
})
