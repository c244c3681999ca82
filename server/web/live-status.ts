/**
 * `GET /api/status/live`: what goes on right now, pushed each second: every stream's state, cameras whose recording is
 * not proven, volumes, the ledger, how many uses are open. No image. The registers are asked once a second however
 * many pages look, and not at all when none does.
 */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { WebSocket } from 'ws'
import { lastCheckpoint } from '#db/ledger/store.ts'
import { nowOf } from '#station/cameras/handlers.ts'
import type { Log } from '#station/context.ts'
import { Refusal } from '#station/refusal.ts'
import { ledgerWaiting } from '#station/storage/store.ts'
import type { Ask } from './app.ts'
import type { StationContext } from './duties.ts'
import { refusalOf } from './errors.ts'
import { type SocketDeps, socketSession } from './socket.ts'

const everyMs = 1000
/** How often a page's session is looked at again. */
const sessionEveryMs = 10_000
/** A recorder that has proven nothing for so long is not recording, whatever it says. */
const unprovenMs = 10_000
const bufferedAtMost = 1 << 20

export type StatusDeps = SocketDeps & {
  readonly log: () => Promise<Log>
  readonly recorders: StationContext['recorders']
  readonly authorize: (ask: Ask) => Promise<void>
}

type Page = { readonly socket: WebSocket; readonly roles: readonly string[] }

type Shared = {
  readonly cameras: readonly {
    id: string
    number: string
    name: string
    state: string
    has_sub: boolean
    created_at: Date
  }[]
  readonly openUses: number
  readonly onWatch: readonly { id: string; name: string; since: string }[]
  readonly ledger: { readonly size: number; readonly pending: number; readonly checkpointAt: string | null }
}

async function shared(deps: StatusDeps): Promise<Shared> {
  const { epoch } = await deps.log()
  const [cameras, uses, watch, head, waiting] = await Promise.all([
    sql<Shared['cameras'][number]>`select id, number, name, state, sub_url is not null as has_sub, created_at
      from camera where state <> 'removed' order by number`.execute(deps.db),
    sql<{ n: number }>`select count(*)::int as n from "use" where state = 'open'`.execute(deps.db),
    sql<{ id: string; name: string; taken_at: Date }>`select p.id, p.name, w.taken_at from watch w
      join person p on p.id = w.person_id where w.handed_over_at is null order by w.taken_at`.execute(
      deps.db,
    ),
    lastCheckpoint(deps.db, epoch),
    ledgerWaiting(deps.db),
  ])
  return {
    cameras: cameras.rows,
    openUses: uses.rows[0]!.n,
    onWatch: watch.rows.map((w) => ({ id: w.id, name: w.name, since: w.taken_at.toISOString() })),
    ledger: {
      size: Number(head?.size ?? 0n),
      pending: waiting.pending,
      checkpointAt: head?.at.toISOString() ?? null,
    },
  }
}

/** The message for these roles; the registers stay with who reads registers. */
export function messageFor(
  known: Shared,
  recorders: StatusDeps['recorders'],
  roles: readonly string[],
  now: Date,
): string {
  const cameras = known.cameras.map((camera) => ({
    id: camera.id,
    state: camera.state,
    main: nowOf(recorders.status(camera.id, 0)),
    sub: camera.has_sub ? nowOf(recorders.status(camera.id, 1)) : null,
  }))
  const unproven = known.cameras
    .filter((camera) => camera.state === 'recording')
    .flatMap((camera) => {
      const said = recorders.status(camera.id, 0)
      const through = said?.provenThroughMs ?? camera.created_at.getTime()
      if (said?.state === 'recording' && now.getTime() - through <= unprovenMs) return []
      const since = new Date(Math.min(said?.sinceMs ?? through, now.getTime())).toISOString()
      return [
        { id: camera.id, number: camera.number, name: camera.name, since, cause: said?.cause ?? 'unknown' },
      ]
    })
  const registers = roles.some((role) => ['keeper', 'operator', 'auditor', 'principal'].includes(role))
  return JSON.stringify({
    t: 'status',
    now: now.toISOString(),
    cameras,
    unproven,
    volumes: recorders.volumes(),
    ledger: known.ledger,
    onWatch: known.onWatch,
    ...(registers ? { openUses: known.openUses } : {}),
  })
}

export function registerStatus(app: FastifyInstance, deps: StatusDeps): void {
  const pages = new Set<Page>()
  let timer: NodeJS.Timeout | null = null
  let busy = false

  const tick = async (): Promise<void> => {
    if (busy) return
    busy = true
    try {
      const known = await shared(deps)
      const made = new Map<string, string>()
      for (const { socket, roles } of pages) {
        const key = [...roles].sort().join()
        if (!made.has(key)) made.set(key, messageFor(known, deps.recorders, roles, deps.clock.now()))
        // A page that does not read gets the next one, not all of them.
        if (socket.bufferedAmount < bufferedAtMost) socket.send(made.get(key)!)
      }
    } catch (error) {
      const code = refusalOf(error)?.code ?? 'fault'
      if (code === 'fault') app.log.error({ err: error }, 'status')
      for (const { socket } of pages) socket.send(JSON.stringify({ t: 'away', code }))
    } finally {
      busy = false
    }
  }

  app.get('/api/status/live', { websocket: true }, (socket, request) => {
    const leave = (code: string): void => {
      socket.send(JSON.stringify({ t: 'end', code }))
      socket.close(4403)
    }
    const admit = async (touch: boolean): Promise<Page> => {
      const session = await socketSession(deps, request, touch)
      await deps.authorize({
        route: { name: 'status.live', path: '/status/live' },
        session,
        params: {},
        address: request.ip,
      })
      return { socket, roles: session.caller.roles }
    }
    const closed = new AbortController()
    socket.on('close', () => closed.abort())
    socket.on('error', () => closed.abort())
    const open = async (): Promise<void> => {
      const page = await admit(true)
      if (closed.signal.aborted) return
      pages.add(page)
      timer ??= setInterval(() => void tick(), everyMs)
      const again = setInterval(() => {
        admit(false).catch((error) => leave(refusalOf(error)?.code ?? 'fault'))
      }, sessionEveryMs)
      closed.signal.addEventListener('abort', () => {
        clearInterval(again)
        pages.delete(page)
        if (pages.size > 0 || timer === null) return
        clearInterval(timer)
        timer = null
      })
      await tick()
    }
    open().catch((error) => {
      if (!(error instanceof Refusal)) request.log.error({ err: error }, 'status')
      leave(refusalOf(error)?.code ?? 'fault')
    })
  })
  app.addHook('preClose', async () => {
    for (const { socket } of pages) socket.close(1001)
  })
}
