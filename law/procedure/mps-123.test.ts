import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, hearingOffered } from './mps-123.ts'

type Args = Parameters<typeof hearingOffered>
const hearing = (law: Args[0], subject?: Args[1], amount?: Args[2], on = '2026-11-24') =>
  hearingOffered(law, subject, amount, on, LAW.book)

sentences(article, [
  {
    says: '条例：对单位10000元，告知听证 / the Order: CNY 10,000 for a unit opens a hearing',
    gives: 'yes',
    when: () => hearing('order', 'unit', 10000),
  },
  {
    says: '条例：对单位9999元，不足 / the Order: CNY 9,999 for a unit does not',
    gives: 'no',
    when: () => hearing('order', 'unit', 9999),
  },
  {
    says: '条例：对个人2000元，告知听证 / the Order: CNY 2,000 for a person does',
    gives: 'yes',
    when: () => hearing('order', 'person-in-charge', 2000),
  },
  {
    says: '条例：对个人1999元，不足 / the Order: CNY 1,999 for a person does not',
    gives: 'no',
    when: () => hearing('order', 'individual', 1999),
  },
  {
    says: '办法：数额由地方规定，未知 / the Decree: the amount is local and not known',
    gives: 'unknown',
    when: () => hearing('decree', 'unit', 30000),
  },
  {
    says: '条例：数额未知 / the Order: the amount is not known',
    gives: 'unknown',
    when: () => hearing('order', 'unit'),
  },
])

test('the decree’s threshold is a dated parameter that says to offer the hearing', () => {
  const found = hearing('decree', undefined, undefined, '2007-04-01')
  const [row] = gathered(found, 'rows')
  assert.deepEqual(
    [row?.id, row?.value, row?.status],
    ['mps/123/decree', 'offer the hearing', 'not known: local threshold'],
  )
  assert.deepEqual(gathered(found, 'missing'), [])
})
test('what lacks is named', () => {
  assert.deepEqual(gathered(hearing('order', 'unit'), 'missing'), ['amount'])
  assert.deepEqual(gathered(hearing('order', undefined, 10000), 'missing'), ['subject'])
})
test('no amount is written down before its day', () => {
  const at = (on: string) =>
    [hearing('order', 'unit', 10000, on), hearing('order', 'individual', 2000, on)].map(
      ({ outcome }) => outcome,
    )
  assert.deepEqual(at('2013-01-01'), ['yes', 'yes'])
  assert.deepEqual(at('2012-12-31'), ['unknown', 'unknown'])
  const rows = (on: string) => gathered(hearing('decree', 'unit', 1, on), 'rows').length
  assert.deepEqual([rows('2007-04-01'), rows('2007-03-31')], [1, 0])
  assert.equal(hearing('decree', 'unit', 1, '2007-03-31').reason?.rule, 'mps/123')
})
