import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaves } from '#law/reason/finding.ts'
import { fined } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, unlawfulInstallingFine } from './article-26.ts'

const fine = fined(unlawfulInstallingFine)

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
    says: '逾期不等于拒绝 / a passed deadline is no refusal',
    gives: 'no',
    when: () => fine({}, 'order', 'deadline-passed').finding,
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
  assert.deepEqual(range(fine({ subject: 'individual' }, 'order', 'refusal')), [['799/26', 0, 5000, true]])
  assert.deepEqual(range(fine({ subject: 'unit' }, 'order', 'refusal')), [['799/26', 0, 20000, true]])
  assert.deepEqual(range(fine({ subject: 'person-in-charge' }, 'order', 'refusal')), [
    ['799/26', 0, 5000, true],
  ])
  assert.deepEqual(range(fine({ subject: 'other-responsible' }, 'order', 'refusal')), [
    ['799/26', 0, 5000, true],
  ])
})
test('an act that had ended before the Order is not judged by it', () => {
  assert.equal(
    fine({ actedOn: '2024-01-01', endedOn: '2025-03-31' }, 'order', 'refusal').finding.outcome,
    'no',
  )
  assert.equal(
    fine({ actedOn: '2025-01-01', endedOn: '2025-04-01' }, 'order', 'refusal').finding.outcome,
    'yes',
  )
  assert.equal(
    fine({ actedOn: '2025-01-01', endedOn: undefined }, 'order', 'refusal').finding.outcome,
    'unknown',
  )
})
test('places of Article 9 too; what it asks for', () => {
  assert.equal(fine({ placeClass: '799-9' }, 'order', 'refusal').finding.outcome, 'yes')
  assert.deepEqual([fine().requires, fine({}, 'order').lacking], [['order', 'refusal'], ['refusal']])
})
test('nobody else is fined', () => {
  for (const subject of ['principal', 'directly-responsible'] as const) {
    assert.equal(fine({ subject }).finding.outcome, 'no')
    assert.deepEqual(fine({ subject }).bands, [])
  }
})

test('what it says of the place', () => {
  const rules = (placeClass?: 'non-public' | '799-9') =>
    leaves(fine({ placeClass }, 'order', 'refusal').finding).map(({ reason }) => reason?.rule)
  assert.ok(rules('799-9').includes('799/2'))
  assert.deepEqual(rules('non-public'), ['799/33'])
  assert.deepEqual(rules(), ['799/2'])
})
