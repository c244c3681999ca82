import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentences } from '#tests/law/sentences.ts'
import { article, type PlaceClass, retentionFloor } from './article-17.ts'

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

const floor = (place: PlaceClass) => () => retentionFloor(place, '2026-11-24').outcome
sentences(article, [
  { says: '学校至少保存30日 / a school keeps at least 30 days', gives: 'yes', when: floor('799-7-2') },
  { says: '第九条场所除外 / a place of Article 9 is exempt', gives: 'no', when: floor('799-9') },
  { says: '类别未知 / the class is not known', gives: 'unknown', when: floor('unknown') },
])
