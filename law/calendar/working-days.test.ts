import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCivilDay, plusDays, plusYears, weekday } from './civil.ts'
import { WorkingDays } from './working-days.ts'

const days = new WorkingDays()

test('five working days from 2025-09-24 end on the 30th: the 28th is a worked Sunday, the 27th is not worked', () => {
  assert.deepEqual(days.count('2025-09-24', 5), {
    on: '2025-09-30',
    skipped: [{ on: '2025-09-27', why: '周末' }],
  })
})
test('Labour Day 2025: the 1st of May rolls to the 6th', () => {
  const rolled = days.rolled('2025-05-01')
  assert.equal(rolled?.on, '2025-05-06')
  assert.deepEqual(
    rolled?.skipped.map(({ on }) => on.slice(8)),
    ['01', '02', '03', '04', '05'],
  )
})
test('Labour Day 2007: the 1st of May rolls to the 8th', () => {
  assert.equal(days.rolled('2007-05-01')?.on, '2007-05-08')
})
test('seven working days before a hearing after National Day 2025 begin before the worked Sunday', () => {
  assert.equal(days.count('2025-10-10', -7)?.on, '2025-09-24')
})
test('a worked day stays where it is', () => {
  assert.deepEqual(days.rolled('2026-11-24'), { on: '2026-11-24', skipped: [] })
})
test('past the last notice nothing is guessed', () => {
  const end = days.horizon
  assert.equal(days.count(end, 1), null)
  assert.equal(days.rolled(plusDays(end, 1)), null)
  assert.throws(() => days.rest(plusDays(end, 1)), RangeError)
  assert.equal(days.knows(plusDays(days.from, -1)), false)
})
test('civil days: leap years, year ends, days that are none', () => {
  assert.equal(plusDays('2024-02-28', 1), '2024-02-29')
  assert.equal(plusDays('2025-02-28', 1), '2025-03-01')
  assert.equal(plusDays('2025-12-31', 1), '2026-01-01')
  assert.equal(plusDays('2026-03-16', 30), '2026-04-15')
  assert.equal(plusDays('2025-04-01', 90), '2025-06-30')
  assert.equal(plusYears('2024-02-29', 1), '2025-02-28')
  assert.equal(weekday('2026-11-24'), 2)
  for (const text of ['2025-02-29', '2025-13-01', '2025-00-10', '2025-1-1', '1899-12-31', '2200-01-01', ''])
    assert.equal(isCivilDay(text), false, text)
  for (const text of ['2024-02-29', '1900-01-01', '2199-12-31']) assert.equal(isCivilDay(text), true, text)
})
