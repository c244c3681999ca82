import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { applyForReconsideration, article } from './reconsideration-20.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '知道之日起六十日 / sixty days from knowing',
    gives: 'yes',
    when: () => applyForReconsideration('1999-10-01', on, LAW.book).finding,
  },
  {
    says: '施行前没有期限 / before the law there was none',
    gives: 'no',
    when: () => applyForReconsideration('1999-09-30', on, LAW.book).finding,
  },
  {
    says: '起算之日未知 / the day to count from is not known',
    gives: 'unknown',
    when: () => applyForReconsideration(undefined, on, LAW.book).finding,
  },
  {
    says: '早于施行之日询问的没有期限 / asked before it was in force there is none',
    gives: 'no',
    when: () => applyForReconsideration(undefined, '1999-09-30', LAW.book).finding,
  },
])
test('reconsideration/20: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['1999-10-01', 60, false],
    ['2023-12-31', 60, false],
    ['2024-01-01', 60, false],
  ] as const) {
    const limit = applyForReconsideration(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('reconsideration/20: rules, rows and facts it stands on', () => {
  const { finding, remarks } = applyForReconsideration('2026-03-16', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['reconsideration/90', 'reconsideration/20'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['reconsideration/90/in-force 2024-01-01', 'reconsideration/20/days 2024-01-01'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['reconsideration/88 no'],
  )
  assert.deepEqual(gathered(applyForReconsideration(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(applyForReconsideration(undefined, on, LAW.book).days, null)
})
test('reconsideration/20: no text is looked at that began after the day asked for', () => {
  const asked = applyForReconsideration('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, applyForReconsideration('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
