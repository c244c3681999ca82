import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, imageRegime, useStated, watchView } from './article-13.ts'

const on = '2026-11-24'
const done = {
  on,
  watchRegime: true,
  suspiciousReported: true,
  registerHolds: ['recorded-by', 'retrieved-at', 'use'],
  keptForPeriod: true,
  originalsUntouched: true,
}
const regime = (facts: object) => imageRegime({ ...done, ...facts }, LAW.book)
const cases: [string, string, object, string][] = [
  ['没有值班监看', 'there is no duty watch', { watchRegime: false }, '185/13(1)'],
  ['可疑信息没有报告', 'what was suspicious was not reported', { suspiciousReported: false }, '185/13(1)'],
  [
    '登记缺调取用途',
    'the register lacks the use',
    { registerHolds: ['recorded-by', 'retrieved-at'] },
    '185/13(2)',
  ],
  ['没有按期限留存', 'images are not kept for the period', { keptForPeriod: false }, '185/13(3)'],
  ['原始记录被删改', 'originals were altered', { originalsUntouched: false }, '185/13(3)'],
]

sentences(article, [
  {
    says: '三项制度齐备 / all three are there',
    gives: 'yes',
    cites: ['185/13(1)', '185/13(1)', '185/13(2)', '185/13(3)', '185/13(3)'],
    when: () => regime({}),
  },
  ...cases.map(([zh, en, facts]) => ({
    says: `${zh} / ${en}`,
    gives: 'no' as const,
    when: () => regime(facts),
  })),
  ...cases.map(([zh, en, facts]) => ({
    says: `不知是否${zh} / not known whether ${en}`,
    gives: 'unknown' as const,
    when: () => regime(Object.fromEntries(Object.keys(facts).map((key) => [key, undefined]))),
  })),
  {
    says: '办法施行前没有义务 / before the Decree nothing was owed',
    gives: 'yes',
    cites: ['185/27'],
    when: () => regime({ on: '2007-03-31', watchRegime: false }),
  },
  {
    says: '当班人员可以监看 / who is on watch may look',
    gives: 'yes',
    cites: ['185/27', '185/13(1)'],
    when: () => watchView(on, LAW.book),
  },
  {
    says: '办法施行前无此依据 / before the Decree there is no such ground',
    gives: 'no',
    cites: ['185/27'],
    when: () => watchView('2007-03-31', LAW.book),
  },
  {
    says: '登记用途后可以查看 / with its use registered it may be viewed',
    gives: 'yes',
    cites: ['185/13(2)'],
    when: () => useStated('查找走失儿童'),
  },
  {
    says: '没有用途不能查看 / for nothing it may not',
    gives: 'no',
    cites: ['185/13(2)'],
    when: () => useStated('none'),
  },
  {
    says: '用途未知 / the use is not known',
    gives: 'unknown',
    cites: ['185/13(2)'],
    when: () => useStated(undefined),
  },
])
test('each item is cited for what it asks', () => {
  for (const [, en, facts, rule] of cases) assert.equal(leaves(regime(facts)).at(-1)!.reason!.rule, rule, en)
  assert.equal(article.rows[0]!.from, '2007-04-01')
  assert.deepEqual(article.rows[0]!.value, ['recorded-by', 'retrieved-at', 'use'])
  assert.deepEqual(
    ['x', 'none', undefined].map((purpose) => useStated(purpose).reason!.rule),
    ['185/13(2)', '185/13(2)', '185/13(2)'],
  )
  assert.match(
    leaves(regime({ registerHolds: [] })).at(-1)!.reason!.text.en,
    /who recorded, when retrieved, for what use/,
  )
})
