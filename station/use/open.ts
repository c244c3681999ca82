/** Opening a use: from what a person filled in to a registered, decided use. */
import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { UseFacts } from '../authorizer/facts.ts'
import type { Context } from '../context.ts'
import { callerOf } from '../people/context.ts'
import { Refusal } from '../refusal.ts'
import { ACTS } from './acts.ts'
import type { use as routes } from './contract.ts'
import { approvalOf, must, refuse, type UseContext } from './decide.ts'
import { isLawful, lawReasons, type Registered } from './lawful.ts'
import type { Person } from './load.ts'
import { lacksToOpen, officialsSeen, sameOfficial } from './rule.ts'
import { type Draft, insertUse, newUseId } from './store.ts'
import { advance, type Use } from './use.ts'

export type Form = Static<(typeof routes.open)['body']>

/** Longest content interval of one use: more is a second use, with its own reason. */
const MOST_DAYS = 31
const DAY_MS = 86_400_000

const ROUTE = 'use.open'

/** Opens or asks for a use; returns its id. Throws Refusal; a refused look is registered by then. */
export async function openUse(context: UseContext, asker: Person, form: Form): Promise<string> {
  const now = context.clock.now()
  const row = ACTS[form.act]
  const lastsMs = form.minutes === undefined ? row.lastsMs.usual : form.minutes * 60_000
  const interval = intervalOf(form, now, lastsMs)
  const officials = row.officials ? (form.officials ?? []) : []
  const documents = row.officials ? (form.documents ?? []) : []
  const concerned = form.act === 'person-concerned' ? (form.concerned ?? null) : null
  const documentsSeen = documents.filter((d) => d.seen).length
  const { act, purpose, basis } = form
  const registered: Registered = { act, purpose, basis, officials, documentsSeen, concerned }
  if (form.cameras.length > row.camerasAtMost)
    await refuse(
      context,
      ROUTE,
      form.act === 'maintenance-picture' ? 'use/one-camera' : 'use/too-many-cameras',
      {},
      { most: row.camerasAtMost },
    )
  if (officials.some((a, i) => officials.slice(0, i).some((b) => sameOfficial(a, b))))
    await refuse(context, ROUTE, 'use/same-officer', {}, {}, lawReasons(registered, now))
  await assertCameras(context, form.cameras)

  const asked: Use & { readonly state: 'asked' } = {
    id: newUseId(),
    number: '',
    act: form.act,
    ownerId: asker.id,
    cameras: [...form.cameras].sort(),
    interval,
    lastsMs,
    askedAt: now,
    state: 'asked',
  }
  const tellsKeepers = row.tells || (form.act === 'watch-live' && !asker.trained)
  const facts = factsToOpen(asked, registered, tellsKeepers)
  const use = await decided(context, asker, asked, facts, registered)
  const draft: Draft = {
    use,
    owner: asker,
    sessionHash: callerOf(context).sessionHash,
    purpose: form.purpose,
    basis: form.basis,
    subject: form.subject ?? null,
    concerned,
    officials,
    documents,
    tellsKeepers,
    tellsPrincipal: form.act === 'break-glass',
  }
  await insertUse(context.db, context.log, draft)
  return use.id
}

/** What the authorizer is told of a use that is to be opened. @param keepersTold they will be, with the opening. */
export function factsToOpen(
  asked: Use & { readonly state: 'asked' },
  registered: Registered,
  keepersTold: boolean,
): UseFacts {
  const { interval, cameras } = asked
  return {
    ...asked,
    cameras: [],
    cameraCount: cameras.length,
    interval: interval && { fromMs: interval.from.getTime(), toMs: interval.to.getTime() },
    expiresMs: 0,
    officialsSeen: officialsSeen(registered.officials),
    documentsSeen: registered.documentsSeen,
    approvals: [],
    keepersTold,
    relationStated: registered.concerned !== null,
    consentStated: registered.concerned !== null,
    lawful: isLawful(registered, asked.askedAt),
  }
}

/** Open where Cedar permits now; asked where it would with the approval somebody else can give; else refused. */
async function decided(
  context: UseContext,
  asker: Person,
  asked: Use & { readonly state: 'asked' },
  facts: UseFacts,
  registered: Registered,
): Promise<Draft['use']> {
  const at = asked.askedAt
  const question = { person: asker, action: asked.act, nowMs: at.getTime() } as const
  const { permit, policies } = context.authorizer.authorize({ ...question, resource: facts })
  if (permit) return must(advance(asked, { type: 'open', at, policies })) as Draft['use']
  const kind = approvalOf(asked)
  if (kind === 'keeper' || kind === 'second-person') {
    const approved = { ...facts, approvals: [kind] }
    if (context.authorizer.authorize({ ...question, resource: approved }).permit) return asked
  }
  const lacks = lacksToOpen(asker, facts, at.getTime())
  // What nobody can grant comes first: an approval would not help.
  const first = lacks.find((l) => !l.grant) ?? lacks[0]
  const about = { cameraId: asked.cameras[0] ?? null }
  return refuse(context, ROUTE, first?.code ?? 'use/not-permitted', about, {}, lawReasons(registered, at))
}

function intervalOf(form: Form, now: Date, lastsMs: number): { from: Date; to: Date } | null {
  if (form.from === undefined && form.to === undefined) return null
  const from = new Date(form.from ?? Number.NaN)
  const to = new Date(form.to ?? Number.NaN)
  const span = to.getTime() - from.getTime()
  const right = span > 0 && span <= MOST_DAYS * DAY_MS && to.getTime() <= now.getTime() + lastsMs
  if (!right) throw new Refusal('use/interval-wrong', { days: MOST_DAYS })
  return { from, to }
}

async function assertCameras(context: Pick<Context, 'db'>, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from camera where id = any (${ids}::uuid[])`.execute(context.db)
  if (rows[0]?.n !== ids.length) throw new Refusal('use/camera-unknown')
}
