import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retentionFloor } from '#law/retention-floor.ts'
import { type ClockNow, confirm, decodeReading, encodeReading, readClock } from './clock.ts'
import { daysToKeep, dueOf, type KeptDay, type RetentionNow } from './due.ts'

const DAY = 86_400_000
const floorOf = (placeClass: '799-7-2' | '799-9' | 'unknown', keyTarget: boolean | null) =>
  retentionFloor({ placeClass, keyTarget }, '2026-11-24')
const school = floorOf('799-7-2', false)
const noNumber = floorOf('799-9', false)
const last = Date.parse('2026-10-01T23:59:58+08:00')
const day: KeptDay = {
  camera: 'c',
  onDay: '2026-10-01',
  declaredDays: 30,
  lastImageMs: last,
  lastImageKnownByMs: last + 60_000,
  lastImageStationMs: 5 * DAY,
}
const later = (days: number, change: Partial<RetentionNow> = {}): RetentionNow => ({
  wallMs: last + 60_000 + days * DAY,
  stationMs: 5 * DAY + days * DAY,
  clockJumped: false,
  ...change,
})

const cases: [string, KeptDay, RetentionNow, boolean][] = [
  ['after its days', day, later(30), true],
  ['a moment before', day, later(30, { wallMs: last + 60_000 + 30 * DAY - 1 }), false],
  ['the signed bound counts, not the label', day, later(30, { wallMs: last + 30 * DAY }), false],
  ['declared longer', { ...day, declaredDays: 60 }, later(59), false],
  ['declared longer, passed', { ...day, declaredDays: 60 }, later(60), true],
  ['declared shorter than the floor', { ...day, declaredDays: 7 }, later(29), false],
  ['the wall clock alone is no proof', day, later(30, { stationMs: 6 * DAY }), false],
  ['the counted time alone is none either', day, later(30, { wallMs: last }), false],
  ['a clock that jumped', day, later(400, { clockJumped: true }), false],
  [
    'a day labelled far in the past, recorded today',
    { ...day, lastImageMs: 0, lastImageKnownByMs: last },
    later(1),
    false,
  ],
  ['no image known', { ...day, lastImageMs: null }, later(400), false],
  ['not yet in a signed minute', { ...day, lastImageKnownByMs: null }, later(400), false],
]
for (const [name, kept, now, due] of cases)
  test(`due: ${name}`, () => assert.equal(dueOf(kept, now, school).due, due))

test('where the law names no number, declared days hold and never fewer than thirty', () => {
  assert.equal(daysToKeep(7, noNumber), 30)
  assert.equal(daysToKeep(90, noNumber), 90)
  assert.equal(daysToKeep(7, school), 30)
  assert.equal(dueOf({ ...day, declaredDays: 1 }, later(29), noNumber).due, false)
})

test('a key target keeps ninety days, and so does who may be one', () => {
  assert.equal(daysToKeep(30, floorOf('799-7-2', true)), 90)
  assert.equal(daysToKeep(30, floorOf('799-7-2', null)), 90)
  assert.equal(daysToKeep(30, floorOf('unknown', null)), 90)
  assert.equal(daysToKeep(120, floorOf('unknown', null)), 120)
  assert.equal(daysToKeep(7, floorOf('unknown', false)), 30)
  assert.equal(dueOf(day, later(89), floorOf('799-7-2', null)).due, false)
  assert.equal(dueOf(day, later(90), floorOf('799-7-2', null)).due, true)
})

const HOUR = 3_600_000
const now = (hours: number, change: Partial<ClockNow> = {}): ClockNow => ({
  boot: 'a',
  mono90k: BigInt(hours * HOUR * 90),
  wallMs: last + hours * HOUR,
  ntp: false,
  checkpointMs: null,
  ...change,
})

test('station time grows with the monotonic clock and with nothing else', () => {
  const first = readClock(null, now(1))
  assert.equal(first.stationMs, 0)
  const second = readClock(first, now(3))
  assert.equal(second.stationMs, 2 * HOUR)
  const ahead = readClock(second, now(3, { wallMs: last + 30 * DAY }))
  assert.equal(ahead.stationMs, 2 * HOUR, 'a clock set a month ahead adds nothing')
  assert.equal(ahead.jumpedFromMs, last + 3 * HOUR)
  const after = readClock(ahead, now(4, { wallMs: last + 30 * DAY + HOUR }))
  assert.notEqual(after.jumpedFromMs, null, 'it stays until confirmed')
  assert.equal(confirm(after).jumpedFromMs, null)
  assert.equal(readClock(second, now(3.01)).jumpedFromMs, null)
  assert.equal(readClock(second, now(3, { wallMs: last + 30 * DAY, ntp: true })).jumpedFromMs, null)
  assert.equal(
    readClock(second, now(4, { wallMs: last - DAY })).stationMs,
    3 * HOUR,
    'set back: still counted',
  )
})

test('time with the machine off counts by what vouches for it', () => {
  const before = readClock(readClock(null, now(0)), now(10))
  const on = (hours: number, ntp: boolean) =>
    readClock(before, now(10 + hours, { boot: 'b', mono90k: 90n, ntp }))
  assert.equal(on(8, false).stationMs, 18 * HOUR)
  assert.equal(on(60, false).stationMs, 34 * HOUR, 'a day at most without NTP')
  assert.equal(on(60, false).jumpedFromMs, null)
  assert.equal(on(60, true).stationMs, 70 * HOUR)
  assert.notEqual(on(24 * 31, false).jumpedFromMs, null, 'off for a month, or set ahead: a person must say')
  assert.equal(on(24 * 31, true).jumpedFromMs, null)
})

test('without a last reading the signed checkpoint is the measure', () => {
  assert.equal(readClock(null, now(0, { checkpointMs: last - DAY })).jumpedFromMs, null)
  assert.equal(readClock(null, now(0, { checkpointMs: last - 31 * DAY })).jumpedFromMs, last - 31 * DAY)
})

test('a reading survives its file', () => {
  const reading = readClock(readClock(null, now(0)), now(5, { wallMs: last + 90 * DAY }))
  assert.deepEqual(decodeReading(encodeReading(reading)), reading)
  for (const text of [
    '',
    '{}',
    'null',
    '{"v":1,"boot":"a","mono90k":"-1","wallMs":1,"stationMs":1,"jumpedFromMs":null}',
  ])
    assert.equal(decodeReading(text), null)
})
