/**
 * A station's web application for stories: real PostgreSQL under the web process's own role, requests by inject, a
 * browser that keeps its cookie. The clock stands still unless a story moves it.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type pg from 'pg'
import type { Executor } from '#db/ledger/append.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { buildApp, type WebDeps } from '#server/web/app.ts'
import { type StationContext, stationDuties } from '#server/web/duties.ts'
import { webLog } from '#server/web/log.ts'
import { hashPassword } from '#station/people/password.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '../postgres.ts'

export const origin = 'http://station.localhost:8185'
export const setupToken = 'aaaaaa-bbbbbb-cccccc-dddddd'

export type TestStation = {
  readonly app: FastifyInstance
  readonly db: Executor
  /** As the owner, to look behind and to arrange. */
  readonly owner: pg.Pool
  readonly clock: { now(): Date; advance(ms: number): void }
  readonly log: { readonly origin: string; readonly epoch: number }
  readonly lines: string[]
  stop(): Promise<void>
}

let server: Promise<TestPostgres> | null = null

/** One server a test process, one database a station. */
export async function testStation(change: Partial<WebDeps<StationContext>> = {}): Promise<TestStation> {
  server ??= startTestPostgres()
  const pgServer = await server
  const { url, drop } = await freshDatabase(pgServer)
  const owner = openPool(url, { max: 2 })
  const id = randomUUID()
  const log = { origin: `mingjian.station/${id}`, epoch: 1 }
  await owner.query(
    `insert into station (id, data_id, name, unit_name, origin, key_id, created_at) values ($1, $2, $3, $3, $4, $5, now())`,
    [id, randomUUID(), '尚未设置', log.origin, randomBytes(32)],
  )
  const pool = openPool(urlAs(url, 'mj_app'), { max: 6 })
  const db: Executor = openDatabase(pool)
  let at = Date.parse('2026-11-23T02:00:00Z')
  const clock = {
    now: () => new Date(at),
    advance: (ms: number) => {
      at += ms
    },
  }
  const lines: string[] = []
  const recorders = { status: () => null, statuses: () => [], volumes: () => [] }
  const wired = stationDuties({ db, log: async () => log, clock, setupToken, recorders })
  const app = await buildApp<StationContext>({
    db,
    clock,
    mono: () => at,
    names: ['station.localhost'],
    tls: null,
    log: webLog('info', { write: (line) => void lines.push(line) }),
    consoleFolder: null,
    ...wired,
    ...change,
  })
  return {
    app,
    db,
    owner,
    clock,
    log,
    lines,
    async stop() {
      await app.close()
      await db.destroy()
      await owner.end()
      await drop()
    },
  }
}

/** Ends the test process's server; call it last. */
export async function stopPostgres(): Promise<void> {
  await (await server)?.stop()
  server = null
}

export type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: each story knows what it asked for
  readonly body: any
  readonly headers: Record<string, unknown>
}

/** One browser: keeps its cookie and its CSRF token, states its origin. */
export class Browser {
  readonly app: FastifyInstance
  readonly address: string
  cookie: string | null = null
  csrf = ''
  constructor(app: FastifyInstance, address = '10.0.0.9') {
    this.app = app
    this.address = address
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await this.app.inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: `/api${path}`,
      remoteAddress: this.address,
      headers: {
        host: 'station.localhost:8185',
        ...(method === 'GET' ? {} : { origin, 'x-csrf': this.csrf }),
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const set = response.headers['set-cookie']
    const first = Array.isArray(set) ? set[0] : set
    if (first !== undefined) this.cookie = first.split(';')[0]!
    const text = response.body
    return {
      status: response.statusCode,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
      headers: response.headers,
    }
  }

  /** Signs in and keeps what a page would keep. */
  async signIn(login: string, password: string, more: Record<string, unknown> = {}): Promise<Answer> {
    const answer = await this.ask('POST', '/session', { login, password, ...more })
    if (answer.status === 200) this.csrf = answer.body.person.csrf
    return answer
  }
}

export const passwords = {
  admin: 'cranes over the north lake',
  keeper: 'seven lamps in the archive',
  operator: 'morning bus number ninety',
  technician: 'copper wire and solder',
  auditor: 'ledgers ruled in green ink',
  principal: 'the bell rings at half past',
} as const

const hashes = new Map<string, string>()

/** A person with these roles, active, written behind the application's back. Returns the id. */
export async function makePerson(
  station: TestStation,
  login: string,
  roles: readonly string[],
  password: string,
): Promise<string> {
  let hash = hashes.get(password)
  if (!hash) {
    hash = await hashPassword(password)
    hashes.set(password, hash)
  }
  const id = randomUUID()
  await station.owner.query(
    `insert into person (id, login, name, roles, state, password_hash, created_at) values ($1, $2, $3, $4, 'active', $5, now())`,
    [id, login, `人-${login}`, roles, hash],
  )
  return id
}
