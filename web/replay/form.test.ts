import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromInput, toInput } from './form.ts'

test('civil times of the form are Beijing times, whatever the zone of the console', () => {
  const at = Date.parse('2026-11-24T12:00:05.000Z')
  assert.equal(toInput(at), '2026-11-24T20:00:05')
  assert.equal(fromInput(toInput(at)), at)
  assert.equal(fromInput('2026-11-24T20:00'), at - 5000)
  assert.ok(Number.isNaN(fromInput('')))
})
