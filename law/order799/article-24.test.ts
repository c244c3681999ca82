import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, inspectionAssisted, mayReport } from './article-24.ts'

const on = '2025-04-01'
const report = (against: string | undefined, day = on) => mayReport(against, day, LAW.book)
const met = (facts: Parameters<typeof inspectionAssisted>[0]) => inspectionAssisted(facts, LAW.book)

sentences(article, [
  {
    says: '更衣室里的摄像机可以举报 / a camera in a changing room may be reported',
    gives: 'yes',
    when: () => report('799/8(1)'),
  },
  {
    says: '没有标识不在本条举报之列 / a lacking sign is not among what it lists',
    gives: 'no',
    when: () => report('799/13'),
  },
  {
    says: '违反哪一条未知 / which rule it is against is not known',
    gives: 'unknown',
    when: () => report(undefined),
  },
  {
    says: '单位配合检查 / the unit assists an inspection',
    gives: 'yes',
    when: () => met({ byThePolice: true, assisted: true, on }),
  },
  {
    says: '单位不配合公安机关检查 / it does not assist the police',
    gives: 'no',
    when: () => met({ byThePolice: true, assisted: false, on }),
  },
  {
    says: '不是公安机关的检查，本条不要求 / an inspection by others is not meant',
    gives: 'yes',
    when: () => met({ byThePolice: false, assisted: false, on }),
  },
  {
    says: '由谁检查未知 / who inspects is not known',
    gives: 'unknown',
    when: () => met({ assisted: false, on }),
  },
])
duties('799/24', {
  done: { byThePolice: true, assisted: true, on },
  met,
  breaks: [['assisted', false, '799/24']],
  free: [{ on: '2025-03-31' }, { byThePolice: false }],
})
test('the three rules, from the Order’s first day', () => {
  const rules = ['799/7(3)', '799/8(1)', '799/9(1)']
  assert.deepEqual(article.rows[0]!.value, rules)
  for (const rule of rules) {
    assert.deepEqual([report(rule).outcome, report(rule, '2025-03-31').outcome], ['yes', 'no'])
    assert.equal(leaves(report(rule)).at(-1)!.reason!.rule, '799/24')
  }
  for (const rule of ['799/7(1)', undefined])
    assert.equal(leaves(report(rule)).at(-1)!.reason!.rule, '799/24')
  assert.equal(leaves(met({ assisted: false, on })).at(-1)!.reason!.rule, '799/24')
})
