import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, secureOperation } from './article-15.ts'

const on = '2025-04-01'
const measures = ['attack', 'intrusion', 'virus', 'tampering', 'leak']
const done = {
  placeClass: '799-7-2' as const,
  regimes: true,
  measures,
  maintainedRegularly: true,
  originalsWhole: true,
  outsourced: true,
  agreement: true,
  supervised: true,
  on,
}
const met = (facts: Parameters<typeof secureOperation>[0]) => secureOperation(facts, LAW.book)

sentences(article, [
  { says: '各项措施齐备 / everything asked is there', gives: 'yes', when: () => met(done) },
  {
    says: '自行运营的不须协议 / who runs it themselves needs no agreement',
    gives: 'yes',
    when: () => met({ ...done, outsourced: false, agreement: false, supervised: false }),
  },
  {
    says: '缺防篡改措施 / nothing guards against tampering',
    gives: 'no',
    when: () => met({ ...done, measures: measures.filter((m) => m !== 'tampering') }),
  },
  {
    says: '委托他人而无协议 / others run it without an agreement',
    gives: 'no',
    when: () => met({ ...done, agreement: false }),
  },
  {
    says: '措施未知 / the measures are not known',
    gives: 'unknown',
    when: () => met({ placeClass: '799-7-1', on }),
  },
])
duties('799/15', {
  done,
  met,
  breaks: [
    ['regimes', false, '799/15(1)'],
    ...measures.map((one) => ['measures', measures.filter((other) => other !== one), '799/15(1)'] as const),
    ['maintainedRegularly', false, '799/15(1)'],
    ['originalsWhole', false, '799/15(1)'],
    ['agreement', false, '799/15(2)'],
    ['supervised', false, '799/15(2)'],
  ],
  free: [{ on: '2025-03-31' }, { placeClass: '799-9' }, { placeClass: 'non-public' }],
})
test('whether others run it decides only where something is lacking; the measures are the article’s', () => {
  const { outsourced: _, ...untold } = done
  assert.equal(met({ ...untold, agreement: false }).outcome, 'unknown')
  assert.equal(met(untold).outcome, 'yes')
  assert.deepEqual(article.rows[0]!.value, measures)
})
