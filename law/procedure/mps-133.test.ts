import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, policeHearingRequest } from './mps-133.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '告知后三日 / three days after being told',
    gives: 'yes',
    when: () => policeHearingRequest('2013-01-01', on, LAW.book).finding,
  },
  {
    says: '2013年以前的文本没有收录 / texts before 2013 are not kept',
    gives: 'unknown',
    when: () => policeHearingRequest('2012-12-31', on, LAW.book).finding,
  },
  {
    says: '起算之日未知 / the day to count from is not known',
    gives: 'unknown',
    when: () => policeHearingRequest(undefined, on, LAW.book).finding,
  },
  {
    says: '三日不是工作日 / the three days are not working days',
    gives: 'no',
    when: () => policeHearingRequest('2021-07-14', on, LAW.book).remarks[0]!,
  },
])
test('mps/133: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['2013-01-01', 3, false],
    ['2021-07-14', 3, false],
    ['2021-07-15', 5, true],
    ['2025-09-24', 5, true],
  ] as const) {
    const limit = policeHearingRequest(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('mps/133: rules, rows and facts it stands on', () => {
  const { finding, remarks } = policeHearingRequest('2026-03-16', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['apl/86', 'apl/64'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['apl/86/in-force 2021-07-15', 'apl/64/hearing-request 2021-07-15'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['apl/85 yes', 'mps/133 yes'],
  )
  assert.deepEqual(gathered(policeHearingRequest(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(policeHearingRequest(undefined, on, LAW.book).days, null)
})
test('mps/133: no text is looked at that began after the day asked for', () => {
  const asked = policeHearingRequest('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, policeHearingRequest('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
test('mps/133: until the Penalty Law was revised the rules’ own limit counts, without a remark on yielding', () => {
  const { finding, remarks } = policeHearingRequest('2021-07-14', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['mps/266', 'mps/133'],
  )
  assert.deepEqual(
    remarks.map(({ reason }) => reason?.rule),
    ['mps/35'],
  )
  assert.equal(policeHearingRequest('2025-01-01', '2021-07-14', LAW.book).working, false)
  const [, yields] = policeHearingRequest('2021-07-15', on, LAW.book).remarks
  assert.match(yields!.reason!.text.zh, /自2021-07-15起以法律为准/)
  assert.deepEqual(
    yields!.rows.map(({ id }) => id),
    ['mps/133/yields'],
  )
})
