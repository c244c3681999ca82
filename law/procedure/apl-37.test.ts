import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { gathered } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { type Act, article, daysMissing, decreeJudges, eraOf, forceRow, orderJudges } from './apl-37.ts'

const on = '2026-11-24'
const order = (facts: Partial<Act>) => orderJudges({ on, ...facts }, LAW.book)
const decree = (facts: Partial<Act>) => decreeJudges({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '条例施行当日的行为 / an act of the Order’s first day',
    gives: 'yes',
    when: () => order({ actedOn: '2025-04-01' }).finding,
  },
  {
    says: '延续到条例施行之后 / an act that went on into it',
    gives: 'yes',
    when: () => order({ actedOn: '2024-01-01', endedOn: '2025-04-01', decidedOn: '2025-06-01' }).finding,
  },
  {
    says: '施行前一日终了 / an act that ended on its eve',
    gives: 'no',
    when: () => order({ actedOn: '2024-01-01', endedOn: '2025-03-31', decidedOn: '2025-06-01' }).finding,
  },
  {
    says: '施行前一日决定 / decided on its eve',
    gives: 'no',
    when: () => order({ actedOn: '2024-01-01', endedOn: 'none', decidedOn: '2025-03-31' }).finding,
  },
  {
    says: '询问时尚未施行 / asked on its eve',
    gives: 'no',
    when: () => order({ actedOn: '2025-04-01', on: '2025-03-31' }).finding,
  },
  {
    says: '终了之日未知 / the end is not known',
    gives: 'unknown',
    when: () => order({ actedOn: '2025-03-31', decidedOn: '2025-06-01' }).finding,
  },
  {
    says: '办法施行当日的行为 / an act of the Decree’s first day',
    gives: 'yes',
    when: () => decree({ actedOn: '2007-04-01' }).finding,
  },
  {
    says: '办法施行前一日终了 / one that ended on its eve',
    gives: 'no',
    when: () => decree({ endedOn: '2007-03-31', decidedOn: '2008-01-01' }).finding,
  },
])

test('the era of an act, by its days', () => {
  const era = (facts: Partial<Act>) => eraOf({ on, ...facts }, '2025-04-01')
  const [eve, first] = ['2025-03-31', '2025-04-01']
  assert.equal(era({ decidedOn: eve }), 'before')
  assert.equal(era({ decidedOn: eve, endedOn: eve, actedOn: eve }), 'before')
  assert.equal(era({ actedOn: first }), 'under')
  assert.equal(era({ actedOn: eve, endedOn: 'none', decidedOn: first }), 'under')
  assert.equal(era({ actedOn: eve, endedOn: first, decidedOn: first }), 'under')
  assert.equal(era({ endedOn: first, decidedOn: first }), 'under')
  assert.equal(era({ actedOn: eve, endedOn: eve, decidedOn: first }), 'older')
  assert.equal(era({ actedOn: eve, endedOn: eve }), 'older-open')
  assert.equal(era({ actedOn: eve, endedOn: 'none' }), 'open')
  assert.equal(era({ actedOn: eve, endedOn: first }), 'open')
  assert.equal(era({ actedOn: eve, decidedOn: first }), 'open')
  assert.equal(era({ actedOn: eve, decidedOn: first, lasted: first }), 'under')
  assert.equal(era({ actedOn: eve, decidedOn: first, lasted: eve }), 'open')
  assert.equal(era({ actedOn: eve, lasted: first }), 'open')
  assert.equal(era({ decidedOn: first, lasted: null }), 'open')
  assert.equal(era({}), 'open')
})
test('which days are missing', () => {
  const days = { actedOn: '2024-01-01', endedOn: '2024-01-01', decidedOn: '2024-01-01' }
  for (let bits = 0; bits < 8; bits++) {
    const names = Object.keys(days).filter((_, i) => (bits & (1 << i)) !== 0)
    const known = Object.fromEntries(Object.entries(days).filter(([name]) => !names.includes(name)))
    assert.deepEqual(gathered(daysMissing({ on, ...known }), 'missing'), names)
  }
})
test('what it rests on: the act, that it went on, or the paper that shows so', () => {
  const used = (facts: Partial<Act>) => gathered(order(facts).finding, 'used')
  assert.deepEqual(used({ actedOn: '2025-04-01' }), ['actedOn', 'on'])
  const went = { actedOn: '2024-01-01', decidedOn: '2025-06-01' }
  assert.deepEqual(used({ ...went, endedOn: 'none' }), ['endedOn', 'decidedOn', 'on'])
  assert.deepEqual(used({ ...went, lasted: '2025-05-01' }), ['priorSteps', 'decidedOn', 'on'])
  assert.deepEqual(used({ ...went, endedOn: '2025-03-31' }), ['endedOn', 'on'])
  assert.deepEqual(used({ actedOn: '2024-01-01', decidedOn: '2025-03-31' }), ['decidedOn', 'on'])
  assert.deepEqual(used({ on: '2025-03-31' }), ['on'])
})
test('each law has its own rule, row and era', () => {
  assert.equal(order({ actedOn: '2025-04-01' }).finding.reason?.rule, '799/34')
  assert.equal(decree({ actedOn: '2025-04-01' }).finding.reason?.rule, '185/27')
  assert.deepEqual([order({ actedOn: '2025-04-01' }).era, order({ on: '2025-03-31' }).era], ['under', null])
  assert.equal(order({ endedOn: '2025-03-31', decidedOn: '2025-04-01' }).finding.reason?.rule, 'apl/37')
  assert.equal(forceRow('799/34/in-force', '2025-04-01', LAW.book)?.from, '2025-04-01')
  assert.equal(forceRow('799/34/in-force', '2025-03-31', LAW.book), null)
  const repealed = new Book([
    { id: 'x/in-force', from: '2020-01-01', value: true, source: 's', status: 's' },
    { id: 'x/in-force', from: '2021-01-01', value: false, source: 's', status: 's' },
  ])
  assert.equal(forceRow('x/in-force', '2020-12-31', repealed)?.value, true)
  assert.equal(forceRow('x/in-force', '2021-01-01', repealed), null)
})
