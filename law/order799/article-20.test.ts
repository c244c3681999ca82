import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, basisStated, organConduct, stateOrganRoute, statutoryPower } from './article-20.ts'

const on = '2026-11-24'
const conduct = (facts: object) =>
  organConduct({ on, withinNecessary: true, keptConfidential: true, ...facts }, LAW.book)

sentences(article, [
  {
    says: '条例施行后国家机关可依本条查阅 / under the Order a state organ has this route',
    gives: 'yes',
    when: () => stateOrganRoute('2025-04-01', LAW.book),
  },
  {
    says: '施行前依其自身法律 / before it the organ’s own law decides',
    gives: 'unknown',
    when: () => stateOrganRoute('2025-03-31', LAW.book),
  },
  { says: '有法定权限 / it has the power', gives: 'yes', when: () => statutoryPower('competent') },
  { says: '没有法定权限 / it has not', gives: 'no', when: () => statutoryPower('not-competent') },
  { says: '权限未知 / its power is not known', gives: 'unknown', when: () => statutoryPower(undefined) },
  {
    says: '写明了法律依据 / its basis is stated',
    gives: 'yes',
    when: () => basisStated('《监察法》第二十五条'),
  },
  { says: '没有法律依据 / it has none', gives: 'no', when: () => basisStated('none') },
  { says: '法律依据未知 / its basis is not known', gives: 'unknown', when: () => basisStated(undefined) },
  {
    says: '未超出必需并保密 / it stayed within need and kept secrets',
    gives: 'yes',
    when: () => conduct({}),
  },
  {
    says: '超出必需的范围 / it went beyond need',
    gives: 'no',
    when: () => conduct({ withinNecessary: false }),
  },
  {
    says: '违反保密规定 / it broke confidentiality',
    gives: 'no',
    when: () => conduct({ keptConfidential: false }),
  },
  {
    says: '是否必需未知 / whether it went beyond is not known',
    gives: 'unknown',
    when: () => conduct({ withinNecessary: undefined }),
  },
  {
    says: '是否保密未知 / whether secrets were kept is not known',
    gives: 'unknown',
    when: () => conduct({ keptConfidential: undefined }),
  },
  {
    says: '施行前条例没有义务 / before the Order it owed nothing under it',
    gives: 'yes',
    when: () => conduct({ on: '2025-03-31', withinNecessary: false }),
  },
])
test('it cites Article 20, and misses no fact where the day decides', () => {
  const before = stateOrganRoute('2025-03-31', LAW.book)
  assert.deepEqual([before.reason!.rule, before.missing, before.used], ['799/20', [], ['on']])
  assert.equal(statutoryPower('competent').reason!.rule, '799/20')
  for (const basis of ['x', 'none', undefined]) assert.equal(basisStated(basis).reason!.rule, '799/20')
  for (const facts of [{ withinNecessary: false }, { keptConfidential: false }])
    assert.equal(leaves(conduct(facts)).at(-1)!.reason!.rule, '799/20')
})
