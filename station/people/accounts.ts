/**
 * Accounts: the administrator proposes, a keeper or the principal confirms. Who proposes gets the first half of a first
 * password, who confirms the second, so neither can sign in as somebody else. Suspending needs one person only.
 */
import type { Static } from 'typebox'
import { type Appended, appendWith } from '#db/ledger/append.ts'
import { makeEntry } from '#ledger/entry.ts'
import { commitPersonal } from '#ledger/personal.ts'
import { Refusal } from '../refusal.ts'
import type { Caller, Handlers } from '../route.ts'
import {
  applied,
  type ChangeKind,
  type ChangeRow,
  changeById,
  changesIn,
  decision,
  endsSessions,
  newIds,
  newPerson,
  othersWith,
  proposalBeside,
  proposalOf,
  suspension,
  type Wanted,
} from './account-store.ts'
import { callerOf, type PeopleContext, who, whoCalls } from './context.ts'
import type { people } from './contract.ts'
import { groupsOfLetters, hashPassword } from './password.ts'
import { listPeople, personById, type SignInRow } from './person-store.ts'
import { conflict, roleNames } from './roles.ts'

type RoleList = Static<(typeof people.proposeRoles)['body']>['roles']

function assertRolesFit(roles: readonly string[]): void {
  const pair = conflict(roles)
  if (pair === null) return
  const [one, other] = pair.map((r) => roleNames[r]!) as [
    { zh: string; en: string },
    { zh: string; en: string },
  ]
  throw new Refusal('people/roles-apart', { one: one.zh, other: other.zh, oneEn: one.en, otherEn: other.en })
}

/** A station must keep somebody who can propose and somebody who can confirm. */
async function assertNotLast(
  context: PeopleContext,
  person: SignInRow,
  rolesAfter: readonly string[],
): Promise<void> {
  for (const role of ['administrator', 'keeper']) {
    if (person.state !== 'active' || !person.roles.includes(role) || rolesAfter.includes(role)) continue
    if ((await othersWith(context.db, role, person.id)) === 0)
      throw new Refusal('people/last-one', { role: roleNames[role]!.zh, roleEn: roleNames[role]!.en })
  }
}

async function target(context: PeopleContext, id: string): Promise<SignInRow> {
  const person = await personById(context.db, id)
  if (person === null) throw new Refusal('people/no-such-person')
  return person
}

/** Two of one kind at once break the unique index of waiting proposals; a taken login breaks the person's. */
function named(error: unknown): unknown {
  const constraint = (error as { constraint?: unknown }).constraint
  if (constraint === 'person_login_key') return new Refusal('people/login-taken')
  if (constraint === 'person_change_one') return new Refusal('people/change-waiting')
  return error
}

function entryOf(
  context: PeopleContext,
  caller: Caller,
  person: Parameters<typeof who>[0],
  change: string,
  more: { readonly roles?: readonly string[] | undefined; readonly reason?: string } = {},
) {
  const subject = who(person)
  // The reason is words about a person: it stays with the opening, which can be forgotten.
  const { reason, roles } = more
  const by =
    reason === undefined
      ? whoCalls(caller)
      : commitPersonal({ person: caller.personId, login: caller.login, name: caller.name, reason })
  const body = {
    person: subject.commitment,
    change,
    ...(roles ? { roles } : {}),
    ...(change.startsWith('confirmed') ? { confirmedBy: by.commitment } : { by: by.commitment }),
  }
  return { entry: makeEntry(context.log, 'account', context.clock.now(), body), openings: [subject, by] }
}

/** Proposes a change of a person who exists. */
async function propose(
  context: PeopleContext,
  personId: string,
  kind: ChangeKind,
  wanted: Wanted,
  reason: string,
  states: readonly string[],
) {
  const caller = callerOf(context)
  const person = await target(context, personId)
  const firstHalf = kind === 'password' ? groupsOfLetters(2) : null
  const proposal = {
    ...newIds(),
    personId,
    kind,
    wanted,
    firstHalf,
    reason,
    by: caller.personId,
    now: context.clock.now(),
  }
  const { entry, openings } = entryOf(context, caller, person, `proposed.${kind}`, {
    roles: wanted.roles,
    reason,
  })
  let done: Appended<unknown>
  try {
    done = await appendWith(context.db, proposalOf(proposal, states), entry, { openings })
  } catch (error) {
    throw named(error)
  }
  if (done.outcome === 'unchanged') throw new Refusal('people/state')
  return { changeId: proposal.changeId, personId, passwordHalf: firstHalf }
}

/** Throws unless this caller may decide this proposal, now. */
async function assertMayConfirm(context: PeopleContext, caller: Caller, change: ChangeRow): Promise<void> {
  if (change.proposed_by === caller.personId || change.person_id === caller.personId)
    throw new Refusal('people/same-person')
  if (change.kind !== 'roles') return
  const person = await target(context, change.person_id)
  await assertNotLast(context, person, change.wanted.roles ?? [])
}

async function waiting(context: PeopleContext, id: string): Promise<ChangeRow> {
  const change = await changeById(context.db, id)
  if (change?.state !== 'proposed') throw new Refusal('people/no-such-change')
  return change
}

export const accountHandlers: Handlers<PeopleContext, typeof people> = {
  async list(context) {
    const rows = await listPeople(context.db)
    return rows.map((row) => ({
      id: row.id,
      login: row.login,
      name: row.name,
      unit: row.unit,
      post: row.post,
      roles: row.roles as RoleList,
      state: row.state,
      hasPassword: row.has_password,
      hasTotp: row.has_totp,
      passkeys: row.passkeys,
      skillsUntilOn: row.skills_until_on,
      confidentialityUntilOn: row.confidentiality_until_on,
      createdAt: row.created_at.toISOString(),
      lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    }))
  },

  async changes(context, { query }) {
    const rows = await changesIn(context.db, query.state ?? null)
    return rows.map((row) => ({
      id: row.id,
      personId: row.person_id,
      login: row.login,
      name: row.name,
      kind: row.kind,
      roles: [...(row.wanted.roles ?? [])] as RoleList,
      state: row.state,
      reason: row.reason,
      proposedBy: row.proposer_name,
      proposedAt: row.proposed_at.toISOString(),
      decidedBy: row.decider_name,
      decidedAt: row.decided_at?.toISOString() ?? null,
    }))
  },

  async propose(context, { body }) {
    const caller = callerOf(context)
    assertRolesFit(body.roles)
    const { login, reason, ...wanted } = body
    const firstHalf = groupsOfLetters(2)
    const now = context.clock.now()
    const proposal = {
      ...newIds(),
      kind: 'add' as const,
      wanted,
      firstHalf,
      reason,
      by: caller.personId,
      now,
    }
    const person = { id: proposal.personId, login, name: body.name }
    const { entry, openings } = entryOf(context, caller, person, 'proposed.add', {
      roles: body.roles,
      reason,
    })
    try {
      const also = [proposalBeside(proposal)]
      await appendWith(context.db, newPerson(proposal, login), entry, { also, openings })
    } catch (error) {
      throw named(error)
    }
    return { changeId: proposal.changeId, personId: proposal.personId, passwordHalf: firstHalf }
  },

  async proposeRoles(context, { params, body }) {
    assertRolesFit(body.roles)
    await assertNotLast(context, await target(context, params.id), body.roles)
    return propose(context, params.id, 'roles', { roles: body.roles }, body.reason, ['active', 'suspended'])
  },

  async proposeFacts(context, { params, body }) {
    const { reason, ...wanted } = body
    return propose(context, params.id, 'facts', wanted, reason, ['active', 'suspended'])
  },

  async proposePassword(context, { params, body }) {
    return propose(context, params.id, 'password', {}, body.reason, ['active'])
  },

  async proposeResume(context, { params, body }) {
    return propose(context, params.id, 'resume', {}, body.reason, ['suspended'])
  },

  async confirm(context, { params }) {
    const caller = callerOf(context)
    const change = await waiting(context, params.id)
    await assertMayConfirm(context, caller, change)
    const secondHalf = change.first_half === null ? null : groupsOfLetters(2)
    const hash = secondHalf === null ? null : await hashPassword(`${change.first_half}-${secondHalf}`)
    const now = context.clock.now()
    const person = { id: change.person_id, login: change.login, name: change.name }
    const { entry, openings } = entryOf(context, caller, person, `confirmed.${change.kind}`, {
      roles: change.wanted.roles,
    })
    const done = await appendWith(
      context.db,
      decision(change.id, 'confirmed', caller.personId, null, now),
      entry,
      {
        openings,
        also: [
          applied(change.kind, change.wanted, hash, caller.personId),
          // Other roles, another password: whoever sits there signs in again.
          ...(change.kind === 'roles' || change.kind === 'password' ? [endsSessions(now)] : []),
        ],
      },
    )
    if (done.outcome === 'unchanged') throw new Refusal('people/no-such-change')
    return { changeId: change.id, personId: change.person_id, passwordHalf: secondHalf }
  },

  async decline(context, { params, body }) {
    const caller = callerOf(context)
    const change = await waiting(context, params.id)
    const person = { id: change.person_id, login: change.login, name: change.name }
    const { entry, openings } = entryOf(context, caller, person, `declined.${change.kind}`, {
      reason: body.reason,
    })
    const statement = decision(change.id, 'declined', caller.personId, body.reason, context.clock.now())
    const done = await appendWith(context.db, statement, entry, { openings })
    if (done.outcome === 'unchanged') throw new Refusal('people/no-such-change')
    return { done: true as const }
  },

  async suspend(context, { params, body }) {
    const caller = callerOf(context)
    if (params.id === caller.personId) throw new Refusal('people/not-yourself')
    const person = await target(context, params.id)
    await assertNotLast(context, person, [])
    const now = context.clock.now()
    const { entry, openings } = entryOf(context, caller, person, 'suspended', { reason: body.reason })
    const done = await appendWith(context.db, suspension(person.id), entry, {
      openings,
      also: [endsSessions(now)],
    })
    if (done.outcome === 'unchanged') throw new Refusal('people/state')
    await context.revokeUsesOf(person.id, caller.personId, now)
    return { done: true as const }
  },
}
