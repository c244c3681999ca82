/** The use register's routes: load, decide, advance, write with its entry, reply. */
import { type Act, acts } from '../authorizer/facts.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from '../route.ts'
import { ACTS } from './acts.ts'
import type { use as contract } from './contract.ts'
import { askerOf, mayDecide, must, refuse, type UseContext, wantedUse } from './decide.ts'
import { type LoadedUse, loadPerson, type Person } from './load.ts'
import { openUse } from './open.ts'
import { useRefusals } from './refusals.ts'
import { entriesOfUse, registerLines, shownSpans, storyOfUse } from './register-store.ts'
import { type Lack, lacksToOpen } from './rule.ts'
import { writeApproval, writeConfirmation, writeEnd, writeRefusal } from './store.ts'
import { lineOf, type Story, storyOf } from './story.ts'
import { advance, type Use } from './use.ts'

const DAY_MS = 86_400_000
const USUAL_LINES = 50
const DONE = { done: true } as const

/** Acts on whose asked uses an operator decides as second person. */
const SECOND_PERSON: readonly Act[] = ['copy', 'provide', 'mask-off']

const readsAll = (context: UseContext, asker: Person): boolean =>
  context.authorizer.authorize({ person: asker, action: 'register.read', resource: 'station' }).permit
const decidesOn = (asker: Person): readonly Act[] => (asker.roles.includes('operator') ? SECOND_PERSON : [])

async function tell(context: UseContext, asker: Person, id: string): Promise<Story> {
  const { db, authorizer, clock } = context
  const row = await storyOfUse(db, id)
  if (!row) throw new Refusal('use/unknown')
  const [shown, entries] = await Promise.all([shownSpans(db, id), entriesOfUse(db, id)])
  return storyOf(row, shown, entries, asker, authorizer, clock.now())
}

/** Opens an asked use with the approval just given, if the authorizer then permits it to its owner. */
async function openWith(
  context: UseContext,
  { use, facts }: LoadedUse,
  kind: 'keeper' | 'second-person',
  by: Person,
): Promise<void> {
  const at = context.clock.now()
  const owner = await loadPerson(context.db, use.ownerId, at)
  if (!owner) throw new Error(`the owner of ${use.number} is gone`)
  const approved = { ...facts, approvals: [...facts.approvals, kind] }
  const { permit, policies } = context.authorizer.authorize({
    person: owner,
    action: use.act,
    resource: approved,
    nowMs: at.getTime(),
  })
  if (!permit) throw new Refusal(lacksToOpen(owner, approved, at.getTime())[0]?.code ?? 'use/not-permitted')
  const opened = must(advance(use, { type: 'open', at, policies }))
  if (opened.state !== 'open') throw new Error('opening did not open')
  await writeApproval(context.db, context.log, opened, kind, by)
}

const lackText = ({ code }: Lack) => {
  const row = useRefusals[code as keyof typeof useRefusals]
  return { code, zh: `${row.title.zh}。${row.next.zh}`, en: `${row.title.en}. ${row.next.en}` }
}

export const useHandlers: Handlers<UseContext, typeof contract> = {
  async acts(context) {
    const asker = await askerOf(context)
    const nowMs = context.clock.now().getTime()
    return acts.map((act) => {
      const row = ACTS[act]
      // A use with everything that can be filled in: what it still lacks, the person lacks.
      const facts = {
        id: 'ideal',
        act,
        state: 'asked',
        ownerId: asker.id,
        cameras: [],
        cameraCount: 1,
        interval: row.pictures === 'live' ? null : { fromMs: nowMs - 1000, toMs: nowMs },
        lastsMs: row.lastsMs.usual,
        expiresMs: 0,
        officialsSeen: 2,
        documentsSeen: 1,
        approvals: [],
        keepersTold: true,
        relationStated: true,
        consentStated: true,
        lawful: true,
      } as const
      const { permit } = context.authorizer.authorize({ person: asker, action: act, resource: facts, nowMs })
      const lacks = permit ? [] : lacksToOpen(asker, facts, nowMs)
      const firm = lacks.filter((l) => !l.grant)
      return {
        act,
        text: { zh: row.zh, en: row.en },
        may: firm.length === 0,
        lacks: firm.map(lackText),
        pictures: row.pictures,
        needs: lacks.find((l) => l.grant)?.grant ?? null,
        needsOfficials: row.officials,
        needsConcerned: act === 'person-concerned',
        camerasAtMost: row.camerasAtMost,
        usualMinutes: row.lastsMs.usual / 60_000,
        mostMinutes: row.lastsMs.most / 60_000,
        reachesBackHours: act === 'handover-check' ? 24 : null,
        bases: [...row.bases],
      }
    })
  },

  async open(context, { body }) {
    const asker = await askerOf(context)
    return tell(context, asker, await openUse(context, asker, body))
  },

  async list(context, { query }) {
    const asker = await askerOf(context)
    const limit = query.limit ?? USUAL_LINES
    const [afterMs, afterId] = query.after?.split('.') ?? []
    const day = query.on === undefined ? null : new Date(`${query.on}T00:00:00+08:00`)
    const instant = (text: string | undefined): Date | undefined => {
      if (text === undefined) return undefined
      const at = new Date(text)
      if (Number.isNaN(at.getTime())) throw new Refusal('use/interval-wrong', { days: 31 })
      return at
    }
    const rows = await registerLines(context.db, {
      kind: query.kind,
      person: query.person,
      camera: query.camera,
      act: query.act,
      state: query.state,
      q: query.q,
      from: day ?? instant(query.from),
      to: day ? new Date(day.getTime() + DAY_MS) : instant(query.to),
      after: afterMs && afterId ? { at: new Date(Number(afterMs)), id: afterId } : undefined,
      limit: limit + 1,
      only: readsAll(context, asker) ? null : { personId: asker.id, decides: decidesOn(asker) },
    })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return {
      items: items.map((r) => lineOf(r, asker, context.authorizer, context.clock.now())),
      next: rows.length > limit && last ? `${last.at.getTime()}.${last.id}` : null,
    }
  },

  async show(context, { params }) {
    const asker = await askerOf(context)
    const { use } = await wantedUse(context, params.id)
    const deciding = use.state === 'asked' && decidesOn(asker).includes(use.act)
    if (use.ownerId !== asker.id && !deciding && !readsAll(context, asker)) {
      await refuse(context, 'use.show', 'use/not-yours', { useId: use.id })
    }
    return tell(context, asker, use.id)
  },

  async approve(context, { params }) {
    const asker = await askerOf(context)
    const loaded = await wantedUse(context, params.id)
    const { kind, policies } = await mayDecide(context, 'use.approve', asker, loaded)
    if (kind === 'principal-afterwards') {
      const at = context.clock.now()
      const use = must(advance(loaded.use, { type: 'confirm', at, by: asker.id }))
      await writeConfirmation(context.db, context.log, use, asker, policies, at)
    } else {
      await openWith(context, loaded, kind, asker)
    }
    return tell(context, asker, params.id)
  },

  async refuse(context, { params, body }) {
    const asker = await askerOf(context)
    const loaded = await wantedUse(context, params.id)
    const { kind, policies } = await mayDecide(context, 'use.refuse', asker, loaded)
    const event = { type: 'refuse', at: context.clock.now(), by: asker.id, reason: body.reason } as const
    const next = must(advance(loaded.use, event))
    if (next.state !== 'refused') throw new Error('refusing did not refuse')
    await writeRefusal(context.db, context.log, next, kind, asker, policies)
    return tell(context, asker, params.id)
  },

  async withdraw(context, { params }) {
    const asker = await askerOf(context)
    const { use } = await wantedUse(context, params.id)
    await end(context, asker, advance(use, { type: 'withdraw', at: context.clock.now(), by: asker.id }))
    return DONE
  },

  async close(context, { params, body }) {
    const asker = await askerOf(context)
    const { use } = await wantedUse(context, params.id)
    // The watch ends by handing over, with its checks.
    if (use.act === 'watch-live' && use.ownerId === asker.id && use.state === 'open')
      throw new Refusal('use/hand-over-instead')
    const { result, destination = null } = body
    const event = { type: 'close', at: context.clock.now(), by: asker.id, result, destination } as const
    await end(context, asker, advance(use, event))
    return DONE
  },

  async revoke(context, { params, body }) {
    const asker = await askerOf(context)
    const { use, facts } = await wantedUse(context, params.id)
    const at = context.clock.now()
    const next = must(advance(use, { type: 'revoke', at, by: asker.id, reason: body.reason }))
    const question = { person: asker, action: 'revoke', resource: facts, nowMs: at.getTime() } as const
    if (!context.authorizer.authorize(question).permit)
      await refuse(context, 'use.revoke', 'use/not-yours', { useId: use.id })
    await end(context, asker, next)
    return DONE
  },
}

async function end(context: UseContext, by: Person, next: Use | Refusal): Promise<void> {
  const ended = must(next)
  if (ended.state === 'asked' || ended.state === 'open') throw new Error(`${ended.number} did not end`)
  await writeEnd(context.db, context.log, ended, by)
}
