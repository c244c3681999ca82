import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, districtInBeijing, noSuchDistrict, ofBeijing, saidInBeijing } from './article-02.ts'

const lies = districtInBeijing('premises.district')
const on = '2026-11-24'

sentences(article, [
  {
    says: '海淀区在北京市 / Haidian lies in Beijing',
    gives: 'yes',
    when: () => lies('110108', on, LAW.book),
  },
  {
    says: '上海市黄浦区不在北京市 / Huangpu of Shanghai doesn’t lie in Beijing',
    gives: 'no',
    when: () => lies('310101', on, LAW.book),
  },
  {
    says: '区未知则未知 / without a district nobody can say',
    gives: 'unknown',
    when: () => lies(undefined, on, LAW.book),
  },
  {
    says: '当日不存在的区代码请人核对 / a code that is no district on the day is for a person to check',
    gives: 'unknown',
    when: () => lies('110103', on, LAW.book),
  },
  { says: '说在本市的 / said to lie in Beijing', gives: 'yes', when: () => saidInBeijing(true) },
  { says: '说不在本市的 / said not to', gives: 'no', when: () => saidInBeijing(false) },
  { says: '没有说的 / not said', gives: 'unknown', when: () => saidInBeijing(undefined) },
])

const NOW = [
  ...['110101', '110102', '110105', '110106', '110107', '110108', '110109', '110111'],
  ...['110112', '110113', '110114', '110115', '110116', '110117', '110118', '110119'],
]

test('the sixteen districts of today, and no other code of Beijing', () => {
  const exist = Array.from({ length: 300 }, (_, i) => String(110000 + i)).filter(
    (code) => !noSuchDistrict(code, on),
  )
  assert.deepEqual(exist, NOW)
  for (const code of NOW) assert.equal(lies(code, on, LAW.book).outcome, 'yes', code)
})
test('districts merged in 2010 and counties made districts in 2015 hold on their days', () => {
  const exists = (code: string, day: string) => !noSuchDistrict(code, day)
  for (const merged of ['110103', '110104']) {
    assert.ok(exists(merged, '2010-06-30'))
    assert.ok(!exists(merged, '2010-07-01'))
  }
  for (const county of ['110228', '110229']) {
    assert.ok(exists(county, '2007-04-01') && exists(county, '2015-11-12'))
    assert.ok(!exists(county, '2015-11-13'))
  }
  for (const district of ['110118', '110119']) {
    assert.ok(!exists(district, '2015-11-12'))
    assert.ok(exists(district, '2015-11-13'))
  }
  const counted = (day: string) =>
    Array.from({ length: 300 }, (_, i) => String(110000 + i)).filter((code) => exists(code, day)).length
  assert.deepEqual([counted('2007-04-01'), counted('2010-07-01'), counted('2015-11-13')], [18, 16, 16])
})
test('before the Decree, and elsewhere, codes are not checked', () => {
  assert.equal(noSuchDistrict('110199', '2007-03-31'), false)
  assert.equal(noSuchDistrict('110199', '2007-04-01'), true)
  assert.equal(noSuchDistrict('310199', on), false)
  assert.equal(noSuchDistrict(undefined, on), false)
  assert.equal(lies('110108', '2007-03-31', LAW.book).outcome, 'yes')
  assert.deepEqual([ofBeijing('110000'), ofBeijing('120101'), ofBeijing('311101')], [true, false, false])
})
test('a finding names its fact, its rule and the list it stands on', () => {
  const found = lies('110108', on, LAW.book)
  assert.deepEqual(gathered(found, 'used'), ['premises.district', 'on'])
  assert.deepEqual(
    gathered(found, 'rows').map(({ id, from }) => [id, from]),
    [['185/2/districts', '2015-11-13']],
  )
  assert.deepEqual(gathered(lies(undefined, on, LAW.book), 'missing'), ['premises.district'])
  assert.deepEqual(gathered(lies('310101', on, LAW.book), 'used'), ['premises.district'])
  assert.deepEqual(gathered(lies('110103', on, LAW.book), 'missing'), [])
  assert.deepEqual(gathered(saidInBeijing(undefined), 'missing'), ['inBeijing'])
  for (const said of [true, false]) assert.deepEqual(gathered(saidInBeijing(said), 'used'), ['inBeijing'])
  for (const finding of [found, lies('310101', on, LAW.book), saidInBeijing(true), saidInBeijing(false)])
    assert.deepEqual(
      leaves(finding).map(({ reason }) => reason?.rule),
      ['185/2'],
    )
})
