import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { boxes, find, readMoof } from '#tests/rtsp/boxes.ts'
import { PPS, SPS_720P } from '#tests/rtsp/pictures.ts'
import { ParameterSets } from '../h264/parameter-sets.ts'
import type { Fragment, Sample } from '../media/types.ts'
import { FRAGMENT_LIMITS, FragmentCutter } from './cutter.ts'
import { writeFragment } from './fragment.ts'
import { codecInit } from './init.ts'

function sample(mono90k: bigint, over: Partial<Sample> = {}): Sample {
  return {
    mono90k,
    duration90k: 6000,
    compositionOffset90k: 0,
    keyFrame: false,
    damaged: false,
    data: Buffer.from([0, 0, 0, 2, 0x41, 0x9a]),
    ...over,
  }
}

test('initialisation: what a player needs, in its place', () => {
  const sets = new ParameterSets()
  sets.offer(SPS_720P)
  sets.offer(PPS)
  const init = codecInit(sets)
  assert.deepEqual([init.codec, init.width, init.height], ['avc1.64001F', 1280, 720])
  const file = init.initSegment
  assert.deepEqual(
    boxes(file).map(({ type }) => type),
    ['ftyp', 'moov'],
  )
  assert.equal(find(file, 'moov/trak/mdia/mdhd').readUInt32BE(12), 90_000)
  assert.equal(find(file, 'moov/trak/tkhd').readUInt32BE(76), 1280 << 16)
  assert.equal(find(file, 'moov/trak/tkhd').readUInt32BE(80), 720 << 16)
  assert.equal(find(file, 'moov/mvex/trex').readUInt32BE(4), 1)
  const entry = find(file, 'moov/trak/mdia/minf/stbl/stsd').subarray(8)
  assert.equal(entry.toString('latin1', 4, 8), 'avc1')
  assert.deepEqual([entry.readUInt16BE(32), entry.readUInt16BE(34)], [1280, 720])
  const config = find(entry.subarray(86), 'avcC')
  assert.equal(config.toString('hex', 0, 6), '0164001fffe1')
  assert.ok(config.subarray(8, 8 + SPS_720P.length).equals(SPS_720P))
  assert.ok(
    config
      .subarray(8 + SPS_720P.length + 3)
      .subarray(0, PPS.length)
      .equals(PPS),
  )
  assert.equal(config.toString('hex', config.length - 4), 'fdf8f800')
})

test('a fragment carries every sample as it was', () => {
  const any = fc.record({
    duration90k: fc.nat(0xffffffff),
    compositionOffset90k: fc.integer({ min: -0x80000000, max: 0x7fffffff }),
    keyFrame: fc.boolean(),
    data: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  })
  fc.assert(
    fc.property(
      fc.array(any, { minLength: 1, maxLength: 20 }),
      fc.bigInt(0n, 2n ** 63n),
      fc.nat(0xffffffff),
      (shapes, start, sequence) => {
        const samples = shapes.map((shape) => sample(start, shape))
        const read = readMoof(writeFragment(samples, sequence))
        assert.equal(read.sequence, sequence)
        assert.equal(read.tfdt, start)
        assert.deepEqual(
          read.samples.map(({ duration, offset, key, data }) => [
            duration,
            offset,
            key,
            data.toString('hex'),
          ]),
          samples.map((each) => [
            each.duration90k,
            each.compositionOffset90k,
            each.keyFrame,
            each.data.toString('hex'),
          ]),
        )
      },
    ),
  )
})

function cut(samples: readonly Sample[]): Fragment[] {
  const fragments: Fragment[] = []
  const cutter = new FragmentCutter((fragment) => fragments.push(fragment))
  for (const each of samples) cutter.push(each)
  cutter.flush()
  return fragments
}

const run = (count: number, over: (i: number) => Partial<Sample> = () => ({})) =>
  Array.from({ length: count }, (_, i) => sample(1_000_000n + BigInt(i) * 6000n, over(i)))

test('cut at key frames', () => {
  const fragments = cut(run(25, (i) => ({ keyFrame: i % 10 === 0 })))
  assert.deepEqual(
    fragments.map(({ sampleCount }) => sampleCount),
    [10, 10, 5],
  )
  assert.ok(fragments.every(({ startsWithKeyFrame }) => startsWithKeyFrame))
  assert.deepEqual(
    fragments.map(({ startMono90k }) => startMono90k),
    [1_000_000n, 1_060_000n, 1_120_000n],
  )
  assert.deepEqual(
    fragments.map(({ bytes }) => readMoof(bytes).sequence),
    [1, 2, 3],
  )
})

test('cut at 2 s, at once when it is reached', () => {
  const fragments: Fragment[] = []
  const cutter = new FragmentCutter((fragment) => fragments.push(fragment))
  for (const each of run(30, (i) => ({ keyFrame: i === 0 }))) cutter.push(each)
  assert.deepEqual(
    fragments.map(({ duration90k, sampleCount }) => [duration90k, sampleCount]),
    [[180_000, 30]],
  )
  for (const each of run(31, (i) => ({ mono90k: 1_180_000n + BigInt(i) * 6000n }))) cutter.push(each)
  assert.deepEqual(
    fragments.map(({ startsWithKeyFrame }) => startsWithKeyFrame),
    [true, false],
  )
})

test('cut at 2 MiB; a larger picture stands alone', () => {
  const mib = Buffer.alloc(1024 * 1024)
  assert.deepEqual(
    cut(run(5, () => ({ data: mib }))).map(({ sampleCount }) => sampleCount),
    [2, 2, 1],
  )
  const huge = Buffer.alloc(3 * 1024 * 1024)
  assert.deepEqual(
    cut(run(3, (i) => (i === 1 ? { data: huge } : {}))).map(({ sampleCount }) => sampleCount),
    [1, 1, 1],
  )
})

test('damage is carried, holes are cut at', () => {
  const fragments = cut([
    ...run(3, (i) => ({ damaged: i === 1 })),
    ...run(3, (i) => ({ mono90k: 2_000_000n + BigInt(i) * 6000n })),
  ])
  assert.deepEqual(
    fragments.map(({ damaged, sampleCount }) => [damaged, sampleCount]),
    [
      [true, 3],
      [false, 3],
    ],
  )
})

test('nothing is dropped, moved or changed by cutting', () => {
  const shape = fc.record({
    keyFrame: fc.boolean(),
    duration90k: fc.integer({ min: 1, max: 200_000 }),
    hole: fc.boolean(),
    size: fc.nat(200),
  })
  fc.assert(
    fc.property(fc.array(shape, { maxLength: 80 }), (shapes) => {
      let at = 5n
      const samples = shapes.map(({ keyFrame, duration90k, hole, size }, i) => {
        if (hole) at += 9n
        const each = sample(at, { keyFrame, duration90k, data: Buffer.alloc(size, i) })
        at += BigInt(duration90k)
        return each
      })
      const back = cut(samples).flatMap(({ bytes, startMono90k, duration90k, sampleCount }) => {
        const read = readMoof(bytes)
        assert.equal(read.tfdt, startMono90k)
        assert.equal(read.samples.length, sampleCount)
        const last = read.samples.at(-1)!
        assert.ok(duration90k - last.duration < FRAGMENT_LIMITS.longest90k)
        let time = read.tfdt
        return read.samples.map(({ duration, data, key }) => {
          const each = [time, key, data.toString('hex')]
          time += BigInt(duration)
          return each
        })
      })
      assert.deepEqual(
        back,
        samples.map((each) => [each.mono90k, each.keyFrame, each.data.toString('hex')]),
      )
    }),
  )
})
