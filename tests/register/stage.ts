/**
 * A station's register on a real database, fresh for each test, with a person of each role and three cameras. Importing it
 * makes it; what the tests share are live bindings.
 */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { decodeEntry } from '#ledger/entry.ts'
import { loadAuthorizer } from '#station/authorizer/authorizer.ts'
import { Refusal } from '#station/refusal.ts'
import type { Caller } from '#station/route.ts'
import type { UseContext } from '#station/use/decide.ts'
import { useHandlers } from '#station/use/handlers.ts'
import type { Form } from '#station/use/open.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '../postgres.ts'

export const authorizer = loadAuthorizer()
export const START = Date.parse('2026-11-24T08:00:00Z')
export const LOG = { origin: 'story.example/log', epoch: 1 }
export const given = <B>(body: B) => ({ params: undefined, query: undefined, body })
export const none = given(undefined)

let server: TestPostgres
export let owner: Kysely<unknown>
export let db: Kysely<unknown>
export let jobs: Kysely<unknown>
let drop: () => Promise<void>
export let appUrl: string
export let now: Date
export const callers = new Map<string, Caller>()
export const camera = randomUUID()
export const gateCamera = randomUUID()
export const privateCamera = randomUUID()
export const clock = { now: () => now }
export const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
export const as = (login: string): UseContext => ({
  db,
  caller: callers.get(login)!,
  address: '192.0.2.7',
  clock,
  log: LOG,
  authorizer,
  requestId: 'story',
})

async function person(login: string, roles: string[]): Promise<void> {
  const id = randomUUID()
  const sessionHash = createHash('sha256').update(randomBytes(8)).digest()
  await sql`insert into person (id, login, name, roles, state, skills_until_on, confidentiality_until_on, created_at)
    values (${id}, ${login}, ${login}, ${roles}::text[], 'active', '2027-01-01', '2027-01-01', ${now})`.execute(
    owner,
  )
  await sql`insert into session (id_hash, person_id, csrf, address, user_agent, method, created_at, seen_at, expires_at)
    values (${sessionHash}, ${id}, 'c', '192.0.2.7', 'story', 'password', ${now}, ${now},
      ${new Date(now.getTime() + 12 * 3_600_000)})`.execute(owner)
  callers.set(login, { personId: id, login, name: login, roles, sessionHash, method: 'password' })
}

async function addCamera(id: string, number: string, privacy: string): Promise<void> {
  await sql`insert into camera (id, number, name, purpose, necessity, place, privacy_class, main_url, declared_days, state,
      created_at, changed_at)
    values (${id}, ${number}, ${number}, '安全', '必要', '大门', ${privacy}, ${`rtsp://192.0.2.1/${number}`}, 30,
      'recording', ${now}, ${now})`.execute(owner)
}

export const form = (more: Partial<Form> = {}): Form => ({
  act: 'replay',
  purpose: '查找走失儿童',
  basis: '799/16',
  cameras: [camera],
  from: '2026-11-24T07:00:00Z',
  to: '2026-11-24T07:30:00Z',
  ...more,
})
export const open = (login: string, more: Partial<Form> = {}) =>
  useHandlers.open(as(login), { params: undefined, query: undefined, body: form(more) })
export const on = (id: string) => ({ params: { id }, query: undefined, body: undefined })
export const say = <B>(id: string, body: B) => ({ params: { id }, query: undefined, body })
export const list = (login: string, query = {}) =>
  useHandlers.list(as(login), { params: undefined, query, body: undefined })
export const refused = async (doing: Promise<unknown>, code: string) =>
  assert.rejects(doing, (e) => e instanceof Refusal && e.code === code)
export const entries = async (kind: string) => {
  const { rows } = await sql<{
    bytes: Buffer
  }>`select bytes from ledger_entry where kind = ${kind} order by at`.execute(owner)
  return rows.map((r) => decodeEntry(r.bytes).body as Record<string, unknown>)
}
export const opening = async (commitment: unknown) => {
  const { rows } = await sql<{ value: unknown }>`
    select value from ledger_opening where commitment = ${Buffer.from(String(commitment), 'hex')}`.execute(
    owner,
  )
  return rows[0]?.value
}

before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())
beforeEach(async (t) => {
  now = new Date(START)
  const made = await freshDatabase(server)
  owner = openDatabase(openPool(made.url, { max: 3 }))
  appUrl = urlAs(made.url, 'mj_app')
  db = openDatabase(openPool(appUrl, { max: 8 }))
  jobs = openDatabase(openPool(urlAs(made.url, 'mj_jobs'), { max: 3 }))
  drop = async () => {
    for (const one of [owner, db, jobs]) await one.destroy()
    await made.drop()
  }
  ;(t as unknown as { after(f: () => Promise<void>): void }).after(() => drop())
  await sql`insert into station (id, data_id, name, unit_name, origin, key_id, created_at)
    values (${randomUUID()}, ${randomUUID()}, '站', '单位', ${LOG.origin}, ${Buffer.alloc(32)}, ${now})`.execute(
    owner,
  )
  for (const [login, roles] of [
    ['keeper', ['keeper']],
    ['second', ['keeper']],
    ['operator', ['operator']],
    ['relief', ['operator']],
    ['technician', ['technician']],
    ['principal', ['principal']],
    ['auditor', ['auditor']],
    ['admin', ['administrator']],
  ] as const)
    await person(login, [...roles])
  await addCamera(camera, 'C-01', 'internal')
  await addCamera(gateCamera, 'C-02', 'public')
  await addCamera(privateCamera, 'C-03', 'private')
})
