import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forecast } from './forecast.ts'

const kept = (days: number, bytes: number, held = false) =>
  Array.from({ length: days }, (_, i) => ({ ageDays: i + 1, bytes, held }))

test('a young station fills up when its period does not fit', () => {
  assert.deepEqual(forecast(100, [{ bytesPerDay: 10, keepDays: 30, kept: [] }]), { kind: 'full', days: 10 })
  assert.deepEqual(forecast(300, [{ bytesPerDay: 10, keepDays: 30, kept: [] }]), {
    kind: 'never',
    days: null,
  })
  assert.deepEqual(forecast(299, [{ bytesPerDay: 10, keepDays: 30, kept: [] }]), { kind: 'full', days: 29 })
})

test('what becomes due makes room, what is held does not', () => {
  const grown = { bytesPerDay: 10, keepDays: 30, kept: kept(30, 10) }
  assert.deepEqual(forecast(20, [grown]), { kind: 'never', days: null })
  const held = { ...grown, kept: kept(30, 10, true) }
  assert.deepEqual(forecast(20, [held]), { kind: 'full', days: 2 })
})

test('cameras share the room', () => {
  const one = { bytesPerDay: 10, keepDays: 30, kept: [] }
  assert.deepEqual(forecast(100, [one, one]), { kind: 'full', days: 5 })
})

test('unknown stays unknown', () => {
  assert.deepEqual(forecast(null, [{ bytesPerDay: 10, keepDays: 30, kept: [] }]), {
    kind: 'unknown',
    days: null,
  })
  assert.deepEqual(forecast(100, [{ bytesPerDay: 0, keepDays: 30, kept: [] }]), {
    kind: 'unknown',
    days: null,
  })
})
