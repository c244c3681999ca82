import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, compulsionLawCounting } from './compulsion-69.ts'

sentences(article, [
  {
    says: '十日是工作日 / ten days are working days',
    gives: 'yes',
    when: () => compulsionLawCounting(10, '2012-01-01', LAW.book),
  },
  {
    says: '十一日是日历日 / eleven days are calendar days',
    gives: 'no',
    when: () => compulsionLawCounting(11, '2012-01-01', LAW.book),
  },
  {
    says: '日数未知 / the number of days is not known',
    gives: 'unknown',
    when: () => compulsionLawCounting(undefined, '2026-01-01', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => compulsionLawCounting(5, undefined, LAW.book),
  },
])
test('compulsion/69: which numbers of days are working days, text by text', () => {
  for (const [days, day, outcome] of [
    [1, '2012-01-01', 'yes'],
    [10, '2012-01-01', 'yes'],
    [11, '2012-01-01', 'no'],
    [10, '2011-12-31', 'no'],
  ] as const) {
    const counted = compulsionLawCounting(days, day, LAW.book)
    assert.equal(counted.outcome, outcome, `${days} on ${day}`)
    assert.equal(counted.reason?.rule, 'compulsion/69')
  }
})
