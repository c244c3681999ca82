import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Book } from './book.ts'
import {
  all,
  any,
  carried,
  type Finding,
  gathered,
  leaves,
  no,
  not,
  type Outcome,
  unknown,
  withRemarks,
  yes,
} from './finding.ts'

const text = { zh: '因', en: 'why' }
const make = (outcome: Outcome, fact: string): Finding =>
  outcome === 'yes'
    ? yes('x', text, [fact])
    : outcome === 'no'
      ? no('x', text, [fact])
      : unknown('x', text, [fact])
const outcome = fc.constantFrom<Outcome>('yes', 'no', 'unknown')
const list = fc.array(outcome, { minLength: 1, maxLength: 6 })
const findings = (outcomes: Outcome[]) => outcomes.map((o, i) => make(o, `f${i}`))

test('all is the least and any the greatest of no < unknown < yes', () => {
  const order: Outcome[] = ['no', 'unknown', 'yes']
  fc.assert(
    fc.property(list, (outcomes) => {
      const ranks = outcomes.map((o) => order.indexOf(o))
      assert.equal(all(...findings(outcomes)).outcome, order[Math.min(...ranks)])
      assert.equal(any(...findings(outcomes)).outcome, order[Math.max(...ranks)])
    }),
  )
})
test('the opposite of all is any of the opposites', () => {
  fc.assert(
    fc.property(list, (outcomes) => {
      const left = not(all(...findings(outcomes)))
      const right = any(...findings(outcomes).map(not))
      assert.equal(left.outcome, right.outcome)
    }),
  )
})
test('learning an unknown fact never turns a yes into a no or back', () => {
  fc.assert(
    fc.property(list, list, (before, learned) => {
      const after = before.map((o, i) => (o === 'unknown' ? (learned[i] ?? o) : o))
      for (const compose of [all, any]) {
        const was = compose(...findings(before)).outcome
        if (was !== 'unknown') assert.equal(compose(...findings(after)).outcome, was)
      }
    }),
  )
})
test('what decided is carried, and nothing else', () => {
  const refused = all(make('yes', 'a'), make('no', 'b'), make('unknown', 'c'))
  assert.deepEqual(gathered(refused, 'used'), ['b'])
  assert.deepEqual(gathered(refused, 'missing'), [])
  const open = any(make('no', 'a'), make('unknown', 'c'), make('unknown', 'd'))
  assert.deepEqual(gathered(open, 'missing'), ['c', 'd'])
  assert.equal(leaves(all(make('yes', 'a'), make('yes', 'b'))).length, 2)
})
test('what a finding carries is that of its leaves, in their order, once each', () => {
  const row = { id: 'a/1', from: '2007-04-01', value: 1, source: 's', status: 'seen' }
  const one = yes('x', text, ['a', 'b'], [row])
  const other = yes('y', text, ['b', 'c'], [row])
  const open = unknown('z', text, ['d', 'c'], ['a'])
  const again = unknown('z', text, ['d'], [])
  const finding = withRemarks(all(one, other, one), open, again)
  assert.deepEqual(carried(finding), {
    reasons: leaves(finding).map(({ reason }) => reason),
    used: ['a', 'b', 'c'],
    missing: ['d', 'c'],
    rows: [row],
  })
  assert.equal(carried(finding).reasons.length, 4)
  for (const key of ['used', 'missing', 'rows'] as const)
    assert.deepEqual(carried(finding)[key], gathered(finding, key))
})
test('a remark is read and never decides', () => {
  const remarked = withRemarks(make('yes', 'a'), make('no', 'b'))
  assert.equal(remarked.outcome, 'yes')
  assert.equal(leaves(remarked).length, 2)
  assert.throws(() => all(), /nothing/)
})
test('the row in force on a day: none before the first, the last that has begun after it', () => {
  const row = (from: string, value: number) => ({ id: 'a', from, value, source: 's', status: 'seen' })
  const book = new Book([row('2025-04-01', 2), row('2007-04-01', 1)])
  assert.equal(book.number('a', '2007-03-31'), null)
  assert.equal(book.number('a', '2007-04-01'), 1)
  assert.equal(book.number('a', '2025-03-31'), 1)
  assert.equal(book.number('a', '2025-04-01'), 2)
  assert.throws(() => book.at('b', '2025-04-01'), /no row is called b/)
  assert.throws(() => new Book([row('2025-04-01', 2), row('2025-04-01', 3)]), /two rows/)
  assert.deepEqual(book.turns(['a']), ['2007-04-01', '2025-04-01'])
})
