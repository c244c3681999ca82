/**
 * The media routes: two WebSockets and an index of times. No image exists under any other path. A refusal is told
 * inside the socket (browsers hide a refused upgrade) before any picture, and is registered by the gate.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Kysely, sql } from 'kysely'
import type { WebSocket } from 'ws'
import { Refusal } from '#station/refusal.ts'
import type { Caller } from '#station/route.ts'
import type { KeyClient } from '#video/keys/client.ts'
import { Channel } from './channel.ts'
import type { MediaHub } from './hub.ts'
import { LiveDelivery } from './live.ts'
import type { ByteLog, ImageGate, ImageKind, Opened, TextOf } from './ports.ts'
import type { RecorderLink } from './recorder-link.ts'
import { ReelIndex } from './reel-index.ts'
import { ReplayDelivery } from './replay.ts'

export type MediaDeps = {
  // biome-ignore lint/suspicious/noExplicitAny: raw statements only
  readonly db: Kysely<any>
  readonly gate: ImageGate
  readonly keys: KeyClient
  readonly link: RecorderLink
  readonly hub: MediaHub
  readonly byteLog: ByteLog
  readonly textOf: TextOf
  /** Who the socket belongs to. Throws a Refusal for nobody, a first password, a foreign origin. */
  readonly callerOf: (request: FastifyRequest) => Promise<Caller>
  /** Registers what was refused inside a socket before the gate was asked. */
  readonly refusedLook?: (request: FastifyRequest, thrown: unknown) => Promise<void>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const longestWindowMs = 10 * 60_000
const mostEarly = 16
const joinMs = 500

type Query = { readonly use: string; readonly camera: string; readonly stream: 0 | 1 }

function queryOf(request: FastifyRequest): Query {
  const q = request.query as Record<string, unknown>
  const use = String(q.use ?? '')
  const camera = String(q.camera ?? '')
  const stream = String(q.stream ?? '0')
  for (const [name, value] of Object.entries({ use, camera }))
    if (!uuid.test(value)) throw new Refusal('request/invalid', { where: `query/${name}`, what: 'UUID' })
  if (!/^[01]$/.test(stream)) throw new Refusal('request/invalid', { where: 'query/stream', what: '0 | 1' })
  return { use, camera, stream: Number(stream) as 0 | 1 }
}

async function open(
  deps: MediaDeps,
  request: FastifyRequest,
  kind: ImageKind,
  route: string,
): Promise<{ opened: Opened; caller: Caller; stream: 0 | 1 }> {
  const caller = await deps.callerOf(request)
  const q = queryOf(request)
  const opened = await deps.gate.openImage({
    useId: q.use,
    cameraId: q.camera,
    kind,
    caller,
    address: request.ip,
    route,
  })
  if (kind === 'replay' && (!opened.from || !opened.to)) throw new Refusal('media/no-interval')
  return { opened, caller, stream: q.stream }
}

type Delivery = { said(message: { t: string; [key: string]: unknown }): void; end(): Promise<void> }

/** Serves one socket: what the player says before the gate has answered waits, a little. */
async function serve(
  deps: MediaDeps,
  kind: ImageKind,
  index: ReelIndex,
  socket: WebSocket,
  request: FastifyRequest,
): Promise<void> {
  const channel = new Channel(socket, deps.textOf)
  const early: { t: string; [key: string]: unknown }[] = []
  let delivery: Delivery | null = null
  let leave = (): unknown => undefined
  channel.listen(
    (message) => {
      if (delivery) delivery.said(message)
      else if (early.length < mostEarly) early.push(message)
    },
    () => {
      leave()
      void delivery?.end()
    },
  )
  try {
    const { opened, caller, stream } = await open(deps, request, kind, `media.${kind}`)
    if (channel.ended) return
    leave = deps.hub.add({ watching: { opened, caller, kind }, channel })
    delivery =
      kind === 'live'
        ? new LiveDelivery(channel, opened, stream, deps)
        : new ReplayDelivery(channel, opened, stream, { ...deps, index })
    for (const message of early.splice(0)) delivery.said(message)
    if (channel.ended) await delivery.end()
  } catch (error) {
    if (!(error instanceof Refusal)) request.log.error({ err: error }, 'media')
    await deps.refusedLook?.(request, error)
    channel.endBy(error)
  }
}

/** Registers everything under `/api/media`. */
export function registerMedia(app: FastifyInstance, deps: MediaDeps): void {
  const index = new ReelIndex(deps.db)
  for (const kind of ['live', 'replay'] as const) {
    app.get(
      `/api/media/${kind}`,
      { websocket: true, config: { look: `media.${kind}` } },
      (socket, request) => {
        void serve(deps, kind, index, socket, request)
      },
    )
  }
  app.get('/api/media/index', { config: { look: 'media.index' } }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const { opened, stream } = await open(deps, request, 'replay', 'media.index')
    const q = request.query as Record<string, unknown>
    if (!(Number(q.from) < Number(q.to)))
      throw new Refusal('request/invalid', { where: 'query/from', what: 'from < to, ms' })
    const from = Math.max(Number(q.from), opened.from!.getTime())
    const to = Math.min(Number(q.to), opened.to!.getTime())
    if (!(from < to)) return deps.gate.refuse(opened, 'use/outside-interval')
    if (to - from > longestWindowMs) throw new Refusal('media/window-too-long')
    const places = await index.fragments(opened.cameraId, stream, from, to)
    const { rows: gaps } = await sql<{ from: Date; to: Date | null; cause: string }>`
      select from_at as from, to_at as to, cause from gap where camera_id = ${opened.cameraId} and stream = ${stream}
        and from_at < ${new Date(to)} and coalesce(to_at, 'infinity') > ${new Date(from)} order by from_at limit 500`.execute(
      deps.db,
    )
    return {
      fragments: places.map((f) => [
        Math.round(f.fromMs),
        Math.round(f.toMs - f.fromMs),
        (f.entry.startsWithKeyFrame ? 1 : 0) | (f.entry.damaged ? 2 : 0),
      ]),
      gaps: gaps
        .filter((g) => !g.to || g.to.getTime() - g.from.getTime() >= joinMs)
        .map((g) => ({ ...g, to: g.to ?? null })),
    }
  })
}
