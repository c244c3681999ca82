/**
 * A route as data. A duty's `contract.ts` lists its routes, `handlers.ts` carries the functions, `server/web` binds
 * them: session, CSRF, rate limit, authorizer, validation, handler, in this order. The route's `name` is its
 * Cedar action; without a policy that permits it the route is refused, so forgetting one closes, never opens.
 */
import type { Static, TSchema } from 'typebox'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Route = {
  /** `duty.verb`, e.g. `use.open`: the Cedar action and the OpenAPI operationId. */
  readonly name: string
  readonly method: Method
  /** Path under `/api`, with `:name` parameters. */
  readonly path: string
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  readonly reply: TSchema
  /** `public`: no session is needed (sign-in, health); the authorizer is asked all the same. */
  readonly session: 'required' | 'public'
  /** Requests a minute and address (and person); default 300. */
  readonly perMinute?: number
  /** It looks at pictures: whoever is refused it is registered, nobody in particular too. */
  readonly looks?: true
  readonly summary: { readonly zh: string; readonly en: string }
}

type In<S> = S extends TSchema ? Static<S> : undefined

export type Input<R extends Route> = {
  readonly params: In<R['params']>
  readonly query: In<R['query']>
  readonly body: In<R['body']>
}

/** Who is asking: filled by the session, never by the request. */
export type Caller = {
  readonly personId: string
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly sessionHash: Buffer
  readonly method: 'password' | 'password+totp' | 'passkey'
}

export type Handler<C, R extends Route> = (context: C, input: Input<R>) => Promise<Static<R['reply']>>

/** One handler for each route of a contract, by the route's key in it. */
export type Handlers<C, T extends Record<string, Route>> = { readonly [K in keyof T]: Handler<C, T[K]> }
