import assert from 'node:assert/strict'
import { test } from 'node:test'
import { notBuiltFine } from '#law/decree185/article-19.ts'
import { outsideScopeFine } from '#law/decree185/article-20.ts'
import { notFiledFine } from '#law/decree185/article-22.ts'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import type { Row } from '#law/reason/finding.ts'
import { RECENT, step } from '#tests/law/cases.ts'
import { bandOf, type Case } from './fine.ts'

/** The same law with bands of the Decree and the Order amended from 2026-03-01. */
const amended = new Book([
  ...LAW.book.rows,
  ...['185/19/unit', '185/20/unit', '185/22/unit', '799/29/unit'].map(
    (id): Row => ({ id, from: '2026-03-01', value: [1, 2], source: 's', status: 'original text seen' }),
  ),
])
const max = (fine: typeof notBuiltFine, facts: Partial<Case>) =>
  fine({ ...RECENT, ...facts }, amended).bands.map((band) => band.max)

test('the band is that of the end of the act, or of the decision while it goes on', () => {
  const ended = (facts: Partial<Case>) => max(outsideScopeFine, facts)
  assert.deepEqual(ended({ endedOn: '2026-02-28' }), [30000])
  assert.deepEqual(ended({ endedOn: '2026-03-01' }), [2])
  assert.deepEqual(ended({ endedOn: 'none' }), [2])
  assert.deepEqual(ended({ endedOn: 'none', decidedOn: '2026-02-28' }), [30000])
  assert.deepEqual(ended({ endedOn: '2026-03-15', decidedOn: '2026-02-28' }), [30000])
})
test('with the end not known, that of the act, and of the decision where it goes on by nature', () => {
  assert.deepEqual(max(outsideScopeFine, { endedOn: undefined, actedOn: '2026-02-28' }), [30000])
  assert.deepEqual(max(outsideScopeFine, { endedOn: undefined, actedOn: '2026-03-01' }), [2])
  const priorSteps = [step('order'), step('warning'), step('deadline-passed')]
  assert.deepEqual(max(notBuiltFine, { endedOn: undefined, actedOn: '2026-02-28', priorSteps }), [2])
})
test('never a band that begins after the day of asking', () => {
  assert.deepEqual(max(outsideScopeFine, { on: '2026-02-28' }), [30000])
  assert.deepEqual(max(outsideScopeFine, { on: '2026-03-01' }), [2])
  const older = { actedOn: '2024-06-01', endedOn: '2025-03-31' }
  assert.deepEqual(max(notFiledFine, { ...older, on: '2026-02-28' }), [10000, 10000])
  assert.deepEqual(max(notFiledFine, { ...older, on: '2026-03-01' }), [2, 2])
  assert.deepEqual(max(notFiledFine, { ...older, decidedOn: '2026-02-28', on: '2026-04-01' }), [10000, 10000])
})
test('a band without a lower bound begins at 0', () => {
  const row: Row = { id: 'x', from: '2026-01-01', value: [null, 500], source: 's', status: 'seen' }
  assert.deepEqual(bandOf('185/22', row, true), {
    rule: '185/22',
    min: 0,
    max: 500,
    mandatory: true,
    status: 'seen',
  })
  assert.equal(bandOf('185/22', { ...row, value: [3, 500] }, false).min, 3)
})
