/**
 * The station's own time: what its monotonic clocks have counted. The wall clock can be set to anything, by a person
 * or by a dead battery; a clock set a month ahead must delete nothing. Retention therefore asks both: an image is old
 * enough only when the wall clock says so **and** the station has really counted that long. Pure.
 */

/** `spool/clock.json`: the last reading, kept across restarts. */
export type ClockReading = {
  readonly v: 1
  readonly boot: string
  readonly mono90k: bigint
  readonly wallMs: number
  readonly stationMs: number
  /** Wall time before a jump nobody has confirmed; null: none. */
  readonly jumpedFromMs: number | null
}

export type ClockNow = {
  readonly boot: string
  readonly mono90k: bigint
  readonly wallMs: number
  /** The system says that NTP disciplines its clock. */
  readonly ntp: boolean
  /** Wall time of the ledger's last checkpoint, where there is one: signed, so nobody edits it afterwards. */
  readonly checkpointMs: number | null
}

/** Within one boot the wall clock may run ahead of the monotonic one by this much (slewing, reading at other moments). */
const IN_BOOT_MS = 60_000
/** Without NTP, time while the machine was off counts up to this, ms … */
const OFF_COUNTED_MS = 24 * 3_600_000
/** … and a machine off for longer than this is taken for a clock set ahead until a person confirms. */
const OFF_BELIEVED_MS = 7 * 24 * 3_600_000

/**
 * The next reading. Station time grows by what the monotonic clock counted; over a restart of the machine by what the
 * wall clock says it was off, fully only where NTP vouches for it. A jump ahead without NTP is remembered until
 * `confirm`; it adds nothing to station time.
 */
export function readClock(before: ClockReading | null, now: ClockNow): ClockReading {
  const { boot, mono90k, wallMs } = now
  if (before === null) {
    const checkpointAhead =
      now.checkpointMs !== null && !now.ntp && wallMs - now.checkpointMs > OFF_BELIEVED_MS
    return {
      v: 1,
      boot,
      mono90k,
      wallMs,
      stationMs: 0,
      jumpedFromMs: checkpointAhead ? now.checkpointMs : null,
    }
  }
  const wallGone = wallMs - before.wallMs
  if (before.boot === boot) {
    const counted = Math.max(0, Number(mono90k - before.mono90k) / 90)
    const jumped = !now.ntp && wallGone - counted > IN_BOOT_MS
    return {
      v: 1,
      boot,
      mono90k,
      wallMs,
      stationMs: before.stationMs + counted,
      jumpedFromMs: before.jumpedFromMs ?? (jumped ? before.wallMs : null),
    }
  }
  const off = Math.max(0, wallGone)
  return {
    v: 1,
    boot,
    mono90k,
    wallMs,
    stationMs: before.stationMs + (now.ntp ? off : Math.min(off, OFF_COUNTED_MS)),
    jumpedFromMs: before.jumpedFromMs ?? (!now.ntp && off > OFF_BELIEVED_MS ? before.wallMs : null),
  }
}

/** A person (or NTP, by setting it back) has seen to it: retention may go on. */
export function confirm(reading: ClockReading): ClockReading {
  return { ...reading, jumpedFromMs: null }
}

/** As it stands in the file. */
export function encodeReading(reading: ClockReading): string {
  return `${JSON.stringify({ ...reading, mono90k: reading.mono90k.toString() })}\n`
}

/** Null for anything that is no reading: then station time begins again from what the database knows. */
export function decodeReading(text: string): ClockReading | null {
  try {
    const { v, boot, mono90k, wallMs, stationMs, jumpedFromMs } = JSON.parse(text) as Record<string, unknown>
    if (v !== 1 || typeof boot !== 'string' || typeof mono90k !== 'string' || !/^\d{1,20}$/.test(mono90k))
      return null
    if (typeof wallMs !== 'number' || typeof stationMs !== 'number' || stationMs < 0) return null
    if (jumpedFromMs !== null && typeof jumpedFromMs !== 'number') return null
    return { v, boot, mono90k: BigInt(mono90k), wallMs, stationMs, jumpedFromMs }
  } catch {
    return null
  }
}
