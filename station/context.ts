/** What a handler is given. It takes nothing from elsewhere: no global clock, no pool of its own. */
import type { Executor } from '#db/ledger/append.ts'
import type { Authorizer } from './authorizer/authorizer.ts'
import type { Caller } from './route.ts'

export type Clock = { readonly now: () => Date }

/** Which log entries are written for (`station.origin`, `station.epoch`). */
export type Log = { readonly origin: string; readonly epoch: number }

/** `Context<Caller | null>` for public routes. Duties that need more take `Context & {…}`. */
export type Context<C extends Caller | null = Caller> = {
  readonly db: Executor
  readonly caller: C
  /** The asker's network address, as the rate limit sees it. */
  readonly address: string
  readonly clock: Clock
  readonly log: Log
  readonly authorizer: Authorizer
  readonly requestId: string
}
