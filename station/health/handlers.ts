/** Whether all is well: one word for anybody, the parts for those who look after it. */
import { sql } from 'kysely'
import { lastCheckpoint } from '#db/ledger/store.ts'
import type { StreamNow } from '../cameras/handlers.ts'
import type { Context } from '../context.ts'
import type { Caller, Handlers } from '../route.ts'
import type { VolumeNow } from '../storage/handlers.ts'
import { ledgerWaiting } from '../storage/store.ts'
import type { health } from './contract.ts'

export type HealthContext = Context<Caller | null> & {
  readonly recorders: {
    statuses(): readonly (StreamNow & { readonly camera: string; readonly stream: 0 | 1 })[]
    volumes(): readonly VolumeNow[]
  }
}

type Part = { readonly name: string; readonly ok: boolean; readonly detail: string | null }

/** An entry that waits longer than this means that nobody sequences. */
const ledgerLagMs = 60_000

/** Which cameras should be recorded and are not, by number. */
async function notRecorded(context: HealthContext): Promise<Part> {
  const { rows } = await sql<{ id: string; number: string }>`
    select id, number from camera where state = 'recording' order by number`.execute(context.db)
  const good = new Set(
    context.recorders
      .statuses()
      .filter((s) => s.stream === 0 && s.state === 'recording')
      .map((s) => s.camera),
  )
  const missing = rows.filter((row) => !good.has(row.id)).map((row) => row.number)
  return {
    name: 'cameras',
    ok: missing.length === 0,
    detail: missing.length === 0 ? String(rows.length) : missing.slice(0, 50).join(', '),
  }
}

async function partsOf(context: HealthContext): Promise<Part[]> {
  const parts: Part[] = []
  try {
    parts.push(await notRecorded(context))
    const { pending, since } = await ledgerWaiting(context.db)
    const head = await lastCheckpoint(context.db, context.log.epoch)
    const lag = since === null ? 0 : context.clock.now().getTime() - since.getTime()
    parts.push({
      name: 'ledger',
      ok: lag < ledgerLagMs,
      detail: `${pending} pending, size ${head?.size ?? 0}`,
    })
    parts.push({ name: 'database', ok: true, detail: null })
  } catch {
    // What exactly is wrong stands in the log; here it is enough that it is.
    parts.push({ name: 'database', ok: false, detail: null })
  }
  const volumes = context.recorders.volumes()
  const bad = volumes.filter((v) => v.state !== 'ok')
  parts.push({
    name: 'volumes',
    ok: volumes.length > 0 && bad.length === 0,
    detail: bad.map((v) => `${v.id}: ${v.state}`).join(', ') || null,
  })
  return parts
}

export const healthHandlers: Handlers<HealthContext, typeof health> = {
  async show(context) {
    const parts = await partsOf(context)
    const may =
      context.caller?.roles.some((r) => ['keeper', 'technician', 'administrator'].includes(r)) ?? false
    return {
      ok: parts.every((part) => part.ok),
      now: context.clock.now().toISOString(),
      ...(may ? { parts } : {}),
    }
  },
}
