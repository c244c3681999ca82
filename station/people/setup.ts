/** First-run set-up: the unit, its administrator and its keeper, once, by who can read the launcher's output. */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Static } from 'typebox'
import { appendWith } from '#db/ledger/append.ts'
import { canonicalBytes } from '#ledger/canonical.ts'
import { makeEntry } from '#ledger/entry.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from '../route.ts'
import { type PeopleContext, who } from './context.ts'
import type { setup } from './contract.ts'
import { assertGoodPassword, hashPassword } from './password.ts'
import { stationOf } from './person-store.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function assertToken(given: string, expected: string | null): void {
  if (expected === null || !timingSafeEqual(digest(given.trim()), digest(expected)))
    throw new Refusal('people/set-up-token')
}

type Body = Static<typeof setup.run.body>

function assertTwoPeople({ administrator, keeper }: Body): void {
  if (
    administrator.login === keeper.login ||
    administrator.name.trim() === keeper.name.trim() ||
    administrator.password === keeper.password
  )
    throw new Refusal('people/set-up-same')
  assertGoodPassword(administrator.password, administrator.login)
  assertGoodPassword(keeper.password, keeper.login)
}

/**
 * One transaction of three statements, each with its entry; the station's row is locked first, so that of two
 * browsers that set up at once one is told that it is done.
 */
async function write(context: PeopleContext, body: Body, hashes: readonly [string, string]): Promise<void> {
  const now = context.clock.now()
  const { station } = body
  await context.db.transaction().execute(async (trx) => {
    await sql`select id from station for update`.execute(trx)
    if (!(await stationOf(trx)).first_run) throw new Refusal('people/set-up-done')
    const after = createHash('sha256').update(canonicalBytes(station)).digest('hex')
    const { id } = await stationOf(trx)
    await appendWith(
      trx,
      sql`update station set name = ${station.name}, unit_name = ${station.unitName}, unit_code = ${station.unitCode},
          address = ${station.address}, district = ${station.district}, contact = ${station.contact},
          place_class = ${station.placeClass}, key_target = ${station.keyTarget} returning id`,
      makeEntry(context.log, 'config', now, { what: 'station', id, after }),
    )
    for (const [role, person, hash] of [
      ['administrator', body.administrator, hashes[0]],
      ['keeper', body.keeper, hashes[1]],
    ] as const) {
      const personId = randomUUID()
      const opening = who({ id: personId, login: person.login, name: person.name })
      await appendWith(
        trx,
        sql`insert into person (id, login, name, unit, post, roles, state, password_hash, password_changed_at, created_at)
          values (${personId}, ${person.login}, ${person.name}, ${station.unitName.slice(0, 100)}, ${person.post},
            ${[role]}::text[], 'active', ${hash}, ${now}, ${now}) returning id`,
        makeEntry(context.log, 'account', now, {
          person: opening.commitment,
          change: 'set-up',
          roles: [role],
        }),
        { openings: [opening] },
      )
    }
  })
}

export const setupHandlers = {
  async run(context, { body }) {
    if (!(await stationOf(context.db)).first_run) throw new Refusal('people/set-up-done')
    assertToken(body.token, context.setupToken)
    assertTwoPeople(body)
    const hashes = [
      await hashPassword(body.administrator.password),
      await hashPassword(body.keeper.password),
    ] as const
    await write(context, body, hashes)
    return { done: true as const }
  },
} satisfies Handlers<PeopleContext, typeof setup>
