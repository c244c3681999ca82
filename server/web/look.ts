/**
 * Looks refused at the edge, before the gate or a handler is asked: by nobody, from a foreign page, under a foreign
 * name, without naming a use. They are registered like any other refused look (未予许可). What a duty or the gate
 * refuses, they register themselves.
 */
import type { FastifyRequest } from 'fastify'
import { Refusal } from '#station/refusal.ts'
import type { Refused } from '#station/use/refused.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route looks at pictures; its name in the register. */
    look?: string
  }
}

/** Too many requests are not among them: the limit must also spare the register. */
const atTheEdge = new Set([
  'request/host',
  'request/origin',
  'request/csrf',
  'request/invalid',
  'people/sign-in-first',
  'people/change-password-first',
])

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/
const idIn = (value: unknown): string | null => (typeof value === 'string' && uuid.test(value) ? value : null)

export type RefusedLook = (request: FastifyRequest, thrown: unknown) => Promise<void>

/** @param register writes the refusal; where it can't, the look is refused all the same and the log says so. */
export function refusedLooks(register: (refused: Omit<Refused, 'now'>) => Promise<void>): RefusedLook {
  return async (request, thrown) => {
    const route = request.routeOptions.config.look
    if (route === undefined || !(thrown instanceof Refusal) || !atTheEdge.has(thrown.code)) return
    const query = (request.query ?? {}) as Record<string, unknown>
    const params = (request.params ?? {}) as Record<string, unknown>
    await register({
      personId: request.mjSession?.caller.personId ?? null,
      address: request.ip,
      code: thrown.code,
      route,
      cameraId: idIn(params.id) ?? idIn(query.camera),
      useId: idIn(query.use),
    }).catch((err: unknown) => request.log.error({ err }, 'a refused look was not registered'))
  }
}
