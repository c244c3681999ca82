/** Asks Cedar about a route before its body is read; a no is registered like a refused look. */
import type { Authorizer } from '#station/authorizer/authorizer.ts'
import type { PersonFacts } from '#station/authorizer/facts.ts'
import type { Session } from '#station/people/session-store.ts'
import { Refusal } from '#station/refusal.ts'
import type { Ask } from './app.ts'

/** The civil day in Beijing, YYYY-MM-DD. */
export const civilDay = (now: Date): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

/** What the authorizer is told of who asks: from the session's own rows, never from the request. */
export function personFacts(session: Session, now: Date): PersonFacts {
  const today = civilDay(now)
  const lasts = (on: string | null): boolean => on !== null && on >= today
  return {
    id: session.caller.personId,
    roles: session.caller.roles,
    active: true,
    onWatch: session.onWatch,
    trained: lasts(session.skillsUntilOn) && lasts(session.confidentialityUntilOn),
  }
}

export type RefusedRoute = {
  readonly personId: string | null
  readonly address: string
  readonly code: string
  readonly route: string
  readonly cameraId: string | null
}

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * @param register writes the refusal into the use register, coalesced.
 * The returned function throws Refusal `request/not-permitted`.
 */
export function permitBy(
  authorizer: Authorizer,
  clock: { now(): Date },
  register: (refused: RefusedRoute) => Promise<void>,
): (ask: Ask) => Promise<void> {
  return async ({ route, session, params, address }) => {
    const person = session === null ? null : personFacts(session, clock.now())
    if (authorizer.authorize({ person, action: route.name, resource: 'station' }).permit) return
    const camera = route.path.startsWith('/cameras/:id') && uuid.test(params.id ?? '') ? params.id! : null
    await register({
      personId: person?.id ?? null,
      address,
      code: 'request/not-permitted',
      route: route.name,
      cameraId: camera,
    })
    throw new Refusal('request/not-permitted')
  }
}
