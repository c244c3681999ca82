import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, conspicuousSignDue, viewAndSign } from './article-13.ts'

const on = '2025-04-01'
const done = { placeClass: '799-7-2' as const, viewNecessary: true, signed: true, conspicuous: true, on }
const met = (facts: Parameters<typeof viewAndSign>[0]) => viewAndSign(facts, LAW.book)

sentences(article, [
  {
    says: '学校须设显著标识 / a school needs a conspicuous sign',
    gives: 'yes',
    when: () => conspicuousSignDue('799-7-2', on, LAW.book),
  },
  {
    says: '非公共场所不须 / a place that is not public does not',
    gives: 'no',
    when: () => conspicuousSignDue('non-public', on, LAW.book),
  },
  {
    says: '类别未知 / the class is not known',
    gives: 'unknown',
    when: () => conspicuousSignDue(undefined, on, LAW.book),
  },
  {
    says: '标识显著且范围必需 / the sign is conspicuous and the view what is needed',
    gives: 'yes',
    when: () => met(done),
  },
  {
    says: '没有标识的责令改正 / without a sign it is ordered to be put right',
    gives: 'no',
    when: () => met({ ...done, signed: false }),
  },
  {
    says: '标识是否显著未知 / whether it is conspicuous is not known',
    gives: 'unknown',
    when: () => met({ placeClass: '799-9', viewNecessary: true, signed: true, on }),
  },
])
duties('799/13', {
  done,
  met,
  breaks: [
    ['viewNecessary', false, '799/13'],
    ['signed', false, '799/13'],
    ['conspicuous', false, '799/13'],
  ],
  free: [{ on: '2025-03-31' }, { placeClass: 'non-public' }],
})
test('places of Article 9 are bound too, from the Order’s first day', () => {
  for (const place of ['799-7-1', '799-7-2', '799-9'] as const) {
    assert.equal(conspicuousSignDue(place, '2025-03-31', LAW.book).outcome, 'no')
    assert.equal(conspicuousSignDue(place, on, LAW.book).outcome, 'yes')
  }
  for (const place of ['non-public', undefined] as const)
    assert.equal(leaves(conspicuousSignDue(place, on, LAW.book))[0]!.reason!.rule, '799/13')
})
