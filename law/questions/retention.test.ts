import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { ask } from './ask.ts'
import { retention } from './retention.ts'

const on = '2026-11-24'
const kept = (facts: object) => ask(retention, { on, ...facts }, LAW)
const rules = (facts: object) => kept(facts).reasons.map(({ rule }) => rule)
const texts = (facts: object) =>
  kept(facts)
    .reasons.map(({ text }) => text.zh)
    .join()

test('before 2025-04-01 without other facts nothing can be said', () => {
  const { outcome, answer, missing, wouldChange } = kept({ on: '2025-03-31' })
  assert.deepEqual([outcome, answer], ['unknown', null])
  assert.deepEqual(missing, ['counterTerrorismKeyTarget'])
  assert.deepEqual(wouldChange, [{ fact: 'counterTerrorismKeyTarget', to: true, outcome: 'yes' }])
})
test('a place of Article 7 that is no key target: 30 days, then what served its purpose goes', () => {
  for (const placeClass of ['799-7-1', '799-7-2']) {
    const { outcome, answer, parameters, factsUsed, missing } = kept({
      placeClass,
      counterTerrorismKeyTarget: false,
      declaredDays: 60,
    })
    assert.equal(outcome, 'yes')
    assert.deepEqual(answer, {
      floorDays: 30,
      deleteAfter: 'purpose-served',
      declaredDays: 60,
      sources: ['799/17'],
    })
    assert.deepEqual(
      parameters.map(({ id, value }) => [id, value]),
      [
        ['799/34/in-force', true],
        ['799/17/days', 30],
      ],
    )
    assert.deepEqual(factsUsed, ['on', 'placeClass', 'counterTerrorismKeyTarget'])
    assert.deepEqual(missing, [])
  }
  assert.deepEqual(rules({ placeClass: '799-7-2', counterTerrorismKeyTarget: false }), [
    '799/34',
    '799/7',
    '799/17',
    'ctl/32',
  ])
})
test('the first day of the Order and its eve', () => {
  const facts = { placeClass: '799-7-2', counterTerrorismKeyTarget: false }
  assert.equal(kept({ ...facts, on: '2025-04-01' }).answer?.floorDays, 30)
  const eve = kept({ ...facts, on: '2025-03-31' })
  assert.deepEqual([eve.outcome, eve.answer, eve.missing], ['unknown', null, []])
  assert.deepEqual(rules({ ...facts, on: '2025-03-31' }), ['185/13(3)', '799/34', 'ctl/32'])
})
test('a key target keeps 90 days, under both rules where both bind', () => {
  const both = kept({ placeClass: '799-7-1', counterTerrorismKeyTarget: true })
  assert.deepEqual(both.answer, {
    floorDays: 90,
    deleteAfter: 'purpose-served',
    declaredDays: null,
    sources: ['799/17', 'ctl/32'],
  })
  assert.deepEqual(rules({ placeClass: '799-7-1', counterTerrorismKeyTarget: true }), [
    '799/34',
    '799/7',
    '799/17',
    'ctl/97',
    'ctl/32',
  ])
  for (const placeClass of ['799-9', 'non-public']) {
    const only = kept({ placeClass, counterTerrorismKeyTarget: true })
    assert.deepEqual(only.answer, {
      floorDays: 90,
      deleteAfter: null,
      declaredDays: null,
      sources: ['ctl/32'],
    })
    assert.deepEqual(only.missing, [])
    assert.deepEqual(rules({ placeClass, counterTerrorismKeyTarget: true }), ['ctl/97', 'ctl/32'])
  }
})
test('a key target of an unknown class: the floor is known, whether it then goes is not, and that is said', () => {
  const { outcome, answer, missing } = kept({ counterTerrorismKeyTarget: true })
  assert.equal(outcome, 'yes')
  assert.deepEqual([answer?.floorDays, answer?.deleteAfter], [90, null])
  assert.deepEqual(missing, ['placeClass'])
})
test('a key target in 2016 and the day before', () => {
  const facts = { counterTerrorismKeyTarget: true, placeClass: '799-7-2' }
  assert.deepEqual(kept({ ...facts, on: '2016-01-01' }).answer?.sources, ['ctl/32'])
  const before = kept({ ...facts, on: '2015-12-31' })
  assert.deepEqual([before.outcome, before.missing], ['unknown', []])
  assert.deepEqual(rules({ ...facts, on: '2015-12-31' }), ['185/13(3)', '799/34', 'ctl/97'])
  assert.deepEqual(kept({ on: '2015-12-31' }).missing, [])
})
test('not knowing whether it is a key target: what each value would give', () => {
  const seven = kept({ placeClass: '799-7-2', declaredDays: 30 })
  assert.deepEqual(
    [seven.outcome, seven.answer, seven.missing],
    ['unknown', null, ['counterTerrorismKeyTarget']],
  )
  assert.deepEqual(
    seven.wouldChange.filter(({ fact }) => fact === 'counterTerrorismKeyTarget'),
    [
      { fact: 'counterTerrorismKeyTarget', to: true, outcome: 'yes' },
      { fact: 'counterTerrorismKeyTarget', to: false, outcome: 'yes' },
    ],
  )
  assert.match(texts({ placeClass: '799-7-2' }), /是.*重点目标的，至少保存90日；不是的，至少保存30日/)
  assert.deepEqual(
    seven.parameters.map(({ id }) => id),
    ['ctl/32/days', '799/17/days'],
  )
  const nine = kept({ placeClass: '799-9' })
  assert.deepEqual([nine.outcome, nine.missing], ['unknown', ['counterTerrorismKeyTarget']])
  assert.deepEqual(rules({ placeClass: '799-9' }), ['ctl/32'])
  assert.match(texts({ placeClass: '799-9' }), /90日；不是的，没有规定日数/)
  assert.deepEqual(
    nine.parameters.map(({ id }) => id),
    ['ctl/32/days'],
  )
  assert.deepEqual(kept({}).missing, ['counterTerrorismKeyTarget', 'placeClass'])
  assert.match(texts({}), /90日；不是的，第七条场所至少保存30日，其他场所没有规定日数/)
  assert.deepEqual(rules({}), ['ctl/32'])
})
test('no key target of an unknown class, and one outside Article 7', () => {
  const open = kept({ counterTerrorismKeyTarget: false })
  assert.deepEqual([open.outcome, open.missing], ['unknown', ['placeClass']])
  assert.deepEqual(rules({ counterTerrorismKeyTarget: false }), ['799/7'])
  for (const [placeClass, rule] of [
    ['799-9', '799/9'],
    ['non-public', '799/33'],
  ]) {
    const none = kept({ counterTerrorismKeyTarget: false, placeClass })
    assert.deepEqual([none.outcome, none.answer, none.missing], ['unknown', null, []])
    assert.deepEqual(rules({ counterTerrorismKeyTarget: false, placeClass }), ['185/13(3)', rule, 'ctl/32'])
  }
})
test('a declaration below the floor is remarked, at the floor it isn’t', () => {
  const school = { placeClass: '799-7-2', counterTerrorismKeyTarget: false }
  assert.match(texts({ ...school, declaredDays: 29 }), /少于最短期限30日/)
  assert.equal(kept({ ...school, declaredDays: 29 }).answer?.declaredDays, 29)
  assert.ok(kept({ ...school, declaredDays: 29 }).factsUsed.includes('declaredDays'))
  assert.doesNotMatch(texts({ ...school, declaredDays: 30 }), /少于/)
  assert.match(texts({ ...school, counterTerrorismKeyTarget: true, declaredDays: 89 }), /少于最短期限90日/)
  assert.doesNotMatch(texts({ ...school, counterTerrorismKeyTarget: true, declaredDays: 90 }), /少于/)
  assert.deepEqual(rules({ counterTerrorismKeyTarget: true, placeClass: '799-9', declaredDays: 1 }), [
    'ctl/97',
    'ctl/32',
    'ctl/32',
  ])
  assert.equal(kept({ ...school, declaredDays: 'none' }).answer?.declaredDays, null)
  assert.doesNotMatch(texts({ ...school, declaredDays: 'none' }), /少于/)
})
test('a page tells the floor, what follows and what is declared', () => {
  const told = (facts: object) => retention.tell(kept(facts).answer!).map(({ zh }) => zh)
  assert.deepEqual(told({ placeClass: '799-7-2', counterTerrorismKeyTarget: false, declaredDays: 45 }), [
    '最短保存30日（799/17）。',
    '此后已经实现处理目的的应当删除；没有日数上限。',
    '单位申明45日。',
  ])
  assert.deepEqual(told({ placeClass: '799-9', counterTerrorismKeyTarget: true }), [
    '最短保存90日（ctl/32）。',
    '未见要求到期删除的规定。',
  ])
})
test('the longer floor counts, whichever rule gives it', () => {
  const rows = LAW.book.rows.map((row) => (row.id === '799/17/days' ? { ...row, value: 180 } : row))
  const facts = { on, placeClass: '799-7-2', counterTerrorismKeyTarget: true }
  assert.equal(ask(retention, facts, { ...LAW, book: new Book(rows) }).answer?.floorDays, 180)
})
test('days that are none are refused', () => {
  for (const declaredDays of [0, 3651, 30.5, '30'])
    assert.throws(
      () => kept({ declaredDays }),
      (error) => error instanceof BadFacts && error.problem.path === 'declaredDays',
    )
  assert.equal(
    kept({ placeClass: '799-7-1', counterTerrorismKeyTarget: false, declaredDays: 3650 }).answer
      ?.declaredDays,
    3650,
  )
})
