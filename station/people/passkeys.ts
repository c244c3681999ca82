/** Passkeys (WebAuthn level 3): user verification is asked for, so one is two factors in one touch. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { sql } from 'kysely'
import { appendWith } from '#db/ledger/append.ts'
import { makeEntry } from '#ledger/entry.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from '../route.ts'
import { callerOf, type PeopleContext, whoCalls } from './context.ts'
import type { session } from './contract.ts'
import {
  keepChallenge,
  notePasskeyUse,
  passkeyById,
  passkeysOf,
  personById,
  stationOf,
  takeChallenge,
} from './person-store.ts'
import { welcome } from './sign-in.ts'

const passkeysAtMost = 20

/** Two hundred files: read with the first passkey, not at each start of the web process. */
const library = () => import('@simplewebauthn/server')

/** COSE: Ed25519, ES256, RS256. What every authenticator has at least one of. */
const algorithms = [-8, -7, -257]

type Transports = NonNullable<RegistrationResponseJSON['response']['transports']>

/** What the library throws for a response that doesn't fit becomes one refusal: it says no more than that. */
async function verified<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isOurs(error)) throw error
    throw new Refusal('people/passkey-failed')
  }
}

/** A refusal of ours, or the database being away: not the presenter's doing. */
const isOurs = (error: unknown): boolean =>
  error instanceof Refusal || typeof (error as { severity?: unknown }).severity === 'string'

async function recordPasskey(context: PeopleContext, change: string, statement: ReturnType<typeof sql>) {
  const opening = whoCalls(callerOf(context))
  const entry = makeEntry(context.log, 'account', context.clock.now(), { person: opening.commitment, change })
  return appendWith(context.db, statement, entry, { openings: [opening] })
}

export const passkeyHandlers = {
  async passkeyOptions(context) {
    const { generateAuthenticationOptions } = await library()
    const options = await generateAuthenticationOptions({
      rpID: context.browser.host,
      userVerification: 'required',
      allowCredentials: [],
      timeout: 120_000,
    })
    await keepChallenge(context.db, options.challenge, 'sign-in', null, context.clock.now())
    return { ...options }
  },

  async passkey(context, { body }) {
    const { db, browser } = context
    const known = await passkeyById(db, body.id)
    const person = known === null ? null : await personById(db, known.person_id)
    const now = context.clock.now()
    const { verifyAuthenticationResponse } = await library()
    const said = await verified(async () => {
      // Without a passkey of that id there is nothing to verify; the challenge is used up all the same.
      const response = body as AuthenticationResponseJSON
      return verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => takeChallenge(db, challenge, 'sign-in', null, now),
        expectedOrigin: browser.origin,
        expectedRPID: browser.host,
        requireUserVerification: true,
        credential: {
          id: body.id,
          publicKey: new Uint8Array(known?.public_key ?? []),
          counter: Number(known?.counter ?? 0),
          transports: (known?.transports ?? []) as Transports,
        },
      })
    })
    if (!said.verified || known === null || person?.state !== 'active')
      throw new Refusal('people/passkey-failed')
    if (!(await notePasskeyUse(db, known.id, said.authenticationInfo.newCounter, now)))
      throw new Refusal('people/passkey-failed')
    return welcome(context, person.id, 'passkey')
  },

  async passkeys(context) {
    const rows = await passkeysOf(context.db, callerOf(context).personId)
    return rows.map((row) => ({
      id: row.id,
      label: row.label,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
    }))
  },

  async passkeyNewOptions(context) {
    const caller = callerOf(context)
    const existing = await passkeysOf(context.db, caller.personId)
    if (existing.length >= passkeysAtMost) throw new Refusal('people/passkeys-enough')
    const station = await stationOf(context.db)
    const { generateRegistrationOptions } = await library()
    const options = await generateRegistrationOptions({
      rpName: station.name,
      rpID: context.browser.host,
      userName: caller.login,
      userDisplayName: caller.name,
      userID: new TextEncoder().encode(caller.personId),
      attestationType: 'none',
      supportedAlgorithmIDs: algorithms,
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: existing.map((p) => ({ id: p.id, transports: p.transports })),
      timeout: 120_000,
    })
    await keepChallenge(context.db, options.challenge, 'register', caller.personId, context.clock.now())
    return { ...options }
  },

  async passkeyNew(context, { body }) {
    const caller = callerOf(context)
    const { db, browser } = context
    const now = context.clock.now()
    const { verifyRegistrationResponse } = await library()
    const said = await verified(() =>
      verifyRegistrationResponse({
        response: body.credential as RegistrationResponseJSON,
        expectedChallenge: (challenge) => takeChallenge(db, challenge, 'register', caller.personId, now),
        expectedOrigin: browser.origin,
        expectedRPID: browser.host,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      }),
    )
    if (!said.verified) throw new Refusal('people/passkey-failed')
    const { credential } = said.registrationInfo
    const done = await recordPasskey(
      context,
      'passkey-added',
      sql`insert into passkey (id, person_id, public_key, counter, transports, label, created_at)
        values (${credential.id}, ${caller.personId}, ${Buffer.from(credential.publicKey)}, ${credential.counter},
          ${credential.transports ?? []}, ${body.label}, ${now})
        on conflict (id) do nothing returning id`,
    )
    if (done.outcome === 'unchanged') throw new Refusal('people/passkey-known')
    return { done: true as const }
  },

  async passkeyRemove(context, { params }) {
    const caller = callerOf(context)
    const done = await recordPasskey(
      context,
      'passkey-removed',
      sql`delete from passkey where id = ${params.passkey} and person_id = ${caller.personId} returning id`,
    )
    if (done.outcome === 'unchanged') throw new Refusal('people/no-such-passkey')
    return { done: true as const }
  },
} satisfies Partial<Handlers<PeopleContext, typeof session>>
