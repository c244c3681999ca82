import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { Canvas, type Rect } from './canvas.ts'
import { lightAt } from './light.ts'
import { clockText, drawOsd } from './osd.ts'
import { HEIGHT, merge, SceneRenderer, WIDTH } from './scene.ts'
import { SCENES, type SceneName } from './scenes.ts'
import { drawTimecode, readTimecode } from './timecode.ts'
import { convert } from './yuv.ts'

const NOON = Date.parse('2026-11-23T12:00:04+08:00')
const NAMES = Object.keys(SCENES) as SceneName[]

function digest(data: Uint8Array | Uint8ClampedArray): string {
  return createHash('sha256').update(data).digest('hex')
}

function overlay(atMs: number): (canvas: Canvas) => void {
  return (canvas) => drawOsd(canvas, 'IPC-01 校门', atMs, atMs)
}

for (const name of NAMES) {
  test(`${name}: a picture depends on scene, seed and instant alone, however it was reached`, () => {
    const at = NOON + 2_300
    const stepped = new SceneRenderer(SCENES[name], 7)
    const i420 = new Uint8Array((WIDTH * HEIGHT * 3) / 2)
    for (let t = NOON; t <= at; t += 230) convert(stepped.canvas, stepped.draw(t, overlay(t)), i420)
    const fresh = new SceneRenderer(SCENES[name], 7)
    const whole = new Uint8Array(i420.length)
    convert(fresh.canvas, fresh.draw(at, overlay(at)), whole)
    assert.equal(digest(stepped.canvas.data), digest(fresh.canvas.data))
    // The rectangles reported as changed were all that changed.
    assert.equal(digest(i420), digest(whole))
    const other = new SceneRenderer(SCENES[name], 8)
    other.draw(at, overlay(at))
    assert.notEqual(digest(other.canvas.data), digest(fresh.canvas.data))
    assert.equal(readTimecode(fresh.canvas.data, WIDTH, HEIGHT), BigInt(at))
  })
}

test('people move at noon, and it is darker at night', () => {
  const brightness = (data: Uint8ClampedArray) => data.reduce((sum, v) => sum + v, 0) / data.length
  for (const name of NAMES) {
    const scene = SCENES[name]
    const places = new Set<string>()
    for (let s = 0; s < 180; s += 7) {
      const at = NOON + s * 1000
      for (const figure of scene.cast(at, lightAt(at), 7))
        places.add(`${figure.x.toFixed(1)} ${figure.y.toFixed(1)}`)
    }
    assert.ok(places.size >= 5, `${name}: ${places.size} places taken in three minutes`)
    const [day, night] = [NOON, NOON + 11 * 3_600_000].map((at) => {
      const renderer = new SceneRenderer(scene, 7)
      renderer.draw(at, () => {})
      return brightness(renderer.canvas.data)
    })
    assert.ok(night! < day! * 0.85, `${name}: ${night} at night, ${day} by day`)
  }
})

test('the time code is read back at any size and refused when damaged', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.integer({ min: 0, max: 63 }), (at, block) => {
      const canvas = new Canvas(WIDTH, HEIGHT)
      drawTimecode(canvas, at)
      assert.equal(readTimecode(canvas.data, WIDTH, HEIGHT), BigInt(at))
      for (const width of [320, 1280, 500]) {
        const height = Math.round((width * 9) / 16)
        const scaled = new Uint8Array(width * height * 4)
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const from = (Math.floor((y * HEIGHT) / height) * WIDTH + Math.floor((x * WIDTH) / width)) * 4
            scaled.set(canvas.data.subarray(from, from + 4), (y * width + x) * 4)
          }
        }
        assert.equal(readTimecode(scaled, width, height), BigInt(at))
      }
      const x = block * 8
      const was = canvas.data[((HEIGHT - 4) * WIDTH + x + 4) * 4]!
      canvas.rect(x, HEIGHT - 8, 8, 8, was > 120 ? [24, 24, 24] : [216, 216, 216])
      assert.equal(readTimecode(canvas.data, WIDTH, HEIGHT), null)
    }),
    { numRuns: 6 },
  )
  assert.equal(readTimecode(new Uint8Array(WIDTH * HEIGHT * 4), WIDTH, HEIGHT), null)
  assert.equal(readTimecode(new Uint8Array(16), 2, 2), null)
})

test('the burnt-in clock tells Beijing time to a tenth of a second', () => {
  assert.equal(clockText(Date.UTC(2026, 10, 23, 8, 42, 7, 399)), '2026-11-23 16:42:07.3')
  assert.equal(clockText(Date.UTC(2026, 11, 31, 16, 0, 0, 0)), '2027-01-01 00:00:00.0')
})

test('merged rectangles are disjoint and hold the given ones', () => {
  const side = fc.integer({ min: 0, max: 40 })
  const rect = fc.tuple(side, side, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  fc.assert(
    fc.property(fc.array(rect, { maxLength: 12 }), (given) => {
      const rects: Rect[] = given.map(([x0, y0, w, h]) => ({ x0, y0, x1: x0 + w, y1: y0 + h }))
      const out = merge(rects, { x0: 0, y0: 0, x1: 64, y1: 64 })
      const inside = (r: Rect, x: number, y: number) => x >= r.x0 && x < r.x1 && y >= r.y0 && y < r.y1
      for (let y = 0; y < 50; y++) {
        for (let x = 0; x < 50; x++) {
          const count = out.filter((r) => inside(r, x, y)).length
          assert.ok(count <= 1)
          if (rects.some((r) => inside(r, x, y))) assert.equal(count, 1)
        }
      }
    }),
    { numRuns: 25 },
  )
})
