import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, policePayFine } from './mps-214.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '收到决定书后十五日 / fifteen days after receipt',
    gives: 'yes',
    when: () => policePayFine('2013-01-01', on, LAW.book).finding,
  },
  {
    says: '2013年以前的文本没有收录 / texts before 2013 are not kept',
    gives: 'unknown',
    when: () => policePayFine('2012-12-31', on, LAW.book).finding,
  },
  {
    says: '起算之日未知 / the day to count from is not known',
    gives: 'unknown',
    when: () => policePayFine(undefined, on, LAW.book).finding,
  },
  {
    says: '十五日不是工作日 / the fifteen days are not working days',
    gives: 'no',
    when: () => policePayFine('2026-03-16', on, LAW.book).remarks[0]!,
  },
])
test('mps/214: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['2013-01-01', 15, false],
    ['2026-03-16', 15, false],
  ] as const) {
    const limit = policePayFine(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('mps/214: rules, rows and facts it stands on', () => {
  const { finding, remarks } = policePayFine('2026-03-16', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['mps/266', 'mps/214'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['mps/266/in-force 2013-01-01', 'mps/214/days 2013-01-01'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['mps/35 no'],
  )
  assert.deepEqual(gathered(policePayFine(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(policePayFine(undefined, on, LAW.book).days, null)
})
test('mps/214: no text is looked at that began after the day asked for', () => {
  const asked = policePayFine('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, policePayFine('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
