import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLACE_KINDS, type PlaceKind } from '#law/facts/place-kind.ts'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, decreeGovernmentBuilds, maySetUp } from './article-07.ts'

const on = '2026-11-24'
const may = (facts: Partial<Parameters<typeof maySetUp>[0]>) => maySetUp({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '政府可在广场设置 / government may set one up on a square',
    gives: 'yes',
    when: () => may({ kind: 'square', setUpBy: 'government' }),
  },
  {
    says: '学校可在校内设置 / a school may set one up in the school',
    gives: 'yes',
    when: () => may({ kind: 'school', setUpBy: 'unit' }),
  },
  {
    says: '单位不得在道路设置 / a unit may not on a road',
    gives: 'no',
    when: () => may({ kind: 'road', setUpBy: 'unit' }),
  },
  {
    says: '个人不得在道路设置 / nor may a person',
    gives: 'no',
    when: () => may({ kind: 'road', setUpBy: 'individual' }),
  },
  {
    says: '设置者未知 / it is not known who set it up',
    gives: 'unknown',
    when: () => may({ kind: 'road' }),
  },
  {
    says: '种类未知 / the kind is not known',
    gives: 'unknown',
    when: () => may({ setUpBy: 'unit' }),
  },
  {
    says: '未列举的场所由人判断 / an unlisted place is for a person',
    gives: 'unknown',
    when: () => may({ kind: 'other', setUpBy: 'unit' }),
  },
])

const RESERVED = [
  ...['road', 'road-section', 'crossing', 'underpass', 'footbridge', 'bridge', 'tunnel'],
  ...['road-boundary', 'square'],
]

test('the kinds reserved to government, and no other', () => {
  for (const kind of Object.keys(PLACE_KINDS) as PlaceKind[]) {
    const reserved = RESERVED.includes(kind)
    assert.equal(decreeGovernmentBuilds(kind, on, LAW.book), reserved, kind)
    const unit = may({ kind, setUpBy: 'unit' })
    if (kind !== 'other') assert.equal(unit.outcome, reserved ? 'no' : 'yes', kind)
    assert.equal(may({ kind, setUpBy: 'government' }).outcome, 'yes')
    assert.equal(unit.reason?.rule, '185/7')
  }
  assert.equal(decreeGovernmentBuilds('road', '2007-03-31', LAW.book), false)
  assert.equal(decreeGovernmentBuilds('road', '2007-04-01', LAW.book), true)
})
test('facts read and missing are named', () => {
  const told = (facts: Parameters<typeof may>[0]) => {
    const { used, missing, reason } = may(facts)
    assert.equal(reason?.rule, '185/7')
    return [used, missing]
  }
  assert.deepEqual(told({ setUpBy: 'government' }), [['setUpBy'], []])
  assert.deepEqual(told({ kind: 'road', setUpBy: 'unit' }), [['kind', 'setUpBy'], []])
  assert.deepEqual(told({ kind: 'school' }), [['kind'], []])
  assert.deepEqual(told({ kind: 'road' }), [[], ['setUpBy']])
  assert.deepEqual(told({ setUpBy: 'unit' }), [[], ['kind']])
  assert.deepEqual(told({}), [[], ['kind', 'setUpBy']])
  assert.deepEqual(told({ kind: 'other' }), [['kind'], []])
})
