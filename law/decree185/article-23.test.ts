import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fined } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, unsafeRunningFine } from './article-23.ts'

const fine = fined(unsafeRunningFine)

sentences(article, [
  {
    says: '与责令一并可以罚款 / a fine may come with the order',
    gives: 'yes',
    when: () => fine().finding,
  },
  {
    says: '逾期的处较高罚款 / overdue, the higher fine',
    gives: 'yes',
    when: () => fine({}, 'order', 'deadline-passed').finding,
  },
  {
    says: '个人不在罚款对象之列 / an individual is not fined',
    gives: 'no',
    when: () => fine({ subject: 'individual' }).finding,
  },
  {
    says: '决定在办法施行前 / decided before the Decree',
    gives: 'no',
    when: () => fine({ actedOn: '2007-03-01', decidedOn: '2007-03-31' }).finding,
  },
  {
    says: '处罚对象未知 / whom it would be for is not known',
    gives: 'unknown',
    when: () => fine({ subject: undefined }).finding,
  },
])

const range = (found: ReturnType<typeof fine>) =>
  found.bands.map(({ rule, min, max, mandatory }) => [rule, min, max, mandatory])
test('the bands, whom by whom', () => {
  assert.deepEqual(range(fine({ subject: 'unit' })), [['185/23', 1000, 10000, false]])
  assert.deepEqual(range(fine({ subject: 'principal' })), [['185/23', 0, 500, false]])
  assert.deepEqual(range(fine({ subject: 'directly-responsible' })), [['185/23', 0, 500, false]])
  assert.deepEqual(range(fine({ subject: 'unit' }, 'order', 'deadline-passed')), [
    ['185/23', 10000, 30000, true],
  ])
  assert.deepEqual(range(fine({ subject: 'principal' }, 'order', 'deadline-passed')), [
    ['185/23', 500, 1000, true],
  ])
  assert.deepEqual(range(fine({ subject: 'directly-responsible' }, 'order', 'deadline-passed')), [
    ['185/23', 500, 1000, true],
  ])
  assert.deepEqual(range(fine({}, 'order', 're-inspection-failed')), [['185/23', 10000, 30000, true]])
  assert.deepEqual(range(fine({}, 'order')), [['185/23', 1000, 10000, false]])
  assert.deepEqual(range(fine({}, 'deadline-passed')), [['185/23', 1000, 10000, false]])
  assert.deepEqual(range(fine({ priorSteps: undefined })), [['185/23', 1000, 10000, false]])
})
test('the optional fine asks for nothing, the higher one for order and passed deadline', () => {
  assert.deepEqual([fine().requires, fine().lacking], [[], []])
  const higher = fine({}, 'order', 'deadline-passed')
  assert.deepEqual([higher.requires, higher.lacking], [['order', 'deadline-passed'], []])
})
test('nobody else is fined', () => {
  for (const subject of ['individual', 'person-in-charge', 'other-responsible'] as const) {
    assert.equal(fine({ subject }).finding.outcome, 'no')
    assert.deepEqual(fine({ subject }).bands, [])
  }
})
