import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CAMERA, digest, madeFragments, madeHeader, REEL_KEY } from '#tests/reels/made.ts'
import { decodeHeader, encodeHeader, headerBinding } from './header.ts'
import { civilDayOf, dayNumber, dayText } from './ids.ts'
import { BINDING_BYTES, END_CAUSES, ReelFormatError } from './layout.ts'
import { decodeIndex, encodeIndex } from './packed.ts'
import { openRecord, reelSeal, sealRecord } from './record.ts'
import { decodeTrailerBlock, trailerBlock } from './trailer.ts'

const seal = reelSeal(REEL_KEY, madeHeader().reelId, CAMERA)
const [fragment] = madeFragments([200_000])
assert.ok(fragment)

function code(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof ReelFormatError) return error.code
    throw error
  }
  return 'accepted'
}

test('a header comes back as it was written, and begins with what its key is bound to', () => {
  const header = madeHeader({ clockBoundMs: null, stream: 1 })
  const bytes = encodeHeader(header)
  const read = decodeHeader(Buffer.concat([bytes, Buffer.alloc(9)]))
  assert.deepEqual(read.header, header)
  assert.equal(read.length, bytes.length)
  assert.ok(bytes.subarray(0, BINDING_BYTES).equals(headerBinding(header, header.init)))
})

test('no bit of a header changes unnoticed, and none ends early unnoticed', () => {
  const bytes = encodeHeader(madeHeader())
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3]! ^= 1 << (bit & 7)
    assert.notEqual(
      code(() => decodeHeader(changed)),
      'accepted',
      `bit ${bit}`,
    )
  }
  for (let length = 0; length < bytes.length; length++)
    assert.equal(
      code(() => decodeHeader(bytes.subarray(0, length))),
      'torn',
    )
})

test('a header whose civil day is not that of its start is not written', () => {
  assert.throws(() => encodeHeader(madeHeader({ onDay: '2026-04-01' })), RangeError)
  assert.throws(() => encodeHeader(madeHeader({ generation: 0 })), RangeError)
  assert.throws(() => encodeHeader(madeHeader({ camera: 'camera-1' })), RangeError)
})

test('a civil day turns at midnight in Beijing', () => {
  assert.equal(civilDayOf(Date.parse('2026-03-31T15:59:59.999Z')), '2026-03-31')
  assert.equal(civilDayOf(Date.parse('2026-03-31T16:00:00Z')), '2026-04-01')
  assert.equal(dayText(20260229), null)
  assert.equal(dayText(dayNumber('2028-02-29')), '2028-02-29')
})

test('a record opens to its fragment under its key, reel and camera only', () => {
  const record = Buffer.concat(sealRecord(seal, 7, fragment).parts)
  const opened = openRecord(seal, record, 0)
  assert.ok(opened.bytes.equals(fragment.bytes))
  assert.equal(opened.plain.number, 7)
  const others = [
    reelSeal(digest('another key'), madeHeader().reelId, CAMERA),
    reelSeal(REEL_KEY, 'ff'.repeat(16), CAMERA),
    reelSeal(REEL_KEY, madeHeader().reelId, madeHeader().station),
  ]
  for (const other of others)
    assert.equal(
      code(() => openRecord(other, record, 0)),
      'sealed',
    )
})

test('the same fragment sealed under two numbers shares no ciphertext', () => {
  const [a, b] = [0, 1].map((number) => Buffer.concat(sealRecord(seal, number, fragment).parts))
  assert.notDeepEqual(a!.subarray(56, 88), b!.subarray(56, 88))
})

test('fragments that no reel can hold are refused before a byte is written', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(8_388_609)])
    assert.throws(() => sealRecord(seal, 0, { ...fragment, bytes }), RangeError)
  assert.throws(() => sealRecord(seal, 65_535, fragment), RangeError)
})

test('no bit of a trailer changes unnoticed', () => {
  const headerHash = digest('header')
  for (const endCause of END_CAUSES) {
    const trailer = {
      count: 3,
      recordBytes: 1000,
      endMono90k: 5n,
      fragmentRoot: digest('root'),
      endCause,
      sealedBy: endCause === 'adopted' ? 'adoption' : 'recorder',
      sealedWallMs: 1,
    } as const
    const { block, reelLeaf } = trailerBlock(headerHash, trailer)
    assert.deepEqual(decodeTrailerBlock(block, headerHash, 0), { trailer, reelLeaf })
    for (let bit = 0; bit < block.length * 8; bit++) {
      const changed = Buffer.from(block)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      assert.notEqual(
        code(() => decodeTrailerBlock(changed, headerHash, 0)),
        'accepted',
      )
    }
  }
})

test('a packed index comes back as it was written', () => {
  const u32 = fc.integer({ min: 0, max: 0xffff_ffff })
  const fields = {
    offset: u32,
    startOffset90k: u32,
    duration90k: u32,
    length: fc.integer({ min: 1, max: 8_388_608 }),
    startsWithKeyFrame: fc.boolean(),
    damaged: fc.boolean(),
  }
  const one = fc.record(fields, { noNullPrototype: true })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 130 }), (fragments) => {
      const packed = encodeIndex(fragments)
      assert.equal(packed.length, 4 + 16 * fragments.length)
      assert.deepEqual(decodeIndex(packed), fragments)
      assert.notEqual(
        code(() => decodeIndex(packed.subarray(0, -1))),
        'accepted',
      )
    }),
  )
})
