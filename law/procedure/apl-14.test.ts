import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, filingFineStands, maybeDisplaced, olderThan } from './apl-14.ts'

type Facts = Parameters<typeof filingFineStands>[0]
const RECENT: Facts = {
  placeClass: '799-7-2',
  actedOn: '2026-02-02',
  endedOn: 'none',
  decidedOn: '2026-04-01',
  on: '2026-04-01',
}
const standing = (facts: Partial<Facts> = {}) => filingFineStands({ ...RECENT, ...facts }, LAW.book)
const stands = (facts?: Partial<Facts>) => standing(facts).finding
const older = { actedOn: '2024-06-01', endedOn: '2025-03-31' }

sentences(article, [
  {
    says: '第九条场所，办法的罚款仍然适用 / in a place of Article 9 the Decree’s fine stands',
    gives: 'yes',
    when: () => stands({ placeClass: '799-9' }),
  },
  {
    says: '条例施行前决定的，仍然适用 / so it does where it was decided before the Order',
    gives: 'yes',
    when: () => stands({ actedOn: '2024-06-01', decidedOn: '2025-03-31' }),
  },
  {
    says: '询问之时条例未施行 / and where it is asked before the Order',
    gives: 'yes',
    when: () => stands({ actedOn: '2025-03-01', decidedOn: undefined, on: '2025-03-31' }),
  },
  {
    says: '第七条场所的新行为，被取代 / a new act in a place of Article 7: displaced',
    gives: 'no',
    when: () => stands(),
  },
  {
    says: '旧行为新决定，不能确定 / an older act decided later: unknown',
    gives: 'unknown',
    when: () => stands(older),
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => stands({ placeClass: undefined }),
  },
])

test('the higher law is cited with what it asks for instead', () => {
  assert.deepEqual(
    leaves(stands()).map(({ reason }) => reason?.rule),
    ['apl/14', '799/29', 'legislation/99'],
  )
  assert.deepEqual(
    leaves(stands(older)).map(({ reason }) => reason?.rule),
    ['apl/37'],
  )
  assert.equal(leaves(stands({ placeClass: '799-9' }))[0]?.reason?.rule, 'apl/14')
})
test('what shows that the act falls under the Order is named', () => {
  const used = (facts: Partial<Facts>) => gathered(stands(facts), 'used')
  assert.deepEqual(used({ endedOn: undefined }), ['placeClass', 'actedOn', 'on'])
  assert.deepEqual(used({ actedOn: '2025-04-01' }), ['placeClass', 'actedOn', 'on'])
  assert.deepEqual(used({ actedOn: '2025-03-31' }), ['placeClass', 'endedOn', 'decidedOn', 'on'])
  assert.deepEqual(used({ actedOn: undefined }), ['placeClass', 'endedOn', 'decidedOn', 'on'])
  const shown = { actedOn: '2025-03-31', endedOn: undefined, lasted: '2025-04-01' }
  assert.deepEqual(used(shown), ['placeClass', 'priorSteps', 'decidedOn', 'on'])
  for (const facts of [{}, older])
    assert.deepEqual(
      gathered(stands(facts), 'rows').map(({ id }) => id),
      ['799/34/in-force'],
    )
})
test('both bands are for acts known to be older, decided under the Order, in a place of Article 7', () => {
  const both = (facts: Partial<Facts>) => standing({ ...older, ...facts }).both
  assert.equal(both({}), true)
  assert.equal(both({ endedOn: undefined }), true)
  for (const facts of [
    { endedOn: undefined, actedOn: undefined },
    { endedOn: undefined, decidedOn: undefined },
    { decidedOn: undefined },
    { placeClass: undefined },
    { placeClass: '799-9' as const },
    { endedOn: '2025-04-01' },
    { decidedOn: '2025-03-31' },
  ])
    assert.equal(both(facts), false, JSON.stringify(facts))
})
test('an unknown class is all that is said of a new act', () => {
  assert.equal(leaves(stands({ placeClass: undefined })).length, 1)
})
test('what could still decide is missing, and nothing else', () => {
  const missing = (facts: Partial<Facts>) => gathered(stands({ ...older, ...facts }), 'missing')
  assert.deepEqual(missing({}), [])
  assert.deepEqual(missing({ endedOn: undefined }), ['endedOn'])
  assert.deepEqual(missing({ decidedOn: undefined }), ['decidedOn'])
  assert.deepEqual(missing({ placeClass: undefined }), ['placeClass'])
  assert.deepEqual(missing({ placeClass: undefined, decidedOn: undefined }), ['placeClass', 'decidedOn'])
  assert.deepEqual(missing({ placeClass: undefined, endedOn: undefined }), ['placeClass', 'endedOn'])
})
test('older: acted before the law, decided on its first day or later', () => {
  const is = (actedOn?: string, decidedOn?: string) =>
    olderThan({ actedOn, decidedOn, on: '2026-01-01' }, '2025-04-01')
  assert.equal(is('2025-03-31', '2025-04-01'), true)
  assert.equal(is('2025-04-01', '2025-04-01'), false)
  assert.equal(is('2025-03-31', '2025-03-31'), false)
  assert.equal(is(undefined, '2025-04-01'), false)
  assert.equal(is('2025-03-31'), false)
})
test('another penalty of the Decree may be displaced where the Order binds more than Article 33', () => {
  const maybe = (facts: Partial<Facts>) => maybeDisplaced({ ...RECENT, ...facts }, LAW.book)?.outcome ?? null
  assert.equal(maybe({}), 'unknown')
  assert.equal(maybe({ placeClass: '799-9' }), 'unknown')
  assert.equal(maybe({ placeClass: undefined }), 'unknown')
  assert.equal(maybe({ placeClass: 'non-public' }), null)
  assert.equal(maybe({ decidedOn: undefined }), 'unknown')
  assert.equal(maybe({ decidedOn: '2025-04-01' }), 'unknown')
  assert.equal(maybe({ decidedOn: '2025-03-31' }), null)
  assert.equal(maybe({ on: '2025-04-01' }), 'unknown')
  assert.equal(maybe({ on: '2025-03-31' }), null)
})
