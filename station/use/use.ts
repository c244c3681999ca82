/**
 * A use as a state machine, pure. Who may do what is not decided here (rule.ts explains, Cedar decides); here stands
 * what can follow what, and what each state carries:
 *
 * ```
 * asked ──open──▶ open ──close──▶ closed
 *   │ ├─refuse──▶ refused   ├──revoke──▶ revoked
 *   │ └─withdraw▶ withdrawn └──expire──▶ expired
 *   └─ unanswered for a day ▶ refused
 * ```
 */
import type { Act, UseState } from '../authorizer/facts.ts'
import { Refusal } from '../refusal.ts'

/** A use nobody answers is refused after this long, so that no old question opens on a later day. */
export const UNANSWERED_MS = 86_400_000
/** The principal confirms a break-glass use within this time of its opening. */
export const CONFIRM_MS = 86_400_000

/** What never changes from asking on. */
type Asked = {
  readonly id: string
  readonly number: string
  readonly act: Act
  readonly ownerId: string
  readonly cameras: readonly string[]
  /** Content interval; null where pictures of now are meant. */
  readonly interval: { readonly from: Date; readonly to: Date } | null
  readonly lastsMs: number
  readonly askedAt: Date
}
type Opened = {
  readonly openedAt: Date
  readonly expiresAt: Date
  readonly policies: readonly string[]
  /** Only for break-glass. */
  readonly confirmBy: Date | null
  readonly confirmedBy: string | null
}
/** `endedBy` null: by itself, in time. */
type Ended = { readonly endedAt: Date; readonly endedBy: string | null }

export type Use = Asked &
  (
    | { readonly state: 'asked' }
    | ({ readonly state: 'open' } & Opened)
    | ({ readonly state: 'closed'; readonly result: string; readonly destination: string | null } & Opened &
        Ended)
    | ({ readonly state: 'expired' } & Opened & Ended)
    | ({ readonly state: 'revoked'; readonly reason: string } & Opened & Ended)
    | ({ readonly state: 'refused'; readonly code: string; readonly reason: string | null } & Ended)
    | ({ readonly state: 'withdrawn' } & Ended)
  )

export type UseEvent =
  /** The authorizer permits it (now, or after the approval it lacked). */
  | { readonly type: 'open'; readonly at: Date; readonly policies: readonly string[] }
  | { readonly type: 'refuse'; readonly at: Date; readonly by: string; readonly reason: string }
  | { readonly type: 'withdraw'; readonly at: Date; readonly by: string }
  | { readonly type: 'unanswered'; readonly at: Date }
  | {
      readonly type: 'close'
      readonly at: Date
      readonly by: string
      readonly result: string
      readonly destination: string | null
    }
  | { readonly type: 'revoke'; readonly at: Date; readonly by: string; readonly reason: string }
  | { readonly type: 'expire'; readonly at: Date }
  | { readonly type: 'confirm'; readonly at: Date; readonly by: string }

/** States in which the wanted event can happen. */
const FROM: { readonly [T in UseEvent['type']]: readonly UseState[] } = {
  open: ['asked'],
  refuse: ['asked'],
  withdraw: ['asked'],
  unanswered: ['asked'],
  close: ['open'],
  revoke: ['open'],
  expire: ['open'],
  confirm: ['open', 'closed', 'expired', 'revoked'],
}

/** The state after an event, or the Refusal (returned, not thrown) that says why it can't happen. */
export function advance(use: Use, event: UseEvent): Use | Refusal {
  if (!FROM[event.type].includes(use.state))
    return new Refusal('use/not-in-state', { number: use.number, state: use.state })
  const { id, number, act, ownerId, cameras, interval, lastsMs, askedAt } = use
  const asked = { id, number, act, ownerId, cameras, interval, lastsMs, askedAt }
  const ended = { endedAt: event.at, endedBy: 'by' in event ? event.by : null }

  if (use.state === 'asked') {
    switch (event.type) {
      case 'open':
        if (event.policies.length === 0) return new Refusal('use/not-permitted')
        return {
          ...asked,
          state: 'open',
          openedAt: event.at,
          expiresAt: new Date(event.at.getTime() + lastsMs),
          policies: event.policies,
          confirmBy: act === 'break-glass' ? new Date(event.at.getTime() + CONFIRM_MS) : null,
          confirmedBy: null,
        }
      case 'refuse':
        if (event.by === ownerId) return new Refusal('use/own')
        return { ...asked, state: 'refused', code: 'use/refused-by-person', reason: event.reason, ...ended }
      case 'withdraw':
        if (event.by !== ownerId) return new Refusal('use/not-yours')
        return { ...asked, state: 'withdrawn', ...ended }
      case 'unanswered':
        if (event.at.getTime() - askedAt.getTime() < UNANSWERED_MS) return new Refusal('use/too-early')
        return { ...asked, state: 'refused', code: 'use/unanswered', reason: null, ...ended }
      default:
        throw new Error(`${event.type} from asked`)
    }
  }
  if (use.state === 'refused' || use.state === 'withdrawn') throw new Error(`${event.type} from ${use.state}`)
  if (event.type === 'confirm') {
    if (use.confirmBy === null) return new Refusal('use/nothing-to-confirm', { number })
    if (event.by === ownerId) return new Refusal('use/own')
    if (use.confirmedBy !== null) return new Refusal('use/confirmed-already', { number })
    return { ...use, confirmedBy: event.by }
  }
  const { openedAt, expiresAt, policies, confirmBy, confirmedBy } = use
  const opened = { openedAt, expiresAt, policies, confirmBy, confirmedBy }
  switch (event.type) {
    case 'close':
      if (event.by !== ownerId) return new Refusal('use/not-yours')
      return {
        ...asked,
        ...opened,
        state: 'closed',
        result: event.result,
        destination: event.destination,
        ...ended,
      }
    case 'revoke':
      return { ...asked, ...opened, state: 'revoked', reason: event.reason, ...ended }
    case 'expire':
      if (event.at < expiresAt) return new Refusal('use/too-early')
      return { ...asked, ...opened, state: 'expired', ...ended }
    default:
      throw new Error(`${event.type} from ${use.state}`)
  }
}

/** The register's number of the nth use of a civil day (Asia/Shanghai): `U-2026-1124-014`. */
export function numberOfUse(day: string, nth: number): string {
  return `U-${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8, 10)}-${String(nth).padStart(3, '0')}`
}
