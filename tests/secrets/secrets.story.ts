/**
 * A station's first day with every secret it has: passwords right and wrong, sessions, cameras, keys, failures of the
 * database. Afterwards none of them stands in a log line, a command line, an answer, a ledger entry or a foreign table.
 */
import assert from 'node:assert/strict'
import { createPrivateKey, randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '#db/client.ts'
import { CameraServer } from '#samples/rtsp/server.ts'
import { loadLoop, SyntheticSource } from '#samples/rtsp/synthetic.ts'
import { type Answer, Person } from '../crash/person.ts'
import { type Product, runTool, startProduct } from '../product.ts'
import {
  byteSecret,
  family,
  filesOf,
  foundIn,
  rowsOf,
  type Secret,
  textSecret,
  watchCommandLines,
} from './places.ts'

const fresh = (what: string): string => `${what} @/"${randomBytes(9).toString('base64url')}`
const passwords = {
  admin: fresh('cranes over the lake'),
  keeper: fresh('lamps in the archive'),
  next: fresh('pines behind the wall'),
  wrong: fresh('not the right one'),
  camera: fresh('cam'),
  wrongCamera: fresh('wrong cam'),
  given: fresh('given apart'),
  tripped: fresh('tripped'),
  inQuery: `q${randomBytes(9).toString('hex')}`,
}
const answers: { readonly what: string; readonly text: string }[] = []
const secrets: Secret[] = [
  textSecret('the administrator’s password', passwords.admin, 'admin'),
  textSecret('the keeper’s password', passwords.keeper, 'keeper'),
  textSecret('the keeper’s next password', passwords.next, 'keeper'),
  textSecret('a wrong password', passwords.wrong, 'keeper'),
  textSecret('the camera’s password', passwords.camera, 'viewer'),
  textSecret('a camera’s wrong password', passwords.wrongCamera, 'viewer'),
  textSecret('a camera’s password beside its address', passwords.given, 'viewer'),
  textSecret('a camera’s password that was not stored', passwords.tripped, 'tripwire'),
  textSecret('a password in an address’ query', passwords.inQuery),
]

/** Every answer is kept to be searched. */
class Heard extends Person {
  override async ask(method: string, at: string, body?: unknown): Promise<Answer> {
    const answer = await super.ask(method, at, body)
    answers.push({ what: `${method} ${at}`, text: answer.text })
    return answer
  }
}

let product: Product
let camera: CameraServer
let watch: ReturnType<typeof watchCommandLines>
let keeper: Heard
let backup: { code: number; text: string }
let file: string

/** `{…` that never ends, as a broken client sends it. */
function sendTorn(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: '127.0.0.1',
        port: product.port,
        method: 'POST',
        path: `/api/session?password=${encodeURIComponent(passwords.wrong)}`,
        headers: {
          host: `station.localhost:${product.port}`,
          origin: product.address,
          'content-type': 'application/json',
        },
      },
      (response) => {
        let said = ''
        response.on('data', (c: Buffer) => {
          said += c.toString()
        })
        response.on('end', () => {
          answers.push({ what: 'a torn body', text: said })
          resolve()
        })
      },
    )
    request.on('error', reject)
    request.end(text)
  })
}

const cameraForm = (number: string, mainUrl: string, credential: object | null = null) => ({
  number,
  deviceId: null,
  name: number,
  purpose: '出入口安全',
  necessity: '唯一出入口',
  place: '校门',
  placeKind: 'entrance',
  position: null,
  heightM: null,
  azimuthDeg: null,
  tiltDeg: null,
  viewAngleDeg: null,
  rangeM: null,
  indoor: false,
  privacyClass: 'public',
  masked: false,
  declaredDays: 30,
  inUseOn: null,
  mainUrl,
  subUrl: null,
  recorder: 'native',
  priority: 3,
  credential,
})

async function signIn(login: string, password: string): Promise<Heard> {
  const person = new Heard({ ...product, accounts: { [login]: password } })
  await person.signIn(login)
  secrets.push(textSecret(`a session of ${login}`, person.cookie.split('=')[1]!))
  return person
}

before(async () => {
  const shape = { width: 320, height: 180, fps: 15, kbps: 200, groupSeconds: 2 }
  const source = new SyntheticSource(await loadLoop(shape, path.join(os.tmpdir(), 'mj-loops')), Date.now)
  camera = await CameraServer.open({
    auth: 'basic',
    username: 'viewer',
    password: passwords.camera,
    paths: { '/main': source },
    now: Date.now,
  })
  watch = watchCommandLines()
  product = await startProduct({ sample: false, within: 120_000, env: { MINGJIAN_LOG_LEVEL: 'trace' } })
})
after(async () => {
  watch?.stop()
  await product?.stop()
  await camera?.die()
})

test('the day: set-up, signing in, cameras, mistakes, failures, a backup', async () => {
  const nobody = new Heard(product)
  const token = /set-up token\s+([0-9a-f-]{20,})/.exec(product.said())![1]!
  const person = (login: string, password: string) => ({ login, name: login, post: '', password })
  const facts = {
    unitCode: null,
    address: '',
    district: null,
    contact: '',
    placeClass: 'unknown',
    keyTarget: null,
  }
  const form = {
    station: { name: '站', unitName: '单位', ...facts },
    administrator: person('admin', passwords.admin),
    keeper: person('keeper', passwords.keeper),
  }
  assert.equal((await nobody.ask('POST', '/api/setup', { ...form, token: passwords.wrong })).status, 403)
  const done = await nobody.ask('POST', '/api/setup', { ...form, token })
  assert.equal(done.status, 200, done.text)

  await sendTorn(`{"login":"keeper","password":${JSON.stringify(passwords.keeper)}`)
  for (const body of [
    { login: 'keeper', password: passwords.wrong },
    { login: passwords.wrong, password: passwords.keeper },
    { login: 'keeper', password: { of: passwords.keeper } },
    { login: 'keeper', password: passwords.wrong, secret: passwords.keeper },
    [passwords.keeper],
  ])
    assert.ok((await nobody.ask('POST', '/api/session', body)).status >= 400)
  await signIn('admin', passwords.admin)
  keeper = await signIn('keeper', passwords.keeper)
  const changed = await keeper.ask('POST', '/api/me/password', {
    current: passwords.keeper,
    next: passwords.next,
  })
  assert.equal(changed.status, 200, changed.text)
  keeper = await signIn('keeper', passwords.next)

  const at = (password: string, rest = '/main') =>
    camera.url(rest).replace('rtsp://', `rtsp://viewer:${encodeURIComponent(password)}@`)
  const good = await keeper.ask('POST', '/api/cameras', cameraForm('1', at(passwords.camera)))
  assert.equal(good.status, 200, good.text)
  for (const [number, url, credential] of [
    ['2', at(passwords.wrongCamera, '/main?x=2'), null],
    ['3', 'rtsp://127.0.0.1:9/main', { username: 'viewer', password: passwords.given }],
    ['4', `rtsp://127.0.0.1:9/main?password=${passwords.inQuery}`, null],
  ] as const) {
    const added = await keeper.ask('POST', '/api/cameras', cameraForm(number, url, credential))
    assert.equal(added.status, 200, added.text)
  }
  for (const url of [
    at(passwords.wrongCamera).replace(/:\d+\//, ':99999/'),
    `rtsp://viewer:${passwords.wrongCamera}@h@h/`,
    at(passwords.camera),
  ])
    assert.ok((await keeper.ask('POST', '/api/cameras', cameraForm('5', url))).status >= 400, url)
  const edit = { mainUrl: at(passwords.camera), priority: 4, reason: '调整' }
  assert.equal((await keeper.ask('PATCH', `/api/cameras/${good.body.id}`, edit)).status, 200)
  for (const where of ['', `/${good.body.id}`, `/${good.body.id}/history`])
    assert.equal((await keeper.ask('GET', `/api/cameras${where}`)).status, 200)

  // A statement that fails on the row itself: PostgreSQL then tells the whole row.
  await withClient(product.ownerUrl(), (client) =>
    client.query(
      `alter table camera_credential add constraint trip check (username <> 'tripwire') not valid`,
    ),
  )
  const tripped = { username: 'tripwire', password: passwords.tripped }
  const fault = await keeper.ask('POST', '/api/cameras', cameraForm('6', 'rtsp://127.0.0.1:9/6', tripped))
  assert.equal(fault.body.code, 'fault', fault.text)
  await withClient(product.ownerUrl(), (client) =>
    client.query(`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()`),
  )
  for (let i = 0; i < 5; i++) await keeper.ask('GET', '/api/cameras')

  type Camera = { number: string; main: { state: string; cause: string | null } }
  const until = Date.now() + 40_000
  for (let seen: Camera[] = []; ; await sleep(500)) {
    const answer = await keeper.ask('GET', '/api/cameras')
    if (answer.status === 200) seen = answer.body as unknown as Camera[]
    const of = (number: string) => seen.find((c) => c.number === number)?.main
    if (of('1')?.state === 'recording' && of('2')?.state === 'trouble' && of('3')?.cause === 'refused') break
    if (Date.now() > until) throw new Error(`the cameras did not get there: ${answer.text}`)
  }
  file = path.join(path.dirname(product.folder), 'station.mjbackup')
  backup = await runTool(product, 'server/backup/backup.ts', [product.folder, '--to', file])
  assert.equal(backup.code, 0, backup.text)
})

test('what the station made for itself is known too', () => {
  const made = JSON.parse(readFileSync(path.join(product.folder, 'secrets/database.json'), 'utf8')) as {
    owner: string
    roles: Record<string, string>
  }
  for (const [role, password] of Object.entries({ owner: made.owner, ...made.roles }))
    secrets.push(textSecret(`the database password of ${role}`, password))
  for (const key of ['station.key', 'log.key']) {
    const pem = readFileSync(path.join(`${product.folder}-keys`, key), 'utf8')
    const { d } = createPrivateKey(pem).export({ format: 'jwk' })
    secrets.push(byteSecret(key, Buffer.from(d!, 'base64url')))
    secrets.push({ name: `${key} as PEM`, forms: [pem.split('\n')[1]!] })
  }
  assert.equal(secrets.length, 9 + 3 + 5 + 4)
})

test('no log line holds one, nor what the backup said', () => {
  const lines = product.said()
  assert.ok(lines.split('\n').length > 30 && lines.includes('"process":"web"'), 'there was something to read')
  assert.match(lines, /camera_credential.+trip/, 'the failure itself was logged')
  assert.deepEqual(foundIn(lines, secrets), [])
  assert.deepEqual(foundIn(backup.text, secrets), [])
})

test('what is told once is told once', () => {
  const token = /set-up token\s+([0-9a-f-]{20,})/.exec(product.said())![1]!
  const code = /keep it offline[^\n]*\n\s+(\S[^\n]+)/.exec(product.said())![1]!.trim()
  for (const said of [token, code]) {
    assert.ok(said.length > 20)
    assert.equal(product.said().split(said).length, 2)
    assert.ok(![...watch.seen].some((line) => line.includes(said)))
  }
})

test('no command line held one at any time, and nobody else reads an environment', () => {
  watch.stop()
  const mine = family(product.supervisor())
  assert.ok(mine.length >= 7, `${mine.length} processes`)
  assert.ok([...watch.seen].some((line) => line.includes('make-keys.ts')))
  assert.deepEqual(foundIn([...watch.seen, ...mine.map((p) => p.commandLine)].join('\n'), secrets), [])
  assert.deepEqual(
    mine.filter((p) => (p.environmentMode & 0o077) !== 0),
    [],
  )
})

test('no answer holds one', () => {
  assert.ok(answers.length > 20)
  assert.deepEqual(
    answers.flatMap(({ what, text }) => foundIn(text, secrets).map((name) => `${what}: ${name}`)),
    [],
  )
})

test('no ledger entry holds one, and no table but the one that must', async () => {
  const rows = await rowsOf(product.ownerUrl())
  assert.ok(rows.get('ledger_entry')!.includes('"kind":"config"'))
  const found = [...rows].flatMap(([table, text]) =>
    foundIn(text, secrets).map((name) => `${table}: ${name}`),
  )
  // Cameras need them in clear; the address is kept as it was given, and shown with its query masked.
  assert.deepEqual(found.sort(), [
    'camera: a password in an address’ query',
    'camera_credential: a camera’s password beside its address',
    'camera_credential: a camera’s wrong password',
    'camera_credential: the camera’s password',
  ])
})

test('files that hold one are closed to others', () => {
  const closed = /^(db|volume-1|secrets)(\/|$)|^spool\/plan\.json$/
  for (const [name, text] of filesOf(product.folder, closed))
    assert.deepEqual(foundIn(text, secrets), [], name)
  for (const name of ['spool/plan.json', 'secrets/database.json', 'secrets', 'db'])
    assert.equal(statSync(path.join(product.folder, name)).mode & 0o077, 0, name)
  assert.equal(statSync(product.run).mode & 0o077, 0)
  assert.equal(statSync(file).mode & 0o077, 0)
})
