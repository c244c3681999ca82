import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered } from '#law/reason/finding.ts'
import { fined, step } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, notBuiltFine } from './article-19.ts'

const fine = fined(notBuiltFine)

sentences(article, [
  {
    says: '责令、警告、逾期三者齐备 / order, warning and passed deadline are all shown',
    gives: 'yes',
    when: () => fine({}, 'order', 'warning', 'deadline-passed').finding,
  },
  {
    says: '复查不合格代替逾期 / a failed re-inspection stands for the deadline',
    gives: 'yes',
    when: () => fine({}, 'order', 'warning', 're-inspection-failed').finding,
  },
  {
    says: '没有任何程序 / no step was taken',
    gives: 'no',
    when: () => fine().finding,
  },
  {
    says: '没有警告 / no warning was given',
    gives: 'no',
    when: () => fine({}, 'order', 'deadline-passed').finding,
  },
  {
    says: '没有责令 / no order was given',
    gives: 'no',
    when: () => fine({}, 'warning', 'deadline-passed').finding,
  },
  {
    says: '尚未逾期 / the deadline has not passed',
    gives: 'no',
    when: () => fine({}, 'order', 'warning').finding,
  },
  {
    says: '拒不改正不是逾期 / a refusal is no passed deadline',
    gives: 'no',
    when: () => fine({}, 'order', 'warning', 'refusal').finding,
  },
  {
    says: '程序未知 / the steps are not known',
    gives: 'unknown',
    when: () => fine({ priorSteps: undefined }).finding,
  },
  {
    says: '逾期的文书未知 / whether the passed deadline has a document is not known',
    gives: 'unknown',
    when: () =>
      fine({ priorSteps: [step('order'), step('warning'), { kind: 'deadline-passed', on: '2026-03-20' }] })
        .finding,
  },
  {
    says: '逾期没有文书 / the passed deadline has no document',
    gives: 'no',
    when: () =>
      fine({ priorSteps: [step('order'), step('warning'), { ...step('deadline-passed'), document: 'none' }] })
        .finding,
  },
])

const taken = { priorSteps: [step('order'), step('warning'), step('deadline-passed')] }
const range = (found: ReturnType<typeof fine>) =>
  found.bands.map(({ rule, min, max, mandatory }) => [rule, min, max, mandatory])
test('the bands, whom by whom', () => {
  assert.deepEqual(range(fine({ subject: 'unit', ...taken })), [['185/19', 10000, 30000, true]])
  assert.deepEqual(range(fine({ subject: 'principal', ...taken })), [['185/19', 500, 1000, true]])
  assert.deepEqual(range(fine({ subject: 'directly-responsible', ...taken })), [['185/19', 500, 1000, true]])
})
test('what it asks for, and what lacks', () => {
  const asked = ['order', 'warning', 'deadline-passed']
  assert.deepEqual([fine().requires, fine().lacking], [asked, asked])
  assert.deepEqual([fine(taken).requires, fine(taken).lacking], [asked, []])
  const failed = fine({}, 'order', 'warning', 're-inspection-failed')
  assert.deepEqual(failed.requires, ['order', 'warning', 're-inspection-failed'])
  assert.deepEqual(fine({}, 'order').lacking, ['warning', 'deadline-passed'])
  assert.deepEqual(fine({ priorSteps: undefined }).lacking, asked)
  assert.deepEqual(gathered(fine({ priorSteps: undefined }).finding, 'missing'), ['priorSteps'])
})
test('not building goes on: an old act with the passed deadline shown is no older than it', () => {
  const old = { actedOn: '2010-01-01', endedOn: undefined, ...taken }
  assert.equal(fine(old).finding.outcome, 'yes')
  const early = { ...old, actedOn: '2005-01-01' }
  assert.equal(fine(early).finding.outcome, 'yes')
  assert.ok(gathered(fine(early).finding, 'used').includes('priorSteps'))
})
test('nobody else is fined', () => {
  for (const subject of ['individual', 'person-in-charge', 'other-responsible'] as const) {
    assert.equal(fine({ subject }).finding.outcome, 'no')
    assert.deepEqual(fine({ subject }).bands, [])
  }
})
