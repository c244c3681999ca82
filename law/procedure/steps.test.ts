import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Step, StepKind } from '#law/facts/prior-steps.ts'
import { step } from '#tests/law/cases.ts'
import { stepsBefore } from './steps.ts'

const asks: readonly (readonly StepKind[])[] = [['order'], ['refusal', 'serious-consequence']]
const taken = (...steps: Step[]) => stepsBefore('799/27(2)', asks)(steps, '2025-04-01')
const outcome = (...steps: Step[]) => taken(...steps).finding.outcome
const paperless = (one: Step): Step => ({ ...one, document: 'none' })
const unsaid = ({ kind, on }: Step): Step => ({ kind, on })

test('a refusal answers the order that is shown, not one without a document', () => {
  const [first, refused, again] = [
    step('order', '2026-03-01'),
    step('refusal', '2026-03-05'),
    step('order', '2026-03-09'),
  ]
  assert.equal(outcome(first, refused, again), 'yes')
  assert.equal(outcome(paperless(first), refused, again), 'no')
  assert.deepEqual(taken(paperless(first), refused, again).lacking, ['refusal'])
  assert.equal(outcome(unsaid(first), refused, again), 'unknown')
  assert.equal(outcome({ kind: 'order', document: '1' }, refused, again), 'unknown')
  assert.equal(outcome(paperless(first), unsaid(refused), again), 'no')
  assert.equal(outcome(first, unsaid(refused)), 'unknown')
  assert.equal(outcome(again, step('refusal', '2026-03-09')), 'yes')
})
test('a serious consequence may come before the order', () => {
  const [harm, order] = [step('serious-consequence', '2026-03-01'), step('order', '2026-03-09')]
  assert.equal(outcome(harm, order), 'yes')
  assert.equal(outcome(unsaid(harm), order), 'unknown')
  assert.equal(outcome(paperless(harm), order), 'no')
  assert.equal(outcome(harm), 'no')
})
test('a step from before the law is none under it', () => {
  const at = (on: string) => outcome(step('order', on), step('refusal', '2026-03-05'))
  assert.deepEqual([at('2025-03-31'), at('2025-04-01')], ['no', 'yes'])
  const unsaidAt = (on: string) => outcome(unsaid(step('order', on)), step('refusal', '2026-03-05'))
  assert.deepEqual([unsaidAt('2025-03-31'), unsaidAt('2025-04-01')], ['no', 'unknown'])
})
test('of two that would do, the one that is shown is named, the first before the second', () => {
  const order = step('order', '2026-03-01')
  assert.deepEqual(taken(order, step('serious-consequence')).requires, ['order', 'serious-consequence'])
  assert.deepEqual(taken(order, step('serious-consequence'), step('refusal')).requires, ['order', 'refusal'])
  assert.deepEqual(taken(order).requires, ['order', 'refusal'])
  assert.deepEqual(taken().lacking, ['order', 'refusal'])
})
test('where a warning is given with the order, what answers them comes after both', () => {
  const warned = (...steps: Step[]) =>
    stepsBefore('185/19', [['order'], ['warning'], ['deadline-passed', 're-inspection-failed']])(
      steps,
      '2007-04-01',
    )
  const [order, early, warning, late] = [
    step('order', '2026-03-01'),
    step('deadline-passed', '2026-03-05'),
    step('warning', '2026-03-06'),
    step('deadline-passed', '2026-03-09'),
  ]
  assert.equal(warned(order, warning, late).finding.outcome, 'yes')
  assert.equal(warned(warning, step('order', '2026-03-07'), late).finding.outcome, 'yes')
  assert.equal(warned(order, early, warning, late).finding.outcome, 'yes')
  assert.equal(warned(order, step('warning', '2026-03-05'), early).finding.outcome, 'yes')
  assert.equal(warned(order, early, warning).finding.outcome, 'no')
  assert.deepEqual(warned(order, early, warning).lacking, ['deadline-passed'])
  assert.equal(warned(order, early, warning, paperless(late)).finding.outcome, 'no')
  assert.equal(warned(order, early, warning, unsaid(late)).finding.outcome, 'unknown')
  assert.equal(
    warned(order, unsaid(step('warning', '2026-03-02')), early, warning).finding.outcome,
    'unknown',
  )
  // Another article asks for no warning: one that is there changes nothing.
  assert.equal(outcome(order, step('refusal', '2026-03-05'), warning), 'yes')
})
test('every kind stands for itself', () => {
  const kinds: StepKind[] = [
    ...(['order', 'warning', 'deadline-passed', 're-inspection-failed', 'refusal'] as const),
    'serious-consequence',
  ]
  for (const kind of kinds)
    for (const other of kinds) {
      const found = stepsBefore('185/19', [[kind]])([step(other)], '')
      assert.deepEqual(
        [found.finding.outcome, found.requires, found.lacking],
        kind === other ? ['yes', [kind], []] : ['no', [kind], [kind]],
      )
      assert.equal(found.finding.reason?.rule, '185/19')
    }
})
