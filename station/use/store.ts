/** The statements that change the use register: each one statement with its ledger entry. */
import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { type Entry, type LogName, makeEntry } from '#ledger/entry.ts'
import { idList } from '#ledger/fields.ts'
import { commitPersonal, type Opening } from '#ledger/personal.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import { who } from '../people/context.ts'
import { Refusal } from '../refusal.ts'
import type { Person } from './load.ts'
import type { Official } from './rule.ts'
import { numberOfUse, type Use } from './use.ts'

export type Document = {
  readonly kind: string
  readonly number: string
  readonly issuedBy: string
  readonly seen: boolean
}
export type Concerned = {
  readonly relation: 'self' | 'close-relative' | 'guardian'
  readonly interest: 'life' | 'health' | 'property'
  readonly consent: string
}

/** A use about to be registered: `asked`, or `open` at once. Its number comes with the statement. */
export type Draft = {
  readonly use: Use & { readonly state: 'asked' | 'open' }
  readonly owner: Person
  readonly sessionHash: Buffer
  readonly purpose: string
  readonly basis: string
  readonly subject: string | null
  readonly concerned: Concerned | null
  readonly officials: readonly Official[]
  readonly documents: readonly Document[]
  readonly tellsKeepers: boolean
  readonly tellsPrincipal: boolean
}

/** More people opening at the same moment than this is a bug. */
const TRIES = 50

const remembered = (entry: Entry): RawBuilder<unknown> => sql`
  insert into use_entry (use_id, entry_id, kind, at)
  select change.use_id, ${entry.id}::uuid, ${entry.kind}::text, ${entry.at}::timestamptz from change`

/**
 * Registers a use and takes the day's next number in the same statement. The entry names the number, so it is made for
 * the next one and written only if that is still free; numbers have no holes, a crash leaves nothing.
 * @param also further inserts of the statement; `change` has one row {use_id}.
 * @returns the number.
 */
export async function insertUse(
  db: Executor,
  log: LogName,
  draft: Draft,
  also: readonly RawBuilder<unknown>[] = [],
): Promise<string> {
  const { use } = draft
  const day = civilDayOf(use.askedAt.getTime())
  for (let tries = 0; tries < TRIES; tries++) {
    const { rows } = await sql<{ last: number }>`select last from use_counter where on_day = ${day}`.execute(
      db,
    )
    const last = rows[0]?.last ?? 0
    const number = numberOfUse(day, last + 1)
    const change = sql<{ use_id: string }>`
      insert into use_counter (on_day, last) values (${day}, 1)
      on conflict (on_day) do update set last = use_counter.last + 1 where use_counter.last = ${last}
      returning ${use.id}::uuid as use_id`
    const { entry, openings } = openedEntry(log, draft, number)
    const done = await appendWith(db, change, entry, {
      also: [...inserts(draft, number), remembered(entry), ...also],
      openings,
    })
    if (done.outcome !== 'unchanged') return number
  }
  throw new Error(`no number for a use on ${day} after ${TRIES} tries`)
}

function openedEntry(log: LogName, draft: Draft, number: string): { entry: Entry; openings: Opening[] } {
  const { use } = draft
  const person = who(draft.owner)
  const purpose = commitPersonal(draft.purpose)
  const basis = commitPersonal(draft.basis)
  const entry = makeEntry(log, 'use.opened', use.askedAt, {
    use: use.id,
    number,
    act: use.act,
    person: person.commitment,
    purpose: purpose.commitment,
    basis: basis.commitment,
    cameras: idList(use.cameras),
    policies: use.state === 'open' ? use.policies : [],
    ...(use.interval ? { from: use.interval.from.toISOString(), to: use.interval.to.toISOString() } : {}),
    ...(use.state === 'open' ? { expires: use.expiresAt.toISOString() } : {}),
  })
  return { entry, openings: [person, purpose, basis] }
}

function inserts(d: Draft, number: string): RawBuilder<unknown>[] {
  const { use } = d
  const open = use.state === 'open' ? use : null
  const officials = d.officials
  const documents = d.documents
  const out = [
    sql`insert into "use" (id, number, act, state, person_id, session_hash, purpose, basis, subject, from_at, to_at,
        lasts_ms, relation, interest, consent, asked_at, opened_at, expires_at, policies, confirm_by)
      select change.use_id, ${number}::text, ${use.act}::text, ${use.state}::text, ${use.ownerId}::uuid,
        ${d.sessionHash}::bytea, ${d.purpose}::text, ${d.basis}::text, ${d.subject}::text,
        ${use.interval?.from ?? null}::timestamptz, ${use.interval?.to ?? null}::timestamptz, ${use.lastsMs}::int,
        ${d.concerned?.relation ?? null}::text, ${d.concerned?.interest ?? null}::text,
        ${d.concerned?.consent ?? null}::text, ${use.askedAt}::timestamptz, ${open?.openedAt ?? null}::timestamptz,
        ${open?.expiresAt ?? null}::timestamptz, ${open?.policies ?? []}::text[], ${open?.confirmBy ?? null}::timestamptz
      from change`,
    sql`insert into use_camera (use_id, camera_id)
      select change.use_id, c.id from change, unnest(${use.cameras}::uuid[]) as c (id)`,
  ]
  if (officials.length > 0) {
    out.push(sql`insert into use_official (use_id, position, name, unit, work_id, id_seen)
      select change.use_id, o.position, o.name, o.unit, o.work_id, o.id_seen from change,
        unnest(${officials.map((o) => o.name)}::text[], ${officials.map((o) => o.unit)}::text[],
          ${officials.map((o) => o.workId)}::text[], ${officials.map((o) => o.idSeen)}::boolean[])
          with ordinality as o (name, unit, work_id, id_seen, position)`)
  }
  if (documents.length > 0) {
    out.push(sql`insert into use_document (use_id, kind, number, issued_by, seen)
      select change.use_id, t.kind, t.number, t.issued_by, t.seen from change,
        unnest(${documents.map((t) => t.kind)}::text[], ${documents.map((t) => t.number)}::text[],
          ${documents.map((t) => t.issuedBy)}::text[], ${documents.map((t) => t.seen)}::boolean[])
          as t (kind, number, issued_by, seen)`)
  }
  const told = [
    ...(d.tellsKeepers ? [['keeper', 'keeper-told']] : []),
    ...(d.tellsPrincipal ? [['principal', 'principal-told']] : []),
  ]
  for (const [role, kind] of told) {
    out.push(sql`insert into use_approval (use_id, kind, person_id, at)
      select change.use_id, ${kind}::text, p.id, ${use.askedAt}::timestamptz from change, person p
      where p.state = 'active' and ${role}::text = any (p.roles) and p.id <> ${use.ownerId}::uuid`)
  }
  return out
}

type Change = {
  readonly change: RawBuilder<{ use_id: string }>
  readonly entry: Entry
  readonly openings: readonly Opening[]
  readonly also?: readonly RawBuilder<unknown>[]
}

/** Throws Refusal `use/not-in-state` where somebody else was faster. */
async function write(db: Executor, number: string, c: Change): Promise<void> {
  const done = await appendWith(db, c.change, c.entry, {
    also: [remembered(c.entry), ...(c.also ?? [])],
    openings: c.openings,
  })
  if (done.outcome === 'unchanged') throw new Refusal('use/not-in-state', { number, state: '…' })
}

export type ApprovalKind = 'keeper' | 'second-person' | 'principal-afterwards'

/** An asked use opens with the approval it lacked. */
export function writeApproval(
  db: Executor,
  log: LogName,
  use: Use & { readonly state: 'open' },
  kind: ApprovalKind,
  by: Person,
): Promise<void> {
  const at = use.openedAt
  const person = who(by)
  return write(db, use.number, {
    change: sql`update "use" set state = 'open', opened_at = ${at}, expires_at = ${use.expiresAt},
        policies = ${use.policies}::text[], confirm_by = ${use.confirmBy}
      where id = ${use.id} and state = 'asked' returning id as use_id`,
    also: [
      sql`insert into use_approval (use_id, kind, person_id, at)
        select use_id, ${kind}::text, ${by.id}::uuid, ${at}::timestamptz from change`,
    ],
    entry: makeEntry(log, 'use.decided', at, {
      use: use.id,
      decision: 'approve',
      as: kind,
      by: person.commitment,
      expires: use.expiresAt.toISOString(),
      policies: use.policies,
    }),
    openings: [person],
  })
}

/** The principal confirms a break-glass use; the use itself stays as it is. */
export function writeConfirmation(
  db: Executor,
  log: LogName,
  use: Use,
  by: Person,
  policies: readonly string[],
  at: Date,
): Promise<void> {
  const person = who(by)
  return write(db, use.number, {
    change: sql`insert into use_approval (use_id, kind, person_id, at)
      values (${use.id}, 'principal-afterwards', ${by.id}, ${at}) on conflict do nothing returning use_id`,
    entry: makeEntry(log, 'use.decided', at, {
      use: use.id,
      decision: 'confirm',
      as: 'principal-afterwards',
      by: person.commitment,
      policies,
    }),
    openings: [person],
  })
}

/** Somebody who could have approved says no. */
export function writeRefusal(
  db: Executor,
  log: LogName,
  use: Use & { readonly state: 'refused' },
  as: ApprovalKind,
  by: Person,
  policies: readonly string[],
): Promise<void> {
  const person = who(by)
  return write(db, use.number, {
    change: sql`update "use" set state = 'refused', refusal_code = ${use.code}, end_reason = ${use.reason},
        ended_at = ${use.endedAt}, ended_by = ${by.id}
      where id = ${use.id} and state = 'asked' returning id as use_id`,
    entry: makeEntry(log, 'use.decided', use.endedAt, {
      use: use.id,
      decision: 'refuse',
      as,
      by: person.commitment,
      policies,
    }),
    openings: [person],
  })
}

/**
 * A use ends: closed, revoked, withdrawn, expired, or refused because nobody answered.
 * @param by null: by itself, in time.
 * @param also further statements, run only if it ended; `change` has {use_id}.
 */
export function writeEnd(
  db: Executor,
  log: LogName,
  use: Use & { readonly state: 'closed' | 'revoked' | 'withdrawn' | 'expired' | 'refused' },
  by: Pick<Person, 'id' | 'login' | 'name'> | null,
  also: readonly RawBuilder<unknown>[] = [],
): Promise<void> {
  const before = use.state === 'withdrawn' || use.state === 'refused' ? 'asked' : 'open'
  const person = by && who(by)
  const result = use.state === 'closed' ? commitPersonal(use.result) : null
  const destination =
    use.state === 'closed' && use.destination !== null ? commitPersonal(use.destination) : null
  const reason = use.state === 'revoked' || use.state === 'refused' ? use.reason : null
  return write(db, use.number, {
    change: sql`update "use" set state = ${use.state}, ended_at = ${use.endedAt}, ended_by = ${use.endedBy},
        end_reason = ${reason}, result = ${use.state === 'closed' ? use.result : null},
        destination = ${use.state === 'closed' ? use.destination : null},
        refusal_code = ${use.state === 'refused' ? use.code : null}
      where id = ${use.id} and state = ${before} returning id as use_id`,
    also: use.act === 'watch-live' ? [...also, endsWatch(use.endedAt)] : also,
    entry: makeEntry(log, 'use.closed', use.endedAt, {
      use: use.id,
      state: use.state,
      ...(result ? { result: result.commitment } : {}),
      ...(destination ? { destination: destination.commitment } : {}),
      ...(person ? { by: person.commitment } : {}),
    }),
    openings: [person, result, destination].filter((o) => o !== null),
  })
}

/** A watch goes with its use, however that ends: nobody is on watch without a register line for it. */
const endsWatch = (at: Date): RawBuilder<unknown> => sql`
  update watch set handed_over_at = ${at}::timestamptz from change
  where watch.use_id = change.use_id and watch.handed_over_at is null`

/** A new use's id. */
export const newUseId = (): string => randomUUID()
