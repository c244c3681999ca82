import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLACE_KINDS, type PlaceKind, type Premises } from '#law/facts/place-kind.ts'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import {
  article,
  article7Place,
  builderNamed,
  listedByArticle7,
  mayInstallInArticle7Place as mayInstall,
} from './article-07.ts'

const on = '2026-11-24'
const listed = (premises: Premises) => listedByArticle7(premises, on, LAW.book)

sentences(article, [
  {
    says: '政府建设的道路属于第七条场所 / a road equipped by government is a place of Article 7',
    gives: 'yes',
    cites: ['799/7'],
    when: () => article7Place('799-7-1'),
  },
  {
    says: '学校属于第七条场所 / a school is a place of Article 7',
    gives: 'yes',
    cites: ['799/7'],
    when: () => article7Place('799-7-2'),
  },
  {
    says: '第九条场所不属于第七条场所 / a place of Article 9 is none of Article 7',
    gives: 'no',
    cites: ['799/9'],
    when: () => article7Place('799-9'),
  },
  {
    says: '非公共场所不属于第七条场所 / a place that is not public is none of Article 7',
    gives: 'no',
    cites: ['799/33'],
    when: () => article7Place('non-public'),
  },
  {
    says: '类别未知则不能确定 / a place of unknown class may or may not be',
    gives: 'unknown',
    cites: ['799/7'],
    when: () => article7Place(undefined),
  },
  {
    says: '公园为本条列举 / a park is listed',
    gives: 'yes',
    cites: ['799/7'],
    when: () => listed({ kind: 'park' }),
  },
  {
    says: '主要路段为本条列举 / a main road section is listed',
    gives: 'yes',
    cites: ['799/7'],
    when: () => listed({ kind: 'road-section', key: true }),
  },
  {
    says: '非主要路段不是 / one that isn’t main is not',
    gives: 'no',
    cites: ['799/7'],
    when: () => listed({ kind: 'road-section', key: false }),
  },
  {
    says: '私人住宅不是 / a private dwelling is not',
    gives: 'no',
    cites: ['799/7'],
    when: () => listed({ kind: 'private-dwelling' }),
  },
  {
    says: '未列举的聚集场所由人判断 / an unlisted crowded place is for a person',
    gives: 'unknown',
    cites: ['799/7'],
    when: () => listed({ kind: 'hotel', crowded: true }),
  },
  {
    says: '未列举且无任何情形的不是 / an unlisted place without any sign is not',
    gives: 'no',
    cites: ['799/7'],
    when: () => listed({ kind: 'hotel', crowded: false, key: false, important: false }),
  },
  { says: '种类未知 / the kind is not known', gives: 'unknown', cites: ['799/7'], when: () => listed({}) },
  {
    says: '经营单位必要时可安装 / the unit that runs the place may install what is necessary',
    gives: 'yes',
    cites: ['799/7(3)', '799/7(3)'],
    when: () => mayInstall({ placeClass: '799-7-2', installedBy: 'operator', necessary: true }),
  },
  {
    says: '其他人不得安装 / nobody else may',
    gives: 'no',
    cites: ['799/7(3)'],
    when: () => mayInstall({ installedBy: 'other', necessary: true }),
  },
  {
    says: '是否必需未知 / it is not known whether it is necessary',
    gives: 'unknown',
    cites: ['799/7(3)'],
    when: () => mayInstall({ placeClass: '799-7-1', installedBy: 'government' }),
  },
])

const GOVERNMENT: readonly PlaceKind[] = [
  ...(['road', 'road-section', 'crossing', 'road-boundary', 'bridge', 'footbridge', 'tunnel'] as const),
  ...(['underpass', 'square', 'key-unit-surroundings'] as const),
]
const UNIT: readonly PlaceKind[] = [
  ...(['trade-centre', 'mall', 'exhibition-centre', 'scenic-area', 'cultural-venue', 'museum'] as const),
  ...(['sports-venue', 'other-sports', 'entertainment-venue', 'school', 'kindergarten'] as const),
  'other-educational',
  ...(['hospital', 'other-medical', 'government-service-hall', 'park', 'public-car-park'] as const),
  ...(['border-crossing', 'airport', 'port-terminal', 'navigation-structure', 'railway-station'] as const),
  ...(['coach-station', 'metro-station', 'city-rail-station', 'passenger-train', 'coach'] as const),
  ...(['city-rail-vehicle', 'passenger-ship', 'expressway-service-area'] as const),
  'highway-service-area',
]
const KEY = ['road', 'road-section', 'crossing']

test('each listed kind has its builder, and no other has one', () => {
  for (const kind of Object.keys(PLACE_KINDS) as PlaceKind[]) {
    const by = GOVERNMENT.includes(kind) ? 'government' : UNIT.includes(kind) ? 'unit' : undefined
    assert.equal(builderNamed(kind, on, LAW.book)?.by, by, kind)
    const found = listed({ kind, key: true })
    assert.equal(found.outcome, by ? 'yes' : kind === 'private-dwelling' ? 'no' : 'unknown', kind)
    for (const { reason } of leaves(found)) assert.equal(reason?.rule, '799/7')
    if (by === undefined) continue
    const keyed = KEY.includes(kind)
    assert.deepEqual(
      found.rows.map(({ id }) => id),
      [`799/7/${by}`],
    )
    assert.deepEqual(found.used, keyed ? ['premises.kind', 'premises.key'] : ['premises.kind'])
    assert.match(found.reason!.text.en, by === 'government' ? /paragraph 1/ : /paragraph 2/)
  }
  assert.equal(builderNamed('park', '2025-03-31', LAW.book), null)
  assert.equal(builderNamed('park', '2025-04-01', LAW.book)?.by, 'unit')
})
test('what counts only where it is key', () => {
  for (const kind of Object.keys(PLACE_KINDS) as PlaceKind[]) {
    const keyed = KEY.includes(kind)
    const found = listed({ kind, key: false, crowded: true })
    if (keyed) {
      assert.equal(found.outcome, 'no', kind)
      assert.deepEqual(found.used, ['premises.kind', 'premises.key'])
      assert.deepEqual(listed({ kind }).missing, ['premises.key'])
      assert.deepEqual(
        listed({ kind }).rows.map(({ id }) => id),
        ['799/7/only-if-key'],
      )
      assert.deepEqual(
        found.rows.map(({ id }) => id),
        ['799/7/only-if-key'],
      )
    } else assert.equal(found.outcome === 'no', kind === 'private-dwelling', kind)
  }
  for (const premises of [
    {},
    { kind: 'private-dwelling' },
    { kind: 'road' },
    { kind: 'road', key: false },
  ] as const)
    assert.deepEqual(
      leaves(listed(premises)).map(({ reason }) => reason?.rule),
      ['799/7'],
    )
  // A hub or a relic isn't listed either, but may be like what is; no “key” is asked of it here.
  for (const kind of ['bus-hub', 'protected-relic'] as const) {
    assert.equal(listed({ kind, key: true }).outcome, 'unknown')
    assert.deepEqual(gathered(listed({ kind, key: false }), 'missing'), [
      'premises.crowded',
      'premises.important',
    ])
    assert.equal(listed({ kind, key: false, crowded: false, important: false }).outcome, 'no')
  }
  assert.deepEqual(listed({}).missing, ['premises.kind'])
  assert.deepEqual(listed({ kind: 'private-dwelling' }).used, ['premises.kind'])
  assert.deepEqual(gathered(listed({ kind: 'other' }), 'missing'), [
    'premises.crowded',
    'premises.key',
    'premises.important',
  ])
})
test('who may install, by class and installer', () => {
  const outcome = (placeClass?: '799-7-1' | '799-7-2', installedBy?: 'government' | 'operator' | 'other') =>
    mayInstall({ placeClass, installedBy, necessary: true }).outcome
  assert.deepEqual(
    [outcome('799-7-1', 'government'), outcome('799-7-1', 'operator'), outcome('799-7-1', 'other')],
    ['yes', 'no', 'no'],
  )
  assert.deepEqual(
    [outcome('799-7-2', 'government'), outcome('799-7-2', 'operator'), outcome('799-7-2', 'other')],
    ['no', 'yes', 'no'],
  )
  assert.deepEqual(
    [outcome(undefined, 'government'), outcome(undefined, 'operator'), outcome(undefined, 'other')],
    ['unknown', 'unknown', 'no'],
  )
  assert.deepEqual([outcome('799-7-1'), outcome('799-7-2'), outcome()], ['unknown', 'unknown', 'unknown'])
  assert.equal(mayInstall({ placeClass: '799-7-2', installedBy: 'operator', necessary: false }).outcome, 'no')
})
test('facts read and missing are named, and paragraph 3 cited', () => {
  for (const [facts, used, missing] of [
    [
      { placeClass: '799-7-2', installedBy: 'operator', necessary: true },
      ['necessary', 'placeClass', 'installedBy'],
      [],
    ],
    [{ necessary: false }, ['necessary'], []],
    [{ installedBy: 'other' }, ['installedBy'], []],
    [{ placeClass: '799-7-1', installedBy: 'operator' }, ['placeClass', 'installedBy'], []],
    [{}, [], ['necessary', 'placeClass', 'installedBy']],
    [{ placeClass: '799-7-1' }, [], ['necessary', 'installedBy']],
    [{ installedBy: 'operator' }, [], ['necessary', 'placeClass']],
  ] as const) {
    const finding = mayInstall(facts)
    assert.deepEqual(gathered(finding, 'used'), used)
    assert.deepEqual(gathered(finding, 'missing'), missing)
    for (const { reason } of leaves(finding)) assert.equal(reason?.rule, '799/7(3)')
  }
})
test('the class alone: facts and rules', () => {
  for (const [placeClass, rule] of [
    ['799-7-1', '799/7'],
    ['799-7-2', '799/7'],
    ['799-9', '799/9'],
    ['non-public', '799/33'],
  ] as const) {
    const { reason, used, missing } = article7Place(placeClass)
    assert.deepEqual([reason?.rule, used, missing], [rule, ['placeClass'], []])
  }
  const { reason, missing } = article7Place(undefined)
  assert.deepEqual([reason?.rule, missing], ['799/7', ['placeClass']])
})
