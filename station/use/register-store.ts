/** Reading the register: lines of uses and refusals, newest first, and one use's whole story. */
import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import type { Act, UseState } from '../authorizer/facts.ts'

export type CameraName = { readonly id: string; readonly number: string; readonly name: string }

export type LineRow = {
  readonly kind: 'use' | 'refusal'
  readonly id: string
  readonly at: Date
  readonly number: string | null
  readonly act: Act | null
  readonly state: UseState
  readonly person_id: string | null
  readonly person_name: string | null
  readonly purpose: string | null
  readonly basis: string | null
  readonly cameras: readonly CameraName[]
  readonly from_at: Date | null
  readonly to_at: Date | null
  readonly opened_at: Date | null
  readonly expires_at: Date | null
  readonly ended_at: Date | null
  readonly policies: readonly string[]
  readonly refusal_code: string | null
  readonly count: number
  readonly confirm_by: Date | null
  readonly confirmed: boolean
}

export type Wanted = {
  readonly kind?: 'use' | 'refusal' | undefined
  readonly person?: string | undefined
  readonly camera?: string | undefined
  readonly act?: string | undefined
  readonly state?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly q?: string | undefined
  readonly after?: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
  /** Null: everybody's lines; else this person's own, and asked uses of these acts that he may decide on. */
  readonly only: { readonly personId: string; readonly decides: readonly string[] } | null
}

const and = (parts: readonly (RawBuilder<unknown> | null)[]): RawBuilder<unknown> => {
  const there = parts.filter((p) => p !== null)
  return there.length === 0 ? sql`true` : sql.join(there, sql` and `)
}
const like = (q: string): string => `%${q.replace(/[\\%_]/g, (c) => `\\${c}`)}%`

const camerasOf = sql`(select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'name', c.name)
  order by c.number), '[]') from use_camera uc join camera c on c.id = uc.camera_id where uc.use_id = u.id)`

/** What of a use stands in its line. */
const lineOfUse = sql`'use' as kind, u.id, u.asked_at as at, u.number, u.act, u.state, u.person_id, p.name as person_name,
  u.purpose, u.basis, ${camerasOf} as cameras, u.from_at, u.to_at, u.opened_at, u.expires_at, u.ended_at, u.policies,
  u.refusal_code, 1 as count, u.confirm_by,
  exists (select from use_approval a where a.use_id = u.id and a.kind = 'principal-afterwards') as confirmed`

/** Newest first; at most `limit` lines, uses and refusals together. */
export async function registerLines(db: Executor, w: Wanted): Promise<LineRow[]> {
  const uses = w.kind === 'refusal' ? [] : await linesOfUses(db, w)
  // A refusal has no interval, act or state of its own but `refused`.
  const wantsRefusals = w.kind !== 'use' && !w.act && !w.q && (!w.state || w.state === 'refused')
  const refusals = wantsRefusals ? await refusalLines(db, w) : []
  return [...uses, ...refusals]
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, w.limit)
}

async function linesOfUses(db: Executor, w: Wanted): Promise<LineRow[]> {
  const where = and([
    w.person ? sql`u.person_id = ${w.person}` : null,
    w.camera
      ? sql`exists (select from use_camera uc where uc.use_id = u.id and uc.camera_id = ${w.camera})`
      : null,
    w.act ? sql`u.act = ${w.act}` : null,
    w.state ? sql`u.state = ${w.state}` : null,
    w.from ? sql`u.asked_at >= ${w.from}` : null,
    w.to ? sql`u.asked_at < ${w.to}` : null,
    w.q
      ? sql`(u.number ilike ${like(w.q)} or u.purpose ilike ${like(w.q)} or u.subject ilike ${like(w.q)})`
      : null,
    w.after ? sql`(u.asked_at, u.id) < (${w.after.at}, ${w.after.id}::uuid)` : null,
    w.only
      ? sql`(u.person_id = ${w.only.personId} or (u.state = 'asked' and u.act = any (${w.only.decides}::text[])))`
      : null,
  ])
  const { rows } = await sql<LineRow>`select ${lineOfUse} from "use" u join person p on p.id = u.person_id
    where ${where} order by u.asked_at desc, u.id desc limit ${w.limit}`.execute(db)
  return rows
}

async function refusalLines(db: Executor, w: Wanted): Promise<LineRow[]> {
  const where = and([
    w.person ? sql`r.person_id = ${w.person}` : null,
    w.camera ? sql`r.camera_id = ${w.camera}` : null,
    w.from ? sql`r.first_at >= ${w.from}` : null,
    w.to ? sql`r.first_at < ${w.to}` : null,
    w.after ? sql`(r.first_at, r.id) < (${w.after.at}, ${w.after.id}::uuid)` : null,
    w.only ? sql`r.person_id = ${w.only.personId}` : null,
  ])
  const { rows } = await sql<LineRow>`
    select 'refusal' as kind, r.id, r.first_at as at, u.number, u.act, 'refused' as state, r.person_id,
      p.name as person_name, null as purpose, null as basis,
      case when c.id is null then '[]' else json_build_array(json_build_object('id', c.id, 'number', c.number, 'name', c.name))
        end as cameras,
      null::timestamptz as from_at, null::timestamptz as to_at, null::timestamptz as opened_at,
      null::timestamptz as expires_at, r.last_at as ended_at, '{}'::text[] as policies, r.code as refusal_code, r.count,
      null::timestamptz as confirm_by, false as confirmed
    from refusal r left join person p on p.id = r.person_id left join camera c on c.id = r.camera_id
      left join "use" u on u.id = r.use_id
    where ${where} order by r.first_at desc, r.id desc limit ${w.limit}`.execute(db)
  return rows
}

export type StoryRow = LineRow & {
  readonly subject: string | null
  readonly lasts_ms: number
  readonly relation: 'self' | 'close-relative' | 'guardian' | null
  readonly interest: 'life' | 'health' | 'property' | null
  readonly consent: string | null
  readonly ended_by: { readonly id: string; readonly name: string } | null
  readonly end_reason: string | null
  readonly result: string | null
  readonly destination: string | null
  readonly approvals: readonly {
    kind: 'keeper' | 'second-person' | 'principal-afterwards' | 'keeper-told' | 'principal-told'
    person: { id: string; name: string }
    at: string
  }[]
  readonly officials: readonly { name: string; unit: string; workId: string; idSeen: boolean }[]
  readonly documents: readonly { kind: string; number: string; issuedBy: string; seen: boolean }[]
}

/** Null: there is no such use. */
export async function storyOfUse(db: Executor, id: string): Promise<StoryRow | null> {
  const { rows } = await sql<StoryRow>`
    select ${lineOfUse}, u.subject, u.lasts_ms, u.relation, u.interest, u.consent, u.end_reason, u.result, u.destination,
      (select json_build_object('id', e.id, 'name', e.name) from person e where e.id = u.ended_by) as ended_by,
      (select coalesce(json_agg(json_build_object('kind', a.kind, 'person', json_build_object('id', q.id, 'name', q.name),
          'at', a.at) order by a.at, a.kind, q.name), '[]')
        from use_approval a join person q on q.id = a.person_id where a.use_id = u.id) as approvals,
      (select coalesce(json_agg(json_build_object('name', o.name, 'unit', o.unit, 'workId', o.work_id, 'idSeen', o.id_seen)
          order by o.position), '[]') from use_official o where o.use_id = u.id) as officials,
      (select coalesce(json_agg(json_build_object('kind', d.kind, 'number', d.number, 'issuedBy', d.issued_by,
          'seen', d.seen) order by d.kind, d.number), '[]') from use_document d where d.use_id = u.id) as documents
    from "use" u join person p on p.id = u.person_id where u.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export type ShownRow = {
  readonly camera_id: string
  readonly kind: 'delivered' | 'displayed'
  readonly from_at: Date
  readonly to_at: Date
  readonly bytes: bigint | null
  readonly open: boolean
}

/** Spans shown under a use: those in the register, and of leases not yet merged what they have delivered so far. */
export async function shownSpans(db: Executor, useId: string): Promise<ShownRow[]> {
  const { rows } = await sql<ShownRow>`
    select camera_id, kind, from_at, to_at, bytes, entry_id is null as open from shown where use_id = ${useId}
    union all
    select camera_id, 'delivered', delivered_from_at, delivered_to_at, delivered_bytes, true from lease
    where use_id = ${useId} and not merged and delivered_to_at > delivered_from_at
    order by camera_id, from_at`.execute(db)
  return rows
}

/** A use's entries in the ledger, in order; `index` null while they wait for their place. */
export async function entriesOfUse(
  db: Executor,
  useId: string,
): Promise<{ id: string; kind: string; at: Date; index: bigint | null }[]> {
  const { rows } = await sql<{ id: string; kind: string; at: Date; index: bigint | null }>`
    select e.entry_id as id, e.kind, e.at, l.index from use_entry e left join ledger_leaf l on l.entry_id = e.entry_id
    where e.use_id = ${useId} order by e.at, l.index nulls last`.execute(db)
  return rows
}
