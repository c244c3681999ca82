/** Accounts of a make-believe station, written at once: a sample has no two people who could propose and confirm. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { makeEntry } from '#ledger/entry.ts'
import type { Clock, Log } from '../context.ts'
import { who } from './context.ts'
import { groupsOfLetters, hashPassword } from './password.ts'

export type SeedAccount = {
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly unit?: string
  readonly post?: string
  /** Last days of both trainings; without them a person may not open uses that ask for training. */
  readonly trainedUntilOn?: string
  /** Absent: four groups of four letters, returned. */
  readonly password?: string
}

/** `password` null: the account was there before and keeps its own. */
export type SeededAccount = { readonly login: string; readonly id: string; readonly password: string | null }

/**
 * Creates each account that is not there yet, active, with an `account` entry marked `sample`.
 * @param renew gives accounts that are there a new password as well, and ends their sessions.
 */
export async function seedAccounts(
  db: Executor,
  log: Log,
  clock: Clock,
  accounts: readonly SeedAccount[],
  renew = false,
): Promise<SeededAccount[]> {
  const seeded: SeededAccount[] = []
  for (const account of accounts) {
    const { rows } = await sql<{ id: string }>`select id from person where login = ${account.login}`.execute(
      db,
    )
    const known = rows[0]?.id
    if (known !== undefined && !renew) {
      seeded.push({ login: account.login, id: known, password: null })
      continue
    }
    const password = account.password ?? groupsOfLetters(4)
    const hash = await hashPassword(password)
    const id = known ?? randomUUID()
    const opening = who({ id, login: account.login, name: account.name })
    const now = clock.now()
    const until = account.trainedUntilOn ?? null
    const change =
      known === undefined
        ? sql`insert into person (id, login, name, unit, post, roles, state, password_hash, password_changed_at,
              skills_until_on, confidentiality_until_on, created_at)
            values (${id}, ${account.login}, ${account.name}, ${account.unit ?? ''}, ${account.post ?? ''},
              ${account.roles}::text[], 'active', ${hash}, ${now}, ${until}, ${until}, ${now}) returning id as person_id`
        : sql`update person set password_hash = ${hash}, password_changed_at = ${now}, totp_secret = null
            where id = ${id} returning id as person_id`
    await appendWith(
      db,
      change,
      makeEntry(log, 'account', now, {
        person: opening.commitment,
        change: known === undefined ? 'sample' : 'sample.password',
        roles: account.roles,
      }),
      {
        openings: [opening],
        also: [
          sql`update session set ended_at = ${now} from change
            where session.person_id = change.person_id and ended_at is null`,
        ],
      },
    )
    seeded.push({ login: account.login, id, password })
  }
  return seeded
}
