/**
 * How often somebody may ask: fixed windows of a minute on the monotonic clock, per route and key. Kept in memory:
 * a restart forgives a minute; sign-in has its own count in the database.
 */
import { Refusal } from '#station/refusal.ts'

const windowMs = 60_000
/** Beyond this many keys the oldest go: an attacker with a network of addresses must not fill our memory. */
const keysAtMost = 50_000

export type RateLimit = {
  /** Counts one request; throws Refusal `request/too-many` beyond `perMinute`. */
  take(route: string, who: string, perMinute: number): void
}

/** @param mono milliseconds that never go backwards. */
export function rateLimit(mono: () => number): RateLimit {
  const counts = new Map<string, { since: number; count: number }>()
  return {
    take(route, who, perMinute) {
      const now = mono()
      const key = `${route} ${who}`
      const entry = counts.get(key)
      if (!entry || now - entry.since >= windowMs) {
        counts.delete(key)
        counts.set(key, { since: now, count: 1 })
        if (counts.size > keysAtMost) counts.delete(counts.keys().next().value!)
        return
      }
      entry.count++
      if (entry.count > perMinute)
        throw new Refusal('request/too-many', { seconds: Math.ceil((entry.since + windowMs - now) / 1000) })
    },
  }
}

/** One key per subscriber: a whole /64 of IPv6 is one household. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const whole =
    tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill('0'), ...after]
  return `${whole.slice(0, 4).join(':')}::/64`
}
