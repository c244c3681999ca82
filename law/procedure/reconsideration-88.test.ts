import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, reconsiderationLawCounting } from './reconsideration-88.ts'

sentences(article, [
  {
    says: '2024年起三日是工作日 / from 2024 three days are working days',
    gives: 'yes',
    when: () => reconsiderationLawCounting(3, '2024-01-01', LAW.book),
  },
  {
    says: '六十日是日历日 / sixty days are calendar days',
    gives: 'no',
    when: () => reconsiderationLawCounting(60, '2024-01-01', LAW.book),
  },
  {
    says: '日数未知 / the number of days is not known',
    gives: 'unknown',
    when: () => reconsiderationLawCounting(undefined, '2026-01-01', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => reconsiderationLawCounting(5, undefined, LAW.book),
  },
])
test('reconsideration/88: which numbers of days are working days, text by text', () => {
  for (const [days, day, outcome] of [
    [2, '2024-01-01', 'no'],
    [3, '2024-01-01', 'yes'],
    [5, '2024-01-01', 'yes'],
    [7, '2024-01-01', 'yes'],
    [10, '2024-01-01', 'yes'],
    [60, '2024-01-01', 'no'],
    [3, '2023-12-31', 'no'],
    [5, '2023-12-31', 'yes'],
    [7, '2023-12-31', 'yes'],
    [10, '2023-12-31', 'no'],
    [5, '1999-10-01', 'yes'],
    [5, '1999-09-30', 'no'],
  ] as const) {
    const counted = reconsiderationLawCounting(days, day, LAW.book)
    assert.equal(counted.outcome, outcome, `${days} on ${day}`)
    assert.equal(counted.reason?.rule, 'reconsideration/88')
  }
})
