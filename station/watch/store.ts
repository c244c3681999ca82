/** The watch in the database. It begins and ends with a use, in that use's statement (use/store.ts). */
import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import type { CameraName } from '../use/register-store.ts'

export type NoteKind =
  | 'mark'
  | 'check'
  | 'fault'
  | 'report'
  | 'take'
  | 'hand-over'
  | 'absence'
  | 'return'
  | 'visitor'

export type Check = { readonly item: string; readonly ok: boolean; readonly note: string }

export type OnDuty = {
  readonly id: string
  readonly use_id: string
  readonly number: string
  readonly person_id: string
  readonly name: string
  readonly taken_at: Date
  readonly expires_at: Date
}

/** Everybody on watch, longest first. Overlap is allowed: relief comes before the other goes. */
export async function onDuty(db: Executor): Promise<OnDuty[]> {
  const { rows } = await sql<OnDuty>`
    select w.id, w.use_id, u.number, w.person_id, p.name, w.taken_at, u.expires_at
    from watch w join person p on p.id = w.person_id join "use" u on u.id = w.use_id
    where w.handed_over_at is null order by w.taken_at, w.id`.execute(db)
  return rows
}

/** The cameras of the wall in its order: those in use, without private views that have no mask (Decree 185 Art. 9). */
export async function wallCameras(db: Executor): Promise<CameraName[]> {
  const { rows } = await sql<CameraName>`
    select id, number, name from camera
    where state <> 'removed' and (privacy_class <> 'private' or masked) order by number, id limit 500`.execute(
    db,
  )
  return rows
}

export async function operators(db: Executor): Promise<{ id: string; name: string; on_watch: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; on_watch: boolean }>`
    select p.id, p.name, exists (select from watch w where w.person_id = p.id and w.handed_over_at is null) as on_watch
    from person p where p.state = 'active' and 'operator' = any (p.roles) order by p.name, p.id`.execute(db)
  return rows
}

export type NoteRow = {
  readonly id: string
  readonly at: Date
  readonly kind: NoteKind
  readonly text: string
  readonly camera: CameraName | null
  readonly person: string
}

/** The watch log since an instant, newest first, at most 200 lines. */
export async function notesSince(db: Executor, since: Date): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select n.id, n.at, n.kind, n.text, p.name as person,
      case when c.id is null then null else json_build_object('id', c.id, 'number', c.number, 'name', c.name) end as camera
    from watch_note n join watch w on w.id = n.watch_id join person p on p.id = w.person_id
      left join camera c on c.id = n.camera_id
    where n.at >= ${since} order by n.at desc, n.id desc limit 200`.execute(db)
  return rows
}

/** For the statement that opens the watch's use: `change` has {use_id}. */
export function watchInserts(
  w: { readonly id: string; readonly personId: string; readonly at: Date },
  note: string,
): RawBuilder<unknown>[] {
  return [
    sql`insert into watch (id, person_id, use_id, taken_at)
      select ${w.id}::uuid, ${w.personId}::uuid, change.use_id, ${w.at}::timestamptz from change`,
    sql`insert into watch_note (id, watch_id, at, kind, text)
      select ${randomUUID()}::uuid, ${w.id}::uuid, ${w.at}::timestamptz, 'take', ${note}::text from change`,
  ]
}

/**
 * For the statement that closes the watch's use. The watch's own row is updated there too (use/store.ts ends it), and one
 * statement may change a row only once: what is said of the hand-over goes before it.
 */
export async function sayHandOver(
  db: Executor,
  watchId: string,
  to: string | null,
  checks: readonly Check[],
  note: string,
): Promise<void> {
  await sql`update watch set handed_to = ${to}, checks = ${JSON.stringify(checks)}::jsonb, note = ${note}
    where id = ${watchId} and handed_over_at is null`.execute(db)
}

export function handOverNote(watchId: string, at: Date, kind: NoteKind, text: string): RawBuilder<unknown> {
  return sql`insert into watch_note (id, watch_id, at, kind, text)
    select ${randomUUID()}::uuid, ${watchId}::uuid, ${at}::timestamptz, ${kind}::text, ${text}::text from change`
}

/** A line in the log of a running watch. Null where the watch is over. */
export async function insertNote(
  db: Executor,
  n: { watchId: string; at: Date; kind: NoteKind; text: string; cameraId: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into watch_note (id, watch_id, at, kind, text, camera_id)
    select ${randomUUID()}::uuid, w.id, ${n.at}::timestamptz, ${n.kind}::text, ${n.text}::text, ${n.cameraId}::uuid
    from watch w where w.id = ${n.watchId} and w.handed_over_at is null returning id`.execute(db)
  return rows[0]?.id ?? null
}

/** Open uses of a person that end with the watch: further live uses and hand-over checks. */
export async function usesOnWatch(db: Executor, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from "use" where person_id = ${personId} and state = 'open' and act in ('watch-live', 'handover-check')
    order by asked_at`.execute(db)
  return rows.map((r) => r.id)
}
