import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ShownSpans } from './spans.ts'

test('pictures in a row are one span, to the end of the last', () => {
  const shown = new ShownSpans()
  for (let i = 0; i < 30; i++) shown.note(1000 + i * 67, 67)
  assert.deepEqual(shown.take(), [{ from: 1000, to: 1000 + 30 * 67 }])
  assert.deepEqual(shown.take(), [])
})

test('a jump starts a new span and keeps the old one', () => {
  const shown = new ShownSpans()
  shown.note(1000, 40)
  shown.note(90_000, 40)
  shown.note(20_000, 40)
  assert.deepEqual(shown.take(), [
    { from: 1000, to: 1040 },
    { from: 90_000, to: 90_040 },
    { from: 20_000, to: 20_040 },
  ])
})

test('playing backwards widens the span downwards', () => {
  const shown = new ShownSpans()
  shown.note(5000, 40)
  shown.note(4900, 40)
  assert.deepEqual(shown.take(), [{ from: 4900, to: 5040 }])
})
