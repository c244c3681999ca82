/** The table of the duties the web process serves, and the context their handlers are given. */
import type { Executor } from '#db/ledger/append.ts'
import type { LogName } from '#ledger/entry.ts'
import { type Authorizer, loadAuthorizer } from '#station/authorizer/authorizer.ts'
import type { PeopleContext } from '#station/people/context.ts'
import { people, session, setup } from '#station/people/contract.ts'
import { peopleHandlers, sessionHandlers, setupHandlers } from '#station/people/handlers.ts'
import { peopleRefusals } from '#station/people/refusals.ts'
import type { WebDeps } from './app.ts'
import { type Duty, duty } from './duty.ts'
import { permitBy } from './permit.ts'

/** What any handler may be given: each declares the part it needs. */
export type StationContext = PeopleContext

export type StationParts = {
  readonly db: Executor
  readonly log: LogName
  readonly clock: { now(): Date }
  readonly setupToken: string | null
}

/** Every duty, in the order of its folders. */
const wired: readonly Duty<StationContext>[] = [
  duty(setup, setupHandlers, peopleRefusals),
  duty(session, sessionHandlers),
  duty(people, peopleHandlers),
]

/** Throws PolicyError where a policy is not what it must be: start-up stops. */
export function stationDuties(
  parts: StationParts,
): Pick<WebDeps<StationContext>, 'duties' | 'authorize' | 'contextOf'> & { readonly authorizer: Authorizer } {
  const { db, log, clock, setupToken } = parts
  const authorizer = loadAuthorizer()
  return {
    authorizer,
    duties: wired,
    authorize: permitBy(authorizer, clock, async () => {}),
    contextOf: ({ caller, browser, requestId }) => ({
      db,
      log,
      clock,
      authorizer,
      caller,
      requestId,
      address: browser.address,
      browser,
      setupToken,
      revokeUsesOf: async () => {},
    }),
  }
}
