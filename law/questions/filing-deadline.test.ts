import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { ask } from './ask.ts'
import { filingDeadline } from './filing-deadline.ts'

const on = '2026-03-31'
const deadline = (facts: object) => ask(filingDeadline, { on, ...facts }, LAW)
const clocks = (facts: object) => deadline(facts).answer?.clocks ?? []

test('accepted 2026-03-16 and in use 2026-03-30: a clock for each law', () => {
  const { outcome, answer } = deadline({
    placeClass: '799-7-2',
    acceptedOn: '2026-03-16',
    inUseOn: '2026-03-30',
  })
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, {
    clocks: [
      { rule: '185/11', startsOn: '2026-03-16', dueOn: '2026-04-15', daysLeft: 15, overdue: false },
      { rule: '799/14', startsOn: '2026-03-30', dueOn: '2026-04-29', daysLeft: 29, overdue: false },
    ],
    earliest: '2026-04-15',
  })
})
test('in use on the eve of the Order: 90 days from it, to 2025-06-30', () => {
  const [only, ...more] = clocks({
    placeClass: '799-7-2',
    inUseOn: '2025-03-31',
    acceptedOn: 'none',
    builtOn: '2025-01-01',
  })
  assert.deepEqual(more, [])
  assert.equal(only?.startsOn, '2025-04-01')
  assert.equal(only?.dueOn, '2025-06-30')
  assert.equal(only?.rolledTo, undefined)
})
test('in use on the Order’s first day: 30 days, moved past Labour Day to 2025-05-06', () => {
  const facts = { placeClass: '799-7-1', inUseOn: '2025-04-01' }
  const [order] = clocks(facts)
  assert.equal(order?.dueOn, '2025-05-01')
  assert.equal(order?.rolledTo, '2025-05-06')
  const late = (day: string) => clocks({ ...facts, on: day })[0]
  assert.deepEqual([late('2025-05-06')?.overdue, late('2025-05-06')?.daysLeft], [false, 0])
  assert.deepEqual([late('2025-05-07')?.overdue, late('2025-05-07')?.daysLeft], [true, -1])
  assert.ok(deadline(facts).reasons.some(({ rule }) => rule === 'mps/35'))
})
test('built 2007-03-20: 30 days from the Decree, moved past Labour Day to 2007-05-08', () => {
  const { answer } = deadline({ placeClass: 'non-public', builtOn: '2007-03-20', on: '2007-04-02' })
  assert.deepEqual(answer, {
    clocks: [
      {
        rule: '185/11',
        startsOn: '2007-04-01',
        dueOn: '2007-05-01',
        rolledTo: '2007-05-08',
        daysLeft: 36,
        overdue: false,
      },
    ],
    earliest: '2007-05-01',
  })
})
test('days are told for the day of filing where it was filed, late or not', () => {
  const filed = (filedOn: string) =>
    clocks({ placeClass: '799-9', acceptedOn: '2026-03-16', filedOn, on: '2026-11-24' })[0]
  assert.deepEqual([filed('2026-04-15')?.overdue, filed('2026-04-15')?.daysLeft], [false, 0])
  assert.deepEqual([filed('2026-04-16')?.overdue, filed('2026-04-16')?.daysLeft], [true, -1])
  assert.equal(filed('none')?.overdue, true)
})
test('leap day and year end are counted as days', () => {
  const due = (acceptedOn: string) => clocks({ placeClass: '799-9', acceptedOn })[0]?.dueOn
  assert.equal(due('2024-01-30'), '2024-02-29')
  assert.equal(due('2025-12-02'), '2026-01-01')
})
test('past the published holidays the moved day is unknown, and nothing after the due day is called overdue', () => {
  const end = LAW.days.horizon
  const at = (day: string) => clocks({ placeClass: '799-9', acceptedOn: end, on: day })[0]
  const due = at(end)!
  assert.deepEqual([due.rolledTo, due.horizon, due.overdue, due.daysLeft], [null, end, false, 30])
  assert.equal(at(due.dueOn)?.overdue, false)
  assert.equal(at('2031-01-01')?.overdue, null)
})
test('an unknown class leaves the Order’s clock unknown, and says so beside the Decree’s', () => {
  const { outcome, answer, missing } = deadline({ acceptedOn: '2026-03-16', inUseOn: '2026-03-30' })
  assert.equal(outcome, 'yes')
  assert.deepEqual(
    answer?.clocks.map(({ rule }) => rule),
    ['185/11'],
  )
  assert.deepEqual(missing, ['placeClass'])
})
test('with nothing known, nothing is said, and each value that would decide is named', () => {
  const { outcome, answer, missing, wouldChange } = deadline({})
  assert.equal(outcome, 'unknown')
  assert.equal(answer, null)
  assert.deepEqual(missing, ['acceptedOn', 'builtOn', 'placeClass', 'inUseOn'])
  assert.deepEqual(wouldChange, [
    { fact: 'builtOn', to: '2007-03-31', outcome: 'yes' },
    { fact: 'acceptedOn', to: '2007-03-31', outcome: 'yes' },
    { fact: 'acceptedOn', to: '2007-04-01', outcome: 'yes' },
    { fact: 'acceptedOn', to: '2025-03-31', outcome: 'yes' },
    { fact: 'acceptedOn', to: '2025-04-01', outcome: 'yes' },
    { fact: 'on', to: '2007-03-31', outcome: 'no' },
  ])
})
test('a no has an answer without clocks', () => {
  const { outcome, answer } = deadline({ acceptedOn: 'none', builtOn: 'none', inUseOn: 'none' })
  assert.equal(outcome, 'no')
  assert.deepEqual(answer, { clocks: [], earliest: null })
})
test('figures carry their source, and facts that were read are named', () => {
  const { parameters, factsUsed } = deadline({
    placeClass: '799-7-2',
    inUseOn: '2026-03-30',
    acceptedOn: 'none',
    builtOn: '2026-01-01',
  })
  assert.deepEqual(
    parameters.map(({ id, value }) => [id, value]),
    [
      ['799/34/in-force', true],
      ['799/14/days', 30],
    ],
  )
  assert.deepEqual(factsUsed, ['on', 'placeClass', 'inUseOn'])
})
test('days out of order are refused by name', () => {
  const code = (facts: object) => {
    try {
      deadline(facts)
    } catch (error) {
      if (error instanceof BadFacts) return `${error.problem.code} ${error.problem.path}`
      throw error
    }
    return null
  }
  assert.equal(
    code({ builtOn: '2026-03-02', acceptedOn: '2026-03-01' }),
    'filing-deadline/accepted-before-built acceptedOn',
  )
  assert.equal(
    code({ builtOn: '2026-03-02', inUseOn: '2026-03-01' }),
    'filing-deadline/in-use-before-built inUseOn',
  )
  assert.equal(
    code({ builtOn: 'none', inUseOn: '2026-03-01' }),
    'filing-deadline/in-use-before-built inUseOn',
  )
  assert.equal(code({ builtOn: '2026-03-02', inUseOn: '2026-03-02', acceptedOn: '2026-03-02' }), null)
  assert.equal(code({ builtOn: 'none', inUseOn: 'none' }), null)
})

test('the earlier of two clocks is named, whichever law runs it', () => {
  const both = (acceptedOn: string, inUseOn: string) =>
    deadline({ placeClass: '799-7-2', acceptedOn, inUseOn }).answer?.earliest
  assert.equal(both('2026-03-16', '2026-03-10'), '2026-04-09')
  assert.equal(both('2026-03-10', '2026-03-16'), '2026-04-09')
})
test('that days are told for the day of filing is said where one is filed and a clock runs, and only there', () => {
  const said = (facts: object) =>
    deadline(facts).reasons.some(({ rule, text }) => rule === '185/11' && text.zh.includes('算至备案之日'))
  assert.equal(said({ acceptedOn: '2026-03-16', filedOn: '2026-03-20' }), true)
  assert.equal(said({ acceptedOn: '2026-03-16', filedOn: 'none' }), false)
  assert.equal(said({ acceptedOn: '2026-03-16' }), false)
  assert.equal(said({ filedOn: '2026-03-20' }), false)
  assert.equal(said({ acceptedOn: 'none', builtOn: 'none', inUseOn: 'none', filedOn: '2026-03-20' }), false)
})
test('a clock that doesn’t run is told only where another does', () => {
  const rules = (facts: object) => deadline(facts).reasons.map(({ rule }) => rule)
  assert.deepEqual(rules({ acceptedOn: '2026-03-16', inUseOn: '2026-03-30' }), ['185/27', '185/11', '799/7'])
  assert.deepEqual(rules({ acceptedOn: '2026-03-16', placeClass: '799-9' }), ['185/27', '185/11'])
  assert.deepEqual(rules({}), ['185/11', '799/7', '799/14'])
})
test('the days on which its rows begin would change it', () => {
  const days = (facts: object) =>
    deadline(facts).wouldChange.flatMap(({ fact, to }) => (fact === 'on' ? [to] : []))
  assert.deepEqual(days({ placeClass: '799-9', acceptedOn: '2020-01-01', on: '2007-03-01' }), [
    '2007-04-01',
    '2025-03-31',
    '2025-04-01',
  ])
})
