/** Changes of accounts in the database: proposed, decided, applied. Each is one statement with its entry. */
import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'

export type ChangeKind = 'add' | 'roles' | 'facts' | 'password' | 'resume'

/** What a change makes of the person; only the named fields. */
export type Wanted = {
  readonly roles?: readonly string[]
  readonly name?: string
  readonly unit?: string
  readonly post?: string
  readonly skillsUntilOn?: string | null
  readonly confidentialityUntilOn?: string | null
}

export type ChangeRow = {
  readonly id: string
  readonly person_id: string
  readonly kind: ChangeKind
  readonly state: 'proposed' | 'confirmed' | 'declined'
  readonly wanted: Wanted
  readonly first_half: string | null
  readonly reason: string
  readonly proposed_by: string
  readonly proposed_at: Date
  readonly decided_at: Date | null
  readonly login: string
  readonly name: string
  readonly person_state: 'proposed' | 'active' | 'suspended'
  readonly person_roles: readonly string[]
  readonly proposer_name: string
  readonly decider_name: string | null
}

const changeRows = sql`
  select c.id, c.person_id, c.kind, c.state, c.wanted, c.first_half, c.reason, c.proposed_by, c.proposed_at,
    c.decided_at, p.login, p.name, p.state as person_state, p.roles as person_roles,
    a.name as proposer_name, d.name as decider_name
  from person_change c join person p on p.id = c.person_id join person a on a.id = c.proposed_by
  left join person d on d.id = c.decided_by`

export async function changeById(db: Executor, id: string): Promise<ChangeRow | null> {
  const { rows } = await sql<ChangeRow>`${changeRows} where c.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Newest first, at most 500. */
export async function changesIn(db: Executor, state: string | null): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`${changeRows}
    where ${state}::text is null or c.state = ${state} order by c.proposed_at desc limit 500`.execute(db)
  return rows
}

/** How many active people but this one hold a role. */
export async function othersWith(db: Executor, role: string, but: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from person where state = 'active' and ${role} = any(roles) and id <> ${but}`.execute(
    db,
  )
  return rows[0]!.n
}

type Proposal = {
  readonly changeId: string
  readonly personId: string
  readonly kind: ChangeKind
  readonly wanted: Wanted
  readonly firstHalf: string | null
  readonly reason: string
  readonly by: string
  readonly now: Date
}

export const newIds = (): { changeId: string; personId: string } => ({
  changeId: randomUUID(),
  personId: randomUUID(),
})

/** The person, not yet able to do anything; pair it with `proposalOf` in the same statement. */
export function newPerson(p: Proposal, login: string): RawBuilder<{ id: string }> {
  const w = p.wanted
  return sql`insert into person (id, login, name, unit, post, roles, state, skills_until_on, confidentiality_until_on,
      created_at, created_by)
    values (${p.personId}, ${login}, ${w.name}, ${w.unit ?? ''}, ${w.post ?? ''}, ${w.roles}::text[], 'proposed',
      ${w.skillsUntilOn ?? null}, ${w.confidentialityUntilOn ?? null}, ${p.now}, ${p.by}) returning id`
}

/** The proposal as a row; nothing where the person is not in one of `states`. */
export function proposalOf(p: Proposal, states: readonly string[]): RawBuilder<{ id: string }> {
  return sql`insert into person_change (id, person_id, kind, state, wanted, first_half, reason, proposed_by, proposed_at)
    select ${p.changeId}::uuid, id, ${p.kind}, 'proposed', ${JSON.stringify(p.wanted)}::jsonb, ${p.firstHalf},
      ${p.reason}, ${p.by}::uuid, ${p.now}::timestamptz
    from person where id = ${p.personId} and state = any(${states}::text[]) returning id`
}

/** The same beside `newPerson`, whose row a statement of one snapshot can't see yet. */
export function proposalBeside(p: Proposal): RawBuilder<unknown> {
  return sql`insert into person_change (id, person_id, kind, state, wanted, first_half, reason, proposed_by, proposed_at)
    select ${p.changeId}::uuid, change.id, ${p.kind}, 'proposed', ${JSON.stringify(p.wanted)}::jsonb, ${p.firstHalf},
      ${p.reason}, ${p.by}::uuid, ${p.now}::timestamptz from change`
}

/** Decides a proposal that still waits; returns the person's id. */
export function decision(
  id: string,
  state: 'confirmed' | 'declined',
  by: string,
  reason: string | null,
  now: Date,
): RawBuilder<{ person_id: string }> {
  return sql`update person_change set state = ${state}, first_half = null, decided_by = ${by}, decided_at = ${now},
      decision_reason = ${reason}
    where id = ${id} and state = 'proposed' returning person_id`
}

/** What a confirmed change makes of the person, in the statement of its decision (`change`). */
export function applied(
  kind: ChangeKind,
  w: Wanted,
  passwordHash: string | null,
  by: string,
): RawBuilder<unknown> {
  const set = {
    add: sql`state = 'active', confirmed_by = ${by}, password_hash = ${passwordHash}, must_change_password = true`,
    roles: sql`roles = ${w.roles ?? []}::text[]`,
    facts: sql`name = ${w.name ?? ''}, unit = ${w.unit ?? ''}, post = ${w.post ?? ''},
      skills_until_on = ${w.skillsUntilOn ?? null}, confidentiality_until_on = ${w.confidentialityUntilOn ?? null}`,
    // A phone that is lost goes with the password that is forgotten: the person sets both up again.
    password: sql`password_hash = ${passwordHash}, must_change_password = true, totp_secret = null, totp_pending = null`,
    resume: sql`state = 'active'`,
  }[kind]
  return sql`update person set ${set} from change where person.id = change.person_id`
}

/** Ends all sessions of the person the statement changes. */
export const endsSessions = (now: Date): RawBuilder<unknown> =>
  sql`update session set ended_at = ${now} from change where session.person_id = change.person_id and ended_at is null`

export const suspension = (personId: string): RawBuilder<{ person_id: string }> =>
  sql`update person set state = 'suspended' where id = ${personId} and state = 'active' returning id as person_id`
