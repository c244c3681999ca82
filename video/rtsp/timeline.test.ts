import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { random } from '#tests/rtsp/pictures.ts'
import { Timeline } from './timeline.ts'

const FRAME = 6000

test('the first picture at its arrival, the rest by the RTP clock, across the 32-bit wrap', () => {
  const timeline = new Timeline()
  let timestamp = 0xffffffff - 2 * FRAME
  for (let i = 0; i < 100; i++) {
    const jitter = i % 7 === 0 ? 0 : (i * 997) % 3000
    const { decode90k, reanchored } = timeline.place(timestamp, 1_000_000 + i * FRAME + jitter)
    assert.equal(reanchored, null)
    assert.ok(Math.abs(decode90k - (1_000_000 + i * FRAME)) <= 2)
    timestamp = (timestamp + FRAME) >>> 0
  }
})

test('six hours of a camera clock 100 ppm wrong stay within a picture of arrival, without a step', () => {
  for (const ppm of [-100, 100]) {
    const timeline = new Timeline()
    const next = random(3)
    let last = 0
    for (let i = 0; i < 6 * 3600 * 15; i++) {
      const sent = 5_000_000 + i * FRAME
      const arrival = sent + next() * 2700 // up to 30 ms of network
      const { decode90k, reanchored } = timeline.place(Math.round(i * FRAME * (1 + ppm / 1e6)) >>> 0, arrival)
      assert.equal(reanchored, null)
      if (i > 0) assert.ok(Math.abs(decode90k - last - FRAME) <= 5, `step ${decode90k - last}`)
      last = decode90k
      assert.ok(Math.abs(decode90k - sent) < FRAME, `${decode90k - sent} ticks off after ${i} pictures`)
    }
  }
})

test('a network stall of 1.5 s and its burst move nothing', () => {
  const timeline = new Timeline()
  for (let i = 0; i < 300; i++) {
    const sent = 9_000_000 + i * FRAME
    const arrival = i >= 150 && i < 172 ? Math.max(sent, 9_000_000 + 172 * FRAME) : sent
    const { decode90k, reanchored } = timeline.place(i * FRAME, arrival)
    assert.equal(reanchored, null)
    assert.ok(Math.abs(decode90k - sent) <= 60)
  }
})

test('jumps are anchored again and said: forward, backward', () => {
  for (const jump of [90 * 90_000, -90 * 90_000]) {
    const timeline = new Timeline()
    let jumps = 0
    for (let i = 0; i < 60; i++) {
      const arrival = 9_000_000 + i * FRAME
      const placed = timeline.place((i * FRAME + (i >= 30 ? jump : 0)) >>> 0, arrival)
      if (placed.reanchored) {
        assert.equal(i, 30)
        assert.equal(placed.reanchored, 'timestamp-jump')
        jumps++
      }
      assert.ok(Math.abs(placed.decode90k - arrival) <= 5)
    }
    assert.equal(jumps, 1)
  }
})

test('a media clock that stood still for 3 s is anchored again after 2 s', () => {
  const timeline = new Timeline()
  const said: number[] = []
  for (let i = 0; i < 120; i++) {
    const arrival = 9_000_000 + i * FRAME + (i >= 30 ? 270_000 : 0)
    const placed = timeline.place(i * FRAME, arrival)
    if (placed.reanchored) said.push(i)
    if (i >= 70) assert.ok(Math.abs(placed.decode90k - arrival) <= 60)
  }
  assert.equal(said.length, 1)
  assert.ok(said[0]! > 55 && said[0]! < 65)
})

test('a sender faster than time is held at the bound and reported once', () => {
  const timeline = new Timeline()
  let said = 0
  let last = 0
  for (let i = 0; i < 500; i++) {
    const placed = timeline.place(i * FRAME, 9_000_000 + i * 10)
    if (placed.reanchored) said++
    assert.ok(placed.decode90k > last)
    assert.ok(placed.decode90k - (9_000_000 + i * 10) <= 90_000 + FRAME)
    last = placed.decode90k
  }
  assert.equal(said, 1)
})

test('timestamps that stand still: by arrival', () => {
  const timeline = new Timeline()
  for (let i = 0; i < 300; i++) {
    const arrival = 9_000_000 + i * FRAME + (i % 3) * 500
    const { decode90k, reanchored } = timeline.place(77, arrival)
    assert.equal(reanchored, null)
    assert.ok(Math.abs(decode90k - arrival) < 100)
  }
})

/** Decoding order of I P B B, as presentation indexes. */
const IPBB = (count: number) => {
  const order = [0]
  for (let i = 3; order.length < count; i += 3) order.push(i, i - 2, i - 1)
  return order
}

test('B-frames: presentation times kept, decode times in order, depth known from the SPS', () => {
  const timeline = new Timeline()
  timeline.describe(1, 15)
  let last = 0
  IPBB(100).forEach((shown, i) => {
    const { decode90k, composition90k } = timeline.place(90_000 + shown * FRAME, 9_000_000 + i * FRAME)
    assert.ok(Math.abs(decode90k + composition90k - (9_000_000 + shown * FRAME)) <= 20)
    assert.ok(Math.abs(decode90k - (9_000_000 + (i - 1) * FRAME)) <= 20, `${i}`)
    assert.ok(decode90k > last)
    last = decode90k
  })
})

test('B-frames: depth learned where the SPS is silent', () => {
  const timeline = new Timeline()
  timeline.describe(null, 15)
  let last = 0
  IPBB(100).forEach((shown, i) => {
    const { decode90k, composition90k } = timeline.place(90_000 + shown * FRAME, 9_000_000 + i * FRAME)
    assert.ok(decode90k > last)
    last = decode90k
    if (i < 6) return
    assert.ok(Math.abs(decode90k + composition90k - (9_000_000 + shown * FRAME)) <= 20)
    assert.ok(Math.abs(decode90k - (9_000_000 + (i - 1) * FRAME)) <= 20, `${i}`)
  })
})

test('whatever timestamps and arrivals come, times rise strictly from the floor given', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(0xffffffff), fc.nat(900_000)), { maxLength: 200 }),
      fc.option(fc.nat(16)),
      (steps, depth) => {
        const timeline = new Timeline(5000)
        timeline.describe(depth, null)
        let last = 5000
        let arrival = 0
        for (const [timestamp, wait] of steps) {
          arrival += wait
          const { decode90k, composition90k } = timeline.place(timestamp, arrival)
          assert.ok(Number.isSafeInteger(decode90k) && decode90k > last && composition90k >= 0)
          last = decode90k
        }
      },
    ),
  )
})
