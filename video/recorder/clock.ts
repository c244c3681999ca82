/**
 * The clocks of a recorder. Order comes from the monotonic clock and the boot id; wall time is a label with a source.
 *
 * Node can't call `adjtimex`, so whether NTP disciplines the clock is known only where the system says so in a file:
 * systemd-timesyncd touches `/run/systemd/timesync/synchronized` when it has. Everything else is honestly `unknown`
 * (chrony and ntpd tell only over their own sockets); nothing is ever claimed to be `free`.
 */
import { readFileSync, statSync } from 'node:fs'
import type { ClockSource } from '../reel/layout.ts'

export type RecorderClock = {
  /** Since boot, 1/90,000 s. */
  mono90k(): bigint
  /** Since boot, nanoseconds. */
  monoNs(): bigint
  wallMs(): number
  readonly bootId: string
  /** What the wall clock stands on now, and how far it may be off (null: not known). */
  source(): { readonly source: ClockSource; readonly boundMs: number | null }
}

const SYNCHRONIZED = '/run/systemd/timesync/synchronized'
const ASK_AGAIN_NS = 60_000_000_000n

/** The machine's own clocks. */
export function systemClock(): RecorderClock {
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  let source: ClockSource = 'unknown'
  let askAt = 0n
  return {
    bootId,
    monoNs: () => process.hrtime.bigint(),
    mono90k: () => (process.hrtime.bigint() * 9n) / 100_000n,
    wallMs: () => Date.now(),
    source() {
      const now = process.hrtime.bigint()
      if (now >= askAt) {
        askAt = now + ASK_AGAIN_NS
        source = isSynchronized() ? 'ntp' : 'unknown'
      }
      return { source, boundMs: null }
    },
  }
}

/** True where systemd-timesyncd has set the clock since this boot (the file lives in a folder that a boot empties). */
export function isSynchronized(): boolean {
  return statSync(SYNCHRONIZED, { throwIfNoEntry: false }) !== undefined
}

/** The wall time of a moment on the monotonic clock, by what both show now. */
export function wallOf(clock: RecorderClock, mono90k: bigint): number {
  return clock.wallMs() - Number(clock.mono90k() - mono90k) / 90
}
