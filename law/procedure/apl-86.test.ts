import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, penaltyLawInForce } from './apl-86.ts'

sentences(article, [
  {
    says: '施行之日起有效 / in force on its first day',
    gives: 'yes',
    when: () => penaltyLawInForce.from('1996-10-01', LAW.book),
  },
  {
    says: '前一日尚未施行 / on the day before it was not',
    gives: 'no',
    when: () => penaltyLawInForce.on('1996-09-30', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => penaltyLawInForce.from(undefined, LAW.book),
  },
])
test('apl/86: the text of a day is the one that began last', () => {
  assert.equal(penaltyLawInForce.on('1996-10-01', LAW.book).rows[0]?.from, '1996-10-01')
  assert.equal(penaltyLawInForce.on('2021-07-15', LAW.book).rows[0]?.from, '2021-07-15')
  assert.deepEqual(penaltyLawInForce.from('1996-10-01', LAW.book).used, ['from'])
  assert.deepEqual(penaltyLawInForce.on('1996-10-01', LAW.book).used, ['on'])
})
