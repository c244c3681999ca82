/**
 * The gate for pictures: every one leaves under a lease, every lease under an open use, and Cedar is asked each time. What
 * it says no to is registered (Decree 185 Arts 13(2), 14).
 */
import type { Executor } from '#db/ledger/append.ts'
import type { LogName } from '#ledger/entry.ts'
import type { Authorizer } from '../authorizer/authorizer.ts'
import type { Clock } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Caller } from '../route.ts'
import { DisplayedSpans } from './displayed.ts'
import { type ImageFacts, imageFacts, insertLease, noteDelivered, noteDisplayed } from './image-store.ts'
import { registerRefusal } from './refused.ts'
import { lacksToShow } from './rule.ts'

export type ImageKind = 'live' | 'replay'

/** What one picture's socket may show. Made by `openImage` only. */
export type Opened = {
  readonly useId: string
  readonly number: string
  readonly cameraId: string
  readonly act: string
  readonly expiresAt: Date
  /** Content interval; null for a live act. */
  readonly from: Date | null
  readonly to: Date | null
}

export type Watching = { readonly opened: Opened; readonly caller: Caller; readonly kind: ImageKind }

export interface Gate {
  /** Reads use, camera and person afresh and asks Cedar. Throws Refusal, registered by then. */
  openImage(ask: {
    useId: string
    cameraId: string
    kind: ImageKind
    caller: Caller
    address: string
    route: string
  }): Promise<Opened>
  /** Registers that this was asked and not permitted, and throws its Refusal. */
  refuse(opened: Opened, code: string): Promise<never>
  /** A lease of at most 10 s of content, durable when this resolves. Throws Refusal. */
  lease(opened: Opened, span: { stream: 0 | 1; kind: ImageKind; from: Date; to: Date }): Promise<string>
  /** What has left so far under a lease (the upper bound); `final`: nothing more will. */
  delivered(
    lease: string,
    span: { from: Date; to: Date; bytes: number } | null,
    final: boolean,
  ): Promise<void>
  /** The player's own report, bounded by what was delivered. */
  displayed(useId: string, cameraId: string, from: Date, to: Date): Promise<void>
  /** Decides again; returns those that may no longer be shown. Throws where the register can't be read. */
  recheck(
    watching: readonly Watching[],
  ): Promise<readonly { useId: string; cameraId: string; code: string }[]>
}

type Asked = { readonly caller: Caller; readonly address: string; readonly route: string }

const LEASE_MS = 10_000
/** Live pictures begin with the current group of pictures, so a little in the past; nothing older is live. */
const LIVE_BACK_MS = 30_000
const LIVE_AHEAD_MS = 15_000
/** Time to send what is leased, past its content time. */
const SEND_LIVE_MS = 5000
const SEND_REPLAY_MS = 30_000

export function createGate(deps: {
  readonly db: Executor
  readonly authorizer: Authorizer
  readonly log: LogName
  readonly clock: Clock
}): Gate {
  const { db, authorizer, log, clock } = deps
  const asks = new WeakMap<Opened, Asked>()
  const leases = new Map<string, { useId: string; cameraId: string }>()
  const displays = new DisplayedSpans()

  /** Null: permitted. */
  const whyNot = (
    facts: ImageFacts | null,
    kind: ImageKind,
    nowMs: number,
    span: { fromMs: number; toMs: number } | null,
  ): string | null => {
    if (facts === null) return 'use/unknown'
    const { person, camera, use } = facts
    const { fromMs, toMs } = span ?? use.interval ?? { fromMs: nowMs, toMs: nowMs }
    const action = `image.${kind}` as const
    if (authorizer.authorize({ person, action, resource: camera, use, nowMs, fromMs, toMs }).permit)
      return null
    return lacksToShow(person, action, camera, use, nowMs, { fromMs, toMs }) ?? 'use/not-permitted'
  }

  const write =
    (useId: string, cameraId: string) =>
    (row: string | null, span: { from: number; to: number }): Promise<string> =>
      noteDisplayed(db, {
        row,
        useId,
        cameraId,
        from: new Date(span.from),
        to: new Date(span.to),
        now: clock.now(),
      })

  const refuse = async (opened: Opened, code: string): Promise<never> => {
    const asked = asks.get(opened)
    if (!asked) throw new Error('a refusal was asked for something the gate did not open')
    const { address, route } = asked
    const { useId, cameraId } = opened
    const { personId } = asked.caller
    await registerRefusal(db, log, { personId, address, code, route, cameraId, useId, now: clock.now() })
    throw new Refusal(code)
  }

  return {
    refuse,

    async openImage({ useId, cameraId, kind, caller, address, route }) {
      const now = clock.now()
      const { personId, sessionHash } = caller
      const [facts] = await imageFacts(db, [{ useId, cameraId, personId, sessionHash }], now)
      const code = whyNot(facts ?? null, kind, now.getTime(), null)
      if (code !== null) {
        await registerRefusal(db, log, { personId, address, code, route, cameraId, useId, now })
        throw new Refusal(code)
      }
      const { use, number } = facts!
      const opened: Opened = {
        useId,
        number,
        cameraId,
        act: use.act,
        expiresAt: new Date(use.expiresMs),
        from: use.interval && new Date(use.interval.fromMs),
        to: use.interval && new Date(use.interval.toMs),
      }
      asks.set(opened, { caller, address, route })
      return opened
    },

    async lease(opened, { stream, kind, from, to }) {
      const asked = asks.get(opened)
      if (!asked) throw new Error('a lease was asked for something the gate did not open')
      const { caller } = asked
      const now = clock.now()
      const { useId, cameraId } = opened
      const { personId, sessionHash } = caller
      const [fromMs, toMs, nowMs] = [from.getTime(), to.getTime(), now.getTime()]
      if (!(fromMs < toMs && toMs - fromMs <= LEASE_MS)) return refuse(opened, 'use/outside-interval')
      if (kind === 'live' && (fromMs < nowMs - LIVE_BACK_MS || toMs > nowMs + LIVE_AHEAD_MS))
        return refuse(opened, 'use/outside-interval')
      const [facts] = await imageFacts(db, [{ useId, cameraId, personId, sessionHash }], now)
      const code = whyNot(facts ?? null, kind, nowMs, { fromMs, toMs })
      if (code !== null) return refuse(opened, code)
      const expires = new Date(
        kind === 'live' ? Math.max(toMs, nowMs) + SEND_LIVE_MS : nowMs + SEND_REPLAY_MS,
      )
      const id = await insertLease(db, { useId, cameraId, stream, kind, from, to, expires, now })
      if (id === null) throw new Refusal('use/not-open')
      leases.set(id, { useId, cameraId })
      return id
    },

    async delivered(lease, span, final) {
      const of = leases.get(lease)
      if (final) leases.delete(lease)
      await noteDelivered(db, lease, span, final ? clock.now() : null)
      if (!of || !span) return
      await displays.delivered(
        `${of.useId} ${of.cameraId}`,
        { from: span.from.getTime(), to: span.to.getTime() },
        clock.now().getTime(),
        write(of.useId, of.cameraId),
      )
    },

    displayed(useId, cameraId, from, to) {
      const [fromMs, toMs] = [from.getTime(), to.getTime()]
      if (!(fromMs < toMs)) return Promise.resolve()
      const span = { from: fromMs, to: toMs }
      return displays.reported(`${useId} ${cameraId}`, span, clock.now().getTime(), write(useId, cameraId))
    },

    async recheck(watching) {
      if (watching.length === 0) return []
      const now = clock.now()
      const asks = watching.map(({ opened, caller }) => ({
        useId: opened.useId,
        cameraId: opened.cameraId,
        personId: caller.personId,
        sessionHash: caller.sessionHash,
      }))
      const facts = await imageFacts(db, asks, now)
      return watching.flatMap(({ opened, kind }, i) => {
        const code = whyNot(facts[i]!, kind, now.getTime(), null)
        return code === null ? [] : [{ useId: opened.useId, cameraId: opened.cameraId, code }]
      })
    },
  }
}
