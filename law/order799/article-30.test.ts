import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fined } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, tamperingFine } from './article-30.ts'

const fine = fined(tamperingFine)

sentences(article, [
  {
    says: '证件齐备即可罚款 / with all that is asked for, a fine is possible',
    gives: 'yes',
    when: () => fine({}, 'order', 'warning', 'refusal').finding,
  },
  {
    says: '对单位主要负责人不依本条罚款 / the Decree’s principal is nobody the Order fines',
    gives: 'no',
    when: () => fine({ subject: 'principal' }, 'order', 'warning', 'refusal').finding,
  },
  {
    says: '非公共场所不适用 / a place that is not public',
    gives: 'no',
    when: () => fine({ placeClass: 'non-public' }, 'order', 'warning', 'refusal').finding,
  },
  {
    says: '条例施行前作出的决定 / a decision before the Order',
    gives: 'no',
    when: () => fine({ actedOn: '2025-03-01', decidedOn: '2025-03-31' }).finding,
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => fine({ placeClass: undefined }, 'order', 'warning', 'refusal').finding,
  },
  {
    says: '严重后果代替拒绝 / serious consequence stands for refusal',
    gives: 'yes',
    when: () => fine({}, 'order', 'warning', 'serious-consequence').finding,
  },
  {
    says: '严重后果不代替责令 / serious consequence never stands for the order',
    gives: 'no',
    when: () => fine({}, 'warning', 'serious-consequence').finding,
  },
  {
    says: '没有警告 / no warning was given',
    gives: 'no',
    when: () => fine({}, 'order', 'refusal').finding,
  },
  {
    says: '没有拒绝也没有严重后果 / neither refusal nor serious consequence',
    gives: 'no',
    when: () => fine({}, 'order', 'warning').finding,
  },
  {
    says: '第九条场所的设备不在其列 / equipment of Article 9 places is not meant',
    gives: 'no',
    when: () => fine({ placeClass: '799-9' }, 'order', 'warning', 'refusal').finding,
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
  assert.deepEqual(range(fine({ subject: 'individual' }, 'order', 'warning', 'refusal')), [
    ['799/30', 0, 5000, true],
  ])
  assert.deepEqual(range(fine({ subject: 'unit' }, 'order', 'warning', 'refusal')), [
    ['799/30', 5000, 10000, true],
  ])
  assert.deepEqual(range(fine({ subject: 'person-in-charge' }, 'order', 'warning', 'refusal')), [
    ['799/30', 0, 5000, true],
  ])
  assert.deepEqual(range(fine({ subject: 'other-responsible' }, 'order', 'warning', 'refusal')), [
    ['799/30', 0, 5000, true],
  ])
})
test('an act that had ended before the Order is not judged by it', () => {
  assert.equal(
    fine({ actedOn: '2024-01-01', endedOn: '2025-03-31' }, 'order', 'warning', 'refusal').finding.outcome,
    'no',
  )
  assert.equal(
    fine({ actedOn: '2025-01-01', endedOn: '2025-04-01' }, 'order', 'warning', 'refusal').finding.outcome,
    'yes',
  )
  assert.equal(
    fine({ actedOn: '2025-01-01', endedOn: undefined }, 'order', 'warning', 'refusal').finding.outcome,
    'unknown',
  )
})
test('what it asks for', () => {
  assert.deepEqual(
    [fine().requires, fine({}, 'order').lacking],
    [
      ['order', 'warning', 'refusal'],
      ['warning', 'refusal'],
    ],
  )
  assert.deepEqual(fine({}, 'order', 'warning', 'serious-consequence').requires, [
    'order',
    'warning',
    'serious-consequence',
  ])
})
test('nobody else is fined', () => {
  for (const subject of ['principal', 'directly-responsible'] as const) {
    assert.equal(fine({ subject }).finding.outcome, 'no')
    assert.deepEqual(fine({ subject }).bands, [])
  }
})
