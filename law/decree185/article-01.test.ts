import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from '#tests/law/sentences.ts'
import { article, PURPOSES, type Purpose, withinPurpose } from './article-01.ts'

sentences(article, [
  {
    says: '维护公共安全在目的之内 / keeping the public safe is a purpose of the Decree',
    gives: 'yes',
    when: () => withinPurpose('public-safety'),
  },
  { says: '考勤不在目的之内 / attendance is none', gives: 'no', when: () => withinPurpose('attendance') },
  {
    says: '其他用途由人判断 / another purpose is for a person',
    gives: 'unknown',
    when: () => withinPurpose('other'),
  },
  { says: '用途未写明 / no purpose is written down', gives: 'unknown', when: () => withinPurpose(undefined) },
])

test('each purpose of the list, its facts and its rule', () => {
  const outcomes = Object.keys(PURPOSES).map((purpose) => [
    purpose,
    withinPurpose(purpose as Purpose).outcome,
  ])
  assert.deepEqual(outcomes, [
    ['prevent-events', 'yes'],
    ['handle-events', 'yes'],
    ['public-safety', 'yes'],
    ['protect-rights', 'yes'],
    ['attendance', 'no'],
    ['marketing', 'no'],
    ['other', 'unknown'],
  ])
  for (const purpose of ['public-safety', 'marketing', 'other'] as const) {
    const { reason, used, missing } = withinPurpose(purpose)
    assert.deepEqual([reason?.rule, used, missing], ['185/1', ['purpose'], []])
  }
  const { reason, missing } = withinPurpose(undefined)
  assert.deepEqual([reason?.rule, missing], ['185/1', ['purpose']])
})
