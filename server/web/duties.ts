/** The table of the duties the web process serves, and the context their handlers are given. */
import type { Executor } from '#db/ledger/append.ts'
import { type Authorizer, loadAuthorizer } from '#station/authorizer/authorizer.ts'
import { cameras } from '#station/cameras/contract.ts'
import { type CamerasContext, cameraHandlers } from '#station/cameras/handlers.ts'
import { cameraRefusals } from '#station/cameras/refusals.ts'
import type { Context, Log } from '#station/context.ts'
import { health } from '#station/health/contract.ts'
import { type HealthContext, healthHandlers } from '#station/health/handlers.ts'
import type { PeopleContext } from '#station/people/context.ts'
import { people, session, setup } from '#station/people/contract.ts'
import { peopleHandlers, sessionHandlers, setupHandlers } from '#station/people/handlers.ts'
import { peopleRefusals } from '#station/people/refusals.ts'
import type { RefusalTable } from '#station/refusal.ts'
import type { Caller, Route } from '#station/route.ts'
import { storage } from '#station/storage/contract.ts'
import { type StorageContext, storageHandlers } from '#station/storage/handlers.ts'
import { use } from '#station/use/contract.ts'
import type { UseContext } from '#station/use/decide.ts'
import { useHandlers } from '#station/use/handlers.ts'
import { useRefusals } from '#station/use/refusals.ts'
import { registerRefusal } from '#station/use/refused.ts'
import { revokeUsesOf } from '#station/use/upkeep.ts'
import { watch } from '#station/watch/contract.ts'
import { watchHandlers } from '#station/watch/handlers.ts'
import { watchRefusals } from '#station/watch/refusals.ts'
import { keyRefusals } from '../media/key-refusals.ts'
import { mediaRefusals } from '../media/refusals.ts'
import type { WebDeps } from './app.ts'
import { type Duty, duty } from './duty.ts'
import { registerStatus } from './live-status.ts'
import { refusedLooks } from './look.ts'
import { registerMetrics } from './metrics.ts'
import { permitBy } from './permit.ts'
import { mergeRefusals } from './problem.ts'
import { requestRefusals } from './refusals.ts'

/** What any handler may be given: each declares the part it needs. */
export type StationContext = Context<Caller | null> &
  PeopleContext & { readonly recorders: HealthContext['recorders'] & CamerasContext['recorders'] }

/** A duty of signed-in people: admission has seen to it that there is a caller. */
type WithCaller = StationContext & { readonly caller: Caller }
const signedIn = (bound: Duty<WithCaller>): Duty<StationContext> => {
  for (const { route } of bound.routes)
    if (route.session !== 'required')
      throw new Error(`${route.name} is public: its handler may not count on a caller`)
  return bound as unknown as Duty<StationContext>
}

/** Every duty. */
const wired: readonly Duty<StationContext>[] = [
  duty(setup, setupHandlers, peopleRefusals),
  duty(session, sessionHandlers),
  duty(people, peopleHandlers),
  signedIn(duty<CamerasContext, typeof cameras>(cameras, cameraHandlers, cameraRefusals)),
  signedIn(duty<StorageContext, typeof storage>(storage, storageHandlers)),
  duty<HealthContext, typeof health>(health, healthHandlers),
  duty<UseContext, typeof use>(use, useHandlers, useRefusals),
  duty<UseContext, typeof watch>(watch, watchHandlers, watchRefusals),
  // Pictures come over sockets, which server/media registers; what they refuse is said here.
  { routes: [], refusals: mediaRefusals },
  { routes: [], refusals: keyRefusals },
]

/** All that is served under /api, but the WebSockets. */
export const allRoutes: readonly Route[] = wired.flatMap((d) => d.routes.map((r) => r.route))

/** Every named no. */
export const allRefusals: RefusalTable = mergeRefusals([requestRefusals, ...wired.map((d) => d.refusals)])

export type StationParts = {
  readonly db: Executor
  /** The station's log; asked for until the database has answered once. */
  readonly log: () => Promise<Log>
  readonly clock: { now(): Date }
  readonly setupToken: string | null
  readonly recorders: StationContext['recorders']
}

/** Throws PolicyError where a policy is not what it must be: start-up stops. */
export function stationDuties(parts: StationParts): Pick<
  WebDeps<StationContext>,
  'duties' | 'authorize' | 'refusedLook' | 'contextOf' | 'more'
> & {
  readonly authorizer: Authorizer
} {
  const { db, clock, setupToken, recorders } = parts
  const authorizer = loadAuthorizer()
  return {
    authorizer,
    duties: wired,
    authorize: permitBy(authorizer, clock, async (refused) =>
      registerRefusal(db, await parts.log(), { ...refused, now: clock.now() }),
    ),
    refusedLook: refusedLooks(async (refused) =>
      registerRefusal(db, await parts.log(), { ...refused, now: clock.now() }),
    ),
    more: (app, deps) => {
      registerMetrics(app, recorders)
      registerStatus(app, { ...deps, log: parts.log, recorders })
    },
    contextOf: async ({ caller, browser, requestId }) => ({
      db,
      log: await parts.log(),
      clock,
      authorizer,
      caller,
      requestId,
      address: browser.address,
      browser,
      setupToken,
      recorders,
      revokeUsesOf: async (personId, by, now) => revokeUsesOf(db, await parts.log(), personId, by, now),
    }),
  }
}
