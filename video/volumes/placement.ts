/** Which volume a stream writes to. A stream stays where it is as long as that volume is good: a day lies together. */
import type { VolumeState } from './identity.ts'

export type Place = {
  readonly id: string
  readonly state: VolumeState
  readonly freeBytes: number
  readonly reserveBytes: number
  /** True: read from, no new reel (the disk is to be taken out). */
  readonly draining: boolean
}

/**
 * The volume for the next reel of a stream, or null where none can take it. `wanted` is kept while it is good; else
 * the good one with the most bytes above its reserve.
 */
export function placeStream(wanted: string, places: readonly Place[]): string | null {
  const good = places.filter(
    (place) => place.state === 'ok' && !place.draining && place.freeBytes > place.reserveBytes,
  )
  if (good.some((place) => place.id === wanted)) return wanted
  let best: Place | null = null
  for (const place of good)
    if (best === null || place.freeBytes - place.reserveBytes > best.freeBytes - best.reserveBytes)
      best = place
  return best?.id ?? null
}

/**
 * Spreads streams over volumes for the plan: those that have a good volume keep it; the others go, largest first, to
 * the volume with the most free bytes per stream already there.
 * @param current volume of each stream by key, where it has one.
 */
export function spreadStreams(
  streams: readonly { readonly key: string; readonly bitsPerS: number }[],
  places: readonly Place[],
  current: ReadonlyMap<string, string>,
): Map<string, string> {
  const good = places.filter((place) => place.state === 'ok' && !place.draining)
  const load = new Map(good.map((place) => [place.id, 0]))
  const out = new Map<string, string>()
  const homeless: { key: string; bitsPerS: number }[] = []
  for (const stream of streams) {
    const at = current.get(stream.key)
    if (at !== undefined && load.has(at)) {
      out.set(stream.key, at)
      load.set(at, load.get(at)! + stream.bitsPerS)
    } else homeless.push(stream)
  }
  homeless.sort((a, b) => b.bitsPerS - a.bitsPerS || (a.key < b.key ? -1 : 1))
  for (const stream of homeless) {
    let best: Place | null = null
    let bestShare = -1
    for (const place of good) {
      const share =
        Math.max(0, place.freeBytes - place.reserveBytes) / (load.get(place.id)! + stream.bitsPerS + 1)
      if (share > bestShare) [best, bestShare] = [place, share]
    }
    if (best === null) continue
    out.set(stream.key, best.id)
    load.set(best.id, load.get(best.id)! + stream.bitsPerS)
  }
  return out
}
