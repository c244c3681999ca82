/** People and what they sign in with, in the database. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'

export type SignInRow = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly state: 'proposed' | 'active' | 'suspended'
  readonly roles: readonly string[]
  readonly password_hash: string | null
  readonly totp_secret: string | null
  readonly totp_pending: string | null
}

const signInColumns = sql`id, login, name, state, roles, password_hash, totp_secret, totp_pending`

export async function personByLogin(db: Executor, login: string): Promise<SignInRow | null> {
  const { rows } = await sql<SignInRow>`select ${signInColumns} from person where login = ${login}`.execute(
    db,
  )
  return rows[0] ?? null
}

export async function personById(db: Executor, id: string): Promise<SignInRow | null> {
  const { rows } = await sql<SignInRow>`select ${signInColumns} from person where id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Accepts a one-time code's step, once; false where it or a later one was accepted before. */
export async function takeTotpStep(db: Executor, personId: string, step: number): Promise<boolean> {
  const { rows } = await sql`
    update person set totp_last_step = ${step}
    where id = ${personId} and coalesce(totp_last_step, -1) < ${step} returning 1`.execute(db)
  return rows.length > 0
}

export async function offerTotp(db: Executor, personId: string, secret: string): Promise<void> {
  await sql`update person set totp_pending = ${secret} where id = ${personId}`.execute(db)
}

export type MeRow = {
  readonly unit: string
  readonly post: string
  readonly has_totp: boolean
  readonly passkeys: number
  readonly skills_until_on: string | null
  readonly confidentiality_until_on: string | null
}

export async function meOf(db: Executor, personId: string): Promise<MeRow> {
  const { rows } = await sql<MeRow>`
    select unit, post, totp_secret is not null as has_totp, skills_until_on, confidentiality_until_on,
      (select count(*)::int from passkey k where k.person_id = p.id) as passkeys
    from person p where id = ${personId}`.execute(db)
  return rows[0]!
}

export type StationRow = {
  readonly id: string
  readonly name: string
  readonly unit_name: string
  readonly place_class: '799-7-1' | '799-7-2' | '799-9' | 'non-public' | 'unknown'
  readonly key_target: boolean | null
  readonly first_run: boolean
}

/** The station as its pages are headed, and whether anybody has an account. */
export async function stationOf(db: Executor): Promise<StationRow> {
  const { rows } = await sql<StationRow>`
    select id, name, unit_name, place_class, key_target, not exists (select from person) as first_run from station`.execute(
    db,
  )
  const row = rows[0]
  if (!row)
    throw new Error('the database has no station row: the launcher writes it before the web process starts')
  return row
}

export type PersonLine = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly unit: string
  readonly post: string
  readonly roles: string[]
  readonly state: 'proposed' | 'active' | 'suspended'
  readonly has_password: boolean
  readonly has_totp: boolean
  readonly passkeys: number
  readonly skills_until_on: string | null
  readonly confidentiality_until_on: string | null
  readonly created_at: Date
  readonly last_sign_in_at: Date | null
}

export async function listPeople(db: Executor): Promise<readonly PersonLine[]> {
  const { rows } = await sql<PersonLine>`
    select id, login, name, unit, post, roles, state, password_hash is not null as has_password,
      totp_secret is not null as has_totp, skills_until_on, confidentiality_until_on, created_at,
      (select count(*)::int from passkey k where k.person_id = p.id) as passkeys,
      (select max(s.created_at) from session s where s.person_id = p.id) as last_sign_in_at
    from person p order by login`.execute(db)
  return rows
}

export type PasskeyRow = {
  readonly id: string
  readonly person_id: string
  readonly public_key: Buffer
  readonly counter: bigint
  readonly transports: string[]
  readonly label: string
  readonly created_at: Date
  readonly last_used_at: Date | null
}

export async function passkeysOf(db: Executor, personId: string): Promise<readonly PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`select * from passkey where person_id = ${personId}
    order by created_at`.execute(db)
  return rows
}

export async function passkeyById(db: Executor, id: string): Promise<PasskeyRow | null> {
  const { rows } = await sql<PasskeyRow>`select * from passkey where id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Notes a use of a passkey; false where its counter did not move forward: a copy of it was used. */
export async function notePasskeyUse(db: Executor, id: string, counter: number, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update passkey set counter = ${counter}, last_used_at = ${now}
    where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter}::bigint = 0)) returning 1`.execute(
    db,
  )
  return rows.length > 0
}

/** A challenge lives two minutes. What others left expired goes with it. */
export async function keepChallenge(
  db: Executor,
  challenge: string,
  purpose: 'register' | 'sign-in',
  personId: string | null,
  now: Date,
): Promise<void> {
  await sql`
    with old as (delete from passkey_challenge where expires_at < ${now})
    insert into passkey_challenge (challenge, person_id, purpose, expires_at)
    values (${challenge}, ${personId}, ${purpose}, ${new Date(now.getTime() + 120_000)})`.execute(db)
}

/** Uses a challenge up, whoever presents it; true where it was live and meant for this. */
export async function takeChallenge(
  db: Executor,
  challenge: string,
  purpose: 'register' | 'sign-in',
  personId: string | null,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ fits: boolean }>`
    delete from passkey_challenge where challenge = ${challenge}
    returning expires_at > ${now} and purpose = ${purpose}
      and person_id is not distinct from ${personId}::uuid as fits`.execute(db)
  return rows[0]?.fits === true
}
