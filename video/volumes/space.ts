/**
 * Free space and what to do when it runs out before the floor (Order 799 Art. 17: at least 30 days). Kept images are
 * never sacrificed; what gives way is new recording, the least important streams first.
 */
import { statfs } from 'node:fs/promises'

export type Space = { readonly freeBytes: number; readonly totalBytes: number }

/** Bytes an ordinary process may still write (not root's share). */
export async function readSpace(root: string): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(root)
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}

/** A stream as the rule sees it: 1 is the most important, 9 gives way first. */
export type RankedStream = { readonly id: string; readonly priority: number }

/**
 * Which streams of one volume must stop writing at this much free space.
 *
 * Between twice the reserve and the reserve, the priorities in use stop one by one at even steps, the least important
 * (highest number) first; at the reserve the last one stops, so that the database and the keyring never meet a full
 * disk. A stream that stopped comes back only a tenth of the reserve above its step: without it a stream would start
 * and stop with each reel deleted.
 * @param stopped ids this rule stopped last time.
 */
export function streamsToStop(
  freeBytes: number,
  reserveBytes: number,
  streams: readonly RankedStream[],
  stopped: ReadonlySet<string>,
): Set<string> {
  const priorities = [...new Set(streams.map((stream) => stream.priority))].sort((a, b) => b - a)
  const out = new Set<string>()
  for (const stream of streams) {
    const above = priorities.length - 1 - priorities.indexOf(stream.priority)
    const step = reserveBytes * (1 + above / priorities.length)
    const limit = stopped.has(stream.id) ? step + reserveBytes / 10 : step
    if (freeBytes < limit) out.add(stream.id)
  }
  return out
}

/** A camera's share of a volume: what a day of it takes, how many days lie there, how many are declared. */
export type CameraShare = {
  readonly bytesPerDay: number
  readonly keptDays: number
  readonly declaredDays: number
}

/**
 * Days until the free space above the reserve is used up; null: never, because each camera reaches its declared days
 * before that and from then on deletes a day for each it records. Fractions count (0.5 = twelve hours).
 */
export function daysToFull(
  space: Space,
  reserveBytes: number,
  shares: readonly CameraShare[],
): number | null {
  let left = space.freeBytes - reserveBytes
  if (left <= 0) return 0
  const growing = shares
    .map((share) => ({ rate: share.bytesPerDay, until: Math.max(0, share.declaredDays - share.keptDays) }))
    .filter((share) => share.until > 0 && share.rate > 0)
    .sort((a, b) => a.until - b.until)
  let rate = growing.reduce((sum, share) => sum + share.rate, 0)
  let day = 0
  for (const share of growing) {
    const spent = rate * (share.until - day)
    if (spent > left) return day + left / rate
    left -= spent
    day = share.until
    rate -= share.rate
  }
  return null
}
