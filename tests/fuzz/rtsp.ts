import assert from 'node:assert/strict'
import { readSps } from '#video/h264/sps.ts'
import { StreamFault } from '#video/media/fault.ts'
import { readAddress, resolveControl } from '#video/rtsp/address.ts'
import { authorization, chooseChallenge } from '#video/rtsp/auth.ts'
import { Intake } from '#video/rtsp/intake.ts'
import { chooseTrack } from '#video/rtsp/sdp.ts'
import { Wire } from '#video/rtsp/wire.ts'
import { description } from '../rtsp/camera.ts'
import { interleaved, Packetiser, senderReport, stapA } from '../rtsp/packetise.ts'
import { PPS, SPS_720P, slice } from '../rtsp/pictures.ts'
import type { FuzzTarget, Random } from './targets.ts'

/** Everything a camera's bytes reach before a sample is made: may refuse with a StreamFault, nothing else. */
export const readRtspTargets: readonly FuzzTarget[] = [
  { name: 'video/rtsp-wire', generate: conversation, run: faultsOnly(readWire) },
  { name: 'video/sdp', generate: describe, run: faultsOnly(readDescription) },
  { name: 'video/rtp-h264', generate: film, run: faultsOnly(readFilm) },
  {
    name: 'video/sps',
    generate: ({ of }) => of([SPS_720P, SPS_1080P, SPS_MAIN]),
    run: faultsOnly(readParameters),
  },
  { name: 'video/challenge', generate: challenge, run: faultsOnly(answerChallenge) },
  { name: 'video/address', generate: ({ of }) => Buffer.from(of(ADDRESSES)), run: faultsOnly(takeAddress) },
]

const SPS_1080P = Buffer.from('67640028acd940780227e5c044000003000400000300c83c60c658', 'hex')
const SPS_MAIN = Buffer.from('674d401eeca05017fcb808800000030080000019078b16cb', 'hex')
const ADDRESSES = [
  'rtsp://u:p@192.168.1.64:554/Streaming/Channels/101',
  'rtsps://[fe80::1]:322/cam/realmonitor?channel=1&subtype=0',
  'rtsp://h/user=admin_password=x_channel=1_stream=0.sdp',
]

function faultsOnly(run: (input: Buffer) => void): (input: Buffer) => void {
  return (input) => {
    try {
      run(input)
    } catch (error) {
      if (!(error instanceof StreamFault)) throw error
    }
  }
}

function conversation({ below, of }: Random): Buffer {
  const parts = Array.from({ length: 1 + below(6) }, () =>
    of([
      () => interleaved(below(4), Buffer.alloc(below(2000), below(256))),
      () => Buffer.from(`RTSP/1.0 200 OK\r\nCSeq: ${below(9)}\r\nSession: 1;timeout=60\r\n\r\n`),
      () =>
        Buffer.from(
          `RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm="a", nonce="b"\r\n\r\n`,
        ),
      () => Buffer.from(`RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 10\r\n\r\n0123456789`),
      () => Buffer.from('OPTIONS rtsp://h/ RTSP/1.0\r\nCSeq: 4\r\n\r\n'),
    ])(),
  )
  return Buffer.concat(parts)
}

function readWire(input: Buffer): void {
  let taken = 0
  const wire = new Wire({
    packet: (_channel, bytes, start, end) => {
      assert.ok(start >= 4 && start <= end && end <= bytes.length)
      taken += end - start
    },
    message: ({ body }) => {
      taken += body.length
    },
  })
  // The first byte says how the rest is cut up, as a network might.
  const step = 1 + (input[0] ?? 0) * 7
  for (let at = 0; at < input.length; at += step) wire.feed(input.subarray(at, at + step))
  assert.ok(taken <= input.length, 'more handed on than came in')
}

function describe({ below, of }: Random): Buffer {
  return Buffer.from(
    description({
      codec: of(['H264', 'H265', 'JPEG']),
      sprop: below(2) === 0,
      control: of(['trackID=1', '*', '/a/b', 'rtsp://h/Streaming/Channels/101/trackID=1', '?x']),
    }),
  )
}

function readDescription(input: Buffer): void {
  const track = chooseTrack(input.toString('utf8'))
  assert.ok(track.payloadType >= 0 && track.payloadType < 128)
  assert.doesNotMatch(resolveControl('rtsp://h/cam?x=1/', track.control), /[\s\0]/)
  new Intake(silent, track.payloadType, track.parameterSets)
}

const silent = { codec() {}, sample() {}, fragment() {}, clock() {}, discontinuity() {} }

/** Framed as on the wire: channel 0 is RTP, 1 is RTCP. */
function film(random: Random): Buffer {
  const { below } = random
  const next = () => below(2 ** 30) / 2 ** 30
  const sender = new Packetiser({ mtu: 40 + below(1400), sequence: below(65_536) })
  const packets = Array.from({ length: 1 + below(8) }, (_, i): Buffer => {
    const key = i === 0 || below(4) === 0
    const nals = [
      slice(key ? 5 : 1, 3 + below(3000), true, next),
      slice(key ? 5 : 1, 3 + below(200), false, next),
    ]
    const picture: Buffer[] = sender.picture(key ? [SPS_720P, PPS, ...nals] : nals, i * 6000, below(2) === 0)
    if (below(8) === 0) picture.splice(below(picture.length), 1)
    if (below(16) === 0) picture.push(sender.packet(stapA([PPS, Buffer.alloc(0)]), i * 6000, true))
    return Buffer.concat(picture.map((packet) => interleaved(0, packet)))
  })
  packets.splice(below(packets.length), 0, interleaved(1, senderReport(sender.ssrc, 1e12, 0)))
  return Buffer.concat(packets)
}

function readFilm(input: Buffer): void {
  let last = -1n
  let bytes = 0
  const sink = {
    ...silent,
    sample({ mono90k, duration90k, data }: { mono90k: bigint; duration90k: number; data: Buffer }) {
      assert.ok(mono90k > last, 'sample times rise')
      assert.ok(duration90k > 0 && duration90k <= 0xffffffff)
      last = mono90k
      bytes += data.length
      let at = 0
      while (at < data.length) at += 4 + data.readUInt32BE(at)
      assert.equal(at, data.length, 'NAL lengths fill the sample')
    },
  }
  const intake = new Intake(sink, 96)
  let arrival90k = 1e9
  for (let at = 0; at + 4 <= input.length; ) {
    const end = Math.min(input.length, at + 4 + input.readUInt16BE(at + 2))
    arrival90k += 3000
    if (input[at + 1] === 1) intake.rtcp(input, at + 4, end, arrival90k, 1e12)
    else intake.rtp(input, at + 4, end, arrival90k)
    at = end
  }
  intake.receiverReport(1, 'fuzz', arrival90k)
  intake.finish()
  // 4 bytes of prefix for each NAL unit of at least 3 bytes with its 2 bytes of aggregation header.
  assert.ok(bytes <= input.length * 3, 'more picture than came in')
}

function readParameters(input: Buffer): void {
  const { width, height } = readSps(input)
  assert.ok(width > 0 && height > 0 && width <= 16_384 && height <= 16_384)
}

function challenge({ of }: Random): Buffer {
  return Buffer.from(
    of([
      'Digest realm="IP Camera(12345)", nonce="5d41402abc4b2a76b9719d911017c592", stale="FALSE"',
      'Digest realm="a", qop="auth,auth-int", algorithm=SHA-256, nonce="b", opaque="c", Basic realm="d"',
      'Basic realm="x"',
    ]),
  )
}

function answerChallenge(input: Buffer): void {
  const chosen = chooseChallenge([input.toString('latin1')])
  if (!chosen) return
  const answer = authorization(chosen, { username: 'u', password: 'geheim' }, 'PLAY', 'rtsp://h/', 1, 'c')
  if (chosen.scheme === 'digest') assert.ok(!answer.includes('geheim'))
}

function takeAddress(input: Buffer): void {
  const { url, host, port } = readAddress(input.toString('latin1'))
  assert.doesNotMatch(url + host, /[\s\0]/)
  assert.ok(port > 0 && port < 65_536)
}
