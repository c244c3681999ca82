/**
 * The clocks of the station, read every few seconds: boots, wall time as segments, station time, and whether the wall
 * clock jumped. `spool/clock.json` outlives a restored database; the tables outlive a lost file.
 */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { lastCheckpoint } from '#db/ledger/store.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import {
  type ClockReading,
  confirm,
  decodeReading,
  encodeReading,
  readClock,
} from '#station/retention/clock.ts'
import type { RecorderClock } from '#video/recorder/clock.ts'
import { writeWhole } from './plan-file.ts'

export type ClockParts = {
  readonly db: Executor
  readonly log: LogName
  readonly clock: RecorderClock
  /** `spool/clock.json`. */
  readonly file: string
}

/** A new segment begins where wall and monotonic clock have moved against each other by this. */
const STEP_MS = 1000

export class ClockDuty {
  readonly #parts: ClockParts
  #reading: ClockReading | null = null
  #running: Promise<void> | null = null
  #segment: { boot: string; offsetMs: number; source: string } | null = null

  constructor(parts: ClockParts) {
    this.#parts = parts
  }

  /** Station time now, ms. */
  stationMs(): number {
    const reading = this.#reading
    if (reading === null) return 0
    return reading.stationMs + Math.max(0, Number(this.#parts.clock.mono90k() - reading.mono90k) / 90)
  }

  /** Wall time before a jump that nobody has confirmed; null: none. Before the first round: as if one had happened. */
  get jumpedFromMs(): number | null {
    return this.#reading === null ? 0 : this.#reading.jumpedFromMs
  }

  /** One round; a second call while one runs is the same round. */
  round(): Promise<void> {
    this.#running ??= this.#roundNow().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** At least one round has gone through. */
  get isSet(): boolean {
    return this.#reading !== null
  }

  async #roundNow(): Promise<void> {
    const { clock, db, log, file } = this.#parts
    const before = this.#reading ?? (await this.#remembered())
    const { source } = clock.source()
    const now = {
      boot: clock.bootId,
      mono90k: clock.mono90k(),
      wallMs: clock.wallMs(),
      ntp: source === 'ntp',
    }
    const checkpoint = await lastCheckpoint(db, log.epoch)
    let reading = readClock(before, { ...now, checkpointMs: checkpoint?.at.getTime() ?? null })
    if (reading.jumpedFromMs !== null && (await this.#confirmed(reading.jumpedFromMs)))
      reading = confirm(reading)
    this.#reading = reading
    await writeWhole(file, encodeReading(reading))
    await this.#writeBoot(reading)
    await this.#writeSegment(reading, source)
  }

  async #remembered(): Promise<ClockReading | null> {
    const text = await readFile(this.#parts.file, 'utf8').catch(() => '')
    const kept = decodeReading(text)
    const { rows } = await sql<{ station: bigint | null; at: Date | null }>`
      select max(station_ms) as station, max(first_seen_at) as at from boot`.execute(this.#parts.db)
    const known = Number(rows[0]?.station ?? 0n)
    if (kept !== null) return { ...kept, stationMs: Math.max(kept.stationMs, known) }
    // Without the file the last boot's beginning is all that is sure: less than was counted, never more.
    if (rows[0]?.at == null) return null
    return { v: 1, boot: '', mono90k: 0n, wallMs: rows[0].at.getTime(), stationMs: known, jumpedFromMs: null }
  }

  /** A person says that the clock is right by the setting `clock.confirmed`, later than the jump was seen. */
  async #confirmed(jumpedFromMs: number): Promise<boolean> {
    const { rows } = await sql<{ jump: number }>`
      select (value ->> 'jumpedFromMs')::float8 as jump from setting where name = 'clock.confirmed'`.execute(
      this.#parts.db,
    )
    return rows[0]?.jump === jumpedFromMs
  }

  async #writeBoot({ boot, mono90k, wallMs, stationMs }: ClockReading): Promise<void> {
    await sql`insert into boot (id, first_seen_at, first_mono90k, station_ms)
      values (${boot}, ${new Date(wallMs)}, ${mono90k}, ${Math.floor(stationMs)}) on conflict do nothing`.execute(
      this.#parts.db,
    )
  }

  async #writeSegment({ boot, mono90k, wallMs }: ClockReading, source: string): Promise<void> {
    const { db, log, clock } = this.#parts
    const offsetMs = wallMs - Number(mono90k) / 90
    const before = this.#segment
    if (before?.boot === boot && before.source === source && Math.abs(before.offsetMs - offsetMs) <= STEP_MS)
      return
    const { boundMs } = clock.source()
    const at = new Date(wallMs)
    const moved = before?.boot === boot ? Math.round(offsetMs - before.offsetMs) : 0
    const entry = makeEntry(log, 'clock', at, {
      boot,
      mono90k: mono90k.toString(),
      source,
      wall: at.toISOString(),
      offsetMs: moved,
      ...(boundMs === null ? {} : { boundMs }),
    })
    const change = sql<{ boot_id: string }>`
      insert into clock_segment (boot_id, from_mono90k, wall_at, source, bound_ms)
      values (${boot}, ${mono90k}, ${at}, ${source}, ${boundMs}) on conflict do nothing returning boot_id`
    await appendWith(db, change, entry)
    this.#segment = { boot, offsetMs, source }
  }
}
