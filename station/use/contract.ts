/** Routes of the use register (使用登记簿). No reply carries an image; images come only over the media sockets. */
import { Type } from 'typebox'
import type { Route as AccessRoute } from '#law/questions/access.ts'
import { type Act, acts } from '../authorizer/facts.ts'
import { at, closed, done, id, maybeWords, on, oneOf, orNull, words } from '../fields.ts'
import type { Route } from '../route.ts'

export const act = oneOf(...acts)

/**
 * The way of access, in the words of the law's question `access`, that each act stands for. Copies by the unit are unknown
 * to the law: a second person decides.
 */
export const routeOf: { readonly [A in Act]: AccessRoute } = {
  'watch-live': 'watch',
  'handover-check': 'watch',
  replay: 'unit-staff',
  copy: 'unit-staff',
  provide: 'unit-staff',
  'maintenance-picture': 'maintenance',
  'person-concerned': 'person-concerned',
  officials: 'officials',
  'state-organ': 'state-organ',
  inspection: 'inspection',
  'mask-off': 'unit-staff',
  'break-glass': 'unit-staff',
}
export const stateOfUse = oneOf('asked', 'open', 'closed', 'expired', 'revoked', 'refused', 'withdrawn')
const approvalKind = oneOf('keeper', 'second-person', 'principal-afterwards', 'keeper-told', 'principal-told')

export const who = closed({ id, name: Type.String() })
export const cameraName = closed({ id, number: Type.String(), name: Type.String() })

/** In requests: an instant with any offset. */
const instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$',
  maxLength: 40,
})

const official = closed({ name: words(100), unit: words(200), workId: words(60), idSeen: Type.Boolean() })
const document = closed({
  kind: words(60),
  number: words(100),
  issuedBy: maybeWords(200),
  seen: Type.Boolean(),
})

/** Order 799 Art. 21: how the person is concerned, what is to be protected, who consented for the unit. */
const concerned = closed({
  relation: oneOf('self', 'close-relative', 'guardian'),
  interest: oneOf('life', 'health', 'property'),
  consent: words(200),
})

/** One line of the register: a use, or a refused look (未予许可). */
export const line = closed({
  kind: oneOf('use', 'refusal'),
  id,
  /** When it was asked for, or first refused. */
  at,
  number: orNull(Type.String()),
  act: orNull(act),
  state: stateOfUse,
  /** Null: nobody was signed in. */
  person: orNull(who),
  purpose: orNull(Type.String()),
  basis: orNull(Type.String()),
  cameras: Type.Array(cameraName),
  from: orNull(at),
  to: orNull(at),
  openedAt: orNull(at),
  expiresAt: orNull(at),
  endedAt: orNull(at),
  policies: Type.Array(Type.String()),
  refusalCode: orNull(Type.String()),
  /** Refusals of one person, address and minute are one line. */
  count: Type.Integer(),
  /** Break-glass: whether the principal has confirmed it. */
  confirmation: orNull(oneOf('due', 'given', 'overdue')),
  /** What the asker may do about it now. */
  may: Type.Array(oneOf('approve', 'refuse', 'withdraw', 'close', 'revoke', 'confirm')),
})

export const story = closed({
  ...line.properties,
  subject: orNull(Type.String()),
  lastsMinutes: Type.Integer(),
  concerned: orNull(concerned),
  endedBy: orNull(who),
  endReason: orNull(Type.String()),
  result: orNull(Type.String()),
  destination: orNull(Type.String()),
  confirmBy: orNull(at),
  approvals: Type.Array(closed({ kind: approvalKind, person: who, at })),
  officials: Type.Array(official),
  documents: Type.Array(document),
  /** `delivered` is the server's upper bound, `displayed` what the player reported. */
  shown: Type.Array(
    closed({
      cameraId: id,
      kind: oneOf('delivered', 'displayed'),
      from: at,
      to: at,
      bytes: orNull(Type.Integer()),
      /** Still growing, or not yet in the ledger. */
      open: Type.Boolean(),
    }),
  ),
  decidedBy: Type.Array(closed({ policy: Type.String(), articles: Type.Array(Type.String()) })),
  /** Its entries in the ledger; `index` null until sequenced. */
  entries: Type.Array(closed({ id, kind: Type.String(), at, index: orNull(Type.Integer()) })),
})

const idParams = closed({ id })
const basis = closed({ article: Type.String(), zh: Type.String(), en: Type.String() })

export const use = {
  acts: {
    name: 'use.acts',
    method: 'GET',
    path: '/uses/acts',
    reply: Type.Array(
      closed({
        act,
        text: closed({ zh: Type.String(), en: Type.String() }),
        may: Type.Boolean(),
        /** Why not, as refusal codes with their words; empty where `may`. */
        lacks: Type.Array(closed({ code: Type.String(), zh: Type.String(), en: Type.String() })),
        pictures: oneOf('live', 'recorded', 'either'),
        needs: orNull(oneOf('keeper', 'second-person')),
        needsOfficials: Type.Boolean(),
        needsConcerned: Type.Boolean(),
        camerasAtMost: Type.Integer(),
        usualMinutes: Type.Integer(),
        mostMinutes: Type.Integer(),
        /** Oldest content, hours back from now; null: whatever is kept. */
        reachesBackHours: orNull(Type.Integer()),
        bases: Type.Array(basis),
      }),
    ),
    session: 'required',
    summary: { zh: '本人可以登记哪些使用', en: 'Which uses one may open, and why not the others' },
  },
  open: {
    name: 'use.open',
    method: 'POST',
    path: '/uses',
    body: closed({
      act,
      purpose: words(500),
      basis: words(200),
      subject: Type.Optional(words(300)),
      cameras: Type.Array(id, { minItems: 1, maxItems: 500, uniqueItems: true }),
      /** Content interval; leave both out for pictures of now. */
      from: Type.Optional(instant),
      to: Type.Optional(instant),
      /** How long it stays open; the act's usual time where left out. */
      minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })),
      officials: Type.Optional(Type.Array(official, { maxItems: 8 })),
      documents: Type.Optional(Type.Array(document, { maxItems: 8 })),
      concerned: Type.Optional(concerned),
    }),
    reply: story,
    session: 'required',
    perMinute: 60,
    summary: { zh: '登记一次使用', en: 'Open a use' },
  },
  list: {
    name: 'use.list',
    method: 'GET',
    path: '/uses',
    query: closed({
      person: Type.Optional(id),
      camera: Type.Optional(id),
      act: Type.Optional(act),
      state: Type.Optional(stateOfUse),
      /** The civil day it was asked on. */
      on: Type.Optional(on),
      from: Type.Optional(instant),
      to: Type.Optional(instant),
      /** Part of a number, purpose or subject. */
      q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      kind: Type.Optional(oneOf('use', 'refusal')),
      after: Type.Optional(
        Type.String({ pattern: '^\\d{1,15}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', maxLength: 60 }),
      ),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    reply: closed({ items: Type.Array(line), next: orNull(Type.String()) }),
    session: 'required',
    summary: {
      zh: '使用登记簿；本人的，或（保管人、审计员、主要负责人）全部的',
      en: 'The register of use: one’s own lines, or everybody’s for keeper, auditor, principal',
    },
  },
  show: {
    name: 'use.show',
    method: 'GET',
    path: '/uses/:id',
    params: idParams,
    reply: story,
    session: 'required',
    summary: { zh: '一次使用的全过程', en: 'The whole story of a use' },
  },
  approve: {
    name: 'use.approve',
    method: 'POST',
    path: '/uses/:id/approve',
    params: idParams,
    reply: story,
    session: 'required',
    perMinute: 60,
    summary: {
      zh: '同意（保管人、第二人），或事后确认紧急查看（主要负责人）',
      en: 'Approve as keeper or second person, or confirm breaking the glass as principal',
    },
  },
  refuse: {
    name: 'use.refuse',
    method: 'POST',
    path: '/uses/:id/refuse',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: story,
    session: 'required',
    perMinute: 60,
    summary: { zh: '不同意', en: 'Refuse what was asked' },
  },
  withdraw: {
    name: 'use.withdraw',
    method: 'POST',
    path: '/uses/:id/withdraw',
    params: idParams,
    reply: done,
    session: 'required',
    perMinute: 60,
    summary: { zh: '撤回', en: 'Withdraw what was asked' },
  },
  close: {
    name: 'use.close',
    method: 'POST',
    path: '/uses/:id/close',
    params: idParams,
    body: closed({ result: words(1000), destination: Type.Optional(words(500)) }),
    reply: done,
    session: 'required',
    perMinute: 60,
    summary: { zh: '结束使用，登记结果和去向', en: 'Close a use with its result and destination' },
  },
  revoke: {
    name: 'use.revoke',
    method: 'POST',
    path: '/uses/:id/revoke',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: done,
    session: 'required',
    perMinute: 60,
    summary: { zh: '撤销使用，画面立即停止', en: 'Revoke a use: its pictures stop at once' },
  },
} as const satisfies Record<string, Route>
