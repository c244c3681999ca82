import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, demand } from './compulsion-54.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '催告书送达后十个工作日 / ten working days after service',
    gives: 'yes',
    when: () => demand('2012-01-01', on, LAW.book).finding,
  },
  {
    says: '施行前没有期限 / before the law there was none',
    gives: 'no',
    when: () => demand('2011-12-31', on, LAW.book).finding,
  },
  {
    says: '起算之日未知 / the day to count from is not known',
    gives: 'unknown',
    when: () => demand(undefined, on, LAW.book).finding,
  },
  {
    says: '早于施行之日询问的没有期限 / asked before it was in force there is none',
    gives: 'no',
    when: () => demand(undefined, '2011-12-31', LAW.book).finding,
  },
])
test('compulsion/54: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['2012-01-01', 10, true],
    ['2026-03-16', 10, true],
  ] as const) {
    const limit = demand(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('compulsion/54: rules, rows and facts it stands on', () => {
  const { finding, remarks } = demand('2026-03-16', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['compulsion/71', 'compulsion/54'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['compulsion/71/in-force 2012-01-01', 'compulsion/54/days 2012-01-01'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['compulsion/69 yes'],
  )
  assert.deepEqual(gathered(demand(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(demand(undefined, on, LAW.book).days, null)
})
test('compulsion/54: no text is looked at that began after the day asked for', () => {
  const asked = demand('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, demand('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
