/** When the volumes will be full. Pure. */

export type Forecast = { readonly kind: 'full' | 'never' | 'unknown'; readonly days: number | null }

export type CameraLoad = {
  readonly bytesPerDay: number
  /** Days an image is kept before it goes. */
  readonly keepDays: number
  /** What is kept now, by how many days ago it was recorded. */
  readonly kept: readonly { readonly ageDays: number; readonly bytes: number; readonly held: boolean }[]
}

const horizonDays = 3650

/**
 * Day by day: each camera adds what it writes, and what has been kept its time makes room, unless it is held.
 * `never`: the longest period is over, and still there was room. @param roomBytes free, reserves already taken off.
 */
export function forecast(roomBytes: number | null, cameras: readonly CameraLoad[]): Forecast {
  const perDay = cameras.reduce((sum, c) => sum + c.bytesPerDay, 0)
  if (roomBytes === null || perDay <= 0) return { kind: 'unknown', days: null }
  const frees = new Map<number, number>()
  let settledAfter = 0
  for (const camera of cameras) {
    for (const day of camera.kept) {
      if (day.held) continue
      const goesIn = Math.max(0, camera.keepDays - day.ageDays)
      frees.set(goesIn, (frees.get(goesIn) ?? 0) + day.bytes)
    }
    if (camera.bytesPerDay > 0) settledAfter = Math.max(settledAfter, camera.keepDays)
  }
  let room = roomBytes
  for (let day = 0; day <= Math.min(settledAfter, horizonDays); day++) {
    room += frees.get(day) ?? 0
    for (const camera of cameras) {
      room -= camera.bytesPerDay
      // From then on its own first days of this forecast go.
      if (day >= camera.keepDays) room += camera.bytesPerDay
    }
    if (room < 0) return { kind: 'full', days: day }
  }
  return { kind: 'never', days: null }
}
