import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, clock, clockRemarks, MOVED, policeCounting } from './mps-35.ts'

const run = (startsOn: string, days: number, day: string) => clock('185/11', startsOn, days, day, LAW.days)
const remark = (startsOn: string, days: number) => clockRemarks([run(startsOn, days, startsOn)])

sentences(article, [
  {
    says: '最后一日为劳动节的顺延 / a last day on Labour Day moves',
    gives: 'yes',
    when: () => remark('2025-04-01', 30)[0]!,
  },
  {
    says: '规章没有工作日 / the rules have no working days',
    gives: 'no',
    when: () => policeCounting(3, '2026-01-01', LAW.book),
  },
  {
    says: '放假安排尚未公布的年份 / a year whose holidays are not published',
    gives: 'unknown',
    when: () => remark(LAW.days.horizon, 1)[0]!,
  },
])
test('a clock that ends on a worked day says nothing of moving', () => {
  assert.deepEqual(run('2026-03-16', 30, '2026-04-15'), {
    rule: '185/11',
    startsOn: '2026-03-16',
    dueOn: '2026-04-15',
    daysLeft: 0,
    overdue: false,
  })
  assert.deepEqual(remark('2026-03-16', 30), [])
  assert.equal(run('2026-03-16', 30, '2026-04-16').overdue, true)
})
test('a clock that moves is late only after the moved day', () => {
  const moved = run('2025-04-01', 30, '2025-05-06')
  assert.deepEqual(
    [moved.dueOn, moved.rolledTo, moved.daysLeft, moved.overdue],
    ['2025-05-01', '2025-05-06', 0, false],
  )
  assert.deepEqual(
    [run('2025-04-01', 30, '2025-05-07').overdue, run('2025-04-01', 30, '2025-05-07').daysLeft],
    [true, -1],
  )
  assert.deepEqual(remark('2025-04-01', 30), [MOVED])
})
test('past the calendar nothing after the counted day is called late', () => {
  const { horizon } = LAW.days
  const open = run(horizon, 10, horizon)
  assert.deepEqual([open.rolledTo, open.horizon, open.overdue, open.daysLeft], [null, horizon, false, 10])
  assert.equal(run(horizon, 10, open.dueOn).overdue, false)
  assert.equal(run(horizon, 10, '2031-01-01').overdue, null)
})
