/** Load, ask, and register the no: what every handler of the register does first. */
import type { Context } from '../context.ts'
import { callerOf } from '../people/context.ts'
import { Refusal } from '../refusal.ts'
import type { Caller } from '../route.ts'
import { type LoadedUse, loadPerson, loadUse, type Person } from './load.ts'
import { registerRefusal } from './refused.ts'
import type { ApprovalKind } from './store.ts'
import type { Use } from './use.ts'

export type UseContext = Context<Caller | null>

/** The person who asks, afresh. Throws Refusal. */
export async function askerOf(context: UseContext): Promise<Person> {
  const person = await loadPerson(context.db, callerOf(context).personId, context.clock.now())
  if (!person?.active) throw new Refusal('people/sign-in-first')
  return person
}

/** Throws Refusal `use/unknown`. */
export async function wantedUse(context: UseContext, id: string): Promise<LoadedUse> {
  const loaded = await loadUse(context.db, id)
  if (!loaded) throw new Refusal('use/unknown')
  return loaded
}

/** Registers a refused look and throws its Refusal. */
export async function refuse(
  context: UseContext,
  route: string,
  code: string,
  about: { cameraId?: string | null; useId?: string | null } = {},
  params: Refusal['params'] = {},
  law: Refusal['law'] = [],
): Promise<never> {
  await registerRefusal(context.db, context.log, {
    personId: context.caller?.personId ?? null,
    address: context.address,
    code,
    route,
    now: context.clock.now(),
    ...about,
  })
  throw new Refusal(code, params, law)
}

/** The state after an event. Throws the Refusal that `advance` returned. */
export function must<U extends Use>(next: U | Refusal): U {
  if (next instanceof Refusal) throw next
  return next
}

/** In which capacity somebody else decides on a use of this act; null: nobody does. */
export function approvalOf(use: Pick<Use, 'act'>): ApprovalKind | null {
  switch (use.act) {
    case 'replay':
      return 'keeper'
    case 'copy':
    case 'provide':
    case 'mask-off':
      return 'second-person'
    case 'break-glass':
      return 'principal-afterwards'
    default:
      return null
  }
}

/** May this person decide on this use? The policies that say so, or a registered Refusal. */
export async function mayDecide(
  context: UseContext,
  route: string,
  asker: Person,
  loaded: LoadedUse,
): Promise<{ kind: ApprovalKind; policies: readonly string[] }> {
  const { use, facts } = loaded
  const kind = approvalOf(use)
  if (kind === null) return refuse(context, route, 'use/may-not-decide', { useId: use.id })
  const nowMs = context.clock.now().getTime()
  const { permit, policies } = context.authorizer.authorize({
    person: asker,
    action: `approve.${kind}` as const,
    resource: facts,
    nowMs,
  })
  if (permit) return { kind, policies }
  if (use.ownerId === asker.id) return refuse(context, route, 'use/own', { useId: use.id })
  if (kind !== 'principal-afterwards' && use.state !== 'asked')
    throw new Refusal('use/not-in-state', { number: use.number, state: use.state })
  return refuse(context, route, 'use/may-not-decide', { useId: use.id })
}
