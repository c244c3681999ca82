import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, followedUp, inspectionPower } from './article-18.ts'

const on = '2026-11-24'
const followed = (facts: object) => followedUp({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '公安机关有权检查 / the police may inspect',
    gives: 'yes',
    cites: ['185/18'],
    when: () => inspectionPower('competent'),
  },
  {
    says: '无权的部门不得检查 / a department without the power may not',
    gives: 'no',
    cites: ['185/18'],
    when: () => inspectionPower('not-competent'),
  },
  {
    says: '职权未知 / the power is not known',
    gives: 'unknown',
    cites: ['185/18'],
    when: () => inspectionPower(undefined),
  },
  {
    says: '没有发现问题 / nothing was found',
    gives: 'yes',
    cites: ['185/18'],
    when: () => followed({ problemsFound: false }),
  },
  {
    says: '发现问题并已督促 / what was found was pressed for',
    gives: 'yes',
    cites: ['185/18'],
    when: () => followed({ problemsFound: true, rectificationPressed: true }),
  },
  {
    says: '发现问题未督促 / what was found was let be',
    gives: 'no',
    cites: ['185/27', '185/18', '185/18'],
    when: () => followed({ problemsFound: true, rectificationPressed: false }),
  },
  {
    says: '是否督促未知 / whether it was pressed for is not known',
    gives: 'unknown',
    cites: ['185/18'],
    when: () => followed({ problemsFound: true }),
  },
  {
    says: '是否发现问题未知 / whether anything was found is not known',
    gives: 'unknown',
    cites: ['185/18'],
    when: () => followed({ rectificationPressed: false }),
  },
  {
    says: '办法施行前没有义务 / before the Decree nothing was owed',
    gives: 'yes',
    cites: ['185/27'],
    when: () => followed({ on: '2007-03-31', problemsFound: true, rectificationPressed: false }),
  },
])
test('it cites Article 18', () => {
  assert.equal(inspectionPower('competent').reason!.rule, '185/18')
  assert.equal(
    leaves(followed({ problemsFound: true, rectificationPressed: false })).at(-1)!.reason!.rule,
    '185/18',
  )
})
