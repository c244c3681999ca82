import assert from 'node:assert/strict'
import { test } from 'node:test'
import { step } from '#tests/law/cases.ts'
import { lastedTo, maybe, orderedOn, type Step, surely } from './prior-steps.ts'

const order = step('order', '2026-03-02')
const kinds = ['order', 'warning'] as const

test('a step counts surely with its kind, its document and its day', () => {
  const is = (one: Step, from = '2026-03-02') => surely(one, kinds, from)
  assert.equal(is(order), true)
  assert.equal(is(step('warning')), true)
  assert.equal(is(step('refusal')), false)
  assert.equal(is(order, '2026-03-03'), false)
  assert.equal(is({ ...order, document: 'none' }), false)
  assert.equal(is({ kind: 'order', on: '2026-03-02' }), false)
  assert.equal(is({ kind: 'order', document: '1' }, ''), false)
  assert.equal(is({ on: '2026-03-02', document: '1' }), false)
})
test('it could count while nothing known is against it', () => {
  const could = (one: Step, from = '2026-03-02') => maybe(one, kinds, from)
  assert.equal(could({}), true)
  assert.equal(could(order), true)
  assert.equal(could({ kind: 'order' }), true)
  assert.equal(could({ kind: 'refusal' }), false)
  assert.equal(could({ document: 'none' }), false)
  assert.equal(could({ on: '2026-03-02' }), true)
  assert.equal(could({ on: '2026-03-01' }), false)
})
test('the last paper that says it was not put right, and the first order', () => {
  const steps = [
    order,
    step('order', '2026-03-03'),
    step('deadline-passed', '2026-03-05'),
    step('re-inspection-failed', '2026-03-06'),
    step('refusal', '2026-03-07'),
    step('warning', '2026-03-08'),
  ]
  assert.equal(lastedTo(steps), '2026-03-07')
  assert.equal(lastedTo(steps.slice(0, 4)), '2026-03-06')
  assert.equal(lastedTo(steps.slice(0, 3)), '2026-03-05')
  assert.equal(lastedTo(steps.slice(0, 2)), null)
  assert.equal(lastedTo(undefined), null)
  assert.equal(lastedTo([{ ...step('refusal'), document: 'none' }]), null)
  assert.equal(orderedOn(steps, ''), '2026-03-02')
  assert.equal(orderedOn(steps, '2026-03-03'), '2026-03-03')
  assert.equal(orderedOn(steps, '2026-03-04'), null)
  assert.equal(orderedOn(undefined, ''), null)
})
