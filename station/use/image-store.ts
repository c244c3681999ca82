/** What a picture's decision needs, read afresh in one query, and the lease that lets it leave. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import { PREPARED } from '#db/pool.ts'
import type { Act, CameraFacts, PersonFacts, UseFacts, UseState } from '../authorizer/facts.ts'

export type Ask = {
  readonly useId: string
  readonly cameraId: string
  readonly personId: string
  readonly sessionHash: Buffer
}

export type ImageFacts = {
  readonly number: string
  readonly person: PersonFacts
  readonly use: UseFacts
  readonly camera: CameraFacts
}

type Row = {
  position: number
  id: string
  number: string
  act: Act
  state: UseState
  owner_id: string
  from_at: Date | null
  to_at: Date | null
  lasts_ms: number
  expires_at: Date | null
  named: boolean
  privacy_class: CameraFacts['privacyClass']
  masked: boolean
  roles: string[]
  active: boolean
  on_watch: boolean
}

/**
 * The facts of each ask, in its order; null where use, camera or person doesn't exist. A person is active while account
 * and session are; who is on watch keeps the session twelve hours longer (relief may be late).
 */
export async function imageFacts(
  db: Executor,
  asks: readonly Ask[],
  now: Date,
): Promise<(ImageFacts | null)[]> {
  const { rows } = await sql<Row>`${sql.raw(PREPARED)}
    select a.position::int as position, u.id, u.number, u.act, u.state, u.person_id as owner_id, u.from_at, u.to_at,
      u.lasts_ms, u.expires_at, c.privacy_class, c.masked, p.roles, w.on_watch,
      exists (select from use_camera uc where uc.use_id = u.id and uc.camera_id = c.id) as named,
      p.state = 'active' and exists (select from session s where s.id_hash = a.session and s.person_id = p.id
        and s.ended_at is null
        and s.expires_at + case when w.on_watch then interval '12 hours' else interval '0' end > ${now}) as active
    from unnest(${asks.map((a) => a.useId)}::uuid[], ${asks.map((a) => a.cameraId)}::uuid[],
        ${asks.map((a) => a.personId)}::uuid[], ${asks.map((a) => a.sessionHash)}::bytea[])
      with ordinality as a (use_id, camera_id, person_id, session, position)
    join "use" u on u.id = a.use_id
    join camera c on c.id = a.camera_id
    join person p on p.id = a.person_id
    cross join lateral (select exists (select from watch w where w.person_id = p.id and w.handed_over_at is null)
      as on_watch) w`.execute(db)
  const out: (ImageFacts | null)[] = asks.map(() => null)
  for (const row of rows) out[row.position - 1] = factsOf(row, asks[row.position - 1]!)
  return out
}

function factsOf(row: Row, ask: Ask): ImageFacts {
  return {
    number: row.number,
    person: {
      id: ask.personId,
      roles: row.roles,
      active: row.active,
      onWatch: row.on_watch,
      // Training is asked about when a use opens, not with each picture.
      trained: true,
    },
    camera: { id: ask.cameraId, privacyClass: row.privacy_class, masked: row.masked },
    use: {
      id: row.id,
      act: row.act,
      state: row.state,
      ownerId: row.owner_id,
      cameras: row.named ? [ask.cameraId] : [],
      cameraCount: 1,
      interval:
        row.from_at && row.to_at ? { fromMs: row.from_at.getTime(), toMs: row.to_at.getTime() } : null,
      lastsMs: row.lasts_ms,
      expiresMs: row.state === 'open' ? row.expires_at!.getTime() : 0,
      // Asked about when a use opens; what is open has had them.
      officialsSeen: 0,
      documentsSeen: 0,
      approvals: [],
      keepersTold: true,
      relationStated: false,
      consentStated: false,
      lawful: true,
    },
  }
}

export type NewLease = {
  readonly useId: string
  readonly cameraId: string
  readonly stream: 0 | 1
  readonly kind: 'live' | 'replay'
  readonly from: Date
  readonly to: Date
  readonly expires: Date
  readonly now: Date
}

/**
 * Writes a lease; durable when this resolves. Null, and nothing written, where the use isn't open any more, has expired,
 * doesn't name the camera or doesn't hold the interval: asked in the same statement, whatever was decided before.
 */
export async function insertLease(db: Executor, l: NewLease): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`${sql.raw(PREPARED)}
    insert into lease (id, use_id, camera_id, stream, kind, from_at, to_at, made_at, expires_at)
    select ${randomUUID()}::uuid, u.id, uc.camera_id, ${l.stream}::smallint, ${l.kind}::text, ${l.from}::timestamptz,
      ${l.to}::timestamptz, ${l.now}::timestamptz, least(${l.expires}::timestamptz, u.expires_at)
    from "use" u join use_camera uc on uc.use_id = u.id
    where u.id = ${l.useId} and uc.camera_id = ${l.cameraId} and u.state = 'open' and u.expires_at > ${l.now}
      and case when ${l.kind}::text = 'live' then u.from_at is null
        else u.from_at <= ${l.from}::timestamptz and u.to_at >= ${l.to}::timestamptz end
    returning id`.execute(db)
  return rows[0]?.id ?? null
}

/** What has left under a lease so far; with `final` nothing more will. Spans only grow. */
export async function noteDelivered(
  db: Executor,
  id: string,
  span: { readonly from: Date; readonly to: Date; readonly bytes: number } | null,
  endedAt: Date | null,
): Promise<void> {
  await sql`${sql.raw(PREPARED)}
    update lease set
      delivered_from_at = least(delivered_from_at, ${span?.from ?? null}::timestamptz),
      delivered_to_at = greatest(delivered_to_at, ${span?.to ?? null}::timestamptz),
      delivered_bytes = greatest(delivered_bytes, ${span?.bytes ?? null}::bigint),
      ended_at = coalesce(ended_at, ${endedAt}::timestamptz)
    where id = ${id}`.execute(db)
}

/** A displayed stretch: grows the row it touches, or begins one. Returns the row. */
export async function noteDisplayed(
  db: Executor,
  d: { row: string | null; useId: string; cameraId: string; from: Date; to: Date; now: Date },
): Promise<string> {
  if (d.row !== null) {
    const { rows } = await sql<{ id: string }>`
      update shown set from_at = least(from_at, ${d.from}::timestamptz), to_at = greatest(to_at, ${d.to}::timestamptz),
        recorded_at = ${d.now}
      where id = ${d.row} and entry_id is null and from_at <= ${d.to} and to_at >= ${d.from}::timestamptz - interval '1 second'
      returning id`.execute(db)
    if (rows[0]) return rows[0].id
  }
  const id = randomUUID()
  await sql`insert into shown (id, use_id, camera_id, kind, from_at, to_at, recorded_at)
    values (${id}, ${d.useId}, ${d.cameraId}, 'displayed', ${d.from}, ${d.to}, ${d.now})`.execute(db)
  return id
}
