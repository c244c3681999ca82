/** A camera's day: what was recorded, what is missing, what is held, what somebody was shown. No image. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'

export type Span = { readonly from_at: Date; readonly to_at: Date }

export type CameraDay = {
  readonly state: 'kept' | 'deleting' | 'deleted' | 'none'
  readonly deletedAt: Date | null
  readonly recorded: readonly Span[]
  readonly gaps: readonly { from_at: Date; to_at: Date | null; cause: string }[]
  readonly holds: readonly { id: string; from_at: Date; to_at: Date | null; reason: string }[]
  readonly shown: readonly Span[]
}

/** Reels nearer than this are one stretch: a reel's end and the next one's start differ by a picture. */
const joinMs = 500

/**
 * @param from, to the instants the civil day lies between.
 * @param personId whose shown spans: one sees what one was shown oneself.
 */
export async function dayOf(
  db: Executor,
  cameraId: string,
  on: string,
  from: Date,
  to: Date,
  personId: string,
): Promise<CameraDay> {
  const [state, recorded, gaps, holds, shown] = await Promise.all([
    sql<{ state: 'kept' | 'deleting' | 'deleted'; deleted_at: Date | null }>`
      select state, deleted_at from camera_day where camera_id = ${cameraId} and on_day = ${on}`.execute(db),
    // Islands: a reel starts a new stretch where it begins later than all before it ended.
    sql<Span>`
      with r as (
        select start_at, end_at, max(end_at) over (order by start_at, end_at
          rows between unbounded preceding and 1 preceding) as before
        from reel where camera_id = ${cameraId} and stream = 0
          and on_day between ${on}::date - 1 and ${on}::date + 1 and end_at > ${from} and start_at < ${to}
      ), i as (
        select *, count(*) filter (where before is null
          or start_at > before + make_interval(secs => ${joinMs / 1000})) over (order by start_at, end_at) as island from r
      )
      select greatest(min(start_at), ${from}::timestamptz) as from_at, least(max(end_at), ${to}::timestamptz) as to_at
      from i group by island order by 1`.execute(db),
    sql<{ from_at: Date; to_at: Date | null; cause: string }>`
      select from_at, to_at, cause from gap where camera_id = ${cameraId} and stream = 0 and from_at < ${to}
        and coalesce(to_at, 'infinity') > ${from} order by from_at limit 2000`.execute(db),
    sql<{ id: string; from_at: Date; to_at: Date | null; reason: string }>`
      select id, from_at, to_at, reason from hold where camera_id = ${cameraId} and lifted_at is null
        and from_at < ${to} and coalesce(to_at, 'infinity') > ${from} order by from_at limit 500`.execute(db),
    sql<Span>`
      select s.from_at, s.to_at from shown s join "use" u on u.id = s.use_id
      where s.camera_id = ${cameraId} and u.person_id = ${personId} and s.kind = 'delivered'
        and s.from_at < ${to} and s.to_at > ${from} order by s.from_at limit 2000`.execute(db),
  ])
  const day = state.rows[0]
  return {
    state: day?.state ?? (recorded.rows.length > 0 ? 'kept' : 'none'),
    deletedAt: day?.deleted_at ?? null,
    recorded: recorded.rows,
    gaps: gaps.rows,
    holds: holds.rows,
    shown: shown.rows,
  }
}

/** Whether this person has an open maintenance use of this camera. */
export async function hasMaintenanceUse(
  db: Executor,
  useId: string,
  cameraId: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from "use" u join use_camera c on c.use_id = u.id
    where u.id = ${useId} and c.camera_id = ${cameraId} and u.person_id = ${personId}
      and u.act = 'maintenance-picture' and u.state = 'open' and u.expires_at > ${now}`.execute(db)
  return rows.length > 0
}
