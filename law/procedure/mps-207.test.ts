import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { compulsionLawCounting } from './compulsion-69.ts'
import { article, policeDemand } from './mps-207.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '催告书送达后十个工作日 / ten working days after service',
    gives: 'yes',
    when: () => policeDemand('2013-01-01', on, LAW.book).finding,
  },
  {
    says: '2013年以前的文本没有收录 / texts before 2013 are not kept',
    gives: 'unknown',
    when: () => policeDemand('2012-12-31', on, LAW.book).finding,
  },
  {
    says: '起算之日未知 / the day to count from is not known',
    gives: 'unknown',
    when: () => policeDemand(undefined, on, LAW.book).finding,
  },
  {
    says: '十五日已不是工作日 / fifteen days would not be working days',
    gives: 'no',
    when: () => compulsionLawCounting(15, on, LAW.book),
  },
])
test('mps/207: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['2013-01-01', 10, true],
    ['2026-03-16', 10, true],
  ] as const) {
    const limit = policeDemand(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('mps/207: rules, rows and facts it stands on', () => {
  const { finding, remarks } = policeDemand('2026-03-16', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['mps/266', 'mps/207'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['mps/266/in-force 2013-01-01', 'mps/207/days 2013-01-01'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['compulsion/69 yes'],
  )
  assert.deepEqual(gathered(policeDemand(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(policeDemand(undefined, on, LAW.book).days, null)
})
test('mps/207: no text is looked at that began after the day asked for', () => {
  const asked = policeDemand('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, policeDemand('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
