/** When a reel begins and ends. Pure: the numbers of ref/reel.md in one place. */
import { hash } from 'node:crypto'
import { civilDayOf } from '../reel/ids.ts'
import type { EndCause } from '../reel/layout.ts'

/** A reel ends at the first key frame after this … */
export const PLANNED_90K = 50 * 90_000
/** … and here at the latest. */
export const LONGEST_90K = 120 * 90_000
/** Cameras that started together end their reels spread over this, so that their syncs and rows don't come at once. */
const SPREAD_90K = 8 * 90_000
/** A wall clock that moved this far against the monotonic one makes the reel's label wrong. */
const CLOCK_STEP_MS = 1000

export type OpenReel = {
  readonly startMono90k: bigint
  readonly startWallMs: number
  readonly onDay: string
}

export type Arriving = {
  readonly startMono90k: bigint
  readonly duration90k: number
  /** What the wall clock says of its start, now. */
  readonly startWallMs: number
  readonly keyFrame: boolean
  readonly codecChanged: boolean
  readonly fits: boolean
}

export type Wishes = {
  /** How much later than 50 s this stream ends its reels, 1/90,000 s. */
  readonly spread90k: number
  /** Asked to cut at the next key frame. */
  readonly cut: boolean
}

/** Why the open reel ends before the arriving fragment; null: the fragment goes into it. */
export function endBefore(reel: OpenReel, next: Arriving, wishes: Wishes): EndCause | null {
  if (next.codecChanged) return 'codec-changed'
  const length = next.startMono90k - reel.startMono90k
  // Behind the reel's start the clock of this boot can't be: another sender, placed anew. It gets its own reel.
  if (length < 0n) return 'stream-ended'
  if (next.keyFrame) {
    if (wishes.cut) return 'ordered'
    if (length >= BigInt(PLANNED_90K + wishes.spread90k)) return 'planned'
    if (civilDayOf(next.startWallMs) !== reel.onDay) return 'planned'
    const label = reel.startWallMs + Number(length) / 90
    if (Math.abs(label - next.startWallMs) > CLOCK_STEP_MS) return 'planned'
  }
  if (length + BigInt(next.duration90k) > BigInt(LONGEST_90K)) return 'longest'
  return next.fits ? null : 'size'
}

/**
 * A reel starts at a key frame. Only after one that ended at 120 s or for its size, or after a fault of the disk, may
 * the next start without: the pictures then need the reel before, and are flagged in the index.
 */
export function mayStart(keyFrame: boolean, before: EndCause | 'fault' | null): boolean {
  return keyFrame || before === 'longest' || before === 'size' || before === 'fault'
}

/** A fixed place in the spread for each stream, by its name. */
export function spreadOf(key: string): number {
  return hash('sha256', key, 'buffer').readUInt32BE(0) % SPREAD_90K
}

/** How the declared loss window is kept, counted from a picture's arrival to its being on the disk. */
export type WindowShares = {
  /** Longest fragment, 1/90,000 s: what waits in memory. */
  readonly fragment90k: number
  /** Between two sync passes of a volume, ms. */
  readonly syncEveryMs: number
}

/** Half of a short window (at most 2 s) is the fragment, 15 % are left to the sync itself, the rest is the pause. */
export function windowShares(lossWindowMs: number): WindowShares {
  const fragmentMs = Math.min(2000, lossWindowMs / 2)
  return {
    fragment90k: fragmentMs * 90,
    syncEveryMs: Math.max(30, lossWindowMs * 0.85 - fragmentMs),
  }
}
