import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fined } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, noConsentFine } from './article-28.ts'

const fine = fined(noConsentFine)

sentences(article, [
  {
    says: '证件齐备即可罚款 / with all that is asked for, a fine is possible',
    gives: 'yes',
    when: () => fine().finding,
  },
  {
    says: '对单位主要负责人不依本条罚款 / the Decree’s principal is nobody the Order fines',
    gives: 'no',
    when: () => fine({ subject: 'principal' }).finding,
  },
  {
    says: '非公共场所不适用 / a place that is not public',
    gives: 'no',
    when: () => fine({ placeClass: 'non-public' }).finding,
  },
  {
    says: '条例施行前作出的决定 / a decision before the Order',
    gives: 'no',
    when: () => fine({ actedOn: '2025-03-01', decidedOn: '2025-03-31' }).finding,
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => fine({ placeClass: undefined }).finding,
  },
])

const range = (found: ReturnType<typeof fine>) =>
  found.bands.map(({ rule, min, max, mandatory }) => [rule, min, max, mandatory])
test('the bands, whom by whom', () => {
  assert.deepEqual(range(fine({ subject: 'individual' })), [['799/28', 5000, 10000, true]])
  assert.deepEqual(range(fine({ subject: 'unit' })), [['799/28', 10000, 20000, true]])
  assert.deepEqual(range(fine({ subject: 'person-in-charge' })), [['799/28', 5000, 10000, true]])
  assert.deepEqual(range(fine({ subject: 'other-responsible' })), [['799/28', 5000, 10000, true]])
})
test('an act that had ended before the Order is not judged by it', () => {
  assert.equal(fine({ actedOn: '2024-01-01', endedOn: '2025-03-31' }).finding.outcome, 'no')
  assert.equal(fine({ actedOn: '2025-01-01', endedOn: '2025-04-01' }).finding.outcome, 'yes')
  assert.equal(fine({ actedOn: '2025-01-01', endedOn: undefined }).finding.outcome, 'unknown')
})
test('at once, in places of Article 9 too', () => {
  assert.equal(fine({ placeClass: '799-9' }).finding.outcome, 'yes')
  assert.deepEqual([fine().requires, fine().lacking], [[], []])
})
test('nobody else is fined', () => {
  for (const subject of ['principal', 'directly-responsible'] as const) {
    assert.equal(fine({ subject }).finding.outcome, 'no')
    assert.deepEqual(fine({ subject }).bands, [])
  }
})
