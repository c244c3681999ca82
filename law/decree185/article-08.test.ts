import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, builtToStandards } from './article-08.ts'

const good = { collects: true, records: true, transmits: true, conformityPassed: true }

sentences(article, [
  {
    says: '三项功能齐备、符合性记录合格 / it has the three functions and a good record',
    gives: 'yes',
    when: () => builtToStandards(good),
  },
  {
    says: '不能录像的不符合 / one that can’t record is not as asked',
    gives: 'no',
    when: () => builtToStandards({ records: false }),
  },
  {
    says: '符合性记录不合格 / its record of conformity fails',
    gives: 'no',
    when: () => builtToStandards({ ...good, conformityPassed: false }),
  },
  {
    says: '没有符合性记录 / there is no record of conformity',
    gives: 'unknown',
    when: () => builtToStandards({ ...good, conformityPassed: undefined }),
  },
])

test('each of the four decides alone, and is named', () => {
  for (const fact of Object.keys(good) as (keyof typeof good)[]) {
    const lacking = builtToStandards({ ...good, [fact]: false })
    assert.deepEqual([lacking.outcome, gathered(lacking, 'used')], ['no', [fact]])
    const open = builtToStandards({ ...good, [fact]: undefined })
    assert.deepEqual([open.outcome, gathered(open, 'missing')], ['unknown', [fact]])
    for (const finding of [lacking, open])
      for (const { reason } of leaves(finding)) assert.equal(reason?.rule, '185/8')
  }
  assert.deepEqual(gathered(builtToStandards(good), 'used'), Object.keys(good))
})
