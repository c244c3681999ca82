import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { distanceM, fromWgs84, type Point, type System, toWgs84 } from './coordinates.ts'

const near = (got: Point, longitude: number, latitude: number, metres: number): void => {
  const off = distanceM(got, { longitude, latitude })
  assert.ok(off <= metres, `${got.longitude}, ${got.latitude} is ${off} m off`)
}
const point = { longitude: 116.404, latitude: 39.915 }

test('agrees with published pairs', () => {
  near(fromWgs84(point, 'GCJ-02'), 116.41024449916938, 39.91640428150164, 0.01)
  // From GCJ-02 to BD-09, by way of the inverse that is tested below.
  near(fromWgs84(toWgs84(point, 'GCJ-02'), 'BD-09'), 116.41036949371029, 39.92133699351021, 0.01)
  near(fromWgs84(toWgs84(point, 'BD-09'), 'GCJ-02'), 116.39762729119315, 39.90865673957631, 1)
  // One-step inverses in use elsewhere differ from the true one by a metre or two.
  near(toWgs84(point, 'GCJ-02'), 116.39775550083061, 39.91359571849836, 3)
})

test('comes back to within a millimetre, anywhere in China', () => {
  const longitude = fc.double({ min: 74.5, max: 134.5, noNaN: true })
  const latitude = fc.double({ min: 4.5, max: 53, noNaN: true })
  const system = fc.constantFrom<System>('WGS-84', 'GCJ-02', 'BD-09')
  fc.assert(
    fc.property(longitude, latitude, system, (lon, lat, s) => {
      const p = { longitude: lon, latitude: lat }
      return distanceM(toWgs84(fromWgs84(p, s), s), p) < 0.001
    }),
    { numRuns: 500 },
  )
})

test('the shift is some hundred metres in China and nothing outside', () => {
  const off = distanceM(point, fromWgs84(point, 'GCJ-02'))
  assert.ok(off > 300 && off < 800, `${off} m`)
  assert.ok(distanceM(point, fromWgs84(point, 'BD-09')) > off)
  const paris = { longitude: 2.35, latitude: 48.86 }
  assert.deepEqual(fromWgs84(paris, 'GCJ-02'), paris)
  assert.deepEqual(toWgs84(paris, 'GCJ-02'), paris)
})

test('distances are on the ground', () => {
  near({ longitude: 0, latitude: 0 }, 0, 0, 0)
  assert.ok(Math.abs(distanceM({ longitude: 0, latitude: 0 }, { longitude: 1, latitude: 0 }) - 111_195) < 1)
})
