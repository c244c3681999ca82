import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, policeRulesInForce } from './mps-266.ts'

sentences(article, [
  {
    says: '施行之日起有效 / in force on its first day',
    gives: 'yes',
    when: () => policeRulesInForce.from('2013-01-01', LAW.book),
  },
  {
    says: '前一日尚未施行 / on the day before it was not',
    gives: 'no',
    when: () => policeRulesInForce.on('2012-12-31', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => policeRulesInForce.from(undefined, LAW.book),
  },
])
test('mps/266: the text of a day is the one that began last', () => {
  assert.equal(policeRulesInForce.on('2013-01-01', LAW.book).rows[0]?.from, '2013-01-01')
  assert.deepEqual(policeRulesInForce.from('2013-01-01', LAW.book).used, ['from'])
  assert.deepEqual(policeRulesInForce.on('2013-01-01', LAW.book).used, ['on'])
})
