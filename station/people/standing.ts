/** The answer a page begins with: is the station set up, and who is signed in. */
import type { Static } from 'typebox'
import type { Executor } from '#db/ledger/append.ts'
import type { me, standing } from './contract.ts'
import { meOf, stationOf } from './person-store.ts'
import { findSession, type Session } from './session-store.ts'

type Me = Static<typeof me>
type Standing = Static<typeof standing>

async function meWith(db: Executor, session: Session): Promise<Me> {
  const { caller } = session
  const row = await meOf(db, caller.personId)
  return {
    personId: caller.personId,
    login: caller.login,
    name: caller.name,
    unit: row.unit,
    post: row.post,
    roles: [...caller.roles] as Me['roles'],
    csrf: session.csrf,
    method: caller.method,
    signedInAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    onWatch: session.onWatch,
    mustChangePassword: session.mustChangePassword,
    hasTotp: row.has_totp,
    passkeys: row.passkeys,
    skillsUntilOn: row.skills_until_on,
    confidentialityUntilOn: row.confidentiality_until_on,
  }
}

/** @param token a cookie's value, or null for nobody. */
export async function standingOf(db: Executor, token: string | null, now: Date): Promise<Standing> {
  const station = await stationOf(db)
  const session = token === null ? null : await findSession(db, token, now)
  return {
    firstRun: station.first_run,
    station: {
      id: station.id,
      name: station.name,
      unitName: station.unit_name,
      placeClass: station.place_class,
      keyTarget: station.key_target,
    },
    person: session === null ? null : await meWith(db, session),
    now: now.toISOString(),
  }
}
