import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, clockOf, dayOf, durationOf, fullOf, startOfDay } from './time.ts'

test('instants are shown in Beijing time, whatever the zone of the console', () => {
  assert.equal(fullOf('2026-11-23T16:30:05.900Z'), '2026-11-24 00:30:05')
  assert.equal(dayOf('2026-12-31T16:00:00.000Z'), '2027-01-01')
  assert.equal(clockOf(startOfDay('2026-11-24')), '00:00:00')
})

test('durations name the two largest units', () => {
  assert.equal(durationOf(136_000, 'zh'), '2 分 16 秒')
  assert.equal(durationOf(136_000, 'en'), '2 min 16 s')
  assert.equal(durationOf(11_520_000, 'zh'), '3 小时 12 分')
  assert.equal(durationOf(86_400_000 * 3, 'en'), '3 d')
  assert.equal(durationOf(-5, 'zh'), '0 秒')
})

test('bytes are decimal, as disks are sold', () => {
  assert.equal(bytesOf(999), '999 B')
  assert.equal(bytesOf(3_200_000_000_000), '3.2 TB')
})
