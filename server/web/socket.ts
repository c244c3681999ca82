/** Who a WebSocket belongs to: the same questions as for a request, asked at its upgrade. */
import type { FastifyRequest } from 'fastify'
import { findSession, type Session } from '#station/people/session-store.ts'
import { Refusal } from '#station/refusal.ts'
import type { WebDeps } from './app.ts'
import { tokenOf } from './cookie.ts'
import { assertOrigin } from './host.ts'

export type SocketDeps = Pick<WebDeps<unknown>, 'db' | 'clock' | 'tls' | 'refusedLook'>

/**
 * The live session behind an upgrade. A socket that stays open is no sign of life: asking again (`touch` false) does
 * not keep the session from idling out.
 * Throws Refusals `request/origin`, `people/sign-in-first`, `people/change-password-first`.
 */
export async function socketSession(
  deps: SocketDeps,
  request: FastifyRequest,
  touch = true,
): Promise<Session> {
  assertOrigin(request.headers, deps.tls !== null)
  const token = tokenOf(request, deps.tls !== null)
  const session = token === null ? null : await findSession(deps.db, token, deps.clock.now(), touch)
  if (session === null) throw new Refusal('people/sign-in-first')
  if (session.mustChangePassword) throw new Refusal('people/change-password-first')
  return session
}
