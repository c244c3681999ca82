/**
 * The kinds of entry and what each says: one table, from which both the types and the checks are made.
 *
 * Rules for a body: who someone is, free text by or about people, addresses and papers are `commitment`s (see
 * personal.ts); ids are random and say nothing by themselves; a long list is a count and a digest. A field is never
 * given another meaning: a new meaning is a new field or a new kind. Field types are in fields.ts.
 */
import type { Fields, FieldsOf } from './fields.ts'

export const KINDS = {
  /** The reels that became durable since the batch before; also written empty, so a missing one shows. */
  minute: { number: 'count', minute: 'instant', reels: 'count', root: 'hash' },
  /** A stretch that should have been recorded and wasn't; without `to` it still lasts. */
  gap: { gap: 'id', camera: 'id', stream: 'count', from: 'instant', to: 'instant?', cause: 'code' },
  /** The station is alive: sent where nothing else says so. */
  heartbeat: { number: 'count', boot: 'id', cameras: 'count', recording: 'count' },

  /** A use asked for, or opened at once where no second person is needed (Decree 185 Art. 14). */
  'use.opened': {
    use: 'id',
    number: 'text',
    act: 'code',
    person: 'commitment',
    purpose: 'commitment',
    basis: 'commitment',
    cameras: 'ids',
    from: 'instant?',
    to: 'instant?',
    expires: 'instant?',
    policies: 'codes',
  },
  /** A second person, or the principal afterwards, decided. */
  'use.decided': {
    use: 'id',
    decision: 'code',
    as: 'code',
    by: 'commitment',
    expires: 'instant?',
    policies: 'codes',
  },
  'use.closed': {
    use: 'id',
    state: 'code',
    result: 'commitment?',
    destination: 'commitment?',
    by: 'commitment?',
  },
  /** What was shown under a use, merged from leases: `delivered` is the server's upper bound. */
  shown: { use: 'id', camera: 'id', kind: 'code', from: 'instant', to: 'instant', bytes: 'count?' },
  /** A refused look; one entry a person, address and minute, with the count. */
  refused: {
    refusal: 'id',
    code: 'code',
    count: 'count',
    first: 'instant',
    last: 'instant',
    person: 'commitment?',
    address: 'commitment',
    camera: 'id?',
    use: 'id?',
  },
  /** Images left the station. `digest` is that of the package. */
  copy: {
    copy: 'id',
    use: 'id',
    cameras: 'ids',
    from: 'instant',
    to: 'instant',
    digest: 'hash',
    bytes: 'count',
    recipient: 'commitment',
  },

  'hold.placed': {
    hold: 'id',
    camera: 'id',
    from: 'instant',
    to: 'instant?',
    review: 'date',
    reason: 'commitment',
    basis: 'commitment',
    by: 'commitment',
  },
  'hold.lifted': { hold: 'id', by: 'commitment', confirmedBy: 'commitment' },
  /** A camera's civil day, deleted after its time (Decree 185 Art. 13(3), Order 799 Art. 17). Before the keys die. */
  deleted: {
    camera: 'id',
    day: 'date',
    generation: 'count',
    reels: 'count',
    bytes: 'count',
    lastImage: 'instant',
    root: 'hash',
  },
  /** Part of a day, deleted by order; `order` is the digest of the attached document. */
  'deleted.by-order': {
    camera: 'id',
    day: 'date',
    from: 'instant',
    to: 'instant',
    generation: 'count',
    order: 'hash',
    by: 'commitment',
    confirmedBy: 'commitment',
  },

  /** A setting, camera, volume or rule changed; before and after as digests of their canonical form. */
  config: { what: 'code', id: 'id?', before: 'hash?', after: 'hash?', by: 'commitment?' },
  account: {
    person: 'commitment',
    change: 'code',
    roles: 'codes?',
    by: 'commitment?',
    confirmedBy: 'commitment?',
  },
  /** A key was made, rotated, recovered or destroyed; `key` is the hash of its public half. */
  key: { key: 'hash', use: 'code', change: 'code', by: 'commitment?', confirmedBy: 'commitment?' },
  /** From this monotonic instant on, wall time was `offsetMs` away from what the clock said before. */
  clock: {
    boot: 'id',
    mono90k: 'decimal',
    source: 'code',
    wall: 'instant',
    offsetMs: 'integer',
    boundMs: 'count?',
  },
  /** The first entry of a log; for a later epoch, the last checkpoint of the one before, as cosigned. */
  epoch: { reason: 'code', previous: 'note?' },
} as const satisfies Record<string, Fields>

export type Kind = keyof typeof KINDS

/** What an entry of this kind says. */
export type Body<K extends Kind> = FieldsOf<(typeof KINDS)[K]>
