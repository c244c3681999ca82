import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PlaceClass, retentionFloor } from './article-17.ts'

const cases: [PlaceClass, string, string, number | null][] = [
  ['799-7-1', '2025-03-31', 'unknown', null],
  ['799-7-1', '2025-04-01', 'yes', 30],
  ['799-7-2', '2025-04-01', 'yes', 30],
  ['799-7-2', '2026-11-24', 'yes', 30],
  ['799-9', '2026-11-24', 'no', null],
  ['non-public', '2026-11-24', 'no', null],
  ['unknown', '2026-11-24', 'unknown', null],
  ['unknown', '2024-01-01', 'unknown', null],
]
for (const [place, on, outcome, days] of cases)
  test(`retention floor of ${place} on ${on}: ${outcome}`, () => {
    const floor = retentionFloor(place, on)
    assert.equal(floor.outcome, outcome)
    assert.equal(floor.outcome === 'yes' ? floor.floorDays : null, days)
  })
