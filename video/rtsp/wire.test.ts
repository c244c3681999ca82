import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { interleaved } from '#tests/rtsp/packetise.ts'
import { StreamFault } from '../media/fault.ts'
import { header, type RtspMessage } from './message.ts'
import { Wire } from './wire.ts'

function gather() {
  const packets: { channel: number; payload: string }[] = []
  const messages: RtspMessage[] = []
  const wire = new Wire({
    packet: (channel, bytes, start, end) =>
      packets.push({ channel, payload: bytes.toString('hex', start, end) }),
    message: (message) => messages.push(message),
  })
  return { wire, packets, messages }
}

const answer =
  'RTSP/1.0 200 OK\r\nCSeq: 3\r\nWWW-Authenticate: Basic realm="a"\r\nwww-authenticate: Digest realm="a",\r\n nonce="b"\r\nContent-Length: 5\r\n\r\n$ab\r\n'

test('frames and messages come apart however the bytes are cut', () => {
  const stream = Buffer.concat([
    interleaved(0, Buffer.from('aabb', 'hex')),
    Buffer.from(answer),
    interleaved(1, Buffer.alloc(0)),
    Buffer.from('\r\nOPTIONS rtsp://h/ RTSP/1.0\nCSeq: 9\n\n'),
    interleaved(7, Buffer.alloc(65_535, 1)),
    Buffer.from(answer),
  ])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 30 }), (cuts) => {
      const { wire, packets, messages } = gather()
      let at = 0
      for (const cut of cuts) {
        wire.feed(stream.subarray(at, at + cut))
        at += cut
      }
      wire.feed(stream.subarray(at))
      assert.deepEqual(
        packets.map(({ channel, payload }) => [channel, payload.length / 2]),
        [
          [0, 2],
          [1, 0],
          [7, 65_535],
        ],
      )
      assert.equal(packets[0]!.payload, 'aabb')
      assert.deepEqual(
        messages.map((message) => ('status' in message ? message.status : message.method)),
        [200, 'OPTIONS', 200],
      )
      assert.equal(messages[0]!.body.toString(), '$ab\r\n')
      assert.deepEqual(messages[0]!.headers.get('www-authenticate'), [
        'Basic realm="a"',
        'Digest realm="a", nonce="b"',
      ])
      assert.equal(header(messages[0]!, 'cseq'), '3')
      assert.equal(wire.pending, 0)
    }),
    { numRuns: 60 },
  )
})

test('byte by byte', () => {
  const { wire, packets, messages } = gather()
  for (const byte of Buffer.concat([
    Buffer.from(answer),
    interleaved(2, Buffer.from('00', 'hex')),
    Buffer.from(answer),
  ])) {
    wire.feed(Buffer.from([byte]))
  }
  assert.equal(messages.length, 2)
  assert.equal(packets.length, 1)
})

test('what is neither frame nor message, or too long, is a protocol fault', () => {
  const bad = [
    'HTTP/1.1 200 OK\r\n\r\n',
    '\x00\x01',
    'hello',
    'RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n',
    'RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n',
    'RTSP/1.0 200 OK\r\nnonsense\r\n\r\n',
    `RTSP/1.0 200 OK\r\nX: ${'a'.repeat(20_000)}`,
    `RTSP/1.0 200 OK\r\n${'X: y\r\n'.repeat(200)}\r\n`,
  ]
  for (const text of bad) {
    assert.throws(
      () => gather().wire.feed(Buffer.from(text, 'latin1')),
      (error) => error instanceof StreamFault && error.trouble === 'protocol',
      text.slice(0, 40),
    )
  }
})
