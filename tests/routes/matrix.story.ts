// long
/** Every route by everybody who may not: refused by name, registered, and not one byte of an image sent. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { allRoutes } from '#server/web/duties.ts'
import { Truth } from '../crash/truth.ts'
import { type Product, startProduct } from '../product.ts'
import { type Answer, type Asked, ask, look, type Seen } from './look.ts'
import { otherKeeper, setUp } from './other.ts'
import { bound, type Letter, may, roles } from './table.ts'

let product: Product
let other: Product
let truth: Truth
let cameras: readonly string[]
const letters = Object.keys(roles) as Letter[]
const who = {} as Record<Letter | 'o2', { cookie: string; csrf: string; login: string }>
/** The session of a keeper of another station. */
let stranger = ''
let addresses = 0

/** An address nobody else in this story asks from. */
const address = (): string => {
  addresses++
  return `127.9.${Math.floor(addresses / 250)}.${(addresses % 250) + 2}`
}

async function signIn(at: Product, login: string, password: string) {
  const answer = await ask(at, 'POST', '/api/session', { from: address() }, { login, password })
  assert.equal(answer.status, 200, answer.bytes.toString())
  return { cookie: answer.cookie, csrf: String((answer.body.person as { csrf: string }).csrf), login }
}

const as = (letter: Letter | 'o2', method: string, path: string, body?: unknown): Promise<Answer> =>
  ask(product, method, path, { ...who[letter], from: address() }, body)

async function opened(letter: Letter | 'o2', use: Record<string, unknown>): Promise<string> {
  const answer = await as(letter, 'POST', '/api/uses', { purpose: '核实情况', basis: '185/13', ...use })
  assert.ok(answer.status < 300, answer.bytes.toString())
  return String(answer.body.id)
}

/** Lines of the register from one address. */
async function refusals(
  from: string,
): Promise<{ code: string; route: string; count: number; login: string | null }[]> {
  const { rows } = await truth.client.query(
    `select r.code, r.route, r.count::int as count, p.login from refusal r left join person p on p.id = r.person_id
     where r.address = $1`,
    [from],
  )
  return rows
}

const byteLines = (): number => {
  try {
    return readFileSync(path.join(product.folder, 'journal/bytes.jsonl'), 'utf8').split('\n').length
  } catch {
    return 1
  }
}

before(async () => {
  product = await startProduct({ sample: true, env: { MJ_SAMPLE_SOURCE: 'loop' }, within: 120_000 })
  truth = await Truth.of(product)
  cameras = (await truth.cameras()).map((c) => c.id)
  other = await startProduct({ sample: false, within: 120_000 })
  await setUp(other, address)
  stranger = (await signIn(other, 'keeper', otherKeeper)).cookie
  for (const letter of letters)
    who[letter] = await signIn(product, roles[letter], product.accounts[roles[letter]]!)
  who.o2 = await signIn(product, 'operator2', product.accounts.operator2!)
})
after(async () => {
  await truth?.close()
  await product?.stop()
  await other?.stop()
})

test('the table names every route there is, and every place that binds one', () => {
  assert.deepEqual(Object.keys(may).sort(), allRoutes.map((r) => r.name).sort())
  const found: Record<string, string[]> = {}
  for (const file of globSync('server/**/*.ts', { cwd: path.join(import.meta.dirname, '../..') })) {
    if (/\.(story|test)\.ts$/.test(file)) continue
    const text = readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8')
    for (const m of text.matchAll(
      /\b\w+\.(?:get|post|put|patch|delete|all|route)\(\s*(`\/[^`]*`|'\/[^']*'|\{)/g,
    ))
      found[file] = [...(found[file] ?? []), m[1]!.replaceAll('$', '')]
  }
  assert.deepEqual(found, bound)
})

const fill = (p: string): string =>
  `/api${p}`.replace(':session', 'f'.repeat(64)).replace(':passkey', 'AAAA').replace(/:\w+/g, randomUUID())

test('each route of the contracts: whoever may not is refused by name and registered; whoever may is not', async () => {
  for (const route of allRoutes) {
    const allowed = may[route.name]!
    const body = route.body ? { nonsense: 1 } : undefined
    const anonymous = await ask(product, route.method, fill(route.path), { from: address() }, body)
    const foreign = await ask(
      product,
      route.method,
      fill(route.path),
      { from: address(), cookie: stranger },
      body,
    )
    for (const answer of [anonymous, foreign]) {
      if (allowed === '*') assert.ok(![401, 403].includes(answer.status), `${route.name} ${answer.status}`)
      else assert.deepEqual([answer.status, answer.body.code], [401, 'people/sign-in-first'], route.name)
    }
    if (route.name === 'session.sign-out') continue
    for (const letter of letters) {
      const from = address()
      const once = (): Promise<Answer> =>
        ask(product, route.method, fill(route.path), { ...who[letter], from }, body)
      const answer = await once()
      const what = `${route.name} by ${roles[letter]}: ${answer.status} ${answer.bytes.toString().slice(0, 200)}`
      if (allowed === '*' || allowed.includes(letter)) {
        assert.ok(answer.status !== 401 && answer.body.code !== 'request/not-permitted', what)
        assert.ok(answer.status < 500, what)
        continue
      }
      assert.deepEqual([answer.status, answer.body.code], [403, 'request/not-permitted'], what)
      assert.match(answer.type, /^application\/problem\+json/)
      await once()
      const rows = await refusals(from)
      assert.ok(
        rows.every(
          (r) => r.code === 'request/not-permitted' && r.route === route.name && r.login === roles[letter],
        ),
        what,
      )
      assert.equal(
        rows.reduce((n, r) => n + r.count, 0),
        2,
        what,
      )
    }
  }
})

test('signing out is everybody’s own', async () => {
  for (const letter of letters) {
    const session = await signIn(product, roles[letter], product.accounts[roles[letter]]!)
    const answer = await ask(product, 'DELETE', '/api/session', { ...session, from: address() })
    assert.equal(answer.status, 200, roles[letter])
  }
})

test('metrics only to this machine, pages without a picture, nothing under other addresses', async () => {
  const host = `127.0.0.1:${product.port}`
  assert.equal((await ask(product, 'GET', '/metrics', { from: '127.0.0.1', host })).status, 200)
  for (const asked of [{ from: address(), host }, { from: '127.0.0.1' }] as Asked[])
    assert.ok([403, 404].includes((await ask(product, 'GET', '/metrics', asked)).status))
  for (const p of [
    '/',
    '/api/media',
    '/api/media/',
    '/api/media/live/x',
    '/volume-1/volume.json',
    '/..%2f..%2fpackage.json',
  ]) {
    const answer = await ask(product, 'GET', p, { ...who.k, from: address() })
    assert.ok(
      answer.status === 404 || answer.status === 400 || /^text\/html/.test(answer.type),
      `${p} ${answer.status}`,
    )
  }
})

type Kind = 'live' | 'replay' | 'index'
type Case = {
  readonly what: string
  readonly kind: Kind
  readonly as: Letter | 'o2' | null
  readonly query: Record<string, string>
  readonly code: string
  readonly asked?: Partial<Asked>
  readonly from?: number
}

let from = 0
let to = 0

async function asks(
  c: Omit<Case, 'what' | 'code'>,
  pictures = 0,
): Promise<{ seen: Seen; from: string; answer?: Answer }> {
  const asked: Asked = { ...(c.as === null ? {} : { cookie: who[c.as].cookie }), ...c.asked, from: address() }
  if (c.kind !== 'index')
    return {
      seen: await look(product, c.kind, c.query, asked, { from: c.from ?? from, pictures }),
      from: asked.from,
    }
  const span = { from: String(c.from ?? from), to: String((c.from ?? from) + 5000) }
  const answer = await ask(
    product,
    'GET',
    `/api/media/index?${new URLSearchParams({ ...c.query, ...span })}`,
    asked,
  )
  const code = answer.status === 200 ? null : String(answer.body.code)
  return { seen: { code, frames: 0, bytes: 0, pictures: 0 }, from: asked.from, answer }
}

test('pictures: nobody, every role without a use, and every wrong use is refused, registered, and shown nothing', async () => {
  to = Date.now() - 3000
  from = to - 12_000
  const interval = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  const [camera, second] = [cameras[0]!, cameras[1]!]
  const replay = await opened('k', { act: 'replay', cameras: [camera], ...interval })
  const expired = await opened('k', { act: 'replay', cameras: [camera], ...interval })
  const closed = await opened('k', { act: 'replay', cameras: [camera], ...interval })
  const revoked = await opened('k', { act: 'replay', cameras: [camera], ...interval })
  const waiting = await opened('o', { act: 'replay', cameras: [camera], ...interval })
  const copy = await opened('k', { act: 'copy', cameras: [camera], ...interval })
  const upkeep = await opened('t', { act: 'maintenance-picture', cameras: [camera] })
  const staleUpkeep = await opened('t', { act: 'maintenance-picture', cameras: [camera] })
  const watch = String((await as('o', 'POST', '/api/watch/take', {})).body.useId)
  const oldWatch = String((await as('o2', 'POST', '/api/watch/take', {})).body.useId)
  assert.equal(
    (await as('o2', 'POST', '/api/watch/hand-over', { to: null, checks: [], note: '试验' })).status,
    200,
  )
  assert.equal((await as('k', 'POST', `/api/uses/${closed}/close`, { result: '未见异常' })).status, 200)
  assert.equal((await as('k', 'POST', `/api/uses/${revoked}/revoke`, { reason: '试验' })).status, 200)
  await truth.client.query(
    `update "use" set expires_at = now() - interval '1 second' where id = any ($1::uuid[])`,
    [[expired, staleUpkeep]],
  )

  const table: Case[] = []
  const put = (
    what: string,
    kind: Kind,
    by: Case['as'],
    use: string | null,
    code: string,
    more: Partial<Case> & { camera?: string } = {},
  ): void => {
    const { camera: wanted = camera, ...rest } = more
    table.push({
      what,
      kind,
      as: by,
      query: { ...(use === null ? {} : { use }), camera: wanted },
      code,
      ...rest,
    })
  }
  for (const kind of ['live', 'replay', 'index'] as const) {
    const use = kind === 'live' ? watch : replay
    const owner = kind === 'live' ? 'o' : 'k'
    put('nobody', kind, null, use, 'people/sign-in-first')
    put('the session of another station', kind, null, use, 'people/sign-in-first', {
      asked: { cookie: stranger },
    })
    for (const letter of letters) {
      put(`${roles[letter]} without a use`, kind, letter, null, 'request/invalid')
      put(`${roles[letter]} with a made-up use`, kind, letter, randomUUID(), 'use/unknown')
      if (letter !== owner)
        put(`${roles[letter]} with somebody else’s use`, kind, letter, use, 'use/not-yours')
    }
    put('a foreign host', kind, owner, use, 'request/host', {
      asked: { host: `evil.example:${product.port}` },
    })
    if (kind !== 'index')
      put('a foreign page', kind, owner, use, 'request/origin', { asked: { origin: 'http://evil.example' } })
    put('a camera that is none', kind, owner, use, 'use/unknown', { camera: randomUUID() })
  }
  put('another camera', 'live', 't', upkeep, 'use/other-camera', { camera: second })
  put('a use that has expired', 'live', 't', staleUpkeep, 'use/expired')
  put('a watch handed over', 'live', 'o2', oldWatch, 'use/not-open')
  put('a replay use', 'live', 'k', replay, 'use/recorded-only')
  for (const kind of ['replay', 'index'] as const) {
    put('another camera', kind, 'k', replay, 'use/other-camera', { camera: second })
    put('another interval', kind, 'k', replay, 'use/outside-interval', { from: from - 60_000 })
    put('a later interval', kind, 'k', replay, 'use/outside-interval', { from: to + 2000 })
    put('a use that has expired', kind, 'k', expired, 'use/expired')
    put('a use that was closed', kind, 'k', closed, 'use/not-open')
    put('a use that was revoked', kind, 'k', revoked, 'use/revoked')
    put('a replay no keeper has approved', kind, 'o', waiting, 'use/not-open')
    put('a copy no second person has approved', kind, 'k', copy, 'use/not-open')
    put('a watch', kind, 'o', watch, 'use/live-only')
    put('a maintenance picture', kind, 't', upkeep, 'use/live-only')
  }

  const before = byteLines()
  const wrong: string[] = []
  for (const c of table) {
    const { seen, from: asker } = await asks(c)
    const rows = await refusals(asker)
    const login =
      c.as === null || c.code === 'request/host' || c.code === 'request/origin' ? null : who[c.as].login
    const right =
      seen.code === c.code &&
      seen.frames === 0 &&
      rows.length === 1 &&
      rows[0]!.code === c.code &&
      rows[0]!.login === login &&
      rows[0]!.route === `media.${c.kind}`
    if (!right) wrong.push(`${c.kind}, ${c.what}: ${JSON.stringify({ seen, rows })}`)
  }
  assert.deepEqual(wrong, [])
  await sleep(500)
  assert.equal(byteLines(), before, 'the byte log has no line of a refused look')

  // Each of them shows something to whom it may: the story can fail the other way too.
  for (const [kind, by, use] of [
    ['live', 'o', watch],
    ['live', 't', upkeep],
    ['replay', 'k', replay],
  ] as const) {
    const { seen } = await asks({ kind, as: by, query: { use, camera } }, 3)
    assert.ok(seen.code === null && seen.pictures >= 3, `${kind} by ${by}: ${JSON.stringify(seen)}`)
  }
  const index = await asks({ kind: 'index', as: 'k', query: { use: replay, camera } })
  assert.ok((index.answer!.body.fragments as unknown[]).length > 0)
  await sleep(300)
  assert.ok(byteLines() >= before + 9)

  // The test picture of a camera shows no image; it looks at one all the same.
  const probe = (asked: Asked, use?: string, cam = camera) =>
    ask(product, 'POST', `/api/cameras/${cam}/test`, asked, { ...(use ? { use } : {}), stream: 0 })
  for (const [by, use, code, extra] of [
    [null, upkeep, 'people/sign-in-first', {}],
    [null, upkeep, 'people/sign-in-first', { cookie: stranger }],
    ['k', upkeep, 'request/not-permitted', {}],
    ['t', undefined, 'request/invalid', {}],
    ['t', randomUUID(), 'cameras/test-needs-use', {}],
    ['t', replay, 'cameras/test-needs-use', {}],
    ['t', staleUpkeep, 'cameras/test-needs-use', {}],
    ['t', upkeep, 'request/origin', { origin: 'http://evil.example' }],
    ['t', upkeep, 'request/host', { host: `evil.example:${product.port}` }],
    ['t', upkeep, 'request/csrf', { csrf: 'not it' }],
  ] as const) {
    const asked: Asked = { ...(by === null ? {} : who[by]), ...extra, from: address() }
    const answer = await probe(asked, use)
    const rows = await refusals(asked.from)
    assert.deepEqual(
      [answer.body.code, rows.length, rows[0]?.code, rows[0]?.route],
      [code, 1, code, 'cameras.test'],
      `${by} ${code}`,
    )
  }
  const elsewhere: Asked = { ...who.t, from: address() }
  assert.equal((await probe(elsewhere, upkeep, second)).body.code, 'cameras/test-needs-use')
  assert.equal((await refusals(elsewhere.from)).length, 1)
  const real = await probe({ ...who.t, from: address() }, upkeep)
  assert.equal(real.body.ok, true, real.bytes.toString())
})

test('the live status is told to whoever is signed in, and to nobody else', async () => {
  const { default: WebSocket } = await import('ws')
  const said = (cookie: string | null, origin = product.address): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${product.port}/api/status/live`, {
        headers: { host: `station.localhost:${product.port}`, origin, ...(cookie ? { cookie } : {}) },
        localAddress: address(),
      })
      socket.once('message', (data: Buffer) => {
        socket.terminate()
        resolve(JSON.parse(data.toString()) as Record<string, unknown>)
      })
      socket.once('error', reject)
    })
  assert.equal((await said(null)).code, 'people/sign-in-first')
  assert.equal((await said(stranger)).code, 'people/sign-in-first')
  assert.equal((await said(who.k.cookie, 'http://evil.example')).code, 'request/origin')
  for (const letter of letters) assert.equal((await said(who[letter].cookie)).t, 'status', letter)
})
