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
