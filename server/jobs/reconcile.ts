/** Camera rows → plan → what the recorders do: written when it changes, compared every round, differences are alarms. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import type { Plan } from '#video/recorder/plan.ts'
import { streamKey } from '#video/recorder/plan.ts'
import { type Alarm, setAlarms } from './alarms.ts'
import { planInForce, writePlan } from './plan-file.ts'
import { type CameraRow, makePlan, type PlanFacts, type VolumeRow } from './planner.ts'
import type { Recorders } from './recorders.ts'

export type ReconcileParts = {
  readonly db: Executor
  readonly clock: { now(): Date }
  readonly recorders: Recorders
  /** `spool/plan.json`. */
  readonly planPath: string
  readonly facts: Omit<PlanFacts, 'stationPublic' | 'writtenAt'>
  /** Hex; asked of the key process, which may be away: then the plan in force says it. */
  stationPublic(): Promise<string>
}

/** Brings the plan into line with the camera rows. @returns true if it was written anew. */
export async function reconcilePlan(parts: ReconcileParts): Promise<boolean> {
  const { db, recorders } = parts
  const before = await planInForce(parts.planPath)
  const stationPublic = await parts.stationPublic().catch((error) => {
    if (before === null) throw error
    return before.stationPublic
  })
  const rates = new Map<string, number>()
  for (const status of recorders.statuses())
    for (const stream of status.streams)
      if (stream.bitsPerS > 0) rates.set(streamKey(stream), stream.bitsPerS)
  const facts: PlanFacts = { ...parts.facts, stationPublic, writtenAt: parts.clock.now().toISOString() }
  const plan = makePlan(facts, await cameras(db), await volumes(db), before, recorders.volumes(), rates)
  return writePlan(parts.planPath, plan, before)
}

const CODES = ['camera-not-recording', 'recorder-away', 'volume-not-ok', 'no-volume']

/** What should be and isn't: a stream that does not record, a recorder that says nothing, a volume out of order. */
export async function compareWithPlan(parts: ReconcileParts): Promise<Alarm[]> {
  const plan = await planInForce(parts.planPath)
  const alarms = plan === null ? [] : differences(plan, parts.recorders)
  await setAlarms(parts.db, CODES, parts.clock.now(), alarms)
  return alarms
}

function differences(plan: Plan, recorders: Recorders): Alarm[] {
  const out: Alarm[] = []
  const speaking = new Set(recorders.statuses().map((status) => status.shard))
  for (const shard of new Set(plan.streams.map((stream) => stream.shard)))
    if (!speaking.has(shard)) out.push({ code: 'recorder-away', subject: String(shard), detail: '' })
  for (const { camera, stream, shard } of plan.streams) {
    const status = recorders.stream(camera, stream)
    if (status?.state === 'recording') continue
    const detail = status?.cause ?? (speaking.has(shard) ? (status?.state ?? 'not-started') : 'recorder-away')
    out.push({ code: 'camera-not-recording', subject: streamKey({ camera, stream }), detail })
  }
  for (const [id, volume] of recorders.volumes())
    if (volume.state !== 'ok')
      out.push({
        code: 'volume-not-ok',
        subject: id,
        detail: `${volume.state} ${volume.detail ?? ''}`.trim(),
      })
  if (plan.volumes.every((volume) => volume.draining))
    out.push({ code: 'no-volume', subject: '', detail: '' })
  return out
}

async function cameras(db: Executor): Promise<CameraRow[]> {
  const { rows } = await sql<CameraRow>`
    select c.id, c.main_url as "mainUrl", c.sub_url as "subUrl", k.username, k.password, c.recorder, c.priority
    from camera c left join camera_credential k on k.camera_id = c.id
    where c.state = 'recording' order by c.created_at, c.id`.execute(db)
  return rows
}

export async function volumes(db: Executor): Promise<VolumeRow[]> {
  const { rows } = await sql<Omit<VolumeRow, 'reserveBytes'> & { reserve: bigint }>`
    select id, path, state, reserve_bytes as reserve from volume order by added_at, id`.execute(db)
  return rows.map(({ reserve, ...row }) => ({ ...row, reserveBytes: Number(reserve) }))
}
