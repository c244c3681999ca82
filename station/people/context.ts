/** What the handlers of people are given: the database, the clock, who asks, and the browser they ask from. */
import { commitPersonal, type Opening } from '#ledger/personal.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Caller } from '../route.ts'

/** The browser of one request, and its cookie. */
export type Browser = {
  readonly address: string
  readonly userAgent: string
  /** Its name for us without a port: the passkeys' relying party. */
  readonly host: string
  readonly origin: string
  /** The cookie it came with, well-formed; whether it is worth anything is not said. */
  readonly token: string | null
  readonly keepToken: (token: string) => void
  readonly dropToken: () => void
}

export type PeopleContext = Context<Caller | null> & {
  readonly browser: Browser
  /** From the launcher, only while nobody has an account. */
  readonly setupToken: string | null
  /** Ends every open use of a person, at most a second before their pictures go black. */
  readonly revokeUsesOf: (personId: string, by: string, now: Date) => Promise<void>
}

/** The one who asks. Throws Refusal `people/sign-in-first`. */
export function callerOf(context: { readonly caller: Caller | null }): Caller {
  if (context.caller === null) throw new Refusal('people/sign-in-first')
  return context.caller
}

/** Who somebody is, for an entry: the entry holds the commitment, the opening stays in our tables. */
export const who = (person: {
  readonly id: string
  readonly login: string
  readonly name: string
}): Opening => commitPersonal({ person: person.id, login: person.login, name: person.name })

export const whoCalls = (caller: Caller): Opening =>
  who({ id: caller.personId, login: caller.login, name: caller.name })
