import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { senderReport } from '#tests/rtsp/packetise.ts'
import { readRtcp, writeReceiverReport } from './rtcp.ts'
import { RESTARTED, RtpHeader, RtpSource, STALE } from './rtp.ts'

test('header with sources, extension and padding', () => {
  const packet = Buffer.from(
    `b2e1fffe${'0000000a'}${'0000000b'}${'1111111122222222'}${'bede0001aabbccdd'}0102030000000004`,
    'hex',
  )
  const header = new RtpHeader()
  assert.ok(header.read(packet, 0, packet.length))
  assert.deepEqual(
    [header.marker, header.payloadType, header.sequence, header.timestamp, header.ssrc],
    [true, 97, 65_534, 10, 11],
  )
  assert.equal(packet.toString('hex', header.payloadStart, header.payloadEnd), '01020300')
})

test('lengths that do not fit are refused', () => {
  const header = new RtpHeader()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (tail) => {
      const packet = Buffer.from(tail)
      if (packet.length > 0) packet[0] = 0x80 | (packet[0]! & 0x3f)
      if (header.read(packet, 0, packet.length)) {
        assert.ok(header.payloadStart >= 12 && header.payloadStart <= header.payloadEnd)
        assert.ok(header.payloadEnd <= packet.length)
      }
    }),
  )
  assert.equal(header.read(Buffer.alloc(12, 0x40), 0, 12), false)
})

test('sequence: wrap, loss, repeats, a sender beginning again', () => {
  const source = new RtpSource(1, 65_534)
  assert.deepEqual(
    [65_535, 0, 1].map((n) => source.next(n)),
    [0, 0, 0],
  )
  assert.equal(source.next(5), 3)
  assert.equal(source.next(5), STALE)
  assert.equal(source.next(4), STALE)
  assert.equal(source.next(6), 0)
  assert.deepEqual(source.loss(), { fraction: Math.floor((3 * 256) / 9), cumulative: 3 })
  assert.deepEqual(source.loss(), { fraction: 0, cumulative: 3 })
  assert.equal(source.highest, 65_536 + 6)
  assert.equal(source.next(40_000), STALE)
  assert.equal(source.next(40_001), RESTARTED)
  assert.equal(source.next(40_002), 0)
  assert.equal(source.loss().cumulative, 0)
})

test('sender reports give the wall clock, goodbyes the sender', () => {
  const at = Date.UTC(2025, 2, 31, 10, 0, 0, 500)
  const report = senderReport(7, at, 1234)
  const bye = Buffer.from('81cb000100000007', 'hex')
  const news = readRtcp(Buffer.concat([report, bye]), 0, report.length + bye.length)
  assert.ok(news.report)
  assert.ok(Math.abs(news.report.wallMs - at) < 0.001)
  assert.deepEqual([news.report.ssrc, news.report.rtpTimestamp, news.bye], [7, 1234, [7]])
  const clockless = Buffer.from(report)
  clockless.fill(0, 8, 16)
  assert.equal(readRtcp(clockless, 0, 28).report, null)
})

test('after 2036 the NTP era is the next one', () => {
  const at = Date.UTC(2040, 0, 1)
  assert.equal(readRtcp(senderReport(7, at, 0), 0, 28).report?.wallMs, at)
})

test('arbitrary RTCP is read or skipped', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      (bytes) => void readRtcp(Buffer.from(bytes), 0, bytes.length),
    ),
  )
  fc.assert(
    fc.property(fc.nat(27), fc.nat(255), (at, value) => {
      const report = senderReport(7, 1e12, 1)
      report[at] = value
      readRtcp(report, 0, 28)
    }),
  )
})

test('receiver report', () => {
  const source = new RtpSource(7, 10)
  source.next(13)
  const report = writeReceiverReport(9, 'abcdefgh', source, { ntpMiddle: 0x01020304, arrival90k: 0 }, 90_000)
  assert.equal(report.length % 4, 0)
  assert.equal(report.toString('hex', 0, 12), '81c900070000000900000007')
  assert.equal(report.readUInt8(12), 128) // 2 of 4
  assert.equal(report.readUIntBE(13, 3), 2)
  assert.equal(report.readUInt32BE(16), 13)
  assert.equal(report.readUInt32BE(24), 0x01020304)
  assert.equal(report.readUInt32BE(28), 65_536)
  assert.equal(report.toString('latin1', 42, 50), 'abcdefgh')
  assert.equal((report.readUInt16BE(34) + 1) * 4, report.length - 32)
})
