import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, keepsWithinScope, unitCameraConforms } from './article-06.ts'

sentences(article, [
  {
    says: '画面只在本单位范围之内 / the view lies within the unit’s scope',
    gives: 'yes',
    when: () => unitCameraConforms({ followsPlan: true, shareOutside: 0 }),
  },
  {
    says: '范围外的部分录制前已遮蔽 / what lies outside is masked before recording',
    gives: 'yes',
    when: () => unitCameraConforms({ followsPlan: true, shareOutside: 0.2, maskedBeforeRecording: true }),
  },
  {
    says: '核查认定采集了街面 / a person found that it collects the street',
    gives: 'no',
    when: () => keepsWithinScope({ shareOutside: 0.2, found: 'outside' }),
  },
  {
    says: '不符合规划 / it doesn’t follow the plan',
    gives: 'no',
    when: () => unitCameraConforms({ followsPlan: false }),
  },
  {
    says: '份额大于零是待核查的问题，不是违法 / a share above zero is a question, no breach',
    gives: 'unknown',
    when: () => keepsWithinScope({ shareOutside: 0.01, maskedBeforeRecording: false }),
  },
  { says: '份额未知 / the share is not known', gives: 'unknown', when: () => keepsWithinScope({}) },
  {
    says: '规划未记录 / nothing is on record about the plan',
    gives: 'unknown',
    when: () => unitCameraConforms({ shareOutside: 0 }),
  },
])

test('what a person found counts before what is computed', () => {
  assert.equal(keepsWithinScope({ shareOutside: 0.5, found: 'within' }).outcome, 'yes')
  assert.equal(keepsWithinScope({ shareOutside: 0, found: 'outside' }).outcome, 'no')
  assert.equal(keepsWithinScope({ maskedBeforeRecording: true, found: 'outside' }).outcome, 'no')
  assert.equal(keepsWithinScope({ shareOutside: 1 }).outcome, 'unknown')
  assert.equal(keepsWithinScope({ shareOutside: Number.EPSILON }).outcome, 'unknown')
})
test('facts read and missing are named', () => {
  for (const [view, used, missing] of [
    [{ found: 'within' }, ['found'], []],
    [{ found: 'outside' }, ['found'], []],
    [{ shareOutside: 0 }, ['shareOutside'], []],
    [{ maskedBeforeRecording: true }, ['maskedBeforeRecording'], []],
    [{ shareOutside: 0.1 }, ['shareOutside'], ['found']],
    [{}, [], ['shareOutside', 'maskedBeforeRecording', 'found']],
  ] as const) {
    const finding = keepsWithinScope(view)
    assert.deepEqual([finding.used, finding.missing], [used, missing])
    assert.equal(finding.reason?.rule, '185/6')
  }
  const both = unitCameraConforms({ followsPlan: true, shareOutside: 0 })
  assert.deepEqual(gathered(both, 'used'), ['followsPlan', 'shareOutside'])
  for (const { reason } of leaves(both)) assert.equal(reason?.rule, '185/6')
  assert.deepEqual(gathered(unitCameraConforms({ shareOutside: 0 }), 'missing'), ['followsPlan'])
})
