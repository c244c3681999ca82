import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, concernsPublicSafety, isDecreeSystem } from './article-03.ts'

sentences(article, [
  {
    says: '记录校门口的视频系统是系统 / a video system that records a school’s gate is one',
    gives: 'yes',
    when: () => isDecreeSystem({ records: true, publicSafety: true }),
  },
  {
    says: '记录不涉及公共安全的区域的不是 / one that records nothing of public safety is none',
    gives: 'no',
    when: () => isDecreeSystem({ records: true, publicSafety: false }),
  },
  {
    says: '只显示不记录的不是 / what only shows is none',
    gives: 'no',
    when: () => isDecreeSystem({ records: false, publicSafety: true }),
  },
  {
    says: '是否记录未知 / it is not known whether it records',
    gives: 'unknown',
    when: () => isDecreeSystem({ publicSafety: true }),
  },
  {
    says: '是否涉及公共安全未知 / it is not known whether public safety is concerned',
    gives: 'unknown',
    when: () => isDecreeSystem({ records: true }),
  },
  {
    says: '不涉及公共安全即可确定 / no concern of public safety decides alone',
    gives: 'no',
    when: () => isDecreeSystem({ publicSafety: false }),
  },
])

test('each finding names its fact and its rule', () => {
  const told = (facts: Parameters<typeof isDecreeSystem>[0]) => {
    const finding = isDecreeSystem(facts)
    return [gathered(finding, 'used'), gathered(finding, 'missing')]
  }
  assert.deepEqual(told({ records: true, publicSafety: true }), [['records', 'publicSafety'], []])
  assert.deepEqual(told({}), [[], ['records', 'publicSafety']])
  assert.deepEqual(told({ records: false }), [['records'], []])
  assert.deepEqual(told({ publicSafety: false }), [['publicSafety'], []])
  for (const said of [true, false, undefined])
    assert.equal(leaves(concernsPublicSafety(said))[0]?.reason?.rule, '185/3')
  for (const records of [true, false, undefined])
    assert.equal(leaves(isDecreeSystem({ records, publicSafety: true }))[0]?.reason?.rule, '185/3')
})
