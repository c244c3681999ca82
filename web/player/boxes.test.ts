import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PPS, SPS_720P } from '#tests/rtsp/pictures.ts'
import { ParameterSets } from '#video/h264/parameter-sets.ts'
import { writeFragment } from '#video/mp4/fragment.ts'
import { codecInit } from '#video/mp4/init.ts'
import { readFragment, readTimescale } from './boxes.ts'
import { readFrame } from './frame.ts'

function picture(mono90k: bigint) {
  return {
    mono90k,
    duration90k: 6000,
    compositionOffset90k: 0,
    keyFrame: true,
    damaged: false,
    data: Buffer.from([0, 0, 0, 2, 0x41, 0x9a]),
  }
}

test('the tick rate is read from what the recorder writes', () => {
  const sets = new ParameterSets()
  sets.offer(SPS_720P)
  sets.offer(PPS)
  assert.equal(readTimescale(codecInit(sets).initSegment), 90_000)
})

test('a fragment says when it starts and how long a picture lasts, after weeks of uptime too', () => {
  const start = 90_000n * 86_400n * 400n
  const bytes = writeFragment([picture(start), picture(start + 6000n)], 7)
  assert.deepEqual(readFragment(bytes), { ticks: Number(start), pictureTicks: 6000 })
})

test('a cut fragment is refused, not guessed', () => {
  const bytes = writeFragment([picture(90_000n)], 1)
  for (let length = 0; length < 100; length++) assert.throws(() => readFragment(bytes.subarray(0, length)))
})

test('a picture message is taken apart as it was put together', () => {
  const message = new ArrayBuffer(15)
  const view = new DataView(message)
  view.setUint32(0, 77)
  view.setBigUint64(4, 1_795_519_327_250n)
  view.setUint8(12, 1 | 2)
  view.setUint16(13, 0xbeef)
  const frame = readFrame(message)
  assert.deepEqual(
    { ...frame, bytes: [...frame.bytes] },
    { seq: 77, wallMs: 1_795_519_327_250, key: true, damaged: true, init: false, bytes: [0xbe, 0xef] },
  )
  assert.throws(() => readFrame(new ArrayBuffer(12)))
})
