/** The table of the duties the web process serves, and the context their handlers are given. */
import type { Executor } from '#db/ledger/append.ts'
import type { LogName } from '#ledger/entry.ts'
import type { PeopleContext } from '#station/people/context.ts'
import { people, session, setup } from '#station/people/contract.ts'
import { peopleHandlers, sessionHandlers, setupHandlers } from '#station/people/handlers.ts'
import { peopleRefusals } from '#station/people/refusals.ts'
import type { WebDeps } from './app.ts'
import { type Duty, duty } from './duty.ts'

/** What any handler may be given: each declares the part it needs. */
export type StationContext = PeopleContext

export type StationParts = {
  readonly db: Executor
  readonly log: LogName
  readonly clock: { now(): Date }
  readonly setupToken: string | null
  readonly authorize: WebDeps<StationContext>['authorize']
}

export function stationDuties(
  parts: StationParts,
): Pick<WebDeps<StationContext>, 'duties' | 'authorize' | 'contextOf'> {
  const { db, log, clock, setupToken } = parts
  const duties: Duty<StationContext>[] = [
    duty(setup, setupHandlers, peopleRefusals),
    duty(session, sessionHandlers),
    duty(people, peopleHandlers),
  ]
  return {
    duties,
    authorize: parts.authorize,
    contextOf: ({ caller, browser }) => ({
      db,
      log,
      clock,
      caller,
      browser,
      setupToken,
      revokeUsesOf: async () => {},
    }),
  }
}
