/** Storage on the screen: days a camera, space, the head of the ledger. */
import { lastCheckpoint } from '#db/ledger/store.ts'
import { retentionFloor } from '#law/retention-floor.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { daysToKeep } from '../retention/due.ts'
import { floorFacts } from '../retention/store.ts'
import type { Handlers } from '../route.ts'
import type { storage } from './contract.ts'
import { registerFacts } from './facts.ts'
import { type CameraLoad, forecast } from './forecast.ts'
import {
  cameraDays,
  cameraRates,
  type DayRow,
  gapsIn,
  ledgerWaiting,
  listVolumes,
  type RateRow,
} from './store.ts'

/** What a recorder says of a volume. */
export type VolumeNow = {
  readonly id: string
  readonly state: string
  readonly freeBytes: number
  readonly detail?: string
}

export type StorageContext = Context & { readonly recorders: { volumes(): readonly VolumeNow[] } }

const dayMs = 86_400_000
const longestQueryDays = 400

/** The civil day in Beijing, YYYY-MM-DD. */
const civil = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
const whole = (n: number): number => Math.max(0, Math.min(Math.round(n), Number.MAX_SAFE_INTEGER))

type DayState = 'complete' | 'gap' | 'held' | 'due' | 'deleted' | 'none'

/**
 * What a day is on the calendar. `due` by the label of its last image alone: the duty that deletes asks more clocks.
 */
export function stateOf(day: DayRow, keepDays: number, now: Date): DayState {
  if (day.state === 'deleted' || day.state === 'deleting') return 'deleted'
  if (day.state === null && day.gap_seconds < 0.5) return 'none'
  if (day.held) return 'held'
  if (day.last_image_at !== null && now.getTime() - day.last_image_at.getTime() >= keepDays * dayMs)
    return 'due'
  return day.gap_seconds >= 0.5 ? 'gap' : 'complete'
}

function loadOf(rate: RateRow, days: readonly DayRow[], keepDays: number, now: Date): CameraLoad {
  return {
    bytesPerDay: rate.bytes_per_day,
    keepDays,
    kept: days
      .filter((day) => day.state === 'kept')
      .map((day) => ({
        ageDays: Math.floor((now.getTime() - Date.parse(`${day.on_day}T16:00:00Z`)) / dayMs) + 1,
        bytes: day.bytes,
        held: day.held,
      })),
  }
}

export const storageHandlers: Handlers<StorageContext, typeof storage> = {
  async show(context, { query }) {
    const { db } = context
    const now = context.clock.now()
    const today = civil(now)
    const first = civil(new Date(now.getTime() - ((query.days ?? 35) - 1) * dayMs))
    const [days, rates, volumes, facts] = await Promise.all([
      cameraDays(db, first, today, now),
      cameraRates(db, today, now),
      listVolumes(db),
      floorFacts(db),
    ])
    const floor = retentionFloor(facts, today)
    const seen = new Map(context.recorders.volumes().map((v) => [v.id, v]))
    const byCamera = Map.groupBy(days, (day) => day.camera_id)
    const keep = (rate: RateRow): number => daysToKeep(rate.declared_days, floor)
    const known = volumes.filter((v) => v.state === 'active' && seen.get(v.id)?.state === 'ok')
    const room =
      known.length === 0
        ? null
        : known.reduce((sum, v) => sum + seen.get(v.id)!.freeBytes - v.reserve_bytes, 0)
    const loads = rates.map((rate) => loadOf(rate, byCamera.get(rate.id) ?? [], keep(rate), now))
    const said = forecast(room, loads)
    return {
      floorDays: floor.floorDays,
      leastDays: daysToKeep(0, floor),
      floorOpen: [...floor.open],
      volumes: volumes.map((v) => ({
        id: v.id,
        label: v.label,
        state: v.state === 'active' ? (seen.get(v.id)?.state ?? 'unknown') : v.state,
        freeBytes: seen.has(v.id) ? whole(seen.get(v.id)!.freeBytes) : null,
        reserveBytes: whole(v.reserve_bytes),
        detail: seen.get(v.id)?.detail ?? v.state_reason,
      })),
      bytesPerDay: whole(rates.reduce((sum, r) => sum + r.bytes_per_day, 0)),
      daysToFull: said.days,
      neverFull: said.kind === 'never',
      cameras: rates
        .filter((rate) => byCamera.has(rate.id))
        .map((rate) => ({
          id: rate.id,
          number: rate.number,
          name: rate.name,
          declaredDays: rate.declared_days,
          bytesPerDay: whole(rate.bytes_per_day),
          oldestOn: rate.oldest_on,
          days: (byCamera.get(rate.id) ?? []).map((day) => ({
            on: day.on_day,
            state: stateOf(day, keep(rate), now),
            bytes: whole(day.bytes),
            gapSeconds: whole(day.gap_seconds),
            held: day.held,
            deletedAt: day.deleted_at?.toISOString() ?? null,
            entry: day.entry_id,
          })),
        })),
    }
  },

  async facts(context, { body }) {
    await registerFacts(context, body)
    return { done: true }
  },

  async gaps(context, { query }) {
    const [from, to] = [new Date(query.from), new Date(query.to)]
    const days = (to.getTime() - from.getTime()) / dayMs
    if (!(days > 0 && days <= longestQueryDays))
      throw new Refusal('request/invalid', {
        where: 'query/to',
        what: `0 < to - from <= ${longestQueryDays} d`,
      })
    const rows = await gapsIn(context.db, query.camera ?? null, from, to)
    return rows.map((row) => ({
      id: row.id,
      cameraId: row.camera_id,
      number: row.number,
      name: row.name,
      from: row.from_at.toISOString(),
      to: row.to_at?.toISOString() ?? null,
      cause: row.cause,
      detail: row.detail,
    }))
  },

  async ledgerHead(context) {
    const { origin, epoch } = context.log
    const [head, waiting] = await Promise.all([lastCheckpoint(context.db, epoch), ledgerWaiting(context.db)])
    return {
      origin,
      epoch,
      size: Number(head?.size ?? 0n),
      root: head?.root.toString('base64') ?? null,
      checkpointAt: head?.at.toISOString() ?? null,
      pending: waiting.pending,
      note: head?.note ?? null,
    }
  },
}
