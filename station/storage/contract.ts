/** Routes of storage (留存): days a camera, space, the head of the ledger. No image. */
import { Type } from 'typebox'
import { at, closed, done, id, on, oneOf, orNull, words } from '../fields.ts'
import { keyTarget, placeClass } from '../people/contract.ts'
import type { Route } from '../route.ts'

export const dayState = oneOf('complete', 'gap', 'held', 'due', 'deleted', 'none')

export const storage = {
  show: {
    name: 'storage.show',
    method: 'GET',
    path: '/storage',
    query: closed({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })) }),
    reply: closed({
      /** Least days by law; null where unknown, or where no rule gives a number. */
      floorDays: orNull(Type.Integer()),
      /** What every image is kept for: the floor, else the longest that may bind, and never fewer than 30. */
      leastDays: Type.Integer(),
      /** Facts nobody has registered and on which the floor hangs. */
      floorOpen: Type.Array(oneOf('placeClass', 'keyTarget')),
      volumes: Type.Array(
        closed({
          id,
          label: Type.String(),
          state: Type.String(),
          freeBytes: orNull(Type.Integer()),
          reserveBytes: Type.Integer(),
          detail: orNull(Type.String()),
        }),
      ),
      bytesPerDay: Type.Integer(),
      /** At the rate of the last seven days, deletions counted; null where unknown or never. */
      daysToFull: orNull(Type.Integer()),
      /** What becomes due makes room for what comes: the volumes do not fill up. */
      neverFull: Type.Boolean(),
      cameras: Type.Array(
        closed({
          id,
          number: Type.String(),
          name: Type.String(),
          declaredDays: Type.Integer(),
          bytesPerDay: Type.Integer(),
          oldestOn: orNull(on),
          days: Type.Array(
            closed({
              on,
              state: dayState,
              bytes: Type.Integer(),
              gapSeconds: Type.Integer(),
              held: Type.Boolean(),
              deletedAt: orNull(at),
              entry: orNull(id),
            }),
          ),
        }),
      ),
    }),
    session: 'required',
    perMinute: 60,
    summary: { zh: '留存', en: 'What is kept, and for how long' },
  },
  facts: {
    name: 'storage.facts',
    method: 'POST',
    path: '/storage/facts',
    body: closed({ placeClass, keyTarget, reason: words(500) }),
    reply: done,
    session: 'required',
    perMinute: 10,
    summary: {
      zh: '登记决定最短保存期限的事实',
      en: 'Register the facts that decide the least retention',
    },
  },
  gaps: {
    name: 'storage.gaps',
    method: 'GET',
    path: '/gaps',
    query: closed({ camera: Type.Optional(id), from: at, to: at }),
    /** The latest 500 that touch the interval. */
    reply: Type.Array(
      closed({
        id,
        cameraId: id,
        number: Type.String(),
        name: Type.String(),
        from: at,
        to: orNull(at),
        cause: Type.String(),
        detail: orNull(Type.String()),
      }),
    ),
    session: 'required',
    summary: { zh: '录像缺失', en: 'Gaps in the recording' },
  },
  ledgerHead: {
    name: 'ledger.head',
    method: 'GET',
    path: '/ledger/head',
    reply: closed({
      origin: Type.String(),
      epoch: Type.Integer(),
      size: Type.Integer(),
      root: orNull(Type.String()),
      checkpointAt: orNull(at),
      pending: Type.Integer(),
      /** The checkpoint as a signed note. */
      note: orNull(Type.String()),
    }),
    session: 'required',
    summary: { zh: '存证日志的现状', en: 'The head of the ledger' },
  },
} as const satisfies Record<string, Route>
