import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { hearingNotice, hearingRequest } from './apl-64.ts'
import { policeHearingRequest } from './mps-133.ts'
import { policeHearingNotice } from './mps-136.ts'
import type { Term } from './term.ts'

const on = '2026-11-24'
const rowsOf = (term: Term, from: string) =>
  gathered(term(from, on, LAW.book).finding, 'rows').map((row) => `${row.id} ${row.from}`)
const rulesOf = (term: Term, from: string | undefined, day = on) =>
  leaves(term(from, day, LAW.book).finding).map(({ reason }) => reason?.rule)

test('older texts stand on their own rows', () => {
  assert.deepEqual(rowsOf(hearingRequest, '2021-07-14'), [
    'apl/86/in-force 1996-10-01',
    'apl/64/hearing-request 1996-10-01',
  ])
  assert.deepEqual(rowsOf(policeHearingRequest, '2021-07-14'), [
    'mps/266/in-force 2013-01-01',
    'mps/133/days 2013-01-01',
  ])
  assert.deepEqual(rowsOf(policeHearingNotice, '2021-07-14'), [
    'mps/266/in-force 2013-01-01',
    'mps/136/days 2013-01-01',
  ])
})
test('where there is no limit there are no days, working ones neither', () => {
  for (const from of [undefined, '1996-09-30']) {
    const { days, working, remarks } = hearingRequest(from, on, LAW.book)
    assert.deepEqual([days, working, remarks], [null, false, []])
  }
})
test('a limit is made once, and counts from the day asked for where both are one', () => {
  assert.equal(hearingRequest('2026-03-16', on, LAW.book), hearingRequest('2026-03-17', on, LAW.book))
  assert.equal(
    policeHearingRequest('2026-03-16', on, LAW.book),
    policeHearingRequest('2026-03-17', on, LAW.book),
  )
  assert.deepEqual(gathered(hearingRequest(on, on, LAW.book).finding, 'used'), ['on', 'law', 'kind', 'from'])
})
test('a repealed law sets no limit', () => {
  const repeal = { id: 'apl/86/in-force', from: '2026-01-01', value: false, source: 's', status: 'seen' }
  const book = new Book([...LAW.book.rows, repeal])
  assert.equal(hearingRequest('2026-01-01', on, book).finding.outcome, 'no')
  assert.equal(hearingRequest('2026-01-01', on, book).days, null)
  assert.equal(hearingRequest('2025-12-31', on, book).finding.outcome, 'yes')
})
test('another rule on working days makes another limit of the same number', () => {
  const amended = LAW.book.rows.map((row) => (row.id === 'apl/85/working' ? { ...row, value: [7] } : row))
  const book = new Book(amended)
  assert.deepEqual(hearingRequest('2026-03-16', on, LAW.book).working, true)
  assert.deepEqual(hearingRequest('2026-03-16', on, book).working, false)
  assert.deepEqual(hearingNotice('2026-03-16', on, book).working, true)
})
test('the rules of the police yield on the day that counts, and not where none is told', () => {
  assert.deepEqual(rulesOf(policeHearingRequest, undefined), ['mps/133'])
  assert.deepEqual(rulesOf(policeHearingNotice, undefined), ['mps/136'])
  assert.deepEqual(rulesOf(policeHearingRequest, '2025-01-01', '2021-07-14'), ['mps/266', 'mps/133'])
  assert.deepEqual(rulesOf(policeHearingRequest, '2021-07-14', '2025-01-01'), ['mps/266', 'mps/133'])
  assert.deepEqual(rulesOf(policeHearingRequest, '2021-07-15', '2025-01-01'), ['apl/86', 'apl/64'])
})
