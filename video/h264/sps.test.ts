import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PPS, SPS_720P } from '#tests/rtsp/pictures.ts'
import { StreamFault } from '../media/fault.ts'
import { ParameterSets } from './parameter-sets.ts'
import { readSps } from './sps.ts'

test('x264 at 720p', () => {
  const sps = readSps(SPS_720P)
  assert.deepEqual(
    [sps.profile, sps.constraints, sps.level, sps.width, sps.height, sps.fps, sps.reorder],
    [100, 0, 31, 1280, 720, 15, 0],
  )
})

/** Written by x264; sizes as asked of it. */
const REAL: [string, number, number, number | null][] = [
  ['67640028acd940780227e5c044000003000400000300c83c60c658', 1920, 1080, 2],
  ['6742c028d900780227e5c044000003000400000300c83c60c920', 1920, 1080, 0],
  ['674d401eeca05017fcb808800000030080000019078b16cb', 640, 360, 2],
  ['6764001eacd940b0126c0440000003004000000c83c58b65', 704, 576, 2],
]

test('sizes with cropping', () => {
  for (const [hex, width, height, reorder] of REAL) {
    const sps = readSps(Buffer.from(hex, 'hex'))
    assert.deepEqual([sps.width, sps.height, sps.fps, sps.reorder], [width, height, 25, reorder])
  }
})

test('arbitrary bytes are read or refused, never more', () => {
  const check = (bytes: Uint8Array) => {
    try {
      const { width, height } = readSps(bytes)
      assert.ok(width > 0 && width <= 16_384 && height > 0 && height <= 16_384)
    } catch (error) {
      assert.ok(error instanceof StreamFault && error.trouble === 'protocol', String(error))
    }
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (tail) =>
      check(Buffer.concat([Buffer.from([0x67]), tail])),
    ),
  )
  fc.assert(
    fc.property(fc.nat(SPS_720P.length - 1), fc.nat(255), fc.nat(SPS_720P.length), (at, value, length) => {
      const bytes = Buffer.from(SPS_720P)
      bytes[at] = value
      check(bytes.subarray(0, length))
    }),
  )
})

test('parameter sets: repeats cost nothing, changes count, floods are refused', () => {
  const sets = new ParameterSets()
  sets.offer(SPS_720P)
  assert.equal(sets.complete, false)
  sets.offer(PPS)
  assert.ok(sets.complete)
  assert.equal(sets.version, 2)
  sets.offer(Buffer.from(SPS_720P))
  sets.offer(PPS)
  assert.equal(sets.version, 2)
  sets.offer(Buffer.concat([PPS, Buffer.from([0x80])]))
  assert.equal(sets.version, 3)
  assert.equal(sets.pps.length, 1)
  assert.throws(() => {
    for (let id = 0; id < 64; id++) {
      const bits = (id + 1).toString(2)
      const code = `${'0'.repeat(bits.length - 1)}${bits}1`.padEnd(24, '0')
      const bytes = (code.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
      sets.offer(Buffer.from([0x68, ...bytes]))
    }
  }, StreamFault)
})
