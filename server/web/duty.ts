/** A duty as the web process binds it: routes as data, a function for each, the texts of its refusals. */
import type { RefusalTable } from '#station/refusal.ts'
import type { Handlers, Route } from '#station/route.ts'

export type BoundRoute<C> = {
  readonly route: Route
  readonly handle: (
    context: C,
    input: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  ) => Promise<unknown>
}

export type Duty<C> = { readonly routes: readonly BoundRoute<C>[]; readonly refusals: RefusalTable }

/** Pairs each route of a contract with its handler; the types say that none is missing. */
export function duty<C, T extends Record<string, Route>>(
  contract: T,
  handlers: Handlers<C, T>,
  refusals: RefusalTable = {},
): Duty<C> {
  return {
    refusals,
    routes: Object.entries(contract).map(([key, route]) => ({
      route,
      // The input was validated by the very schemas the handler's types are made of.
      handle: handlers[key as keyof T] as unknown as BoundRoute<C>['handle'],
    })),
  }
}
