/** Routes of the duty watch (值班监看): who took it, what was noted, to whom it went. */
import { Type } from 'typebox'
import { at, closed, done, id, maybeWords, oneOf, orNull, words } from '../fields.ts'
import type { Route } from '../route.ts'
import { cameraName, who } from '../use/contract.ts'

const noteKind = oneOf(
  'mark',
  'check',
  'fault',
  'report',
  'take',
  'hand-over',
  'absence',
  'return',
  'visitor',
)

const taken = closed({
  id,
  useId: id,
  useNumber: Type.String(),
  takenAt: at,
  /** Pictures end then, if nobody has handed over by then. */
  expiresAt: at,
})

/** Items of the hand-over check (procedure of the duty log): seen to be right, or not. */
const check = closed({
  item: oneOf('cameras', 'recording', 'storage', 'power', 'clock', 'playback', 'items'),
  ok: Type.Boolean(),
  note: maybeWords(200),
})

export const watch = {
  show: {
    name: 'watch.now',
    method: 'GET',
    path: '/watch',
    reply: closed({
      mine: orNull(taken),
      onDuty: Type.Array(closed({ watchId: id, person: who, takenAt: at, useNumber: Type.String() })),
      /** Whom the watch can go to: active operators. */
      operators: Type.Array(closed({ ...who.properties, onWatch: Type.Boolean() })),
      /** Newest first: the last day's, at most 200. */
      notes: Type.Array(
        closed({
          id,
          at,
          kind: noteKind,
          text: Type.String(),
          camera: orNull(cameraName),
          person: Type.String(),
        }),
      ),
      /** The wall, in its order: what the watch may see. */
      cameras: Type.Array(cameraName),
    }),
    session: 'required',
    summary: { zh: '当班情况和值班记录', en: 'Who is on watch, and the watch log' },
  },
  take: {
    name: 'watch.take',
    method: 'POST',
    path: '/watch/take',
    body: closed({ note: Type.Optional(maybeWords(500)) }),
    reply: taken,
    session: 'required',
    perMinute: 30,
    summary: { zh: '接班', en: 'Take the watch' },
  },
  handOver: {
    name: 'watch.hand-over',
    method: 'POST',
    path: '/watch/hand-over',
    body: closed({
      /** Who takes over; null where nobody has come. */
      to: orNull(id),
      checks: Type.Array(check, { maxItems: 7 }),
      note: maybeWords(1000),
    }),
    reply: done,
    session: 'required',
    perMinute: 30,
    summary: { zh: '交班', en: 'Hand the watch over' },
  },
  note: {
    name: 'watch.note',
    method: 'POST',
    path: '/watch/notes',
    body: closed({
      kind: oneOf('mark', 'check', 'fault', 'report', 'absence', 'return', 'visitor'),
      text: words(1000),
      cameraId: Type.Optional(orNull(id)),
    }),
    reply: closed({ id }),
    session: 'required',
    perMinute: 60,
    summary: { zh: '值班记录', en: 'A line in the watch log' },
  },
} as const satisfies Record<string, Route>
