/** Routes of the process itself. */
import { Type } from 'typebox'
import { at, closed, orNull } from '../fields.ts'
import type { Route } from '../route.ts'

const light = closed({
  name: Type.String(),
  ok: Type.Boolean(),
  detail: orNull(Type.String()),
})

export const health = {
  show: {
    name: 'health.show',
    method: 'GET',
    path: '/health',
    reply: closed({
      ok: Type.Boolean(),
      /** Only for a keeper, technician or administrator who is signed in. */
      parts: Type.Optional(Type.Array(light)),
      now: at,
    }),
    session: 'public',
    summary: { zh: '是否正常', en: 'Whether all is well' },
  },
} as const satisfies Record<string, Route>
