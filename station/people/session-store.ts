/** Sessions, attempts, challenges in the database. A cookie's value is never stored: only its SHA-256. */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import type { Caller } from '../route.ts'

const minute = 60_000
const hour = 60 * minute
const idleMs = 30 * minute
const idleOnWatchMs = 12 * hour
const ageMs = 12 * hour
/** The person on watch whose relief is late keeps the wall: so much longer. */
const lateReliefMs = 12 * hour
/** `seen_at` is written at most this often: one write a minute and person, not one a request. */
const touchMs = minute

export type Session = {
  readonly caller: Caller
  readonly csrf: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly onWatch: boolean
  readonly mustChangePassword: boolean
  /** Last days of the training in skills and in confidentiality (Decree 185 Art. 12(1)). */
  readonly skillsUntilOn: string | null
  readonly confidentialityUntilOn: string | null
}

type SessionRow = {
  person_id: string
  login: string
  name: string
  roles: string[]
  method: Caller['method']
  csrf: string
  created_at: Date
  seen_at: Date
  expires_at: Date
  must_change_password: boolean
  on_watch: boolean
  skills_until_on: string | null
  confidentiality_until_on: string | null
}

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The cookie is 32 random bytes in base64url; anything else never reaches the database. */
export const isToken = (value: string | undefined): value is string =>
  value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value)

/**
 * The live session of a cookie, or null: unknown, ended, idle too long, too old, person not active.
 * @param touch whether this is a sign of life.
 */
export async function findSession(
  db: Executor,
  token: string,
  now: Date,
  touch = true,
): Promise<Session | null> {
  const hash = hashOf(token)
  const { rows } = await sql<SessionRow>`
    select s.person_id, p.login, p.name, p.roles, s.method, s.csrf, s.created_at, s.seen_at, s.expires_at,
      p.must_change_password, p.skills_until_on, p.confidentiality_until_on,
      exists (select from watch w where w.person_id = p.id and w.handed_over_at is null) as on_watch
    from session s join person p on p.id = s.person_id
    where s.id_hash = ${hash} and s.ended_at is null and p.state = 'active'`.execute(db)
  const row = rows[0]
  if (!row) return null
  const idle = now.getTime() - row.seen_at.getTime()
  const end = row.expires_at.getTime() + (row.on_watch ? lateReliefMs : 0)
  if (idle > (row.on_watch ? idleOnWatchMs : idleMs) || now.getTime() >= end) return null
  if (touch && idle >= touchMs) {
    await sql`update session set seen_at = ${now} where id_hash = ${hash} and seen_at < ${now} and ended_at is null`.execute(
      db,
    )
  }
  return {
    caller: {
      personId: row.person_id,
      login: row.login,
      name: row.name,
      roles: row.roles,
      sessionHash: hash,
      method: row.method,
    },
    csrf: row.csrf,
    createdAt: row.created_at,
    expiresAt: new Date(end),
    onWatch: row.on_watch,
    mustChangePassword: row.must_change_password,
    skillsUntilOn: row.skills_until_on,
    confidentialityUntilOn: row.confidentiality_until_on,
  }
}

/**
 * A new session; returns the cookie's value. The one the browser had before ends in the same statement, so that
 * nobody can plant a session and wait for it to be filled.
 */
export async function openSession(
  db: Executor,
  given: {
    readonly personId: string
    readonly method: Caller['method']
    readonly address: string
    readonly userAgent: string
    readonly now: Date
    readonly before: string | null
  },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const before = given.before === null ? Buffer.alloc(32) : hashOf(given.before)
  await sql`
    with rotated as (update session set ended_at = ${given.now} where id_hash = ${before} and ended_at is null)
    insert into session (id_hash, person_id, csrf, address, user_agent, method, created_at, seen_at, expires_at)
    values (${hashOf(token)}, ${given.personId}, ${randomBytes(24).toString('base64url')}, ${given.address},
      ${given.userAgent.slice(0, 300)}, ${given.method}, ${given.now}, ${given.now},
      ${new Date(given.now.getTime() + ageMs)})`.execute(db)
  return token
}

/** Ends one live session of a person; false where there was none. */
export async function endSession(db: Executor, personId: string, hash: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update session set ended_at = ${now}
    where id_hash = ${hash} and person_id = ${personId} and ended_at is null returning 1`.execute(db)
  return rows.length > 0
}

/** Ends all sessions of a person but the one named. */
export async function endOtherSessions(
  db: Executor,
  personId: string,
  keep: Buffer,
  now: Date,
): Promise<void> {
  await sql`update session set ended_at = ${now}
    where person_id = ${personId} and id_hash <> ${keep} and ended_at is null`.execute(db)
}

export type SessionLine = {
  readonly id_hash: Buffer
  readonly address: string
  readonly user_agent: string
  readonly method: string
  readonly created_at: Date
  readonly seen_at: Date
}

/** A person's sessions that may still be in use, newest first. */
export async function sessionsOf(db: Executor, personId: string, now: Date): Promise<readonly SessionLine[]> {
  const { rows } = await sql<SessionLine>`
    select id_hash, address, user_agent, method, created_at, seen_at from session
    where person_id = ${personId} and ended_at is null and expires_at > ${now}
    order by seen_at desc limit 100`.execute(db)
  return rows
}

export type Attempts = {
  readonly id: string
  /** Failed since this pair of login and address last succeeded, and when the last was. */
  readonly pair: number
  readonly pairLast: Date | null
  readonly fromAddress: number
  readonly addressLast: Date | null
  readonly forLogin: number
  readonly loginLast: Date | null
  /** This address signed in as this login within a day. */
  readonly known: boolean
}

/** Writes the attempt, then counts the others: a hundred at once count each other. */
export async function beginAttempt(
  db: Executor,
  login: string,
  address: string,
  now: Date,
): Promise<Attempts> {
  const id = randomUUID()
  await sql`insert into sign_in_attempt (id, at, login, address, outcome)
    values (${id}, ${now}, ${login}, ${address}, 'checking')`.execute(db)
  const { rows } = await sql<{
    pair: bigint
    pair_last: Date | null
    from_address: bigint
    address_last: Date | null
    for_login: bigint
    login_last: Date | null
    known: boolean
  }>`
    with around as (
      select at, login = ${login} and address = ${address} as pair, login = ${login} as mine,
        address = ${address} as here, outcome
      from sign_in_attempt
      where (login = ${login} or address = ${address}) and at > ${now}::timestamptz - interval '1 day' and id <> ${id}
    ), success as (select max(at) as at from around where pair and outcome = 'ok')
    select count(*) filter (where failed and pair) as pair, max(a.at) filter (where failed and pair) as pair_last,
      count(*) filter (where failed and here and recent) as from_address,
      max(a.at) filter (where failed and here) as address_last,
      count(*) filter (where failed and mine and recent) as for_login,
      max(a.at) filter (where failed and mine) as login_last,
      (select at is not null from success) as known
    from (select around.*, around.outcome <> 'ok' and around.at > coalesce(success.at, '-infinity') or
        (around.outcome <> 'ok' and not around.pair) as failed,
        around.at > ${now}::timestamptz - interval '1 hour' as recent
      from around, success) a`.execute(db)
  const row = rows[0]!
  return {
    id,
    pair: Number(row.pair),
    pairLast: row.pair_last,
    fromAddress: Number(row.from_address),
    addressLast: row.address_last,
    forLogin: Number(row.for_login),
    loginLast: row.login_last,
    known: row.known,
  }
}

/**
 * What became of an attempt; `null` forgets it (it was turned away before the password was looked at). One that
 * succeeded takes those of the day before yesterday with it.
 */
export async function endAttempt(db: Executor, id: string, outcome: 'failed' | 'ok' | null): Promise<void> {
  if (outcome === null) await sql`delete from sign_in_attempt where id = ${id}`.execute(db)
  else
    await sql`
      with old as (
        delete from sign_in_attempt a using sign_in_attempt mine
        where ${outcome} = 'ok' and mine.id = ${id} and a.at < mine.at - interval '1 day'
      )
      update sign_in_attempt set outcome = ${outcome} where id = ${id}`.execute(db)
}
