import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, payFine } from './apl-67.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '收到决定书后十五日 / fifteen days after receipt',
    gives: 'yes',
    when: () => payFine('1996-10-01', on, LAW.book).finding,
  },
  {
    says: '施行前没有期限 / before the law there was none',
    gives: 'no',
    when: () => payFine('1996-09-30', on, LAW.book).finding,
  },
  {
    says: '起算之日未知 / the day to count from is not known',
    gives: 'unknown',
    when: () => payFine(undefined, on, LAW.book).finding,
  },
  {
    says: '早于施行之日询问的没有期限 / asked before it was in force there is none',
    gives: 'no',
    when: () => payFine(undefined, '1996-09-30', LAW.book).finding,
  },
])
test('apl/67: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['1996-10-01', 15, false],
    ['2021-07-14', 15, false],
    ['2021-07-15', 15, false],
  ] as const) {
    const limit = payFine(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('apl/67: rules, rows and facts it stands on', () => {
  const { finding, remarks } = payFine('2026-03-16', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['apl/86', 'apl/67'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['apl/86/in-force 2021-07-15', 'apl/67/days 2021-07-15'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['apl/85 no'],
  )
  assert.deepEqual(gathered(payFine(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(payFine(undefined, on, LAW.book).days, null)
})
test('apl/67: no text is looked at that began after the day asked for', () => {
  const asked = payFine('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, payFine('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
