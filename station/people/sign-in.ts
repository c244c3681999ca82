/** Signing in with a password, signing out, one's own sessions, password and one-time codes. */
import { sql } from 'kysely'
import { appendWith } from '#db/ledger/append.ts'
import { makeEntry } from '#ledger/entry.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from '../route.ts'
import { callerOf, type PeopleContext, whoCalls } from './context.ts'
import type { session } from './contract.ts'
import { assertGoodPassword, hashPassword, verifyPassword } from './password.ts'
import {
  offerTotp,
  personById,
  personByLogin,
  type SignInRow,
  stationOf,
  takeTotpStep,
} from './person-store.ts'
import {
  beginAttempt,
  endAttempt,
  endOtherSessions,
  endSession,
  openSession,
  sessionsOf,
} from './session-store.ts'
import { standingOf } from './standing.ts'
import { newTotp, totpStep } from './totp.ts'
import { secondsToWait } from './wait.ts'

/** Checks a one-time code and uses its step up. */
async function codeIsRight(
  context: PeopleContext,
  personId: string,
  secret: string,
  code: string,
): Promise<boolean> {
  const step = totpStep(secret, code, context.clock.now().getTime())
  return step !== null && (await takeTotpStep(context.db, personId, step))
}

/** The person a login and password belong to. Throws `people/sign-in-failed` for every reason alike. */
async function personOf(context: PeopleContext, login: string, password: string): Promise<SignInRow> {
  const found = await personByLogin(context.db, login)
  const person = found?.state === 'active' ? found : null
  // The same work whether or not there is such a person.
  if (!(await verifyPassword(password, person?.password_hash ?? null)) || person === null)
    throw new Refusal('people/sign-in-failed')
  return person
}

/** Opens a session for a person just proven, sets the cookie and says what a page needs. */
export async function welcome(
  context: PeopleContext,
  personId: string,
  method: 'password' | 'password+totp' | 'passkey',
) {
  const { browser, db } = context
  const now = context.clock.now()
  const token = await openSession(db, { personId, method, now, before: browser.token, ...browser })
  browser.keepToken(token)
  return standingOf(db, token, now)
}

/** Rate-limited check of one's own password, for changes that a borrowed screen must not make. */
async function prove(context: PeopleContext, password: string): Promise<SignInRow> {
  const caller = callerOf(context)
  const { db } = context
  const attempts = await beginAttempt(db, caller.login, context.browser.address, context.clock.now())
  const seconds = secondsToWait(attempts, context.clock.now())
  if (seconds > 0) {
    await endAttempt(db, attempts.id, null)
    throw new Refusal('people/wait', { seconds })
  }
  const person = await personById(db, caller.personId)
  const right = person !== null && (await verifyPassword(password, person.password_hash))
  await endAttempt(db, attempts.id, right ? 'ok' : 'failed')
  if (!right) throw new Refusal('people/password-wrong')
  return person
}

/** Records a change of one's own account, in one statement with it. */
async function record(
  context: PeopleContext,
  change: string,
  statement: ReturnType<typeof sql>,
): Promise<boolean> {
  const opening = whoCalls(callerOf(context))
  const entry = makeEntry(context.log, 'account', context.clock.now(), { person: opening.commitment, change })
  const done = await appendWith(context.db, statement, entry, { openings: [opening] })
  return done.outcome !== 'unchanged'
}

export const signInHandlers = {
  show: (context) =>
    standingOf(context.db, context.caller ? context.browser.token : null, context.clock.now()),

  async signIn(context, { body }) {
    const { db } = context
    const attempts = await beginAttempt(db, body.login, context.browser.address, context.clock.now())
    let outcome: 'failed' | 'ok' | null = null
    try {
      const seconds = secondsToWait(attempts, context.clock.now())
      if (seconds > 0) throw new Refusal('people/wait', { seconds })
      outcome = 'failed'
      const person = await personOf(context, body.login, body.password)
      if (person.totp_secret !== null) {
        if (body.code === undefined) {
          outcome = null
          throw new Refusal('people/code-needed')
        }
        if (!(await codeIsRight(context, person.id, person.totp_secret, body.code)))
          throw new Refusal('people/code-wrong')
      }
      outcome = 'ok'
      return await welcome(context, person.id, person.totp_secret === null ? 'password' : 'password+totp')
    } catch (error) {
      if (error instanceof Refusal && error.code === 'people/busy') outcome = null
      throw error
    } finally {
      await endAttempt(db, attempts.id, outcome)
    }
  },

  async signOut(context) {
    const caller = callerOf(context)
    await endSession(context.db, caller.personId, caller.sessionHash, context.clock.now())
    context.browser.dropToken()
    return { done: true as const }
  },

  async list(context) {
    const caller = callerOf(context)
    const lines = await sessionsOf(context.db, caller.personId, context.clock.now())
    return lines.map((line) => ({
      id: line.id_hash.toString('hex'),
      current: line.id_hash.equals(caller.sessionHash),
      address: line.address,
      userAgent: line.user_agent,
      method: line.method,
      createdAt: line.created_at.toISOString(),
      seenAt: line.seen_at.toISOString(),
    }))
  },

  async end(context, { params }) {
    const caller = callerOf(context)
    const hash = Buffer.from(params.session, 'hex')
    if (!(await endSession(context.db, caller.personId, hash, context.clock.now())))
      throw new Refusal('people/no-such-session')
    return { done: true as const }
  },

  async changePassword(context, { body }) {
    const caller = callerOf(context)
    await prove(context, body.current)
    assertGoodPassword(body.next, caller.login)
    if (body.next.normalize('NFKC') === body.current.normalize('NFKC'))
      throw new Refusal('people/password-same')
    const hash = await hashPassword(body.next)
    const now = context.clock.now()
    await record(
      context,
      'password-changed',
      sql`update person set password_hash = ${hash}, password_changed_at = ${now}, must_change_password = false
        where id = ${caller.personId} and state = 'active' returning id`,
    )
    await endOtherSessions(context.db, caller.personId, caller.sessionHash, now)
    return { done: true as const }
  },

  async totpBegin(context, { body }) {
    const person = await prove(context, body.password)
    if (person.totp_secret !== null) throw new Refusal('people/totp-on')
    const offer = newTotp(person.login, (await stationOf(context.db)).name)
    await offerTotp(context.db, person.id, offer.secret)
    return offer
  },

  async totpConfirm(context, { body }) {
    const caller = callerOf(context)
    const person = await personById(context.db, caller.personId)
    if (!person?.totp_pending) throw new Refusal(person?.totp_secret ? 'people/totp-on' : 'people/totp-off')
    if (!(await codeIsRight(context, person.id, person.totp_pending, body.code)))
      throw new Refusal('people/code-wrong')
    await record(
      context,
      'totp-on',
      sql`update person set totp_secret = totp_pending, totp_pending = null
        where id = ${person.id} and totp_pending = ${person.totp_pending} returning id`,
    )
    return { done: true as const }
  },

  async totpRemove(context, { body }) {
    const person = await prove(context, body.password)
    if (person.totp_secret === null) throw new Refusal('people/totp-off')
    if (!(await codeIsRight(context, person.id, person.totp_secret, body.code)))
      throw new Refusal('people/code-wrong')
    await record(
      context,
      'totp-off',
      sql`update person set totp_secret = null, totp_pending = null
        where id = ${person.id} and totp_secret is not null returning id`,
    )
    return { done: true as const }
  },
} satisfies Partial<Handlers<PeopleContext, typeof session>>
