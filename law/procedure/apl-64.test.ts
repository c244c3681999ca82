import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, hearingNotice, hearingRequest } from './apl-64.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '告知后五个工作日 / five working days after being told',
    gives: 'yes',
    when: () => hearingRequest('2025-09-24', on, LAW.book).finding,
  },
  {
    says: '听证七个工作日前通知 / notice seven working days before',
    gives: 'yes',
    when: () => hearingNotice('2025-10-10', on, LAW.book).finding,
  },
  {
    says: '1996年10月1日以前没有听证期限 / before 1996-10-01 there was none',
    gives: 'no',
    when: () => hearingRequest('1996-09-30', on, LAW.book).finding,
  },
  {
    says: '1996年10月1日以前没有通知期限 / before 1996-10-01 there was no notice',
    gives: 'no',
    when: () => hearingNotice('1996-09-30', on, LAW.book).finding,
  },
  {
    says: '告知之日未知 / the day of being told is not known',
    gives: 'unknown',
    when: () => hearingRequest(undefined, on, LAW.book).finding,
  },
  {
    says: '听证之日未知 / the day of the hearing is not known',
    gives: 'unknown',
    when: () => hearingNotice(undefined, on, LAW.book).finding,
  },
])
test('apl/64 request: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['1996-10-01', 3, false],
    ['2021-07-14', 3, false],
    ['2021-07-15', 5, true],
  ] as const) {
    const limit = hearingRequest(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('apl/64 notice: the days of each text, and how they count', () => {
  for (const [from, days, working] of [
    ['1996-10-01', 7, false],
    ['2021-07-14', 7, false],
    ['2021-07-15', 7, true],
  ] as const) {
    const limit = hearingNotice(from, on, LAW.book)
    assert.deepEqual([limit.days, limit.working], [days, working], from)
  }
})
test('apl/64 request: rules, rows and facts it stands on', () => {
  const { finding, remarks } = hearingRequest('2026-03-16', on, LAW.book)
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
    ['apl/85 yes'],
  )
  assert.deepEqual(gathered(hearingRequest(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(hearingRequest(undefined, on, LAW.book).days, null)
})
test('apl/64 request: no text is looked at that began after the day asked for', () => {
  const asked = hearingRequest('2026-12-31', '2026-03-16', LAW.book)
  assert.deepEqual(asked.days, hearingRequest('2026-03-16', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
test('apl/64 notice: rules, rows and facts it stands on', () => {
  const { finding, remarks } = hearingNotice('2021-07-14', on, LAW.book)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['apl/86', 'apl/64'],
  )
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id, from }) => `${id} ${from}`),
    ['apl/86/in-force 1996-10-01', 'apl/64/hearing-notice 1996-10-01'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['from', 'law', 'kind', 'on'])
  assert.deepEqual(
    remarks.map(({ outcome, reason }) => `${reason?.rule} ${outcome}`),
    ['apl/85 no'],
  )
  assert.deepEqual(gathered(hearingNotice(undefined, on, LAW.book).finding, 'missing'), ['from'])
  assert.equal(hearingNotice(undefined, on, LAW.book).days, null)
})
test('apl/64 notice: no text is looked at that began after the day asked for', () => {
  const asked = hearingNotice('2026-12-31', '2021-07-14', LAW.book)
  assert.deepEqual(asked.days, hearingNotice('2021-07-14', on, LAW.book).days)
  assert.deepEqual(gathered(asked.finding, 'used'), ['on', 'law', 'kind', 'from'])
})
test('apl/64: the sentence says which way it counts', () => {
  const said = (term: typeof hearingRequest) =>
    leaves(term('2025-10-10', on, LAW.book).finding)[1]!.reason!.text.zh
  assert.match(said(hearingRequest), /告知之日后5日内/)
  assert.match(said(hearingNotice), /7日前.*向前倒数/)
})
