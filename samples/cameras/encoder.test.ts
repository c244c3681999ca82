import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Encoder } from './encoder.ts'

const OPTIONS = { width: 64, height: 48, fps: 10, group: 4, speed: 10, rate: { quantizer: 30 } }

function grey(level: number): Uint8Array {
  return new Uint8Array((64 * 48 * 3) / 2).fill(128).fill(level, 0, 64 * 48)
}

test('each picture comes out as soon as it goes in, a key frame first and every group', async () => {
  const a = await Encoder.open(OPTIONS)
  const b = await Encoder.open({ ...OPTIONS, width: 80 })
  assert.notDeepEqual(a.parameterSets.sps, b.parameterSets.sps)
  const kinds = (e: Encoder, size: number) => {
    const picture = new Uint8Array((size * 48 * 3) / 2)
    return Array.from({ length: 9 }, (_, i) =>
      e
        .encode(picture.fill(40 + i * 9))
        .nals.map((n) => n[0]! & 0x1f)
        .join(),
    )
  }
  const wanted = ['7,8,5', '1', '1', '1', '7,8,5', '1', '1', '1', '7,8,5']
  assert.deepEqual(kinds(a, 64), wanted)
  assert.deepEqual(kinds(b, 80), wanted)
  const sets = a.parameterSets
  await a.renew()
  assert.deepEqual(a.parameterSets, sets)
  assert.equal(a.coded, 0)
  const first = a.encode(grey(90))
  assert.deepEqual(first.nals.slice(0, 2), [sets.sps, sets.pps])
  assert.equal(first.keyFrame, true)
  // The same picture from a fresh coder is the same bytes: nothing stale was read.
  const c = await Encoder.open(OPTIONS)
  assert.deepEqual(c.encode(grey(90)).nals.at(-1)!.length, first.nals.at(-1)!.length)
  for (const e of [a, b, c]) e.close()
})
