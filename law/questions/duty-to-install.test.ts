import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLACE_KINDS } from '#law/facts/place-kind.ts'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { LISTS } from '#law/lists.ts'
import { Book } from '#law/reason/book.ts'
import { ask } from './ask.ts'
import { dutyToInstall } from './duty-to-install.ts'

const on = '2026-11-24'
const district = '110108'
const at = (day: string, premises: object, law = LAW) => ask(dutyToInstall, { on: day, premises }, law)
const must = (premises: object) => at(on, { district, ...premises })
const signs = { crowded: false, key: false, important: false }

test('a kindergarten: group 2, by both laws, built by the unit', () => {
  const { outcome, answer, reasons, factsUsed } = must({ kind: 'kindergarten' })
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, { rules: ['185/5', '799/7'], group: 2, builtBy: 'unit', addition: null })
  assert.deepEqual(
    reasons.map(({ rule }) => rule),
    ['185/27', '185/2', '185/5', '799/34', '799/7'],
  )
  assert.deepEqual(factsUsed, ['on', 'premises.district', 'premises.kind'])
})
test('what the Decree alone lists: a bank, a hotel, a key bus hub, a gas facility', () => {
  for (const [premises, group] of [
    [{ kind: 'bank' }, 1],
    [{ kind: 'hotel' }, 2],
    [{ kind: 'bus-hub', key: true }, 3],
    [{ kind: 'gas' }, 4],
  ] as const)
    assert.deepEqual(must(premises).answer, { rules: ['185/5'], group, builtBy: 'unit', addition: null })
})
test('roads and the like are built by government', () => {
  for (const kind of ['road', 'road-section', 'crossing', 'underpass', 'footbridge'])
    assert.deepEqual(must({ kind, key: true }).answer, {
      rules: ['185/5', '799/7'],
      group: 3,
      builtBy: 'government',
      addition: null,
    })
  assert.equal(at('2025-03-31', { kind: 'road', key: true, district }).answer?.builtBy, 'government')
  assert.equal(must({ kind: 'airport' }).answer?.builtBy, 'unit')
})
test('what needs key: true obliges, false doesn’t, absent is unknown', () => {
  const roads = ['road', 'road-section', 'crossing']
  for (const [day, kinds] of [
    ['2010-06-01', [...roads, 'bus-hub', 'protected-relic']],
    [on, roads],
  ] as const)
    for (const kind of kinds) {
      assert.equal(at(day, { kind, district, key: true }).outcome, 'yes')
      const no = at(day, { kind, district, key: false, crowded: true })
      assert.deepEqual(
        [no.outcome, no.answer],
        ['no', { rules: [], group: null, builtBy: null, addition: null }],
      )
      const open = at(day, { kind, district })
      assert.deepEqual([open.outcome, open.answer, open.missing], ['unknown', null, ['premises.key']])
    }
})
test('a hub or a relic that is not key is free of the Decree, and open under the Order while people may gather there', () => {
  for (const kind of ['bus-hub', 'protected-relic']) {
    const other = (facts: object) => at(on, { kind, district, key: false, ...facts })
    assert.equal(other({ crowded: false, important: false }).outcome, 'no')
    assert.equal(other({ crowded: true }).outcome, 'unknown')
    assert.deepEqual(
      [other({}).outcome, other({}).missing],
      ['unknown', ['premises.crowded', 'premises.important']],
    )
    assert.equal(at('2025-03-31', { kind, district, key: false, crowded: true }).outcome, 'no')
    assert.deepEqual(at(on, { kind, district, key: true }).answer?.rules, ['185/5'])
  }
})
test('a kind that only the Order lists is group 5 in Beijing from its first day', () => {
  const square = { kind: 'square', district }
  assert.deepEqual(at('2025-04-01', square).answer, {
    rules: ['185/5', '799/7'],
    group: 5,
    builtBy: 'government',
    addition: null,
  })
  assert.deepEqual(at('2025-04-01', { kind: 'park', district }).answer, {
    rules: ['185/5', '799/7'],
    group: 5,
    builtBy: 'unit',
    addition: null,
  })
  const before = at('2025-03-31', square)
  assert.deepEqual([before.outcome, before.answer], ['unknown', null])
  assert.deepEqual(before.missing, ['premises.crowded', 'premises.key', 'premises.important'])
  assert.equal(at('2025-03-31', { ...square, ...signs }).outcome, 'no')
})
test('outside Beijing only the Order binds, and there is no group', () => {
  const elsewhere = (premises: object, day = on) => at(day, { district: '310101', ...premises })
  assert.deepEqual(elsewhere({ kind: 'kindergarten' }).answer, {
    rules: ['799/7'],
    group: null,
    builtBy: 'unit',
    addition: null,
  })
  assert.deepEqual(elsewhere({ kind: 'square' }).answer, {
    rules: ['799/7'],
    group: null,
    builtBy: 'government',
    addition: null,
  })
  assert.equal(elsewhere({ kind: 'kindergarten' }, '2025-04-01').outcome, 'yes')
  assert.equal(elsewhere({ kind: 'kindergarten' }, '2025-03-31').outcome, 'no')
  assert.equal(elsewhere({ kind: 'hotel', ...signs }).outcome, 'no')
  assert.equal(elsewhere({ kind: 'hotel', ...signs, crowded: true }).outcome, 'unknown')
  assert.equal(elsewhere({}, '2025-03-31').outcome, 'no')
})
test('in an unknown place only what the Order alone decides is known, and the rest is named', () => {
  const { outcome, answer, missing } = at(on, { kind: 'kindergarten' })
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, { rules: ['799/7'], group: null, builtBy: 'unit', addition: null })
  assert.deepEqual(missing, ['premises.district'])
  assert.equal(at(on, { kind: 'bank' }).outcome, 'unknown')
})
test('surroundings of key units are built by government under the Order', () => {
  assert.equal(must({ kind: 'key-unit-surroundings' }).answer?.builtBy, 'government')
})
test('other places are unknown unless known to be neither crowded, key nor important', () => {
  assert.equal(must({ kind: 'other', ...signs }).outcome, 'no')
  for (const sign of ['crowded', 'key', 'important']) {
    assert.equal(must({ kind: 'other', ...signs, [sign]: true }).outcome, 'unknown')
    const { [sign]: _, ...rest } = signs as { [sign: string]: boolean }
    const absent = must({ kind: 'other', ...rest })
    assert.deepEqual([absent.outcome, absent.missing], ['unknown', [`premises.${sign}`]])
  }
  assert.equal(must({ kind: 'other' }).outcome, 'unknown')
})
test('a private dwelling has no duty', () => {
  const { outcome, answer } = must({ kind: 'private-dwelling', crowded: true, important: true, key: true })
  assert.deepEqual([outcome, answer], ['no', { rules: [], group: null, builtBy: null, addition: null }])
  assert.equal(at(on, { kind: 'private-dwelling' }).outcome, 'no')
})
test('on the eve of the Decree nobody must; on its first day they must', () => {
  assert.equal(at('2007-03-31', { kind: 'bank', district }).outcome, 'no')
  assert.equal(at('2007-04-01', { kind: 'bank', district }).outcome, 'yes')
  assert.equal(ask(dutyToInstall, { on: '2007-03-31' }, LAW).outcome, 'no')
  assert.deepEqual(at('2025-03-31', { kind: 'kindergarten', district }).answer?.rules, ['185/5'])
})
test('with nothing known nothing is said', () => {
  const { outcome, answer, missing, wouldChange } = ask(dutyToInstall, { on }, LAW)
  assert.deepEqual([outcome, answer], ['unknown', null])
  assert.deepEqual(missing, ['premises.district', 'premises.kind'])
  const to = (kind: string) => wouldChange.find((change) => change.to === kind)?.outcome
  assert.deepEqual([to('kindergarten'), to('private-dwelling'), to('bank')], ['yes', 'no', undefined])
})
test('a place the municipal department named: its document and day', () => {
  const addition = {
    id: '185/5/added-1',
    from: '2026-05-01',
    value: ['京政函〔2026〕1号', '110108', 'other', 'road', 'bank', 'park'],
    source: '京政函〔2026〕1号',
    status: 'original text seen',
  }
  const law = { ...LAW, book: new Book([...LAW.book.rows, addition]) }
  const named = { document: '京政函〔2026〕1号', on: '2026-05-01' }
  const of = (premises: object, day = on) => at(day, { district, ...premises }, law)
  assert.deepEqual(of({ kind: 'other' }).answer, {
    rules: ['185/5'],
    group: null,
    builtBy: 'unit',
    addition: named,
  })
  assert.deepEqual(of({ kind: 'road', key: false }).answer, {
    rules: ['185/5'],
    group: null,
    builtBy: 'government',
    addition: named,
  })
  assert.deepEqual(of({ kind: 'bank' }).answer, {
    rules: ['185/5'],
    group: 1,
    builtBy: 'unit',
    addition: named,
  })
  assert.equal(of({ kind: 'park' }).answer?.group, 5)
  assert.equal(of({ kind: 'other' }, '2026-04-30').outcome, 'unknown')
  assert.equal(of({ kind: 'other', district: '110101' }).outcome, 'unknown')
  const everywhere = { ...addition, value: ['文', 'all', 'park'] }
  const wide = { ...LAW, book: new Book([...LAW.book.rows, everywhere]) }
  assert.equal(at(on, { kind: 'park', district: '310101' }, wide).answer?.addition, null)
  assert.equal(at(on, { kind: 'park' }, wide).answer?.addition, null)
  assert.deepEqual(at(on, { kind: 'park', district: '110101' }, wide).answer?.addition, {
    document: '文',
    on: '2026-05-01',
  })
  assert.deepEqual(
    dutyToInstall.tell(of({ kind: 'bank' }).answer!).map(({ en }) => en),
    [
      'Under: 185/5.',
      'To be built by the unit.',
      'Of item 1 of Decree 185 Art. 5.',
      'Named by the municipal department: 京政函〔2026〕1号, from 2026-05-01.',
    ],
  )
})
test('a code that is no district of Beijing on the day is refused by name; so is a kind nobody listed', () => {
  const problem = (facts: object) => {
    try {
      ask(dutyToInstall, { on, ...facts }, LAW)
    } catch (error) {
      if (error instanceof BadFacts) return `${error.problem.code} ${error.problem.path}`
      throw error
    }
    return null
  }
  assert.equal(
    problem({ premises: { district: '110000' } }),
    'duty-to-install/no-such-district premises.district',
  )
  assert.equal(
    problem({ premises: { district: '110103' } }),
    'duty-to-install/no-such-district premises.district',
  )
  assert.equal(problem({ on: '2010-06-30', premises: { district: '110103' } }), null)
  assert.equal(problem({ premises: { kind: 'castle' } }), 'law/bad-value premises.kind')
})
test('the page says what obliges and who builds', () => {
  const lines = (premises: object) => dutyToInstall.tell(must(premises).answer!).map(({ en }) => en)
  assert.deepEqual(lines({ kind: 'square' }), [
    'Under: 185/5, 799/7.',
    'To be built by government.',
    'Of item 5 of Decree 185 Art. 5.',
  ])
  assert.deepEqual(lines({ kind: 'private-dwelling' }), ['No duty to install.'])
  assert.deepEqual(
    dutyToInstall.tell(must({ kind: 'square' }).answer!).map(({ zh }) => zh)[2],
    '属于第185号令第五条第（五）项。',
  )
})

type Listed = {
  readonly names: { readonly zh: string; readonly en: string }
  readonly articles: readonly string[]
  readonly group: number | null
  readonly placeClass: string | null
  readonly onlyIfKey: boolean
  readonly builtBy: string | null
}

test('the published list tells of each kind what the question decides', () => {
  const kinds = LISTS.kinds!() as { readonly [kind: string]: Listed }
  assert.deepEqual(Object.keys(kinds), Object.keys(PLACE_KINDS))
  for (const [kind, { names, articles, group, onlyIfKey, builtBy, placeClass }] of Object.entries(kinds)) {
    assert.ok(names.zh !== '' && names.en !== '')
    const { outcome, answer } = must({ kind, key: true })
    const free = kind === 'private-dwelling' || kind === 'other'
    assert.equal(outcome === 'yes', !free, kind)
    assert.equal(articles.length === 0, free, kind)
    if (!free) assert.deepEqual([answer?.group, answer?.builtBy], [group, builtBy], kind)
    else assert.deepEqual([group, builtBy, placeClass], [null, null, null])
    assert.equal(
      at('2025-03-31', { kind, district, key: false, crowded: true }).outcome === 'no',
      onlyIfKey || kind === 'private-dwelling',
      kind,
    )
    assert.equal(articles.includes('799/7'), placeClass !== null, kind)
    assert.equal(articles.includes('799/7'), answer?.rules.includes('799/7') ?? false, kind)
  }
  assert.deepEqual(kinds.square, {
    names: { zh: '广场', en: 'square' },
    articles: ['185/7', '799/7'],
    group: 5,
    placeClass: '799-7-1',
    onlyIfKey: false,
    builtBy: 'government',
  })
  assert.deepEqual(kinds.kindergarten?.articles, ['185/5', '799/7'])
  assert.equal(kinds.kindergarten?.placeClass, '799-7-2')
})

test('it is asked again where a row of these begins', () => {
  assert.deepEqual(dutyToInstall.turns, ['185/2/', '185/5/', '185/7/', '185/27/', '799/7/', '799/34/'])
})
