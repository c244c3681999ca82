import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Packetiser, senderReport } from '#tests/rtsp/packetise.ts'
import { PPS, prefixed, random, SPS_720P, slice } from '#tests/rtsp/pictures.ts'
import { StreamFault } from '../media/fault.ts'
import type { CameraClock, CodecInit, Fragment, Sample } from '../media/types.ts'
import { Intake } from './intake.ts'

const next = random(11)
const FRAME = 6000
const START = 90_000_000
/** Another picture size: 640×360, Main. */
const SPS_360P = Buffer.from('674d401eeca05017fcb808800000030080000019078b16cb', 'hex')

function intake(sets: readonly Buffer[] = [SPS_720P, PPS], after90k = 0) {
  const log: string[] = []
  const inits: CodecInit[] = []
  const samples: Sample[] = []
  const fragments: Fragment[] = []
  const clocks: CameraClock[] = []
  const taken = new Intake(
    {
      codec: (init) => {
        log.push(`codec ${init.width}`)
        inits.push(init)
      },
      sample: (sample) => {
        log.push(sample.keyFrame ? 'K' : 'p')
        samples.push(sample)
      },
      fragment: (fragment) => {
        log.push(`fragment ${fragment.sampleCount}`)
        fragments.push(fragment)
      },
      clock: (clock) => clocks.push(clock),
      discontinuity: (reason) => log.push(reason),
    },
    96,
    sets,
    after90k,
  )
  const sender = new Packetiser()
  /** Picture number `i`: a key frame each `gop` pictures, at its time. */
  const picture = (
    i: number,
    { key = i % 30 === 0, sets = [] as Buffer[], arrival = START + i * FRAME, timestamp = i * FRAME } = {},
  ) => {
    const nal = slice(key ? 5 : 1, 3000, true, next)
    for (const packet of sender.picture([...sets, nal], timestamp))
      taken.rtp(packet, 0, packet.length, arrival)
    return nal
  }
  return { log, inits, samples, fragments, clocks, taken, sender, picture }
}

test('samples one picture late, fragments by group of pictures, times joined', () => {
  const { samples, fragments, inits, taken, picture } = intake()
  const nals = Array.from({ length: 75 }, (_, i) => {
    const nal = picture(i)
    assert.equal(samples.length, i)
    return nal
  })
  taken.finish()
  assert.equal(inits.length, 1)
  assert.deepEqual(
    fragments.map(({ sampleCount, startsWithKeyFrame }) => [sampleCount, startsWithKeyFrame]),
    [
      [30, true],
      [30, true],
      [15, true],
    ],
  )
  samples.forEach((sample, i) => {
    assert.ok(sample.data.equals(prefixed([nals[i]!])))
    assert.equal(sample.mono90k, BigInt(START + i * FRAME))
    assert.equal(sample.duration90k, FRAME)
    assert.equal(sample.damaged, false)
  })
})

test('nothing before the first key frame, and not without parameter sets', () => {
  const { log, taken, picture } = intake([])
  picture(27)
  picture(28)
  picture(30)
  picture(31)
  picture(60, { sets: [SPS_720P, PPS] })
  picture(61)
  taken.finish()
  assert.deepEqual(log, ['codec 1280', 'K', 'p', 'fragment 2'])
})

test('broken sets in the description do not matter where the stream has its own', () => {
  const { log, taken, picture } = intake([Buffer.from([0x67]), Buffer.from('67ffffff', 'hex')])
  picture(0, { sets: [SPS_720P, PPS] })
  taken.finish()
  assert.deepEqual(log, ['codec 1280', 'K', 'fragment 1'])
})

test('a codec change ends the fragment and goes on at a key frame', () => {
  const { log, taken, picture } = intake()
  picture(0)
  picture(1)
  picture(2, { key: true, sets: [SPS_360P, PPS] })
  picture(3)
  picture(4, { sets: [SPS_360P, PPS] })
  taken.finish()
  assert.deepEqual(log, ['codec 1280', 'K', 'p', 'fragment 2', 'codec 640', 'K', 'p', 'p', 'fragment 3'])
})

test('parameter sets changed between key frames: what cannot be decoded is left out, and said', () => {
  const { log, taken, picture } = intake()
  picture(0)
  picture(1, { sets: [SPS_360P] })
  picture(2)
  picture(3, { key: true })
  taken.finish()
  assert.deepEqual(log, ['codec 1280', 'K', 'fragment 1', 'codec', 'codec 640', 'K', 'fragment 1'])
})

test('a timestamp reset is a discontinuity; times go on rising', () => {
  const { log, samples, taken, picture } = intake()
  for (let i = 0; i < 5; i++) picture(i)
  for (let i = 5; i < 10; i++) picture(i, { timestamp: 0xf0000000 + i * FRAME })
  taken.finish()
  assert.deepEqual(log, [
    'codec 1280',
    'K',
    'p',
    'p',
    'p',
    'p',
    'fragment 5',
    'timestamp-jump',
    'p',
    'p',
    'p',
    'p',
    'p',
    'fragment 5',
  ])
  for (const [i, sample] of samples.entries()) assert.equal(sample.mono90k, BigInt(START + i * FRAME))
})

test('a new sender is a discontinuity, and its first picture is marked', () => {
  const { log, samples, taken, sender, picture } = intake()
  picture(0)
  picture(1)
  Object.assign(sender, { ssrc: 99, sequence: 1 })
  picture(2, { timestamp: 1 })
  picture(3, { timestamp: 1 + FRAME })
  taken.finish()
  assert.deepEqual(log, ['codec 1280', 'K', 'p', 'fragment 2', 'source-change', 'p', 'p', 'fragment 2'])
  assert.deepEqual(
    samples.map(({ damaged }) => damaged),
    [false, false, true, false],
  )
})

test('seconds without a picture are a hole between fragments, not a long picture', () => {
  const { fragments, taken, picture } = intake()
  for (const i of [0, 1, 2, 62, 63]) picture(i, { key: i === 0 })
  taken.finish()
  assert.deepEqual(
    fragments.map(({ startMono90k, duration90k }) => [Number(startMono90k) - START, duration90k]),
    [
      [0, 3 * FRAME],
      [62 * FRAME, 2 * FRAME],
    ],
  )
})

test('times begin after the stream before', () => {
  const { samples, taken, picture } = intake([SPS_720P, PPS], START + 50_000)
  picture(0)
  picture(1)
  taken.finish()
  assert.ok(samples[0]!.mono90k > BigInt(START + 50_000))
})

test('sender reports become the camera clock; a goodbye is heard', () => {
  const { clocks, taken, sender, picture } = intake()
  picture(0)
  const report = senderReport(sender.ssrc, 1_700_000_002_500, 0)
  assert.equal(taken.rtcp(report, 0, report.length, START + 90, 1_700_000_000_000), false)
  assert.equal(clocks.length, 1)
  assert.ok(Math.abs(clocks[0]!.offsetMs - 2500) < 0.01)
  assert.equal(clocks[0]!.atMono90k, BigInt(START + 90))
  const other = senderReport(5, 1_700_000_002_500, 0)
  taken.rtcp(other, 0, other.length, START, 0)
  assert.equal(clocks.length, 1)
  const bye = Buffer.alloc(8)
  bye.writeUInt32BE(0x81cb0001, 0)
  bye.writeUInt32BE(sender.ssrc, 4)
  assert.equal(taken.rtcp(bye, 0, 8, START, 0), true)
})

test('half a minute without an IDR picture is a codec we cannot keep', () => {
  const { picture } = intake()
  assert.throws(
    () => {
      for (let i = 0; i < 40 * 15; i++) picture(i, { key: false })
    },
    (error) => error instanceof StreamFault && error.trouble === 'unsupported-codec',
  )
})
