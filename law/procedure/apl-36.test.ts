import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { gathered } from '#law/reason/finding.ts'
import { step } from '#tests/law/cases.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, inTime, stillPunishable } from './apl-36.ts'

type Facts = Parameters<typeof inTime>[0]
const ENDED: Facts = {
  actedOn: '2024-01-10',
  endedOn: '2024-03-01',
  decidedOn: '2026-03-01',
  priorSteps: [],
  on: '2026-11-24',
}
const limit = (facts: Partial<Facts> = {}, from = '') => inTime({ ...ENDED, ...facts }, from, LAW.book)
const late = { decidedOn: '2026-03-02' }

const known = (
  discoveredOn: string | undefined,
  harmed?: boolean,
  endedOn: string | undefined = '2020-03-01',
) => stillPunishable({ endedOn, discoveredOn, harmed }, LAW.book)

sentences(article, [
  {
    says: '终了后两年之内决定 / decided within two years of the end',
    gives: 'yes',
    when: () => limit(),
  },
  {
    says: '超过两年、其间没有责令 / after more than two years, without an order in between',
    gives: 'unknown',
    when: () => limit(late),
  },
  {
    says: '两年之内被发现 / discovered within two years',
    gives: 'yes',
    when: () => known('2022-03-01'),
  },
  {
    says: '超过两年被发现、没有危害 / discovered after two years, no harm done',
    gives: 'no',
    when: () => known('2022-03-02', false),
  },
  {
    says: '有危害的，五年之内被发现 / with harm, discovered within five years',
    gives: 'yes',
    when: () => known('2025-03-01', true),
  },
  {
    says: '五年之后被发现 / discovered after five years',
    gives: 'no',
    when: () => known('2025-03-02', true),
  },
  {
    says: '五年之后被发现，有无危害都不再处罚 / after five years, harm or not',
    gives: 'no',
    when: () => known('2025-03-02'),
  },
  {
    says: '有无危害未知 / whether harm was done is not known',
    gives: 'unknown',
    when: () => known('2022-03-02'),
  },
  {
    says: '发现之日未知 / the day of discovery is not known',
    gives: 'unknown',
    when: () => known(undefined),
  },
  {
    says: '终了之日未知 / the day it ended is not known',
    gives: 'unknown',
    when: () => stillPunishable({ discoveredOn: '2022-03-01' }, LAW.book),
  },
  {
    says: '行为仍在继续 / the act goes on',
    gives: 'yes',
    when: () => known(undefined, undefined, 'none'),
  },
  {
    says: '五年的规定施行前被发现 / discovered before the five years were law',
    gives: 'no',
    when: () => known('2021-07-14', true, '2019-07-01'),
  },
  {
    says: '五年的规定施行当日被发现 / discovered on the day they became law',
    gives: 'yes',
    when: () => known('2021-07-15', true, '2019-07-01'),
  },
])

test('the limit of two years, on both sides', () => {
  const outcome = (facts: Partial<Facts>) => limit(facts).outcome
  assert.equal(outcome({}), 'yes')
  assert.equal(outcome(late), 'unknown')
  assert.equal(outcome({ endedOn: '2024-02-29', decidedOn: '2026-02-28' }), 'yes')
  assert.equal(outcome({ endedOn: '2024-02-29', decidedOn: '2026-03-01' }), 'unknown')
  assert.equal(outcome({ endedOn: '2024-03-02', ...late }), 'yes')
  const goesOn = limit({ endedOn: 'none', decidedOn: '2040-01-01' })
  assert.deepEqual([goesOn.outcome, goesOn.rows], ['yes', []])
})
test('an order within the two years shows that it was discovered', () => {
  const ordered = (on: string, from = '') => limit({ ...late, priorSteps: [step('order', on)] }, from).outcome
  assert.equal(ordered('2026-03-01'), 'yes')
  assert.equal(ordered('2026-03-02'), 'unknown')
  assert.equal(ordered('2025-03-31', '2025-04-01'), 'unknown')
  assert.equal(ordered('2025-04-01', '2025-04-01'), 'yes')
  assert.equal(limit({ ...late, priorSteps: [step('warning', '2025-01-01')] }).outcome, 'unknown')
  const paperless = [{ ...step('order', '2025-01-01'), document: 'none' }]
  assert.equal(limit({ ...late, priorSteps: paperless }).outcome, 'unknown')
})
test('the end not known: counted from the earliest it can be', () => {
  const open = { endedOn: undefined }
  assert.equal(limit({ ...open, decidedOn: '2026-01-10' }).outcome, 'yes')
  assert.equal(limit({ ...open, decidedOn: '2026-01-11' }).outcome, 'unknown')
  assert.equal(limit({ ...open, decidedOn: '2026-01-11', lasted: '2024-01-11' }).outcome, 'yes')
  assert.equal(limit({ ...open, decidedOn: '2026-01-12', lasted: '2024-01-11' }).outcome, 'unknown')
  const used = (facts: Partial<Facts>) => gathered(limit({ ...open, ...facts }), 'used')
  assert.deepEqual(used({ decidedOn: '2026-01-11', lasted: '2024-01-11' }), ['decidedOn', 'priorSteps'])
  assert.deepEqual(used({ decidedOn: '2026-01-10', lasted: null }), ['actedOn', 'decidedOn'])
  const ended = { decidedOn: '2026-01-10', endedOn: '2024-02-01', lasted: '2024-01-11' }
  assert.deepEqual(used(ended), ['endedOn', 'decidedOn'])
})
test('the years are those of the decision, never of a day after the question', () => {
  const book = new Book([
    ...LAW.book.rows,
    { id: 'apl/36/years', from: '2026-06-01', value: 3, source: 's', status: 's' },
  ])
  const years = (decidedOn: string, on: string) =>
    gathered(inTime({ ...ENDED, decidedOn, on }, '', book), 'rows').map(({ value }) => value)
  assert.deepEqual(years('2026-05-31', '2026-11-24'), [2])
  assert.deepEqual(years('2026-06-01', '2026-11-24'), [3])
  assert.deepEqual(years('2026-06-01', '2026-05-31'), [2])
})
test('only what could still decide is missing', () => {
  const missing = (facts: Partial<Facts>) => gathered(limit(facts), 'missing')
  assert.deepEqual(missing(late), [])
  assert.deepEqual(missing({ ...late, endedOn: undefined }), ['endedOn'])
  assert.deepEqual(missing({ ...late, priorSteps: undefined }), ['priorSteps'])
  assert.deepEqual(missing({ ...late, endedOn: undefined, priorSteps: undefined }), ['endedOn', 'priorSteps'])
  assert.deepEqual(missing({ decidedOn: undefined }), ['decidedOn'])
  assert.deepEqual(missing({ decidedOn: undefined, endedOn: 'none' }), ['decidedOn'])
  assert.deepEqual(missing({ actedOn: undefined, endedOn: undefined }), ['actedOn', 'endedOn'])
})
test('two years, five where harm was done, from the days of the law', () => {
  const row = (id: string, on: string) => LAW.book.number(id, on)
  assert.deepEqual([row('apl/36/years', '1996-10-01'), row('apl/36/years', '1996-09-30')], [2, null])
  assert.deepEqual(
    [row('apl/36/years-harm', '2021-07-15'), row('apl/36/years-harm', '2021-07-14')],
    [5, null],
  )
})
