/** The tables behind the gap finder: cameras and their pauses, reels, gaps, and how far was looked. */
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import type { Explanation, Gap } from '#video/gaps/find.ts'
import { decodeIndex } from '#video/reel/packed.ts'
import type { CoveredReel } from './coverage.ts'

export type WatchedStream = {
  readonly camera: string
  readonly stream: 0 | 1
  readonly state: 'recording' | 'paused' | 'removed'
  readonly fromMs: number
  /** When the camera left the plan for good. */
  readonly removedMs: number | null
  /** Looked at up to here; null: never. */
  readonly throughMs: number | null
  readonly open: { readonly id: string; readonly fromMs: number; readonly cause: string } | null
}

export type StreamName = { readonly camera: string; readonly stream: 0 | 1 }

export async function watchedStreams(db: Executor): Promise<WatchedStream[]> {
  const { rows } = await sql<{
    camera: string
    stream: number
    state: 'recording' | 'paused' | 'removed'
    created: Date
    changed: Date
    through: Date | null
    gap: string | null
    gap_from: Date | null
    cause: string | null
  }>`
    select c.id as camera, s.stream, c.state, c.created_at as created, c.changed_at as changed, k.through_at as through,
      g.id as gap, g.from_at as gap_from, g.cause
    from camera c
    cross join lateral (select 0 as stream union all select 1 where c.sub_url is not null) s
    left join coverage_check k on k.camera_id = c.id and k.stream = s.stream
    left join gap g on g.camera_id = c.id and g.stream = s.stream and g.to_at is null
    where c.state <> 'removed' or g.id is not null or k.through_at < c.changed_at`.execute(db)
  return rows.map((row) => ({
    camera: row.camera,
    stream: row.stream as 0 | 1,
    state: row.state,
    fromMs: row.created.getTime(),
    removedMs: row.state === 'removed' ? row.changed.getTime() : null,
    throughMs: row.through?.getTime() ?? null,
    open: row.gap === null ? null : { id: row.gap, fromMs: row.gap_from!.getTime(), cause: row.cause! },
  }))
}

/** Reels of a stream that touch an interval. */
export async function reelsBetween(
  db: Executor,
  { camera, stream }: StreamName,
  fromMs: number,
  toMs: number,
): Promise<CoveredReel[]> {
  const { rows } = await sql<{ boot: string; mono: bigint; start: Date; index: Buffer }>`
    select boot_id as boot, start_mono90k as mono, start_at as start, fragment_index as index from reel
    where camera_id = ${camera} and stream = ${stream} and start_at < ${new Date(toMs)}
      and start_at >= ${new Date(fromMs - 180_000)}::timestamptz and end_at > ${new Date(fromMs)}`.execute(db)
  return rows.map((row) => ({
    bootId: row.boot,
    startMono90k: row.mono,
    startMs: row.start.getTime(),
    fragments: decodeIndex(row.index),
  }))
}

/** When a person paused the camera, and when somebody took it up again. */
export async function pauses(db: Executor, camera: string, fromMs: number): Promise<Explanation[]> {
  const { rows } = await sql<{ at: Date; what: string }>`
    select at, what from camera_change where camera_id = ${camera} and what in ('paused', 'resumed', 'removed')
    order by at`.execute(db)
  const out: Explanation[] = []
  for (const [i, { at, what }] of rows.entries()) {
    const next = rows[i + 1]?.at.getTime() ?? null
    if (what !== 'paused' || (next !== null && next < fromMs)) continue
    // The recorder follows the plan some seconds later, and comes back some seconds after the plan.
    out.push({ fromMs: at.getTime(), toMs: next === null ? null : next + 30_000, cause: 'paused' })
  }
  return out
}

/** A gap's row and entry, and how far was looked, in one statement. `toMs` null: it still lasts. */
export async function writeGap(
  db: Executor,
  log: LogName,
  now: Date,
  name: StreamName,
  id: string,
  gap: Omit<Gap, 'toMs'> & { readonly toMs: number | null },
): Promise<void> {
  const to = gap.toMs === null ? null : new Date(Math.round(gap.toMs))
  const from = new Date(Math.round(gap.fromMs))
  const change = sql<{ id: string }>`
    insert into gap (id, camera_id, stream, from_at, to_at, cause, detail, found_at)
    values (${id}, ${name.camera}, ${name.stream}, ${from}, ${to}, ${gap.cause}, ${gap.detail ?? null}, ${now})
    on conflict do nothing returning id`
  const entry = makeEntry(log, 'gap', now, entryBody(id, name, from, to, gap.cause))
  await appendWith(db, change, entry, { also: [through(name, to ?? from)] })
}

/** The open gap ended (or turned out to begin or end elsewhere, from another cause: an adopted reel came in). */
export async function endGap(
  db: Executor,
  log: LogName,
  now: Date,
  name: StreamName,
  gap: { id: string; cause: string; detail?: string | undefined; fromMs: number; toMs: number },
): Promise<void> {
  const from = new Date(Math.round(gap.fromMs))
  const to = new Date(Math.max(from.getTime() + 1, Math.round(gap.toMs)))
  const change = sql<{ id: string }>`
    update gap set from_at = ${from}, to_at = ${to}, cause = ${gap.cause},
      detail = case when cause = ${gap.cause} then detail else ${gap.detail ?? null}::text end
    where id = ${gap.id} and to_at is null returning id`
  const entry = makeEntry(log, 'gap', now, entryBody(gap.id, name, from, to, gap.cause))
  await appendWith(db, change, entry, { also: [through(name, to)] })
}

export async function markThrough(db: Executor, name: StreamName, ms: number): Promise<void> {
  await through(name, new Date(Math.round(ms))).execute(db)
}

function through({ camera, stream }: StreamName, at: Date) {
  return sql`insert into coverage_check as k (camera_id, stream, through_at) values (${camera}, ${stream}, ${at})
    on conflict (camera_id, stream) do update set through_at = greatest(k.through_at, excluded.through_at)`
}

function entryBody(id: string, { camera, stream }: StreamName, from: Date, to: Date | null, cause: string) {
  const body = { gap: id, camera, stream, from: from.toISOString(), cause }
  return to === null ? body : { ...body, to: to.toISOString() }
}
