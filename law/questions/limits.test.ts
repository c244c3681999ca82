import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plusDays } from '#law/calendar/civil.ts'
import { HOLIDAY_YEARS } from '#law/calendar/holidays.generated.ts'
import { REST_NAMES } from '#law/calendar/rest-names.ts'
import { WorkingDays } from '#law/calendar/working-days.ts'
import { LAW } from '#law/law.ts'
import { ask } from './ask.ts'
import { limits } from './limits.ts'

const on = '2026-11-24'
type Pair = readonly [law: string, kind: string]
const limit = ([law, kind]: Pair, from?: string, more: object = {}) =>
  ask(limits, { law, kind, on, ...(from === undefined ? {} : { from }), ...more }, LAW)
const due = (pair: Pair, from: string) => limit(pair, from).answer?.dueOn
const rules = (pair: Pair, from?: string) => limit(pair, from).reasons.map(({ rule }) => rule)

const REQUEST = ['apl', 'hearing-request'] as const
const NOTICE = ['apl', 'hearing-notice'] as const
const PAY = ['apl', 'pay-fine'] as const
const DECIDE = ['apl', 'decide-case'] as const
const DEMAND = ['compulsion', 'demand'] as const
const RECONSIDER = ['reconsideration', 'reconsideration'] as const

test('a hearing asked for after 2025-09-24: to 2025-09-30, since the 28th is a working Sunday', () => {
  const { outcome, answer, factsUsed, missing, parameters } = limit(REQUEST, '2025-09-24')
  assert.equal(outcome, 'yes')
  assert.deepEqual(answer, {
    days: 5,
    counts: 'working',
    dueOn: '2025-09-30',
    skipped: [{ on: '2025-09-27', why: '周末' }],
  })
  assert.deepEqual(rules(REQUEST, '2025-09-24'), ['apl/86', 'apl/64', 'apl/85'])
  assert.deepEqual(factsUsed, ['from', 'law', 'kind', 'on'])
  assert.deepEqual(missing, [])
  assert.deepEqual(
    parameters.map(({ id, value }) => [id, value]),
    [
      ['apl/86/in-force', true],
      ['apl/64/hearing-request', 5],
      ['apl/85/working', [2, 3, 5, 7]],
    ],
  )
})
test('five working days over National Day, Spring Festival and Labour Day, with their working weekends', () => {
  assert.equal(due(REQUEST, '2025-09-29'), '2025-10-13')
  assert.equal(due(REQUEST, '2025-10-08'), '2025-10-14')
  assert.equal(due(REQUEST, '2026-02-12'), '2026-02-26')
  assert.equal(due(REQUEST, '2026-04-29'), '2026-05-09')
  assert.equal(due(REQUEST, '2025-04-25'), '2025-05-06')
  assert.equal(due(REQUEST, '2024-09-27'), '2024-10-10')
})
test('the day of being told isn’t counted, though it be a day of rest', () => {
  const { answer } = limit(REQUEST, '2026-03-14')
  assert.equal(answer?.dueOn, '2026-03-20')
  assert.deepEqual(
    answer?.skipped.map((day) => day.on),
    ['2026-03-15'],
  )
})
test('leap days and year ends', () => {
  assert.equal(due(REQUEST, '2024-02-26'), '2024-03-04')
  assert.equal(due(REQUEST, '2023-02-24'), '2023-03-03')
  assert.equal(due(REQUEST, '2025-12-29'), '2026-01-06')
  assert.equal(due(PAY, '2024-02-20'), '2024-03-06')
  assert.equal(due(PAY, '2023-02-20'), '2023-03-07')
  assert.equal(due(DECIDE, '2023-12-01'), '2024-02-29')
  assert.equal(due(PAY, '2025-12-22'), '2026-01-06')
})
test('notice of a hearing counts back from it, over National Day too', () => {
  const { outcome, answer } = limit(NOTICE, '2025-10-10')
  assert.equal(outcome, 'yes')
  assert.deepEqual([answer?.days, answer?.counts, answer?.dueOn], [7, 'working', '2025-09-24'])
  assert.deepEqual(
    answer?.skipped.map((day) => day.on.slice(5)),
    ['10-08', '10-07', '10-06', '10-05', '10-04', '10-03', '10-02', '10-01', '09-27'],
  )
  assert.equal(due(NOTICE, '2026-11-24'), '2026-11-13')
  assert.equal(due(NOTICE, '2026-01-07'), '2025-12-26')
})
test('before the revision of 2021: three calendar days to ask, seven back from the hearing, which aren’t moved', () => {
  assert.deepEqual(limit(REQUEST, '2021-07-14').answer, {
    days: 3,
    counts: 'calendar',
    dueOn: '2021-07-17',
    rolledTo: '2021-07-19',
    skipped: [
      { on: '2021-07-17', why: '周末' },
      { on: '2021-07-18', why: '周末' },
    ],
  })
  assert.deepEqual(limit(REQUEST, '2021-07-15').answer?.days, 5)
  assert.deepEqual(limit(NOTICE, '2021-07-10').answer, {
    days: 7,
    counts: 'calendar',
    dueOn: '2021-07-03',
    skipped: [],
  })
  assert.equal(limit(NOTICE, '2021-07-10').outcome, 'yes')
})
test('a fine is paid within 15 calendar days, moved from a day of rest', () => {
  assert.deepEqual(limit(PAY, '2026-03-16').answer, {
    days: 15,
    counts: 'calendar',
    dueOn: '2026-03-31',
    skipped: [],
  })
  const moved = limit(PAY, '2025-09-20')
  assert.deepEqual([moved.answer?.dueOn, moved.answer?.rolledTo], ['2025-10-05', '2025-10-09'])
  assert.deepEqual(
    moved.answer?.skipped.map((day) => `${day.on.slice(8)} ${day.why}`),
    ['05 国庆节', '06 中秋', '07 国庆节', '08 国庆节'],
  )
  assert.deepEqual(rules(PAY, '2025-09-20'), ['apl/86', 'apl/67', 'apl/85', 'mps/35'])
  assert.deepEqual(rules(PAY, '2026-03-16'), ['apl/86', 'apl/67', 'apl/85'])
  // A Sunday that is worked is no day of rest: the limit ends on it.
  assert.equal(limit(PAY, '2025-09-13').answer?.rolledTo, undefined)
})
test('a case is decided within 90 days of being opened, from 2021-07-15 on', () => {
  assert.deepEqual(limit(DECIDE, '2026-03-16').answer, {
    days: 90,
    counts: 'calendar',
    dueOn: '2026-06-14',
    rolledTo: '2026-06-15',
    skipped: [{ on: '2026-06-14', why: '周末' }],
  })
  const before = limit(DECIDE, '2021-07-14')
  assert.deepEqual([before.outcome, before.answer], ['no', null])
  assert.deepEqual(rules(DECIDE, '2021-07-14'), ['apl/60'])
})
test('a demand runs ten working days, over Spring Festival', () => {
  assert.deepEqual(
    [limit(DEMAND, '2026-02-09').answer?.counts, due(DEMAND, '2026-02-09')],
    ['working', '2026-02-28'],
  )
  assert.equal(limit(DEMAND, '2011-12-31').outcome, 'no')
  assert.deepEqual(rules(DEMAND, '2026-02-09'), ['compulsion/71', 'compulsion/54', 'compulsion/69'])
})
test('reconsideration is applied for within 60 calendar days, moved by the Civil Procedure Law', () => {
  assert.deepEqual(limit(RECONSIDER, '2026-08-03').answer, {
    days: 60,
    counts: 'calendar',
    dueOn: '2026-10-02',
    rolledTo: '2026-10-08',
    skipped: ['02', '03', '04', '05', '06', '07'].map((day) => ({ on: `2026-10-${day}`, why: '国庆节' })),
  })
  assert.deepEqual(rules(RECONSIDER, '2026-08-03'), [
    'reconsideration/90',
    'reconsideration/20',
    'reconsideration/88',
    'reconsideration/88',
  ])
  assert.deepEqual(rules(RECONSIDER, '2026-03-16'), [
    'reconsideration/90',
    'reconsideration/20',
    'reconsideration/88',
  ])
})
test('the police rules: their own limits, and those of the Penalty Law where they yield', () => {
  const own = limit(['mps', 'hearing-request'], '2019-03-15').answer
  assert.deepEqual([own?.days, own?.counts, own?.dueOn], [3, 'calendar', '2019-03-18'])
  assert.deepEqual(
    limit(['mps', 'hearing-request'], '2025-09-24').answer,
    limit(REQUEST, '2025-09-24').answer,
  )
  assert.deepEqual(rules(['mps', 'hearing-request'], '2025-09-24'), ['apl/86', 'apl/64', 'apl/85', 'mps/133'])
  assert.equal(due(['mps', 'hearing-notice'], '2025-10-10'), '2025-09-24')
  assert.deepEqual(limit(['mps', 'pay-fine'], '2025-09-20').answer, limit(PAY, '2025-09-20').answer)
  assert.deepEqual(rules(['mps', 'pay-fine'], '2025-09-20'), ['mps/266', 'mps/214', 'mps/35', 'mps/35'])
  assert.equal(due(['mps', 'demand'], '2026-02-09'), '2026-02-28')
  const older = limit(['mps', 'pay-fine'], '2012-12-31')
  assert.deepEqual([older.outcome, older.answer, older.missing], ['unknown', null, []])
})
test('a limit that the law doesn’t set is a no that says which law does', () => {
  for (const [law, kind, rule, setBy] of [
    ['apl', 'demand', 'apl/85', '行政强制法'],
    ['apl', 'reconsideration', 'apl/85', '行政复议法'],
    ['compulsion', 'hearing-request', 'compulsion/69', '行政处罚法'],
    ['compulsion', 'pay-fine', 'compulsion/69', '行政处罚法'],
    ['compulsion', 'reconsideration', 'compulsion/69', '行政复议法'],
    ['reconsideration', 'pay-fine', 'reconsideration/88', '行政处罚法'],
    ['reconsideration', 'hearing-notice', 'reconsideration/88', '复议机关自己举行听证'],
    ['reconsideration', 'decide-case', 'reconsideration/88', '复议决定的期限不是'],
    ['mps', 'decide-case', 'mps/165', '治安案件'],
    ['mps', 'reconsideration', 'mps/35', '行政复议法'],
  ] as const)
    for (const from of ['2026-03-16', undefined]) {
      const { outcome, answer, reasons, factsUsed, missing } = limit([law, kind], from)
      assert.deepEqual([outcome, answer, factsUsed, missing], ['no', null, ['law', 'kind'], []])
      assert.deepEqual(
        reasons.map((reason) => reason.rule),
        [rule],
      )
      assert.ok(reasons[0]!.text.zh.includes(setBy), `${law} ${kind}`)
    }
})
test('what isn’t told is named, and only that', () => {
  const missing = (facts: object) => {
    const { outcome, answer, missing: absent } = ask(limits, { on, ...facts }, LAW)
    assert.deepEqual([outcome, answer], ['unknown', null])
    return absent
  }
  const [law, kind, from] = ['apl', 'pay-fine', '2026-03-16']
  assert.deepEqual(missing({}), ['law', 'kind', 'from'])
  assert.deepEqual(
    ask(limits, { on }, LAW).reasons.map(({ rule }) => rule),
    ['mps/35'],
  )
  assert.deepEqual(missing({ from }), ['law', 'kind'])
  assert.deepEqual(missing({ kind }), ['law', 'from'])
  assert.deepEqual(missing({ kind, from }), ['law'])
  assert.deepEqual(missing({ law }), ['kind', 'from'])
  assert.deepEqual(missing({ law, from }), ['kind'])
  assert.deepEqual(missing({ law, kind }), ['from'])
})
test('past the published holidays the last day is unknown, and the answer says how far they go', () => {
  const { horizon, from: first } = LAW.days
  const past = limit(REQUEST, plusDays(horizon, -2))
  assert.equal(past.outcome, 'unknown')
  assert.deepEqual(past.answer, { days: 5, counts: 'working', dueOn: null, skipped: [], horizon })
  assert.ok(past.reasons[0]!.text.zh.includes(horizon))
  assert.deepEqual(rules(REQUEST, plusDays(horizon, -2)), ['mps/35', 'apl/86', 'apl/64', 'apl/85'])
  const pay = limit(PAY, plusDays(horizon, -14))
  assert.equal(pay.outcome, 'unknown')
  assert.deepEqual(pay.answer, {
    days: 15,
    counts: 'calendar',
    dueOn: plusDays(horizon, 1),
    rolledTo: null,
    skipped: [],
    horizon,
  })
  assert.equal(limit(PAY, plusDays(horizon, -15)).outcome, 'yes')
  assert.deepEqual(limit(NOTICE, '2031-01-01').answer?.horizon, horizon)
  assert.equal(due(NOTICE, plusDays(horizon, 1)), plusDays(horizon, -8))
  const early = limit(PAY, '2003-06-02')
  assert.deepEqual(
    [early.outcome, early.answer?.dueOn, early.answer?.rolledTo, early.answer?.horizon],
    ['unknown', '2003-06-17', null, first],
  )
  const back = limit(['mps', 'hearing-notice'], '2003-06-02')
  assert.equal(back.outcome, 'unknown')
})
test('a calendar of one year: the answer says on which side it is left', () => {
  const days = new WorkingDays([{ year: 2025, off: ['01-01 元旦'], work: [] }])
  const end = (kind: string, from: string) =>
    ask(limits, { law: 'apl', kind, from, on }, { ...LAW, days }).answer?.horizon
  assert.equal(end('hearing-notice', '2025-01-06'), '2025-01-01')
  assert.equal(end('hearing-notice', '2025-12-31'), undefined)
  assert.equal(end('hearing-notice', '2026-01-09'), '2025-12-31')
  assert.equal(end('hearing-request', '2025-12-30'), '2025-12-31')
  assert.equal(end('hearing-request', '2024-12-30'), '2025-01-01')
  assert.equal(end('pay-fine', '2024-12-01'), '2025-01-01')
  assert.equal(end('pay-fine', '2025-12-20'), '2025-12-31')
})
test('a text that began after the day asked for isn’t applied', () => {
  assert.equal(limit(REQUEST, '2021-08-02', { on: '2021-07-14' }).answer?.days, 3)
  assert.equal(limit(REQUEST, '2021-08-02', { on: '2021-07-15' }).answer?.days, 5)
  assert.equal(limit(DECIDE, '2021-08-02', { on: '2021-07-14' }).outcome, 'no')
})
test('another law or limit is what would change the outcome', () => {
  const { wouldChange } = limit(DEMAND, '2026-02-09')
  assert.deepEqual(
    wouldChange
      .filter(({ fact }) => fact === 'law' || fact === 'kind')
      .map(({ to, outcome }) => `${to} ${outcome}`),
    [
      'apl no',
      'reconsideration no',
      'hearing-request no',
      'hearing-notice no',
      'pay-fine no',
      'decide-case no',
      'reconsideration no',
    ],
  )
})
test('a page tells the days, the last of them, what moves it and what was passed over', () => {
  const told = (pair: Pair, from: string) => limits.tell(limit(pair, from).answer!)
  const texts = (pair: Pair, from: string, language: 'zh' | 'en') =>
    told(pair, from).map((line) => line[language])
  assert.deepEqual(texts(REQUEST, '2025-09-24', 'zh'), [
    '5个工作日，至2025-09-30。',
    '不计的休息日：2025-09-27（周末）。',
  ])
  assert.deepEqual(texts(REQUEST, '2025-09-24', 'en'), [
    '5 working days, to 2025-09-30.',
    'Days not worked: 2025-09-27 (weekend).',
  ])
  assert.deepEqual(texts(DECIDE, '2026-03-16', 'zh'), [
    '90个日历日，至2026-06-14。',
    '顺延至2026-06-15。',
    '不计的休息日：2026-06-14（周末）。',
  ])
  assert.deepEqual(texts(PAY, '2026-03-16', 'en'), ['15 calendar days, to 2026-03-31.'])
  const { horizon } = LAW.days
  assert.deepEqual(texts(REQUEST, horizon, 'zh'), [
    '5个工作日，最后一日未知。',
    `放假安排收录至${horizon}为止。`,
  ])
  assert.deepEqual(texts(PAY, horizon, 'en').slice(1), [
    'Whether it moves is not known.',
    `Holidays are kept as far as ${horizon}.`,
  ])
})
test('every name of a day of rest is there in English', () => {
  const names = new Set(['周末', ...HOLIDAY_YEARS.flatMap(({ off }) => off.map((day) => day.slice(6)))])
  assert.deepEqual([...names].sort(), Object.keys(REST_NAMES).sort())
})
