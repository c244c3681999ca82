import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLACE_KINDS, type PlaceKind, type Premises } from '#law/facts/place-kind.ts'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { type Finding, gathered, leaves, no, type Row, unknown, yes } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { added, additionTo, article, groupOf, mustInstall, obligingGroup } from './article-05.ts'

const on = '2026-11-24'
const says = { zh: '如此', en: 'so' }
const [NATIONAL, NOT_NATIONAL, NATIONAL_OPEN] = [
  yes('799/7', says),
  no('799/7', says),
  unknown('799/7', says, []),
]
const must = (premises: Premises, national: Finding = NOT_NATIONAL, book = LAW.book) =>
  mustInstall(premises, national, on, book)

sentences(article, [
  {
    says: '幼儿园应当安装 / a kindergarten must install',
    gives: 'yes',
    when: () => must({ kind: 'kindergarten' }),
  },
  { says: '银行应当安装 / a bank must install', gives: 'yes', when: () => must({ kind: 'bank' }) },
  { says: '重点道路应当安装 / a key road must', gives: 'yes', when: () => must({ kind: 'road', key: true }) },
  {
    says: '国家法规列举的广场应当安装 / a square, which national law lists, must',
    gives: 'yes',
    when: () => must({ kind: 'square' }, NATIONAL),
  },
  {
    says: '非重点道路不必，即使人员聚集 / a road that is no key one needn’t, crowded or not',
    gives: 'no',
    when: () => must({ kind: 'road', key: false, crowded: true }),
  },
  {
    says: '私人住宅不必 / a private dwelling needn’t',
    gives: 'no',
    when: () => must({ kind: 'private-dwelling' }),
  },
  {
    says: '未列举且非重要、非重点、非聚集的不必 / an unlisted place without any sign needn’t',
    gives: 'no',
    when: () => must({ kind: 'other', crowded: false, key: false, important: false }),
  },
  {
    says: '未列举的重要场所由人判断 / an unlisted important place is for a person',
    gives: 'unknown',
    when: () => must({ kind: 'other', important: true }),
  },
  {
    says: '未列举、情况未知的由人判断 / an unlisted place of which nothing is known is for a person',
    gives: 'unknown',
    when: () => must({ kind: 'other' }),
  },
  {
    says: '是否重点道路未知 / it is not known whether the road is a key one',
    gives: 'unknown',
    when: () => must({ kind: 'road' }),
  },
  { says: '种类未知 / the kind is not known', gives: 'unknown', when: () => must({}) },
])

const GROUPS: { readonly [group: number]: readonly PlaceKind[] } = {
  1: [
    ...(['party-organ', 'state-organ', 'radio-station', 'television-station', 'telecom', 'postal'] as const),
    ...(['bank', 'financial-unit', 'service-unit', 'museum', 'archives', 'protected-relic'] as const),
    ...(['dangerous-goods-production', 'dangerous-goods-sale', 'dangerous-goods-storage'] as const),
  ],
  2: [
    ...(['hotel', 'restaurant', 'mall', 'hospital', 'school', 'kindergarten', 'cultural-venue'] as const),
    ...(['entertainment-venue', 'sports-venue', 'residential-area', 'car-park', 'public-car-park'] as const),
  ],
  3: [
    ...(['road', 'road-section', 'crossing', 'underpass', 'footbridge', 'airport'] as const),
    ...(['railway-station', 'metro-station', 'city-rail-station', 'bus-hub'] as const),
  ],
  4: ['water-supply', 'drainage', 'power', 'gas', 'heating', 'river-or-lake', 'waterworks'],
}
const KEY = ['protected-relic', 'road', 'road-section', 'crossing', 'bus-hub']
const KINDS = Object.keys(PLACE_KINDS) as PlaceKind[]

test('each kind has its group, and no other has one', () => {
  for (const kind of KINDS) {
    const group = Object.keys(GROUPS).find((known) => GROUPS[+known]!.includes(kind))
    assert.equal(groupOf(kind, on, LAW.book), group === undefined ? null : +group, kind)
  }
  assert.equal(groupOf('school', '2007-04-01', LAW.book), 2)
  assert.equal(groupOf('school', '2007-03-31', LAW.book), null)
})
test('listed kinds must install by their group’s row; those under a condition only where it is met', () => {
  for (const [group, kinds] of Object.entries(GROUPS))
    for (const kind of kinds) {
      const found = must({ kind, key: true }, NOT_NATIONAL)
      assert.equal(found.outcome, 'yes', kind)
      assert.deepEqual(
        found.rows.map(({ id }) => id),
        [`185/5/group-${group}`],
      )
      assert.equal(found.reason?.rule, '185/5')
      const keyed = KEY.includes(kind)
      assert.deepEqual(found.used, keyed ? ['premises.kind', 'premises.key'] : ['premises.kind'])
      assert.ok(found.reason?.text.zh.includes(`第（${'一二三四'[+group - 1]}）项`), kind)
      const not = must({ kind, key: false })
      assert.equal(not.outcome, keyed ? 'no' : 'yes', kind)
      if (keyed) {
        assert.deepEqual(not.used, ['premises.kind', 'premises.key'])
        assert.deepEqual(
          not.rows.map(({ id }) => id),
          ['185/5/only-if-key'],
        )
      }
      const open = must({ kind })
      assert.deepEqual([open.outcome, open.missing], keyed ? ['unknown', ['premises.key']] : ['yes', []])
      for (const { reason } of [...leaves(not), ...leaves(open)]) assert.equal(reason?.rule, '185/5')
    }
})
test('the group that obliges needs its key', () => {
  const group = (kind: PlaceKind, key?: boolean) => obligingGroup(kind, key, on, LAW.book)
  assert.deepEqual([group('road', true), group('road', false), group('road')], [3, null, null])
  assert.deepEqual(
    [group('protected-relic', true), group('protected-relic', false), group('protected-relic')],
    [1, null, null],
  )
  assert.deepEqual([group('bank', true), group('bank', false), group('bank')], [1, 1, 1])
  assert.deepEqual([group('underpass', false), group('square'), group('square', true)], [3, null, null])
})
test('national law makes an unlisted kind one of item 5; where it doesn’t, the signs count', () => {
  const national = must({ kind: 'park' }, NATIONAL)
  assert.deepEqual(
    [national.outcome, national.reason?.rule, national.used],
    ['yes', '185/5', ['premises.kind']],
  )
  for (const other of [NOT_NATIONAL, NATIONAL_OPEN])
    assert.deepEqual(must({ kind: 'park' }, other).missing, [
      'premises.crowded',
      'premises.key',
      'premises.important',
    ])
  assert.equal(must({ kind: 'private-dwelling', crowded: true, important: true }).outcome, 'no')
  assert.equal(must({ kind: 'private-dwelling', crowded: true, important: true }).reason?.rule, '185/5')
  assert.deepEqual(must({}, NATIONAL).missing, ['premises.kind'])
})

const addition = (value: readonly string[], from = '2026-05-01', n = 1): Row => ({
  id: `185/5/added-${n}`,
  from,
  value,
  source: '京政函〔2026〕1号',
  status: 'original text seen',
})
const withRows = (...rows: Row[]) => new Book([...LAW.book.rows, ...rows])

test('the municipal department’s additions count from their day, in their district, for their kinds', () => {
  const book = withRows(addition(['京政函〔2026〕1号', '110108', 'other', 'park']))
  const at = (premises: Premises, day = on) => mustInstall(premises, NOT_NATIONAL, day, book)
  const there: Premises = { kind: 'park', district: '110108' }
  const found = at(there)
  assert.equal(found.outcome, 'yes')
  assert.deepEqual(gathered(found, 'used'), ['premises.kind', 'premises.district'])
  assert.deepEqual(
    gathered(found, 'rows').map(({ id }) => id),
    ['185/5/added-1'],
  )
  assert.equal(leaves(found)[0]?.reason?.rule, '185/5')
  assert.ok(leaves(found)[0]?.reason?.text.en.includes('京政函〔2026〕1号, from 2026-05-01'))
  assert.equal(at(there, '2026-05-01').outcome, 'yes')
  assert.equal(at(there, '2026-04-30').outcome, 'unknown')
  assert.equal(at({ kind: 'park', district: '110101' }).outcome, 'unknown')
  assert.equal(at({ kind: 'park' }).outcome, 'unknown')
  assert.equal(at({ district: '110108' }).outcome, 'unknown')
  assert.equal(at({ kind: 'other', district: '110108' }).outcome, 'yes')
  assert.equal(at({ kind: 'square', district: '110108' }).outcome, 'unknown')
})
test('an addition for all districts; a second one; one that is revoked', () => {
  const book = withRows(
    addition(['文一', 'all', 'park']),
    addition([], '2026-08-01'),
    addition(['文二', '110101', 'road'], '2026-06-01', 2),
  )
  const row = (premises: Premises, day: string) => additionTo(premises, day, book)
  const park: Premises = { kind: 'park', district: '110119' }
  assert.equal(row(park, '2026-07-31')?.from, '2026-05-01')
  assert.equal(row(park, '2026-08-01'), null)
  const road: Premises = { kind: 'road', district: '110101', key: false }
  assert.deepEqual(added(row(road, '2026-08-01')!), { document: '文二', district: '110101', kinds: ['road'] })
  const both = must({ ...road, key: true }, NOT_NATIONAL, book)
  assert.deepEqual(
    gathered(both, 'rows').map(({ id }) => id),
    ['185/5/group-3', '185/5/added-2'],
  )
  assert.equal(must(road, NOT_NATIONAL, book).outcome, 'yes')
  assert.equal(additionTo(park, on, LAW.book), null)
  assert.equal(row({ kind: 'park' }, '2026-07-31')?.from, '2026-05-01')
  assert.equal(row({ district: '110119' }, '2026-07-31'), null)
})
