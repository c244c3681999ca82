import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import type { ReadReel } from '#tests/recorder/stage.ts'
import { writeFragment } from '#video/mp4/fragment.ts'
import { lossesOf } from './losses.ts'

const LOOP = 7
const slices = Array.from({ length: LOOP }, (_, n) => Buffer.from([0x41, 0x80 + n, n]))
const hashes = slices.map((slice) => hash('sha256', slice))
const FIRST = 1000

/** Picture `number` as a sample: its number in an SEI message, then its slice. */
function picture(number: number, slice = slices[(number - FIRST) % LOOP]!) {
  const sei = Buffer.from(`\x06\x05\x1cmingjian-picture${String(number).padStart(12, '0')}\x80`, 'latin1')
  const nals = [sei, slice].flatMap((nal) => [Buffer.from([0, 0, 0, nal.length]), nal])
  const times = { mono90k: BigInt(number) * 6000n, duration90k: 6000, compositionOffset90k: 0 }
  return { ...times, keyFrame: true, damaged: false, data: Buffer.concat(nals) }
}

/** A reel of one fragment for each list of pictures. */
function reel(...fragments: ReturnType<typeof picture>[][]): ReadReel {
  const start = fragments[0]![0]!.mono90k
  const read = fragments.map((samples, n) => ({
    entry: {
      startOffset90k: Number(samples[0]!.mono90k - start),
      duration90k: 6000 * samples.length,
    },
    bytes: writeFragment(samples, n + 1),
  }))
  return { scan: { header: { startMono90k: start } }, fragments: read } as unknown as ReadReel
}

const run = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => picture(FIRST + from + n))
const lost = (reels: ReadReel[], due = FIRST + 20) => lossesOf(reels, { first: FIRST, due }, hashes)

test('nothing is lost where all is there, over loops, fragments and reels', () => {
  const whole = [reel(run(0, 4), run(4, 6)), reel(run(10, 12))]
  assert.deepEqual(lost(whole), { frames: 0, fragments: 0, held: 22 })
})

test('what is missing, altered, twice or too early is counted', () => {
  assert.deepEqual(lost([reel(run(0, 4), run(5, 15))]), { frames: 1, fragments: 1, held: 19 })
  assert.deepEqual(lost([reel(run(0, 20))], FIRST + 25), { frames: 5, fragments: 0, held: 20 })
  assert.deepEqual(lost([reel(run(3, 17))]), { frames: 3, fragments: 0, held: 17 })
  assert.deepEqual(lost([]), { frames: 20, fragments: 0, held: 0 })
  const altered = run(0, 20)
  altered[9] = picture(FIRST + 9, Buffer.from([0x41, 0x80, 0xee]))
  assert.equal(lost([reel(altered)]).frames, 1)
  const moved = run(0, 20)
  moved[9] = picture(FIRST + 9, slices[3])
  assert.equal(lost([reel(moved)]).frames, 1)
  assert.equal(lost([reel(run(0, 20)), reel(run(19, 1))]).frames, 1)
  assert.ok(lost([reel(run(0, 20)), reel([picture(FIRST - 1, slices[0])])]).frames > 0)
})

test('a reel that no key opens holds nothing', () => {
  const closed = { ...reel(run(0, 20)), fragments: null } as ReadReel
  assert.deepEqual(lost([closed]), { frames: 20, fragments: 0, held: 0 })
})
