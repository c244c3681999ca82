import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered } from '#law/reason/finding.ts'
import { fined } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, notFiledFine } from './article-22.ts'

const fine = fined(notFiledFine)

sentences(article, [
  {
    says: '第九条场所不备案，依办法罚款 / a place of Article 9 that doesn’t file is fined under the Decree',
    gives: 'yes',
    when: () => fine({ placeClass: '799-9' }).finding,
  },
  {
    says: '非公共场所也依办法罚款 / so is one that is not public',
    gives: 'yes',
    when: () => fine({ placeClass: 'non-public' }).finding,
  },
  {
    says: '条例施行前决定的，依办法罚款 / decided before the Order, the Decree’s fine stands',
    gives: 'yes',
    when: () => fine({ actedOn: '2024-06-01', decidedOn: '2025-03-31' }).finding,
  },
  {
    says: '第七条场所被条例第二十九条取代 / in a place of Article 7 the Order’s Article 29 displaces it',
    gives: 'no',
    when: () => fine().finding,
  },
  {
    says: '延续到条例施行之后的也被取代 / so it does where not filing went on past the Order',
    gives: 'no',
    when: () => fine({ actedOn: '2024-06-01', endedOn: '2025-04-01' }).finding,
  },
  {
    says: '条例施行前终了、施行后决定的不能确定 / ended before the Order and decided under it, unknown',
    gives: 'unknown',
    when: () => fine({ actedOn: '2024-06-01', endedOn: '2025-03-31' }).finding,
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => fine({ placeClass: undefined }).finding,
  },
  {
    says: '终了之日未知 / the end is not known',
    gives: 'unknown',
    when: () => fine({ actedOn: '2024-06-01', endedOn: undefined }).finding,
  },
  {
    says: '决定之日未知 / the decision is not dated',
    gives: 'unknown',
    when: () => fine({ actedOn: '2024-06-01', endedOn: '2025-03-31', decidedOn: undefined }).finding,
  },
])

const range = (found: ReturnType<typeof fine>) =>
  found.bands.map(({ rule, min, max, mandatory }) => [rule, min, max, mandatory])
test('the bands, whom by whom', () => {
  assert.deepEqual(range(fine({ subject: 'unit', placeClass: '799-9' })), [['185/22', 1000, 10000, true]])
  assert.deepEqual(range(fine({ subject: 'principal', placeClass: '799-9' })), [['185/22', 0, 500, true]])
  assert.deepEqual(range(fine({ subject: 'directly-responsible', placeClass: '799-9' })), [
    ['185/22', 0, 500, true],
  ])
})
test('displaced: no band, and by which', () => {
  for (const subject of ['unit', 'principal', 'directly-responsible'] as const) {
    const found = fine({ subject })
    assert.deepEqual([found.bands, found.displacedBy, found.requires], [[], '799/29', []])
  }
  assert.equal(fine({ placeClass: '799-9' }).displacedBy, null)
  assert.equal(fine({ actedOn: '2025-03-31', endedOn: '2025-03-31' }).displacedBy, null)
  assert.equal(fine({ actedOn: '2025-04-01', endedOn: '2025-04-01' }).displacedBy, '799/29')
})
test('older acts decided under the Order: both bands, for legal review', () => {
  const older = { actedOn: '2024-06-01', endedOn: '2025-03-31' }
  assert.deepEqual(range(fine(older)), [
    ['185/22', 1000, 10000, true],
    ['799/29', 0, 10000, true],
  ])
  assert.deepEqual(range(fine({ ...older, subject: 'principal' })), [['185/22', 0, 500, true]])
  assert.deepEqual(range(fine({ ...older, endedOn: undefined })).length, 2)
  assert.deepEqual(range(fine({ ...older, decidedOn: undefined })), [])
  assert.deepEqual(range(fine({ ...older, placeClass: undefined })), [])
  assert.deepEqual(range(fine({ ...older, subject: undefined })), [])
  assert.deepEqual(range(fine({ ...older, subject: 'individual' })), [])
})
test('an act that had ended before the Decree is fined by neither', () => {
  const found = fine({ actedOn: '2007-03-01', endedOn: '2007-03-31' })
  assert.deepEqual([found.finding.outcome, found.bands], ['no', []])
})
test('only what could still decide is missing', () => {
  const missing = (facts: Parameters<typeof fine>[0]) => gathered(fine(facts).finding, 'missing')
  assert.deepEqual(missing({ placeClass: undefined }), ['placeClass'])
  const older = { actedOn: '2024-06-01', endedOn: '2025-03-31' }
  assert.deepEqual(missing({ ...older, decidedOn: undefined }), ['decidedOn'])
  assert.deepEqual(missing({ ...older, endedOn: undefined }), ['endedOn'])
  assert.deepEqual(missing(older), [])
})
test('a paper of a refusal under the Order shows that not filing went on past it', () => {
  const open = { actedOn: '2024-06-01', endedOn: undefined }
  assert.equal(fine(open, 'order', 'refusal').finding.outcome, 'no')
  assert.equal(fine(open, 'order').finding.outcome, 'unknown')
})
test('nobody else is fined', () => {
  for (const subject of ['individual', 'person-in-charge', 'other-responsible'] as const) {
    assert.equal(fine({ subject }).finding.outcome, 'no')
    assert.deepEqual(fine({ subject }).bands, [])
  }
})
