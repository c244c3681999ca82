/** Taking the watch opens a live use, handing it over closes it (Decree 185 Arts 13(1), 14). */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { callerOf } from '../people/context.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from '../route.ts'
import { ACTS } from '../use/acts.ts'
import { askerOf, must, refuse, type UseContext } from '../use/decide.ts'
import { loadUse, type Person } from '../use/load.ts'
import { factsToOpen } from '../use/open.ts'
import { lacksToOpen } from '../use/rule.ts'
import { insertUse, newUseId, writeEnd } from '../use/store.ts'
import { advance, type Use } from '../use/use.ts'
import type { watch as contract } from './contract.ts'
import {
  handOverNote,
  insertNote,
  notesSince,
  onDuty,
  operators,
  sayHandOver,
  usesOnWatch,
  wallCameras,
  watchInserts,
} from './store.ts'

const DAY_MS = 86_400_000
const DONE = { done: true } as const
const PURPOSE = '值班监看'
const BASIS = '《北京市公共安全图像信息系统管理办法》第十三条第（一）项'

export const watchHandlers: Handlers<UseContext, typeof contract> = {
  async show(context) {
    const asker = await askerOf(context)
    const { db, clock } = context
    const [duty, all, notes, cameras] = await Promise.all([
      onDuty(db),
      operators(db),
      notesSince(db, new Date(clock.now().getTime() - DAY_MS)),
      wallCameras(db),
    ])
    const mine = duty.find((d) => d.person_id === asker.id)
    return {
      mine: mine
        ? {
            id: mine.id,
            useId: mine.use_id,
            useNumber: mine.number,
            takenAt: mine.taken_at.toISOString(),
            expiresAt: mine.expires_at.toISOString(),
          }
        : null,
      onDuty: duty.map((d) => ({
        watchId: d.id,
        person: { id: d.person_id, name: d.name },
        takenAt: d.taken_at.toISOString(),
        useNumber: d.number,
      })),
      operators: all.map((o) => ({ id: o.id, name: o.name, onWatch: o.on_watch })),
      notes: notes.map((n) => ({ ...n, at: n.at.toISOString() })),
      cameras,
    }
  },

  async take(context, { body }) {
    const loaded = await askerOf(context)
    if (loaded.onWatch) throw new Refusal('watch/already')
    const { db, log, clock, authorizer } = context
    const cameras = await wallCameras(db)
    if (cameras.length === 0) throw new Refusal('watch/no-camera')
    const at = clock.now()
    // On watch from this statement on: that is what it does.
    const asker: Person = { ...loaded, onWatch: true }
    const asked: Use & { readonly state: 'asked' } = {
      id: newUseId(),
      number: '',
      act: 'watch-live',
      ownerId: asker.id,
      cameras: cameras.map((c) => c.id).sort(),
      interval: null,
      lastsMs: ACTS['watch-live'].lastsMs.usual,
      askedAt: at,
      state: 'asked',
    }
    const registered = {
      act: 'watch-live',
      purpose: PURPOSE,
      basis: BASIS,
      officials: [],
      documentsSeen: 0,
      concerned: null,
    } as const
    const facts = factsToOpen(asked, registered, !asker.trained)
    const question = {
      person: asker,
      action: 'watch-live',
      resource: facts,
      nowMs: at.getTime(),
    } as const
    const { permit, policies } = authorizer.authorize(question)
    if (!permit)
      await refuse(
        context,
        'watch.take',
        lacksToOpen(asker, facts, at.getTime())[0]?.code ?? 'use/not-permitted',
      )
    const use = must(advance(asked, { type: 'open', at, policies }))
    if (use.state !== 'open') throw new Error('taking the watch did not open its use')
    const watchId = randomUUID()
    const draft = {
      use,
      owner: asker,
      sessionHash: callerOf(context).sessionHash,
      purpose: PURPOSE,
      basis: BASIS,
      subject: null,
      concerned: null,
      officials: [],
      documents: [],
      tellsKeepers: !asker.trained,
      tellsPrincipal: false,
    }
    const note = body.note?.trim() ? `接班。${body.note.trim()}` : '接班'
    const also = watchInserts({ id: watchId, personId: asker.id, at }, note)
    const number = await insertUse(db, log, draft, also).catch((error: unknown) => {
      // Two clicks at once: the second finds the watch taken.
      if ((error as { constraint?: string }).constraint === 'watch_one_open_per_person')
        throw new Refusal('watch/already')
      throw error
    })
    return {
      id: watchId,
      useId: use.id,
      useNumber: number,
      takenAt: at.toISOString(),
      expiresAt: use.expiresAt.toISOString(),
    }
  },

  async handOver(context, { body }) {
    const asker = await askerOf(context)
    const { db, log, clock } = context
    const mine = (await onDuty(db)).find((d) => d.person_id === asker.id)
    if (!mine) throw new Refusal('watch/not-on-watch')
    if (body.to === asker.id) throw new Refusal('watch/to-yourself')
    const relief = body.to === null ? null : (await operators(db)).find((o) => o.id === body.to)
    if (relief === undefined) throw new Refusal('watch/not-an-operator')
    const note = body.note.trim()
    if (note === '' && (relief === null || body.checks.some((c) => !c.ok))) throw new Refusal('watch/say-why')
    const at = clock.now()
    await sayHandOver(db, mine.id, body.to, body.checks, note)
    const wrong = body.checks.filter((c) => !c.ok).map((c) => c.item)
    const said = [
      relief ? `交班给${relief.name}` : '交班，无人接班',
      wrong.length > 0 ? `不正常：${wrong.join('、')}` : '',
      note,
    ]
    const text = said.filter(Boolean).join('。').slice(0, 1000)
    // The watch's own use first, with the watch; then what else was open only because of it.
    const others = (await usesOnWatch(db, asker.id)).filter((id) => id !== mine.use_id)
    for (const id of [mine.use_id, ...others]) {
      const of = await loadUse(db, id)
      if (of?.use.state !== 'open') continue
      const event = { type: 'close', at, by: asker.id, result: text, destination: null } as const
      const next = must(advance(of.use, event))
      if (next.state !== 'closed') throw new Error(`${next.number} did not close`)
      const also =
        id === mine.use_id ? [handOverNote(mine.id, at, relief === null ? 'absence' : 'hand-over', text)] : []
      await writeEnd(db, log, next, asker, also)
    }
    return DONE
  },

  async note(context, { body }) {
    const asker = await askerOf(context)
    const { db, clock } = context
    const mine = (await onDuty(db)).find((d) => d.person_id === asker.id)
    if (!mine) throw new Refusal('watch/not-on-watch')
    const cameraId = body.cameraId ?? null
    if (cameraId !== null) {
      const { rows } = await sql`select id from camera where id = ${cameraId}`.execute(db)
      if (rows.length === 0) throw new Refusal('use/camera-unknown')
    }
    const note = { watchId: mine.id, at: clock.now(), kind: body.kind, text: body.text, cameraId }
    const id = await insertNote(db, note)
    if (id === null) throw new Refusal('watch/not-on-watch')
    return { id }
  },
}
