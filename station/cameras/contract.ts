/** Routes of the register of cameras. No reply carries a camera's password, nor an address with one in it. */
import { Type } from 'typebox'
import { at, closed, done, id, on, oneOf, orNull, words } from '../fields.ts'
import type { Route } from '../route.ts'

const nullable = <T extends Parameters<typeof orNull>[0]>(schema: T) => orNull(schema)
const degrees = (minimum: number, maximum: number) => Type.Number({ minimum, maximum })

/**
 * The kind of spot a camera stands at. Those of Order 799 Art. 8 are refused; they can be said so that the refusal can
 * name the article.
 */
export const placeKind = oneOf(
  'entrance',
  'outdoor',
  'corridor',
  'hall',
  'classroom',
  'office',
  'shop-floor',
  'parking',
  'stairs',
  'lift',
  'store-room',
  'watching-room',
  'other',
  'guest-room',
  'dormitory-room',
  'bathroom',
  'toilet',
  'changing-room',
  'nursing-room',
  'private-room',
)

export const coordinateSystem = oneOf('WGS-84', 'GCJ-02', 'BD-09')

/** Where it stands and looks. `system` says what the numbers were given in; they are kept and shown as WGS-84. */
const position = closed({
  longitude: degrees(-180, 180),
  latitude: degrees(-90, 90),
  system: coordinateSystem,
})

const url = Type.String({ minLength: 8, maxLength: 500, pattern: '^[Rr][Tt][Ss][Pp][Ss]?://\\S+$' })

/** What it is for and what it may see: only a keeper changes these (Decree 185 Art. 12(4)). */
const purposeFacts = {
  purpose: words(500),
  necessity: words(500),
  place: words(200),
  placeKind,
  position: nullable(position),
  heightM: nullable(Type.Number({ minimum: -100, maximum: 1000 })),
  azimuthDeg: nullable(Type.Number({ minimum: 0, exclusiveMaximum: 360 })),
  tiltDeg: nullable(degrees(-90, 90)),
  viewAngleDeg: nullable(Type.Number({ exclusiveMinimum: 0, maximum: 360 })),
  rangeM: nullable(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 })),
  indoor: Type.Boolean(),
  privacyClass: oneOf('public', 'internal', 'private'),
  masked: Type.Boolean(),
  declaredDays: Type.Integer({ minimum: 1, maximum: 3650 }),
  inUseOn: nullable(on),
}

/** How it is reached and recorded. */
const technicalFacts = {
  number: words(40),
  deviceId: nullable(Type.String({ pattern: '^[0-9]{20}$', maxLength: 20 })),
  name: words(100),
  mainUrl: url,
  subUrl: nullable(url),
  // The only way of recording there is: a camera that would need another is refused, not silently left unrecorded.
  recorder: oneOf('native'),
  priority: Type.Integer({ minimum: 1, maximum: 9 }),
}

const credential = closed({
  username: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ maxLength: 200 }),
})

const optional = <T extends Record<string, Parameters<typeof Type.Optional>[0]>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, Type.Optional(v)])) as {
    [K in keyof T]: ReturnType<typeof Type.Optional<T[K]>>
  }

/** One stream right now, as its recorder says; `unknown` where no recorder answers. */
export const now = closed({
  state: oneOf('recording', 'connecting', 'trouble', 'no-volume', 'unknown'),
  cause: orNull(Type.String()),
  since: orNull(at),
  codec: orNull(Type.String()),
  width: orNull(Type.Integer()),
  height: orNull(Type.Integer()),
  fps: orNull(Type.Number()),
  bitsPerS: orNull(Type.Number()),
  clockOffsetMs: orNull(Type.Number()),
  /** Recorded and on disk through here. */
  provenThrough: orNull(at),
})

export const camera = closed({
  id,
  ...purposeFacts,
  position: orNull(closed({ longitude: Type.Number(), latitude: Type.Number(), givenAs: coordinateSystem })),
  ...technicalFacts,
  mainUrl: Type.String(),
  subUrl: orNull(Type.String()),
  hasCredential: Type.Boolean(),
  state: oneOf('recording', 'paused', 'removed'),
  stateReason: orNull(Type.String()),
  createdAt: at,
  changedAt: at,
})

const span = Type.Tuple([at, at])
const idParams = closed({ id })

export const cameras = {
  list: {
    name: 'cameras.list',
    method: 'GET',
    path: '/cameras',
    query: closed({ removed: Type.Optional(Type.Boolean()) }),
    reply: Type.Array(
      closed({
        id,
        number: Type.String(),
        name: Type.String(),
        place: Type.String(),
        purpose: Type.String(),
        indoor: Type.Boolean(),
        privacyClass: oneOf('public', 'internal', 'private'),
        masked: Type.Boolean(),
        hasSub: Type.Boolean(),
        priority: Type.Integer(),
        declaredDays: Type.Integer(),
        state: oneOf('recording', 'paused', 'removed'),
        stateReason: orNull(Type.String()),
        /** What its recorder says right now. */
        main: now,
        sub: orNull(now),
      }),
    ),
    session: 'required',
    summary: { zh: '摄像机登记簿', en: 'The register of cameras' },
  },
  show: {
    name: 'cameras.show',
    method: 'GET',
    path: '/cameras/:id',
    params: idParams,
    reply: camera,
    session: 'required',
    summary: { zh: '一台摄像机', en: 'One camera' },
  },
  add: {
    name: 'cameras.add',
    method: 'POST',
    path: '/cameras',
    body: closed({ ...purposeFacts, ...technicalFacts, credential: orNull(credential) }),
    reply: closed({ id }),
    session: 'required',
    perMinute: 120,
    summary: { zh: '登记摄像机', en: 'Register a camera' },
  },
  edit: {
    name: 'cameras.edit',
    method: 'PATCH',
    path: '/cameras/:id',
    params: idParams,
    body: closed({
      ...optional(purposeFacts),
      ...optional(technicalFacts),
      /** `null` takes the stored one away; absent leaves it. */
      credential: Type.Optional(orNull(credential)),
      reason: words(500),
    }),
    reply: done,
    session: 'required',
    perMinute: 120,
    summary: { zh: '变更摄像机', en: 'Change a camera' },
  },
  pause: {
    name: 'cameras.pause',
    method: 'POST',
    path: '/cameras/:id/pause',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: done,
    session: 'required',
    summary: { zh: '暂停录像（记为录像缺失）', en: 'Pause recording (a gap is registered)' },
  },
  resume: {
    name: 'cameras.resume',
    method: 'POST',
    path: '/cameras/:id/resume',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: done,
    session: 'required',
    summary: { zh: '恢复录像', en: 'Resume recording' },
  },
  remove: {
    name: 'cameras.remove',
    method: 'POST',
    path: '/cameras/:id/remove',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: done,
    session: 'required',
    summary: { zh: '撤除摄像机（已存图像照期保存）', en: 'Remove a camera (its images are kept their time)' },
  },
  test: {
    name: 'cameras.test',
    method: 'POST',
    path: '/cameras/:id/test',
    params: idParams,
    body: closed({ use: id, stream: Type.Union([Type.Literal(0), Type.Literal(1)]) }),
    reply: closed({
      ok: Type.Boolean(),
      codec: orNull(Type.String()),
      width: orNull(Type.Integer()),
      height: orNull(Type.Integer()),
      fps: orNull(Type.Number()),
      tookMs: Type.Integer(),
      trouble: orNull(
        closed({ cause: Type.String(), text: closed({ zh: Type.String(), en: Type.String() }) }),
      ),
    }),
    session: 'required',
    looks: true,
    perMinute: 20,
    summary: {
      zh: '测试连接（须有开启的维护看图登记）',
      en: 'Test the connection (under an open maintenance use)',
    },
  },
  history: {
    name: 'cameras.history',
    method: 'GET',
    path: '/cameras/:id/history',
    params: idParams,
    reply: Type.Array(
      closed({
        id,
        at,
        by: orNull(Type.String()),
        what: oneOf('added', 'changed', 'paused', 'resumed', 'removed'),
        reason: Type.String(),
        /** Which facts, and what they were and became, as text. */
        changes: Type.Array(closed({ field: Type.String(), from: Type.String(), to: Type.String() })),
      }),
    ),
    session: 'required',
    summary: { zh: '一台摄像机的变更记录', en: 'What was changed of a camera, by whom and why' },
  },
  day: {
    name: 'cameras.day',
    method: 'GET',
    path: '/cameras/:id/day',
    params: idParams,
    query: closed({ on }),
    reply: closed({
      on,
      state: oneOf('kept', 'deleting', 'deleted', 'none'),
      deletedAt: orNull(at),
      /** Stretches that were recorded, main stream; touching reels are one. */
      recorded: Type.Array(span),
      gaps: Type.Array(closed({ from: at, to: orNull(at), cause: Type.String() })),
      holds: Type.Array(closed({ id, from: at, to: orNull(at), reason: Type.String() })),
      /** What the person who asks was shown of it. */
      shown: Type.Array(span),
    }),
    session: 'required',
    summary: { zh: '一台摄像机的一天', en: 'A camera’s day' },
  },
} as const satisfies Record<string, Route>
