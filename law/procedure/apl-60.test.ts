import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, decideCase } from './apl-60.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '自立案起九十日 / ninety days from opening',
    gives: 'yes',
    when: () => decideCase('2021-07-15', on, LAW.book).finding,
  },
  {
    says: '修订施行前没有办案期限 / before the revision there was none',
    gives: 'no',
    when: () => decideCase('2021-07-14', on, LAW.book).finding,
  },
  {
    says: '起算之日未知 / the day to count from is not known',
    gives: 'unknown',
    when: () => decideCase(undefined, on, LAW.book).finding,
  },
  {
    says: '早于施行之日询问的没有期限 / asked before it was in force there is none',
    gives: 'no',
    when: () => decideCase(undefined, '2021-07-14', LAW.book).finding,
  },
])
test('apl/60: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['2021-07-15', 90, false],
    ['2026-03-16', 90, false],
  ] as const) {
    const limit = decideCase(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('apl/60: rules, rows and facts it stands on', () => {
  const { finding, remarks } = decideCase('2026-03-16', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['apl/86', 'apl/60'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['apl/86/in-force 2021-07-15', 'apl/60/days 2021-07-15'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['apl/85 no'],
  )
  assert.deepEqual(gathered(decideCase(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(decideCase(undefined, on, LAW.book).days, null)
})
test('apl/60: no text is looked at that began after the day asked for', () => {
  const asked = decideCase('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, decideCase('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
