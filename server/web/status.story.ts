/** The live status socket and the metrics: who gets them, what is in them, when they end. */
import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { WebSocket } from 'ws'
import {
  Browser,
  makePerson,
  origin,
  passwords,
  stopPostgres,
  type TestStation,
  testStation,
} from '#tests/web/station.ts'

let s: TestStation
let operator: Browser
const heard = new WeakMap<WebSocket, Record<string, unknown>[]>()

/** A real socket to the listening application. Rejects where the upgrade is refused. */
async function connect(b: Browser, headers: Record<string, string> = {}): Promise<WebSocket> {
  const own = {
    host: 'station.localhost:8185',
    origin,
    ...(b.cookie === null ? {} : { cookie: b.cookie }),
    ...headers,
  }
  const { port } = s.app.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/status/live`, { headers: own })
  heard.set(socket, [])
  socket.on('message', (data) => heard.get(socket)!.push(JSON.parse(String(data))))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  return socket
}

async function until(socket: WebSocket, count: number): Promise<Record<string, unknown>[]> {
  for (let i = 0; i < 300 && heard.get(socket)!.length < count; i++)
    await new Promise((go) => setTimeout(go, 20))
  return heard.get(socket)!
}

before(async () => {
  s = await testStation()
  await s.app.listen({ host: '127.0.0.1', port: 0 })
  await makePerson(s, 'wen', ['operator'], passwords.operator)
  await makePerson(s, 'gao', ['administrator'], passwords.admin)
  operator = new Browser(s.app)
  await operator.signIn('wen', passwords.operator)
  await s.owner.query(
    `insert into camera (id, number, name, purpose, necessity, place, privacy_class, main_url, declared_days, state, created_at, changed_at)
     values (gen_random_uuid(), 'IPC-01', '校门', 'x', 'x', 'x', 'public', 'rtsp://h/a', 30, 'recording', '2026-11-01', '2026-11-01')`,
  )
})
after(async () => {
  await s.stop()
  await stopPostgres()
})

describe('the live status', () => {
  it('says each second what is and what is not proven, to who is signed in', async () => {
    const socket = await connect(operator)
    const [first, second] = await until(socket, 2)
    assert.equal(first!.t, 'status')
    assert.equal(second!.t, 'status')
    const unproven = first!.unproven as { number: string; since: string }[]
    assert.deepEqual(
      unproven.map((u) => u.number),
      ['IPC-01'],
    )
    assert.equal(first!.openUses, 0)
    assert.deepEqual((first!.ledger as { size: number }).size, 0)
    assert.ok(!JSON.stringify(first).includes('rtsp'))
    socket.terminate()
  })

  it('keeps the register from the administrator', async () => {
    const administrator = new Browser(s.app)
    await administrator.signIn('gao', passwords.admin)
    const socket = await connect(administrator)
    assert.equal('openUses' in (await until(socket, 1))[0]!, false)
    socket.terminate()
  })

  it('refuses nobody and foreign pages, by name, inside the socket', async () => {
    const nobody = await connect(new Browser(s.app))
    assert.deepEqual((await until(nobody, 1))[0], { t: 'end', code: 'people/sign-in-first' })
    const foreign = await connect(operator, { origin: 'http://evil.localhost:8185' })
    assert.deepEqual((await until(foreign, 1))[0], { t: 'end', code: 'request/origin' })
    await assert.rejects(connect(operator, { host: 'evil.example' }))
  })

  it('does not keep a session from idling out', async () => {
    const socket = await connect(operator)
    await until(socket, 1)
    const { rows } = await s.owner.query('select max(seen_at) as at from session')
    s.clock.advance(5 * 60_000)
    await until(socket, 3)
    const again = await s.owner.query('select max(seen_at) as at from session')
    assert.deepEqual(again.rows, rows)
    socket.terminate()
  })
})

describe('the metrics', () => {
  const ask = (host: string, remoteAddress: string) =>
    s.app.inject({ method: 'GET', url: '/metrics', headers: { host }, remoteAddress })

  it('are for this machine alone, and name no one', async () => {
    const answer = await ask('127.0.0.1:8185', '127.0.0.1')
    assert.equal(answer.statusCode, 200)
    assert.match(answer.body, /mingjian_http_seconds_count\{route="\/api\/session",status="2xx"\} \d/)
    assert.ok(!/wen|10\.0\.0\.9/.test(answer.body))
    assert.equal((await ask('127.0.0.1:8185', '10.0.0.9')).statusCode, 403)
    assert.equal((await ask('station.localhost:8185', '10.0.0.9')).statusCode, 404)
    assert.equal((await ask('evil.example', '127.0.0.1')).statusCode, 403)
  })
})
