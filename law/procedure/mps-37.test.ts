import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, onTheSpotByPoliceRules } from './mps-37.ts'
import type { SpotFacts } from './on-the-spot.ts'

const spot = (subject?: SpotFacts['subject'], amount?: number, on = '2026-11-24') =>
  onTheSpotByPoliceRules({ subject, amount, on }, LAW.book)

sentences(article, [
  { says: '对个人50元 / CNY 50 for a person', gives: 'yes', when: () => spot('individual', 50) },
  { says: '对个人51元 / CNY 51 for a person', gives: 'no', when: () => spot('individual', 51) },
  { says: '对单位1000元 / CNY 1,000 for a unit', gives: 'yes', when: () => spot('unit', 1000) },
  { says: '对单位1001元 / CNY 1,001 for a unit', gives: 'no', when: () => spot('unit', 1001) },
  { says: '处罚对象未知 / the subject is not known', gives: 'unknown', when: () => spot(undefined, 50) },
])

test('it is in force from 2013', () => {
  assert.equal(spot('unit', 1000, '2013-01-01').outcome, 'yes')
  const before = spot('unit', 1000, '2012-12-31')
  assert.deepEqual([before.outcome, before.reason?.rule], ['unknown', 'mps/37'])
})
