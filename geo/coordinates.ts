/**
 * Coordinate systems of Chinese maps. Everything is kept in WGS-84; what is given in GCJ-02 (the shifted system of
 * public maps in mainland China) or BD-09 (Baidu's, shifted once more) is converted here and never guessed: the
 * systems look alike and differ by 300 to 700 m. Degrees; longitude first.
 */

export type System = 'WGS-84' | 'GCJ-02' | 'BD-09'
export type Point = { readonly longitude: number; readonly latitude: number }

/** Krasovsky 1940, on which the shift was defined. */
const semiMajorM = 6_378_245
const eccentricity2 = 0.006693421622965943
const bdTurn = (Math.PI * 3000) / 180

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** The shift is defined for this rectangle only; outside it GCJ-02 is WGS-84. */
const shifted = ({ longitude, latitude }: Point): boolean =>
  longitude > 73.66 && longitude < 135.05 && latitude > 3.86 && latitude < 53.55

/** GCJ-02 minus WGS-84 at a WGS-84 point, in degrees. */
function shiftAt({ longitude, latitude }: Point): Point {
  const x = longitude - 105
  const y = latitude - 35
  const fast = ((20 * Math.sin(6 * Math.PI * x) + 20 * Math.sin(2 * Math.PI * x)) * 2) / 3
  const slow = (v: number): number =>
    ((20 * Math.sin(Math.PI * v) + 40 * Math.sin((Math.PI * v) / 3)) * 2) / 3
  const northM =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    fast +
    slow(y) +
    ((160 * Math.sin((Math.PI * y) / 12) + 320 * Math.sin((Math.PI * y) / 30)) * 2) / 3
  const eastM =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    fast +
    slow(x) +
    ((150 * Math.sin((Math.PI * x) / 12) + 300 * Math.sin((Math.PI * x) / 30)) * 2) / 3
  const phi = radians(latitude)
  const w2 = 1 - eccentricity2 * Math.sin(phi) ** 2
  const w = Math.sqrt(w2)
  return {
    latitude: (northM * 180) / (((semiMajorM * (1 - eccentricity2)) / (w2 * w)) * Math.PI),
    longitude: (eastM * 180) / ((semiMajorM / w) * Math.cos(phi) * Math.PI),
  }
}

function wgsToGcj(p: Point): Point {
  if (!shifted(p)) return p
  const d = shiftAt(p)
  return { longitude: p.longitude + d.longitude, latitude: p.latitude + d.latitude }
}

/** The shift has no closed inverse: the error shrinks some thousandfold a round, so five end below a nanometre. */
function gcjToWgs(p: Point): Point {
  if (!shifted(p)) return p
  let guess = p
  for (let round = 0; round < 6; round++) {
    const d = shiftAt(guess)
    guess = { longitude: p.longitude - d.longitude, latitude: p.latitude - d.latitude }
  }
  return guess
}

function gcjToBd({ longitude, latitude }: Point): Point {
  const radius = Math.hypot(longitude, latitude) + 0.00002 * Math.sin(latitude * bdTurn)
  const angle = Math.atan2(latitude, longitude) + 0.000003 * Math.cos(longitude * bdTurn)
  return { longitude: radius * Math.cos(angle) + 0.0065, latitude: radius * Math.sin(angle) + 0.006 }
}

function bdToGcj(p: Point): Point {
  let guess = { longitude: p.longitude - 0.0065, latitude: p.latitude - 0.006 }
  for (let round = 0; round < 6; round++) {
    const back = gcjToBd(guess)
    guess = {
      longitude: guess.longitude + p.longitude - back.longitude,
      latitude: guess.latitude + p.latitude - back.latitude,
    }
  }
  return guess
}

/** A point given in `system`, in WGS-84. */
export function toWgs84(point: Point, system: System): Point {
  if (system === 'WGS-84') return point
  return gcjToWgs(system === 'BD-09' ? bdToGcj(point) : point)
}

/** A WGS-84 point in another system, for a map that wants it so. */
export function fromWgs84(point: Point, system: System): Point {
  if (system === 'WGS-84') return point
  const gcj = wgsToGcj(point)
  return system === 'BD-09' ? gcjToBd(gcj) : gcj
}

/** Great-circle distance in metres on a sphere of the mean radius. */
export function distanceM(a: Point, b: Point): number {
  const [p, q] = [radians(a.latitude), radians(b.latitude)]
  const h =
    Math.sin((q - p) / 2) ** 2 +
    Math.cos(p) * Math.cos(q) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)))
}
