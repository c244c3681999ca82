import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, carriedSafely, carrierBound } from './article-18.ts'

const on = '2025-04-01'
const done = { carriedByOperator: true, whole: true, confidential: true, available: true, on }
const met = (facts: Parameters<typeof carriedSafely>[0]) => carriedSafely(facts, LAW.book)

sentences(article, [
  {
    says: '电信经营者传输的受约束 / an operator who carries images is bound',
    gives: 'yes',
    when: () => carrierBound(true, on, LAW.book),
  },
  {
    says: '自有线路不受约束 / the unit’s own lines are not',
    gives: 'no',
    when: () => carrierBound(false, on, LAW.book),
  },
  {
    says: '由谁传输未知 / who carries them is not known',
    gives: 'unknown',
    when: () => carrierBound(undefined, on, LAW.book),
  },
  {
    says: '数据完整、保密、可用 / data stay whole, confidential and available',
    gives: 'yes',
    when: () => met(done),
  },
  {
    says: '数据不保密 / data are open to others',
    gives: 'no',
    when: () => met({ ...done, confidential: false }),
  },
])
duties('799/18', {
  done,
  met,
  breaks: [
    ['whole', false, '799/18'],
    ['confidential', false, '799/18'],
    ['available', false, '799/18'],
  ],
  free: [{ on: '2025-03-31' }, { carriedByOperator: false }],
})
test('who carries them matters only where something is lacking', () => {
  const { carriedByOperator: _, ...untold } = done
  assert.equal(met(untold).outcome, 'yes')
  assert.equal(met({ ...untold, whole: false }).outcome, 'unknown')
  assert.equal(leaves(carrierBound(false, on, LAW.book))[0]!.reason!.rule, '799/18')
})
