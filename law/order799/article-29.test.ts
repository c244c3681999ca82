import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fined, step } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, notFiledOrderFine } from './article-29.ts'

const fine = fined(notFiledOrderFine)

sentences(article, [
  {
    says: '证件齐备即可罚款 / with all that is asked for, a fine is possible',
    gives: 'yes',
    when: () => fine({}, 'order', 'refusal').finding,
  },
  {
    says: '对单位主要负责人不依本条罚款 / the Decree’s principal is nobody the Order fines',
    gives: 'no',
    when: () => fine({ subject: 'principal' }, 'order', 'refusal').finding,
  },
  {
    says: '非公共场所不适用 / a place that is not public',
    gives: 'no',
    when: () => fine({ placeClass: 'non-public' }, 'order', 'refusal').finding,
  },
  {
    says: '条例施行前作出的决定 / a decision before the Order',
    gives: 'no',
    when: () => fine({ actedOn: '2025-03-01', decidedOn: '2025-03-31' }).finding,
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => fine({ placeClass: undefined }, 'order', 'refusal').finding,
  },
  {
    says: '第九条场所不适用 / a place of Article 9 needn’t file',
    gives: 'no',
    when: () => fine({ placeClass: '799-9' }, 'order', 'refusal').finding,
  },
  {
    says: '没有拒不改正 / nobody refused',
    gives: 'no',
    when: () => fine({}, 'order').finding,
  },
  {
    says: '没有责令 / no order was given',
    gives: 'no',
    when: () => fine({}, 'refusal').finding,
  },
  {
    says: '条例施行前终了、施行后决定 / ended before the Order, decided under it',
    gives: 'unknown',
    when: () => fine({ actedOn: '2024-06-01', endedOn: '2025-03-31' }, 'order', 'refusal').finding,
  },
  {
    says: '程序未知 / the steps are not known',
    gives: 'unknown',
    when: () => fine({ priorSteps: undefined }).finding,
  },
])

const range = (found: ReturnType<typeof fine>) =>
  found.bands.map(({ rule, min, max, mandatory }) => [rule, min, max, mandatory])
test('the bands, whom by whom', () => {
  assert.deepEqual(range(fine({}, 'order', 'refusal')), [['799/29', 0, 10000, true]])
})
test('older acts decided under the Order: both bands, whatever steps there are', () => {
  const older = { actedOn: '2024-06-01', endedOn: '2025-03-31' }
  assert.deepEqual(range(fine(older)), [
    ['799/29', 0, 10000, true],
    ['185/22', 1000, 10000, true],
  ])
  assert.equal(fine({ ...older, endedOn: undefined }).finding.outcome, 'unknown')
  assert.equal(range(fine({ ...older, endedOn: undefined })).length, 2)
  assert.equal(fine({ ...older, placeClass: '799-9' }).finding.outcome, 'no')
  assert.deepEqual(range(fine({ ...older, placeClass: undefined })), [])
  assert.deepEqual(fine({ ...older, decidedOn: undefined }).finding.outcome, 'unknown')
  assert.deepEqual(range(fine({ ...older, decidedOn: undefined })), [])
  assert.equal(fine({ ...older, endedOn: '2025-04-01' }).finding.outcome, 'no')
  assert.equal(fine({ ...older, decidedOn: '2025-03-31', on: '2026-04-01' }).finding.outcome, 'no')
})
test('which day decides is named; the Decree’s principal is no subject of the Order', () => {
  const older = { actedOn: '2024-06-01', endedOn: '2025-03-31' }
  const said = (facts: Parameters<typeof fine>[0]) => {
    const { finding } = fine({ ...older, ...facts })
    return [finding.reason?.rule, finding.missing]
  }
  assert.deepEqual(said({}), ['apl/37', []])
  assert.deepEqual(said({ decidedOn: undefined }), ['apl/14', ['decidedOn']])
  assert.deepEqual(said({ endedOn: undefined }), ['apl/37', ['endedOn']])
  const principal = fine({ ...older, subject: 'principal' })
  assert.deepEqual([principal.finding.outcome, principal.bands], ['no', []])
})
test('an order from before the Order is none under it', () => {
  const before = [step('order', '2025-03-31'), step('refusal', '2025-05-01')]
  const facts = { actedOn: '2024-06-01', priorSteps: before }
  assert.equal(fine(facts).finding.outcome, 'no')
  assert.deepEqual(fine(facts).lacking, ['order'])
  const under = [step('order', '2025-04-01'), step('refusal', '2025-05-01')]
  assert.equal(fine({ ...facts, priorSteps: under }).finding.outcome, 'yes')
})
test('a refusal under the Order shows that not filing went on past it', () => {
  const open = { actedOn: '2024-06-01', endedOn: undefined }
  assert.equal(fine(open, 'order', 'refusal').finding.outcome, 'yes')
})
test('nobody else is fined', () => {
  for (const subject of [
    'principal',
    'directly-responsible',
    'individual',
    'person-in-charge',
    'other-responsible',
  ] as const) {
    assert.equal(fine({ subject }).finding.outcome, 'no')
    assert.deepEqual(fine({ subject }).bands, [])
  }
})
