import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, builtAndArchived } from './article-11.ts'

const on = '2025-04-01'
const stages = ['design', 'construction', 'testing', 'acceptance']
const done = { placeClass: '799-7-2' as const, builtToStandards: true, archived: stages, on }
const met = (facts: Parameters<typeof builtAndArchived>[0]) => builtAndArchived(facts, LAW.book)

sentences(article, [
  {
    says: '按标准建设且档案齐全 / built to the standards, the archive whole',
    gives: 'yes',
    when: () => met(done),
  },
  {
    says: '缺验收档案 / the papers of acceptance are not there',
    gives: 'no',
    when: () => met({ ...done, archived: stages.slice(0, 3) }),
  },
  {
    says: '档案情况未知 / what is in the archive is not known',
    gives: 'unknown',
    when: () => met({ placeClass: '799-7-1', builtToStandards: true, on }),
  },
])
duties('799/11', {
  done,
  met,
  breaks: [
    ['builtToStandards', false, '799/11'],
    ...stages.map((stage) => ['archived', stages.filter((other) => other !== stage), '799/11'] as const),
  ],
  free: [{ on: '2025-03-31' }, { placeClass: '799-9' }, { placeClass: 'non-public' }],
})
test('an unknown class leaves a breach unknown; the stages are the article’s', () => {
  assert.equal(met({ archived: [], on }).outcome, 'unknown')
  assert.deepEqual(article.rows[0]!.value, stages)
})
