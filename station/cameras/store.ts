/** The register of cameras in the database. Each change is one statement with its history row and its entry. */
import { createHash, randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { type Appended, appendWith, type Executor } from '#db/ledger/append.ts'
import { canonicalBytes, type Json } from '#ledger/canonical.ts'
import { makeEntry } from '#ledger/entry.ts'
import type { Opening } from '#ledger/personal.ts'
import type { Log } from '../context.ts'
import type { Credential } from './address.ts'
import type { CameraRow, Columns } from './facts.ts'

const rows = sql`select c.*, k.username from camera c left join camera_credential k on k.camera_id = c.id`

export async function listCameras(db: Executor, removed: boolean): Promise<readonly CameraRow[]> {
  const { rows: found } = await sql<CameraRow>`${rows}
    where ${removed} or c.state <> 'removed' order by c.number`.execute(db)
  return found
}

export async function cameraById(db: Executor, id: string): Promise<CameraRow | null> {
  const { rows: found } = await sql<CameraRow>`${rows} where c.id = ${id}`.execute(db)
  return found[0] ?? null
}

/** The name of another camera in the plan that has one of these addresses, or null. */
export async function sameAddress(
  db: Executor,
  urls: readonly string[],
  but: string | null,
): Promise<string | null> {
  const { rows: found } = await sql<{ name: string }>`
    select name from camera where state <> 'removed' and id is distinct from ${but}::uuid
      and (main_url = any(${urls}::text[]) or sub_url = any(${urls}::text[])) limit 1`.execute(db)
  return found[0]?.name ?? null
}

export async function credentialOf(db: Executor, id: string): Promise<Credential | null> {
  const { rows: found } = await sql<Credential>`
    select username, password from camera_credential where camera_id = ${id}`.execute(db)
  return found[0] ?? null
}

export type ChangeWhat = 'added' | 'changed' | 'paused' | 'resumed' | 'removed'

export type Recorded = {
  readonly cameraId: string
  readonly what: ChangeWhat
  readonly reason: string
  readonly before: Columns | null
  readonly after: Columns | null
  readonly by: { readonly id: string; readonly opening: Opening }
  readonly now: Date
  /** Absent: stays. Null: goes. */
  readonly credential?: Credential | null
}

const digest = (value: Json): string => createHash('sha256').update(canonicalBytes(value)).digest('hex')

/** A new row with these columns. Names come from `facts.ts`, never from a request. */
export function insertion(id: string, columns: Columns, now: Date): RawBuilder<{ id: string }> {
  const names = Object.keys(columns).map((name) => sql.ref(name))
  const values = Object.values(columns).map((value) => sql`${value}`)
  return sql`insert into camera (id, state, created_at, changed_at, ${sql.join(names)})
    values (${id}, 'recording', ${now}, ${now}, ${sql.join(values)}) returning id`
}

/** The columns of a camera that is not removed. */
export function update(id: string, columns: Columns, now: Date): RawBuilder<{ id: string }> {
  const set = Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  return sql`update camera set ${sql.join([...set, sql`changed_at = ${now}`])}
    where id = ${id} and state <> 'removed' returning id`
}

/** Another state; nothing where it is not in one of `from`. */
export function transition(
  id: string,
  to: 'recording' | 'paused' | 'removed',
  from: readonly string[],
  reason: string,
  now: Date,
): RawBuilder<{ id: string }> {
  return sql`update camera set state = ${to}, state_reason = ${reason}, changed_at = ${now}
    where id = ${id} and state = any(${from}::text[]) returning id`
}

/** Makes the change, its history row, its credential and its `config` entry, together. */
export async function record(
  db: Executor,
  log: Log,
  change: RawBuilder<{ id: string }>,
  r: Recorded,
): Promise<Appended<{ id: string }>> {
  const json = (columns: Columns | null): string | null => (columns === null ? null : JSON.stringify(columns))
  const also: RawBuilder<unknown>[] = [
    sql`insert into camera_change (id, camera_id, at, by, what, reason, before, after)
      select ${randomUUID()}::uuid, change.id, ${r.now}::timestamptz, ${r.by.id}::uuid, ${r.what}::text,
        ${r.reason}::text, ${json(r.before)}::jsonb, ${json(r.after)}::jsonb from change`,
  ]
  if (r.credential === null)
    also.push(sql`delete from camera_credential using change where camera_id = change.id`)
  else if (r.credential !== undefined)
    also.push(sql`insert into camera_credential (camera_id, username, password)
      select change.id, ${r.credential.username}::text, ${r.credential.password}::text from change
      on conflict (camera_id) do update set username = excluded.username, password = excluded.password`)
  const entry = makeEntry(log, 'config', r.now, {
    what: `camera.${r.what}`,
    id: r.cameraId,
    by: r.by.opening.commitment,
    ...(r.before === null ? {} : { before: digest(r.before) }),
    ...(r.after === null ? {} : { after: digest(r.after) }),
  })
  return appendWith(db, change, entry, { also, openings: [r.by.opening] })
}

export type HistoryRow = {
  readonly id: string
  readonly at: Date
  readonly by: string | null
  readonly what: ChangeWhat
  readonly reason: string
  readonly before: Columns | null
  readonly after: Columns | null
}

/** What was changed of a camera, newest first. */
export async function historyOf(db: Executor, id: string): Promise<readonly HistoryRow[]> {
  const { rows: found } = await sql<HistoryRow>`
    select h.id, h.at, p.name as by, h.what, h.reason, h.before, h.after from camera_change h
    left join person p on p.id = h.by where h.camera_id = ${id} order by h.at desc, h.id limit 500`.execute(
    db,
  )
  return found
}
