import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, reconsiderationLawInForce } from './reconsideration-90.ts'

sentences(article, [
  {
    says: '施行之日起有效 / in force on its first day',
    gives: 'yes',
    when: () => reconsiderationLawInForce.from('1999-10-01', LAW.book),
  },
  {
    says: '前一日尚未施行 / on the day before it was not',
    gives: 'no',
    when: () => reconsiderationLawInForce.on('1999-09-30', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => reconsiderationLawInForce.from(undefined, LAW.book),
  },
])
test('reconsideration/90: the text of a day is the one that began last', () => {
  assert.equal(reconsiderationLawInForce.on('1999-10-01', LAW.book).rows[0]?.from, '1999-10-01')
  assert.equal(reconsiderationLawInForce.on('2024-01-01', LAW.book).rows[0]?.from, '2024-01-01')
  assert.deepEqual(reconsiderationLawInForce.from('1999-10-01', LAW.book).used, ['from'])
  assert.deepEqual(reconsiderationLawInForce.on('1999-10-01', LAW.book).used, ['on'])
})
