import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, compulsionLawInForce } from './compulsion-71.ts'

sentences(article, [
  {
    says: '施行之日起有效 / in force on its first day',
    gives: 'yes',
    when: () => compulsionLawInForce.from('2012-01-01', LAW.book),
  },
  {
    says: '前一日尚未施行 / on the day before it was not',
    gives: 'no',
    when: () => compulsionLawInForce.on('2011-12-31', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => compulsionLawInForce.from(undefined, LAW.book),
  },
])
test('compulsion/71: the text of a day is the one that began last', () => {
  assert.equal(compulsionLawInForce.on('2012-01-01', LAW.book).rows[0]?.from, '2012-01-01')
  assert.deepEqual(compulsionLawInForce.from('2012-01-01', LAW.book).used, ['from'])
  assert.deepEqual(compulsionLawInForce.on('2012-01-01', LAW.book).used, ['on'])
})
