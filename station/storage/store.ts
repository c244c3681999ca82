/** What is kept, missing, held and gone, read from the registers. No image. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'

export type DayRow = {
  readonly camera_id: string
  readonly on_day: string
  readonly state: 'kept' | 'deleting' | 'deleted' | null
  readonly bytes: number
  readonly last_image_at: Date | null
  readonly deleted_at: Date | null
  readonly entry_id: string | null
  readonly gap_seconds: number
  readonly held: boolean
}

/** Each camera's days from `first` to `last` (civil days), oldest first, also those without a row of their own. */
export async function cameraDays(
  db: Executor,
  first: string,
  last: string,
  now: Date,
): Promise<readonly DayRow[]> {
  const { rows } = await sql<DayRow>`
    with days as (
      select c.id as camera_id, d::date as on_day,
        (d::date::timestamp at time zone 'Asia/Shanghai') as from_at,
        ((d::date + 1)::timestamp at time zone 'Asia/Shanghai') as to_at
      from camera c, generate_series(${first}::date, ${last}::date, '1 day') d
      where (c.created_at at time zone 'Asia/Shanghai')::date <= d::date
        and (c.state <> 'removed' or (c.changed_at at time zone 'Asia/Shanghai')::date >= d::date)
    )
    select days.camera_id, days.on_day, k.state, coalesce(k.bytes, 0)::float8 as bytes, k.last_image_at, k.deleted_at,
      k.entry_id,
      (select coalesce(sum(extract(epoch from
          least(coalesce(g.to_at, ${now}::timestamptz), days.to_at) - greatest(g.from_at, days.from_at))), 0)::float8
        from gap g where g.camera_id = days.camera_id and g.stream = 0 and g.from_at < days.to_at
          and coalesce(g.to_at, ${now}::timestamptz) > days.from_at) as gap_seconds,
      exists (select from hold h where h.camera_id = days.camera_id and h.lifted_at is null
        and h.from_at < days.to_at and coalesce(h.to_at, 'infinity') > days.from_at) as held
    from days left join camera_day k on k.camera_id = days.camera_id and k.on_day = days.on_day
    order by days.camera_id, days.on_day`.execute(db)
  return rows
}

export type RateRow = {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly state: string
  readonly declared_days: number
  readonly bytes_per_day: number
  readonly oldest_on: string | null
}

/**
 * What a camera writes a day: the mean of its whole days of the last seven; before the first whole day is over, what
 * it has written so far, drawn out to a day.
 */
export async function cameraRates(db: Executor, today: string, now: Date): Promise<readonly RateRow[]> {
  const { rows } = await sql<RateRow>`
    select c.id, c.number, c.name, c.state, c.declared_days,
      case when c.state <> 'recording' then 0 else coalesce(
        (select avg(d.bytes) from camera_day d where d.camera_id = c.id and d.bytes > 0
          and d.on_day between ${today}::date - 7 and ${today}::date - 1),
        (select sum(r.size_bytes) * 86400 / greatest(extract(epoch from ${now}::timestamptz - min(r.start_at)), 60)
          from reel r where r.camera_id = c.id and r.on_day between ${today}::date - 1 and ${today}::date),
        0) end::float8 as bytes_per_day,
      (select min(on_day) from camera_day d where d.camera_id = c.id and d.state = 'kept') as oldest_on
    from camera c order by c.number`.execute(db)
  return rows
}

export type VolumeRow = {
  readonly id: string
  readonly label: string
  readonly state: string
  readonly reserve_bytes: number
  readonly state_reason: string | null
}

export async function listVolumes(db: Executor): Promise<readonly VolumeRow[]> {
  const { rows } = await sql<VolumeRow>`
    select id, label, state, reserve_bytes::float8, state_reason from volume
    where state <> 'gone' order by added_at`.execute(db)
  return rows
}

export type GapRow = {
  readonly id: string
  readonly camera_id: string
  readonly number: string
  readonly name: string
  readonly from_at: Date
  readonly to_at: Date | null
  readonly cause: string
  readonly detail: string | null
}

/** The latest 500 gaps of main streams that touch the interval. */
export async function gapsIn(
  db: Executor,
  camera: string | null,
  from: Date,
  to: Date,
): Promise<readonly GapRow[]> {
  const { rows } = await sql<GapRow>`
    select g.id, g.camera_id, c.number, c.name, g.from_at, g.to_at, g.cause, g.detail
    from gap g join camera c on c.id = g.camera_id
    where g.stream = 0 and (${camera}::uuid is null or g.camera_id = ${camera}::uuid)
      and g.from_at < ${to} and coalesce(g.to_at, 'infinity') > ${from}
    order by g.from_at desc limit 500`.execute(db)
  return rows
}

/** How many entries wait for their place, and since when the oldest has. */
export async function ledgerWaiting(db: Executor): Promise<{ pending: number; since: Date | null }> {
  const { rows } = await sql<{ pending: number; since: Date | null }>`
    select count(*)::int as pending, min(e.at) as since
    from ledger_pending p join ledger_entry e on e.id = p.entry_id`.execute(db)
  return rows[0]!
}
