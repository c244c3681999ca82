import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { applicability } from './applicability.ts'
import { ask } from './ask.ts'

const on = '2026-11-24'
const applies = (facts: object) => ask(applicability, { on, ...facts }, LAW)
const school = { inBeijing: true, publicSafety: true, placeClass: '799-7-2' }
const FIVE = ['799/11', '799/14', '799/15', '799/16(2)', '799/17']

test('a school in Beijing is bound by both', () => {
  const { outcome, answer, reasons, missing } = applies(school)
  assert.equal(outcome, 'yes')
  assert.equal(answer?.decree185, true)
  assert.ok(FIVE.every((rule) => answer?.order799?.binds.includes(rule)))
  assert.deepEqual(answer?.order799?.exempt, [])
  assert.deepEqual(
    reasons.map(({ rule }) => rule),
    ['185/27', '185/2', '185/3', '799/34', '799/7'],
  )
  assert.deepEqual(missing, [])
})
test('a place of Article 9 is exempt from five articles', () => {
  const order = applies({ ...school, placeClass: '799-9' }).answer?.order799
  assert.deepEqual(order?.exempt, FIVE)
  assert.ok(!FIVE.some((rule) => order?.binds.includes(rule)))
})
test('a place that isn’t public has Article 33 alone, which counts', () => {
  const home = applies({ inBeijing: false, publicSafety: false, placeClass: 'non-public' })
  assert.equal(home.outcome, 'yes')
  assert.deepEqual(home.answer, { decree185: false, order799: { binds: ['799/33'], exempt: [] } })
  assert.deepEqual(applies({ ...school, placeClass: 'non-public' }).answer, {
    decree185: true,
    order799: { binds: ['799/33'], exempt: [] },
  })
})
test('a camera of no public safety in a public place is no system, and bound by the rules on installing', () => {
  assert.deepEqual(applies({ ...school, publicSafety: false }).answer, {
    decree185: false,
    order799: { binds: ['799/7(3)', '799/8', '799/10'], exempt: [] },
  })
  assert.deepEqual(applies({ ...school, publicSafety: false, placeClass: '799-9' }).answer, {
    decree185: false,
    order799: { binds: ['799/8', '799/9(1)', '799/10'], exempt: FIVE },
  })
})
test('on the eve of the Order it binds nothing; on its first day it does', () => {
  const eve = applies({ ...school, on: '2025-03-31' })
  assert.equal(eve.outcome, 'yes')
  assert.deepEqual(eve.answer, { decree185: true, order799: { binds: [], exempt: [] } })
  assert.ok(eve.reasons.some(({ rule }) => rule === '799/34'))
  const elsewhere = { ...school, inBeijing: false }
  const no = applies({ ...elsewhere, on: '2025-03-31' })
  assert.equal(no.outcome, 'no')
  assert.deepEqual(no.answer, { decree185: false, order799: { binds: [], exempt: [] } })
  assert.equal(applies({ ...elsewhere, on: '2025-04-01' }).outcome, 'yes')
  assert.equal(applies({ ...elsewhere, on: '2025-04-01' }).answer?.decree185, false)
})
test('on the eve of the Decree nothing binds; on its first day it does', () => {
  assert.equal(applies({ ...school, on: '2007-03-31' }).outcome, 'no')
  assert.equal(applies({ ...school, on: '2007-04-01' }).outcome, 'yes')
  assert.equal(applies({ on: '2007-03-31' }).outcome, 'no')
})
test('an unknown class leaves the Order’s part unknown, not empty', () => {
  const { outcome, answer, missing } = applies({ inBeijing: true, publicSafety: true })
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, { decree185: true, order799: null })
  assert.deepEqual(missing, ['placeClass'])
  const elsewhere = applies({ inBeijing: false, publicSafety: true })
  assert.deepEqual([elsewhere.outcome, elsewhere.answer], ['unknown', null])
  assert.deepEqual(elsewhere.missing, ['placeClass'])
})
test('an unknown place in Beijing or not leaves the Decree’s part unknown', () => {
  const { outcome, answer, missing } = applies({ placeClass: '799-9', publicSafety: true })
  assert.equal(outcome, 'yes')
  assert.equal(answer?.decree185, null)
  assert.deepEqual(missing, ['inBeijing'])
})
test('whether it serves public safety unknown: the rules on installing bind either way, the lists are unknown', () => {
  const { outcome, answer, missing } = applies({ inBeijing: true, placeClass: '799-7-2' })
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, { decree185: null, order799: null })
  assert.deepEqual(missing, ['publicSafety'])
})
test('with nothing known nothing is said, and what would decide is named', () => {
  const { outcome, answer, missing, wouldChange } = applies({})
  assert.deepEqual([outcome, answer], ['unknown', null])
  assert.deepEqual(missing, ['inBeijing', 'publicSafety', 'placeClass'])
  assert.deepEqual(
    wouldChange.map(({ fact, to, outcome }) => [fact, to, outcome]),
    [
      ['placeClass', '799-7-1', 'yes'],
      ['placeClass', '799-7-2', 'yes'],
      ['placeClass', '799-9', 'yes'],
      ['placeClass', 'non-public', 'yes'],
      ['on', '2007-03-31', 'no'],
    ],
  )
})
test('the page says each part', () => {
  const lines = (facts: object) => applicability.tell(applies(facts).answer!).map(({ en }) => en)
  assert.deepEqual(lines({ ...school, on: '2025-03-31' }), [
    'Decree 185 applies.',
    'No article of Order 799 binds.',
  ])
  assert.deepEqual(lines({ publicSafety: false, placeClass: '799-9' }), [
    'Decree 185 does not apply.',
    'Of Order 799 bind: 799/8, 799/9(1), 799/10.',
    'Exempt under Article 9: 799/11, 799/14, 799/15, 799/16(2), 799/17.',
  ])
  assert.deepEqual(lines({ placeClass: '799-9' }), [
    'Whether Decree 185 applies is not known.',
    'Which articles of Order 799 bind is not known.',
  ])
})
test('it is asked again where a row of these begins', () => {
  assert.deepEqual(applicability.turns, ['185/27/', '799/2/', '799/9/', '799/34/'])
})
