import assert from 'node:assert/strict'
import { test } from 'node:test'
import { civilDay, dayNumber, isCivilDay, plusDays, plusYears } from './civil.ts'
import { HOLIDAY_YEARS } from './holidays.generated.ts'
import { WorkingDays } from './working-days.ts'

const days = new WorkingDays()

test('five working days from 2025-09-24 end on the 30th: the 28th is a worked Sunday, the 27th is not worked', () => {
  assert.equal(days.counted('2025-09-24', 5), '2025-09-30')
  assert.deepEqual(days.restBetween('2025-09-24', '2025-09-30'), [{ on: '2025-09-27', why: '周末' }])
})
test('Labour Day 2025: the 1st of May rolls to the 6th', () => {
  assert.equal(days.rolled('2025-05-01'), '2025-05-06')
  assert.deepEqual(
    days.restBetween('2025-05-01', '2025-05-06').map(({ on, why }) => `${on.slice(8)} ${why}`),
    ['01 劳动节', '02 劳动节', '03 劳动节', '04 劳动节', '05 劳动节'],
  )
})
test('Labour Day 2007: the 1st of May rolls to the 8th', () => {
  assert.equal(days.rolled('2007-05-01'), '2007-05-08')
})
test('seven working days before a hearing after National Day 2025 begin before the worked Sunday', () => {
  assert.equal(days.counted('2025-10-10', -7), '2025-09-24')
  assert.deepEqual(
    days.restBetween('2025-10-10', '2025-09-24').map(({ on }) => on.slice(5)),
    ['10-08', '10-07', '10-06', '10-05', '10-04', '10-03', '10-02', '10-01', '09-27'],
  )
})
test('a worked day stays where it is', () => {
  assert.equal(days.rolled('2026-11-24'), '2026-11-24')
  assert.equal(days.rest('2026-11-24'), null)
  assert.deepEqual(days.restBetween('2026-11-24', '2026-11-24'), [])
})
test('past the last notice and before the first nothing is guessed', () => {
  const [first, end] = [days.from, days.horizon]
  assert.equal(first, '2004-01-01')
  assert.equal(days.counted(end, 1), null)
  assert.equal(days.counted(plusDays(end, 1), -1), end)
  assert.equal(days.counted(plusDays(end, 2), -1), null)
  assert.equal(days.counted(plusDays(first, -1), 1), '2004-01-02')
  assert.equal(days.counted(plusDays(first, -2), 1), null)
  assert.equal(days.counted('2004-01-02', -1), null)
  assert.equal(days.rolled(plusDays(end, 1)), null)
  assert.deepEqual(days.restBetween(end, plusDays(end, 1)), [])
  assert.equal(days.rolled(plusDays(first, -1)), null)
  assert.throws(() => days.rest(plusDays(end, 1)), RangeError)
  assert.throws(() => days.rest(plusDays(first, -1)), RangeError)
  assert.deepEqual([days.knows(end), days.knows(plusDays(end, 1))], [true, false])
  assert.deepEqual([days.knows(first), days.knows(plusDays(first, -1))], [true, false])
  const short = new WorkingDays([{ year: 2004, off: ['12-31 元旦'], work: [] }])
  assert.equal(short.horizon, '2004-12-31')
  assert.equal(short.rolled('2004-12-31'), null)
})
test('every day of the notices: what they say of it, and counts that agree with walking', () => {
  const said = new Map<string, string | null>()
  for (const { year, off, work } of HOLIDAY_YEARS) {
    for (const day of off) said.set(`${year}-${day.slice(0, 5)}`, day.slice(6))
    for (const day of work) said.set(`${year}-${day.slice(0, 5)}`, null)
  }
  const rest: boolean[] = []
  const first = dayNumber(days.from)
  for (let on = days.from; on <= days.horizon; on = plusDays(on, 1)) {
    const weekend = [0, 6].includes(new Date(`${on}T00:00Z`).getUTCDay())
    const why = said.has(on) ? said.get(on) : weekend ? '周末' : null
    assert.equal(days.rest(on), why, on)
    rest.push(why !== null)
  }
  for (let at = 0; at < rest.length; at += 3) {
    const on = civilDay(first + at)
    let rolled = at
    while (rest[rolled] === true) rolled++
    assert.equal(days.rolled(on), rolled < rest.length ? civilDay(first + rolled) : null)
    for (const step of [1, -1])
      for (let walked = at, count = 1; count <= 10; count++) {
        do walked += step
        while (rest[walked] === true)
        assert.equal(
          days.counted(on, step * count),
          rest[walked] === undefined ? null : civilDay(first + walked),
          `${count} from ${on}`,
        )
      }
  }
})
test('days and their numbers agree with the calendar of the machine, from 1900 to 2199', () => {
  for (let number = -25_567; number <= 84_006; number++) {
    const on = new Date(number * 86_400_000).toISOString().slice(0, 10)
    if (civilDay(number) !== on || dayNumber(on) !== number) assert.fail(on)
  }
  assert.equal(civilDay(-25_567), '1900-01-01')
  assert.equal(dayNumber('2199-12-31'), 84_005)
})
test('civil days: leap years, year ends, days that are none', () => {
  assert.equal(plusDays('2024-02-28', 1), '2024-02-29')
  assert.equal(plusDays('2025-02-28', 1), '2025-03-01')
  assert.equal(plusDays('2025-12-31', 1), '2026-01-01')
  assert.equal(plusDays('2026-03-16', 30), '2026-04-15')
  assert.equal(plusDays('2025-04-01', 90), '2025-06-30')
  assert.equal(plusYears('2024-02-29', 1), '2025-02-28')
  for (const text of [
    ...['2025-02-29', '1900-02-29', '2025-04-31', '2025-13-01', '2025-00-10', '2025-01-00', '2025-1-1'],
    ...['1899-12-31', '2200-01-01', '', '2025-01-011', ' 2025-01-01'],
  ])
    assert.equal(isCivilDay(text), false, text)
  for (const text of ['2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])
    assert.equal(isCivilDay(text), true, text)
})
test('the same day of another year', () => {
  assert.equal(plusYears('2024-05-20', 2), '2026-05-20')
  assert.equal(plusYears('2024-02-29', 4), '2028-02-29')
  assert.equal(plusYears('2026-12-31', -1), '2025-12-31')
})
test('the first day of a calendar is a day like the others', () => {
  const saturday = new WorkingDays([{ year: 2011, off: [], work: [] }])
  assert.equal(saturday.rest('2011-01-01'), '周末')
  const monday = new WorkingDays([{ year: 2024, off: [], work: [] }])
  assert.equal(monday.rest('2024-01-01'), null)
  assert.equal(monday.counted('2023-12-31', 1), '2024-01-01')
})
