/** The facts of the station that decide how long images are kept, answered after set-up. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import { appendWith } from '#db/ledger/append.ts'
import type { FloorFacts } from '#law/retention-floor.ts'
import { canonicalBytes } from '#ledger/canonical.ts'
import { makeEntry } from '#ledger/entry.ts'
import { commitPersonal } from '#ledger/personal.ts'
import type { Context } from '../context.ts'
import { floorFacts } from '../retention/store.ts'
import type { storage } from './contract.ts'

const digest = ({ placeClass, keyTarget }: FloorFacts): string =>
  createHash('sha256').update(canonicalBytes({ placeClass, keyTarget })).digest('hex')

/**
 * Registers both facts with their `config` entry; the latest reason stands in `setting`. What is registered already is not
 * entered again. The row is locked first, so that of two keepers at once each entry begins where the other's ended.
 */
export async function registerFacts(
  context: Context,
  { reason, ...facts }: Static<typeof storage.facts.body>,
): Promise<void> {
  const { caller, log } = context
  const now = context.clock.now()
  await context.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`select id from station for update`.execute(trx)
    const before = await floorFacts(trx)
    const value = JSON.stringify({ ...facts, reason })
    const opening = commitPersonal({ person: caller.personId, login: caller.login, name: caller.name })
    await appendWith(
      trx,
      sql`update station set place_class = ${facts.placeClass}, key_target = ${facts.keyTarget}
        where (place_class, key_target) is distinct from (${facts.placeClass}::text, ${facts.keyTarget}::boolean)
        returning id`,
      makeEntry(log, 'config', now, {
        what: 'station.facts',
        id: rows[0]!.id,
        before: digest(before),
        after: digest(facts),
        by: opening.commitment,
      }),
      {
        openings: [opening],
        also: [
          sql`insert into setting (name, value, changed_at, changed_by)
            select 'station.facts', ${value}::text::jsonb, ${now}::timestamptz, ${caller.personId}::uuid from change
            on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at,
              changed_by = excluded.changed_by`,
        ],
      },
    )
  })
}
