/** The register of cameras: read, add, change, pause, remove, test. */
import type { Static } from 'typebox'
import { commitPersonal } from '#ledger/personal.ts'
import { StreamFault } from '#video/media/fault.ts'
import { probeCamera } from '#video/rtsp/probe.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import type { Handlers } from '../route.ts'
import { refuse } from '../use/decide.ts'
import { addCamera, assertOneAddress, save } from './add.ts'
import { shownUrl } from './address.ts'
import type { cameras, now as nowShape } from './contract.ts'
import { dayOf, hasMaintenanceUse } from './day-store.ts'
import { type CameraRow, changedFacts, given, pick, type Shown } from './facts.ts'
import { assertAllowedPlace, assertMayChange } from './rule.ts'
import {
  cameraById,
  credentialOf,
  historyOf,
  listCameras,
  type Recorded,
  record,
  transition,
  update,
} from './store.ts'
import { troubleTexts } from './test-text.ts'

/** What a recorder says of a stream; the web process has an ear at each. */
export type StreamNow = {
  readonly state: 'recording' | 'connecting' | 'trouble' | 'no-volume'
  readonly cause?: string
  readonly sinceMs: number
  readonly codec?: string
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly bitsPerS?: number
  readonly clockOffsetMs?: number
  readonly provenThroughMs?: number
}

export type CamerasContext = Context & {
  readonly recorders: { status(camera: string, stream: 0 | 1): StreamNow | null }
}

type Now = Static<typeof nowShape>
const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())

/** A stream's state for the screen. */
export function nowOf(status: StreamNow | null): Now {
  return {
    state: status?.state ?? 'unknown',
    cause: status?.cause ?? null,
    since: iso(status?.sinceMs),
    codec: status?.codec ?? null,
    width: status?.width ?? null,
    height: status?.height ?? null,
    fps: status?.fps ?? null,
    bitsPerS: status?.bitsPerS ?? null,
    clockOffsetMs: status?.clockOffsetMs ?? null,
    provenThrough: iso(status?.provenThroughMs),
  }
}

const shown = (row: CameraRow): Shown => ({
  id: row.id,
  number: row.number,
  deviceId: row.device_id,
  name: row.name,
  purpose: row.purpose,
  necessity: row.necessity,
  place: row.place,
  placeKind: row.place_kind as Shown['placeKind'],
  position:
    row.longitude === null || row.latitude === null
      ? null
      : { longitude: row.longitude, latitude: row.latitude, givenAs: row.position_given_as ?? 'WGS-84' },
  heightM: row.height_m,
  azimuthDeg: row.azimuth_deg,
  tiltDeg: row.tilt_deg,
  viewAngleDeg: row.view_angle_deg,
  rangeM: row.range_m,
  indoor: row.indoor,
  privacyClass: row.privacy_class,
  masked: row.masked,
  mainUrl: shownUrl(row.main_url),
  subUrl: row.sub_url === null ? null : shownUrl(row.sub_url),
  recorder: row.recorder,
  priority: row.priority,
  declaredDays: row.declared_days,
  state: row.state,
  stateReason: row.state_reason,
  inUseOn: row.in_use_on,
  hasCredential: row.username !== null,
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
})

async function existing(context: Context, id: string): Promise<CameraRow> {
  const row = await cameraById(context.db, id)
  if (row === null) throw new Refusal('cameras/no-such-camera')
  return row
}

const by = ({ caller }: Context): Recorded['by'] => ({
  id: caller.personId,
  opening: commitPersonal({ person: caller.personId, login: caller.login, name: caller.name }),
})

async function become(
  context: Context,
  id: string,
  what: 'paused' | 'resumed' | 'removed',
  reason: string,
): Promise<{ done: true }> {
  const row = await existing(context, id)
  const step = {
    paused: { to: 'paused', from: ['recording'] },
    resumed: { to: 'recording', from: ['paused'] },
    removed: { to: 'removed', from: ['recording', 'paused'] },
  } as const
  const { to, from } = step[what]
  if (row.state === 'removed') throw new Refusal('cameras/removed')
  const now = context.clock.now()
  const done = await record(context.db, context.log, transition(id, to, from, reason, now), {
    cameraId: id,
    what,
    reason,
    before: { state: row.state },
    after: { state: to },
    by: by(context),
    now,
  })
  if (done.outcome === 'unchanged') throw new Refusal('cameras/state')
  return { done: true }
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const dayMs = 86_400_000

export const cameraHandlers: Handlers<CamerasContext, typeof cameras> = {
  async list(context, { query }) {
    const rows = await listCameras(context.db, query.removed ?? false)
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      name: row.name,
      place: row.place,
      purpose: row.purpose,
      indoor: row.indoor,
      privacyClass: row.privacy_class,
      masked: row.masked,
      hasSub: row.sub_url !== null,
      priority: row.priority,
      declaredDays: row.declared_days,
      state: row.state,
      stateReason: row.state_reason,
      main: nowOf(context.recorders.status(row.id, 0)),
      sub: row.sub_url === null ? null : nowOf(context.recorders.status(row.id, 1)),
    }))
  },

  async show(context, { params }) {
    return shown(await existing(context, params.id))
  },

  async add(context, { body }) {
    return { id: await addCamera(context, body, by(context)) }
  },

  async edit(context, { params, body }) {
    const row = await existing(context, params.id)
    if (row.state === 'removed') throw new Refusal('cameras/removed')
    const { columns: asked, credential } = given(body, row)
    const facts = changedFacts(row, asked)
    if (facts.length === 0 && credential === undefined) throw new Refusal('cameras/nothing-changed')
    assertMayChange(context.caller.roles, facts)
    const all = pick(asked, facts, (url) => url)
    if (typeof all.place_kind === 'string') assertAllowedPlace(all.place_kind)
    await assertOneAddress(context.db, all, row)
    const now = context.clock.now()
    await save(context, update(row.id, all, now), all, {
      cameraId: row.id,
      what: 'changed',
      reason: body.reason,
      before: {
        ...pick(row, facts, shownUrl),
        ...(credential === undefined ? {} : { username: row.username }),
      },
      after: {
        ...pick(all, facts, shownUrl),
        ...(credential === undefined ? {} : { username: credential?.username ?? null }),
      },
      by: by(context),
      now,
      ...(credential === undefined ? {} : { credential }),
    })
    return { done: true as const }
  },

  pause: (context, { params, body }) => become(context, params.id, 'paused', body.reason),
  resume: (context, { params, body }) => become(context, params.id, 'resumed', body.reason),
  remove: (context, { params, body }) => become(context, params.id, 'removed', body.reason),

  async test(context, { params, body }) {
    const row = await existing(context, params.id)
    const now = context.clock.now()
    if (!(await hasMaintenanceUse(context.db, body.use, row.id, context.caller.personId, now)))
      await refuse(context, 'cameras.test', 'cameras/test-needs-use', { cameraId: row.id, useId: body.use })
    const url = body.stream === 0 ? row.main_url : row.sub_url
    if (url === null) throw new Refusal('cameras/no-sub-stream')
    const credentials = await credentialOf(context.db, row.id)
    const began = performance.now()
    const seen = await probeCamera({
      url,
      ...(credentials ? { credentials } : {}),
      monotonicNow: () => process.hrtime.bigint(),
      wallNow: () => context.clock.now().getTime(),
    })
    const tookMs = Math.round(performance.now() - began)
    const nothing = { codec: null, width: null, height: null, fps: null }
    if (seen instanceof StreamFault)
      return {
        ok: false,
        ...nothing,
        tookMs,
        trouble: { cause: seen.trouble, text: troubleTexts[seen.trouble] },
      }
    return {
      ok: true,
      codec: seen.codec,
      width: seen.width,
      height: seen.height,
      fps: seen.fps,
      tookMs,
      trouble: null,
    }
  },

  async history(context, { params }) {
    await existing(context, params.id)
    const rows = await historyOf(context.db, params.id)
    return rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      by: row.by,
      what: row.what,
      reason: row.reason,
      changes: Object.keys(row.after ?? {}).map((field) => ({
        field,
        from: text(row.before?.[field]),
        to: text(row.after?.[field]),
      })),
    }))
  },

  async day(context, { params, query }) {
    await existing(context, params.id)
    const from = new Date(`${query.on}T00:00:00+08:00`)
    const to = new Date(from.getTime() + dayMs)
    const day = await dayOf(context.db, params.id, query.on, from, to, context.caller.personId)
    const span = (s: { from_at: Date; to_at: Date }): [string, string] => [
      s.from_at.toISOString(),
      s.to_at.toISOString(),
    ]
    const open = (s: { from_at: Date; to_at: Date | null }) => ({
      from: s.from_at.toISOString(),
      to: s.to_at?.toISOString() ?? null,
    })
    return {
      on: query.on,
      state: day.state,
      deletedAt: day.deletedAt?.toISOString() ?? null,
      recorded: day.recorded.map(span),
      gaps: day.gaps.map((gap) => ({ ...open(gap), cause: gap.cause })),
      holds: day.holds.map((hold) => ({ id: hold.id, reason: hold.reason, ...open(hold) })),
      shown: day.shown.map(span),
    }
  },
}
