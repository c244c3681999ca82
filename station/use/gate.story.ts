/** The register and the gate on a real database: who may open, who decides, what may be shown, what is written down. */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { decodeEntry } from '#ledger/entry.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { loadAuthorizer } from '../authorizer/authorizer.ts'
import { Refusal } from '../refusal.ts'
import type { Caller } from '../route.ts'
import { watchHandlers } from '../watch/handlers.ts'
import type { UseContext } from './decide.ts'
import { createGate } from './gate.ts'
import { useHandlers } from './handlers.ts'
import type { Form } from './open.ts'
import { closeRefusals, expireUses, mergeLeases, revokeUsesOf } from './upkeep.ts'

const authorizer = loadAuthorizer()
const START = Date.parse('2026-11-24T08:00:00Z')
const LOG = { origin: 'story.example/log', epoch: 1 }
const given = <B>(body: B) => ({ params: undefined, query: undefined, body })
const none = given(undefined)

let server: TestPostgres
let owner: Kysely<unknown>
let db: Kysely<unknown>
let jobs: Kysely<unknown>
let drop: () => Promise<void>
let appUrl: string
let now: Date
const callers = new Map<string, Caller>()
const camera = randomUUID()
const gateCamera = randomUUID()
const privateCamera = randomUUID()
const clock = { now: () => now }
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const as = (login: string): UseContext => ({
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

const form = (more: Partial<Form> = {}): Form => ({
  act: 'replay',
  purpose: '查找走失儿童',
  basis: '799/16',
  cameras: [camera],
  from: '2026-11-24T07:00:00Z',
  to: '2026-11-24T07:30:00Z',
  ...more,
})
const open = (login: string, more: Partial<Form> = {}) =>
  useHandlers.open(as(login), { params: undefined, query: undefined, body: form(more) })
const on = (id: string) => ({ params: { id }, query: undefined, body: undefined })
const say = <B>(id: string, body: B) => ({ params: { id }, query: undefined, body })
const list = (login: string, query = {}) =>
  useHandlers.list(as(login), { params: undefined, query, body: undefined })
const refused = async (doing: Promise<unknown>, code: string) =>
  assert.rejects(doing, (e) => e instanceof Refusal && e.code === code)
const entries = async (kind: string) => {
  const { rows } = await sql<{
    bytes: Buffer
  }>`select bytes from ledger_entry where kind = ${kind} order by at`.execute(owner)
  return rows.map((r) => decodeEntry(r.bytes).body as Record<string, unknown>)
}
const opening = async (commitment: unknown) => {
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

describe('the register', () => {
  it('opens a keeper’s replay at once, with number, policies and entry', async () => {
    const use = await open('keeper')
    assert.deepEqual(
      [use.state, use.number, use.policies],
      ['open', 'U-2026-1124-001', ['use.replay.keeper']],
    )
    assert.equal(use.expiresAt, new Date(START + 4 * 3_600_000).toISOString())
    assert.deepEqual(use.decidedBy, [{ policy: 'use.replay.keeper', articles: ['185/14', 'product'] }])
    const [entry] = await entries('use.opened')
    assert.deepEqual([entry!.number, entry!.act, entry!.cameras], [use.number, 'replay', [camera]])
    assert.equal(await opening(entry!.purpose), '查找走失儿童')
    assert.equal(JSON.stringify(entry).includes('走失'), false)
    assert.deepEqual(
      use.entries.map((e) => e.kind),
      ['use.opened'],
    )
  })

  it('numbers uses without a hole, however many open at once, and starts again each day', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => open('keeper')))
    assert.deepEqual(
      all.map((u) => u.number).sort(),
      Array.from({ length: 12 }, (_, i) => `U-2026-1124-${String(i + 1).padStart(3, '0')}`),
    )
    // 16:00Z is the next civil day.
    later(8 * 3_600_000)
    assert.equal((await open('keeper')).number, 'U-2026-1125-001')
    assert.equal((await entries('use.opened')).length, 13)
  })

  it('waits for a keeper where an operator replays, and opens with the approval', async () => {
    const asked = await open('operator')
    assert.deepEqual([asked.state, asked.may], ['asked', ['withdraw']])
    await refused(useHandlers.approve(as('operator'), on(asked.id)), 'use/own')
    await refused(useHandlers.approve(as('relief'), on(asked.id)), 'use/may-not-decide')
    const seen = (await list('keeper', { state: 'asked' })).items[0]!
    assert.deepEqual([seen.id, seen.may], [asked.id, ['approve', 'refuse']])
    later(60_000)
    const opened = await useHandlers.approve(as('keeper'), on(asked.id))
    assert.deepEqual([opened.state, opened.policies], ['open', ['use.replay.operator-approved']])
    assert.equal(opened.openedAt, now.toISOString())
    assert.equal((await entries('use.decided'))[0]!.decision, 'approve')
    await refused(useHandlers.approve(as('second'), on(asked.id)), 'use/not-in-state')
  })

  it('lets only one of two deciders through', async () => {
    const asked = await open('operator')
    const both = await Promise.allSettled([
      useHandlers.approve(as('keeper'), on(asked.id)),
      useHandlers.refuse(as('second'), say(asked.id, { reason: '与事由无关' })),
    ])
    assert.deepEqual(both.map((b) => b.status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await entries('use.decided')).length, 1)
  })

  it('copies with a second person, who may be an operator and sees what he decides on', async () => {
    const asked = await open('keeper', { act: 'copy' })
    assert.equal(asked.state, 'asked')
    await refused(useHandlers.show(as('technician'), on(asked.id)), 'use/not-yours')
    assert.equal((await useHandlers.show(as('operator'), on(asked.id))).purpose, '查找走失儿童')
    assert.equal((await useHandlers.approve(as('operator'), on(asked.id))).state, 'open')
    await refused(useHandlers.show(as('operator'), on(asked.id)), 'use/not-yours')
  })

  it('serves two officials with ID and paper, and not one who is written twice', async () => {
    const one = { name: '王一', unit: '东城分局', workId: '012345', idSeen: true }
    const two = { name: '李二', unit: '东城分局', workId: '012346', idSeen: true }
    const paper = [{ kind: '调取证据通知书', number: '京公东〔2026〕1号', issuedBy: '东城分局', seen: true }]
    const ask = { act: 'officials' as const, documents: paper }
    await refused(
      open('keeper', { ...ask, officials: [one, { ...one, workId: ' 0123４5' }] }),
      'use/same-officer',
    )
    await refused(open('keeper', { ...ask, officials: [one] }), 'use/two-officials')
    await refused(
      open('keeper', { ...ask, officials: [one, { ...two, idSeen: false }] }),
      'use/two-officials',
    )
    await refused(open('keeper', { act: 'officials', officials: [one, two] }), 'use/document-missing')
    await refused(open('operator', { ...ask, officials: [one, two] }), 'use/keeper-or-on-watch')
    const use = await open('keeper', { ...ask, officials: [one, two] })
    assert.deepEqual([use.state, use.officials.length, use.documents.length], ['open', 2, 1])
    await watchHandlers.take(as('operator'), given({}))
    const beside = await open('operator', { ...ask, officials: [one, two] })
    assert.deepEqual(beside.policies, ['use.officials.on-watch'])
    const told = beside.approvals.filter((a) => a.kind === 'keeper-told').map((a) => a.person.name)
    assert.deepEqual(told.sort(), ['keeper', 'second'])
  })

  it('breaks the glass at once, loudly, and the principal confirms once', async () => {
    const use = await open('operator', { act: 'break-glass' })
    assert.deepEqual([use.state, use.confirmation], ['open', 'due'])
    assert.ok(use.approvals.some((a) => a.kind === 'principal-told'))
    await refused(useHandlers.approve(as('keeper'), on(use.id)), 'use/may-not-decide')
    later(25 * 3_600_000)
    assert.equal(await expireUses(jobs, now), 1)
    assert.equal((await useHandlers.show(as('keeper'), on(use.id))).confirmation, 'overdue')
    const confirmed = await useHandlers.approve(as('principal'), on(use.id))
    assert.deepEqual([confirmed.state, confirmed.confirmation], ['expired', 'given'])
    await refused(useHandlers.approve(as('principal'), on(use.id)), 'use/confirmed-already')
  })

  it('shows the person concerned related pictures with the unit’s consent', async () => {
    await refused(open('keeper', { act: 'person-concerned' }), 'use/relation-missing')
    const concerned = { relation: 'guardian', interest: 'life', consent: '校长口头同意' } as const
    const use = await open('keeper', { act: 'person-concerned', concerned })
    assert.deepEqual([use.state, use.concerned, use.lastsMinutes], ['open', concerned, 60])
  })

  it('closes with a result, revokes at once, withdraws, expires, and refuses what nobody answered', async () => {
    const closed = await open('keeper')
    await refused(useHandlers.close(as('second'), say(closed.id, { result: '已看' })), 'use/not-yours')
    await useHandlers.close(as('keeper'), say(closed.id, { result: '找到', destination: '无' }))
    const revoked = await open('keeper')
    await refused(useHandlers.revoke(as('operator'), say(revoked.id, { reason: '误' })), 'use/not-yours')
    await useHandlers.revoke(as('second'), say(revoked.id, { reason: '误登' }))
    const withdrawn = await open('operator')
    await useHandlers.withdraw(as('operator'), on(withdrawn.id))
    const expired = await open('keeper')
    const unanswered = await open('operator')
    later(86_400_000)
    assert.equal(await expireUses(jobs, now), 2)
    const states = await Promise.all(
      [closed, revoked, withdrawn, expired, unanswered].map((u) => useHandlers.show(as('auditor'), on(u.id))),
    )
    assert.deepEqual(
      states.map((u) => [u.state, u.refusalCode]),
      [
        ['closed', null],
        ['revoked', null],
        ['withdrawn', null],
        ['expired', null],
        ['refused', 'use/unanswered'],
      ],
    )
    assert.deepEqual((await entries('use.closed')).map((e) => e.state).sort(), [
      'closed',
      'expired',
      'refused',
      'revoked',
      'withdrawn',
    ])
  })

  it('gives each their own lines, and everybody’s to keeper, principal and auditor', async () => {
    await open('keeper')
    await open('operator')
    const count = async (login: string) => (await list(login)).items.length
    assert.deepEqual([await count('operator'), await count('keeper'), await count('auditor')], [1, 2, 2])
    assert.deepEqual([await count('technician'), await count('principal')], [0, 2])
    const mine = (await list('auditor', { person: callers.get('operator')!.personId })).items
    assert.deepEqual(
      mine.map((i) => i.person!.name),
      ['operator'],
    )
    assert.equal((await list('auditor', { camera: gateCamera })).items.length, 0)
    assert.equal((await list('auditor', { on: '2026-11-24', q: '走失' })).items.length, 2)
    assert.equal((await list('auditor', { on: '2026-11-23' })).items.length, 0)
  })

  it('pages without losing or doubling a line', async () => {
    for (let i = 0; i < 7; i++) {
      await open('keeper')
      if (i % 2) later(1000)
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list('keeper', { limit: 3, ...(after ? { after } : {}) })
      seen.push(...page.items.map((i) => i.id))
      after = page.next ?? undefined
    } while (after)
    assert.equal(seen.length, 7)
    assert.equal(new Set(seen).size, 7)
  })

  it('says which acts one may open and why not the others', async () => {
    const acts = await useHandlers.acts(as('operator'), none)
    const of = (act: string) => acts.find((a) => a.act === act)!
    assert.deepEqual([of('replay').may, of('replay').needs], [true, 'keeper'])
    assert.deepEqual([of('break-glass').may, of('copy').may], [true, false])
    assert.deepEqual(
      of('watch-live').lacks.map((l) => l.code),
      ['use/not-on-watch'],
    )
    const none_ = (await useHandlers.acts(as('auditor'), none)).filter((a) => a.may)
    assert.deepEqual(none_, [])
  })
})

describe('refused looks', () => {
  it('are registered: a flood is one line with a count, and one more entry when its minute is over', async () => {
    for (let i = 0; i < 5; i++) await refused(open('operator', { act: 'copy' }), 'use/keeper-only')
    await refused(open('technician'), 'use/keeper-or-operator')
    const lines = (await list('auditor', { kind: 'refusal' })).items
    assert.deepEqual(lines.map((l) => [l.kind, l.person!.name, l.refusalCode, l.count, l.state]).sort(), [
      ['refusal', 'operator', 'use/keeper-only', 5, 'refused'],
      ['refusal', 'technician', 'use/keeper-or-operator', 1, 'refused'],
    ])
    assert.deepEqual(
      (await entries('refused')).map((e) => e.count),
      [1, 1],
    )
    assert.equal(await closeRefusals(jobs, now), 0)
    later(61_000)
    assert.equal(await closeRefusals(jobs, now), 1)
    assert.equal(await closeRefusals(jobs, now), 0)
    assert.deepEqual((await entries('refused')).map((e) => e.count).sort(), [1, 1, 5])
    await refused(open('operator', { act: 'copy' }), 'use/keeper-only')
    assert.equal((await list('auditor', { kind: 'refusal' })).items.length, 3)
  })

  it('at the same moment are one line too', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () => refused(open('operator', { act: 'copy' }), 'use/keeper-only')),
    )
    const lines = (await list('auditor', { kind: 'refusal' })).items
    assert.deepEqual(
      lines.map((l) => l.count),
      [8],
    )
    assert.equal((await entries('refused')).length, 1)
  })
})

describe('the watch', () => {
  const take = (login: string) => watchHandlers.take(as(login), given({}))
  const handOver = (login: string, body: { to: string | null; note?: string }) =>
    watchHandlers.handOver(as(login), given({ checks: [], note: '', ...body }))

  it('opens a live use of every camera but private views without a mask', async () => {
    const taken = await take('operator')
    const use = await useHandlers.show(as('operator'), on(taken.useId))
    assert.deepEqual(
      [use.act, use.state, use.cameras.map((c) => c.number)],
      ['watch-live', 'open', ['C-01', 'C-02']],
    )
    await refused(take('operator'), 'watch/already')
    await refused(take('keeper'), 'use/operator-only')
    await refused(
      useHandlers.close(as('operator'), say(taken.useId, { result: 'x' })),
      'use/hand-over-instead',
    )
  })

  it('goes on when training has lapsed, and the register says so', async () => {
    await sql`update person set skills_until_on = '2026-11-23' where login = 'operator'`.execute(owner)
    const use = await useHandlers.show(as('operator'), on((await take('operator')).useId))
    assert.deepEqual(use.policies, ['use.watch-live.training-lapsed'])
    assert.deepEqual(use.approvals.filter((a) => a.kind === 'keeper-told').length, 2)
  })

  it('overlaps, is handed over, and its uses end with it', async () => {
    const taken = await take('operator')
    const check = await open('operator', { act: 'handover-check' })
    later(1000)
    await take('relief')
    later(1000)
    assert.equal((await watchHandlers.show(as('keeper'), none)).onDuty.length, 2)
    await handOver('operator', { to: callers.get('relief')!.personId })
    const states = await Promise.all(
      [taken.useId, check.id].map(async (id) => (await useHandlers.show(as('keeper'), on(id))).state),
    )
    assert.deepEqual(states, ['closed', 'closed'])
    const seen = await watchHandlers.show(as('operator'), none)
    assert.deepEqual([seen.mine, seen.onDuty.map((d) => d.person.name)], [null, ['relief']])
    assert.deepEqual(
      seen.notes.map((n) => n.kind),
      ['hand-over', 'take', 'take'],
    )
    await refused(handOver('operator', { to: null, note: 'x' }), 'watch/not-on-watch')
  })

  it('that nobody relieves is left with a reason, recorded as absence', async () => {
    await take('operator')
    await refused(handOver('operator', { to: null }), 'watch/say-why')
    await refused(handOver('operator', { to: callers.get('keeper')!.personId }), 'watch/not-an-operator')
    later(1000)
    await handOver('operator', { to: null, note: '接班人未到，已报保管人' })
    assert.deepEqual((await watchHandlers.show(as('keeper'), none)).notes[0]!.kind, 'absence')
  })

  it('ends with its use, when that is revoked or a day has passed', async () => {
    const first = await take('operator')
    await useHandlers.revoke(as('keeper'), say(first.useId, { reason: '离岗' }))
    assert.equal((await watchHandlers.show(as('operator'), none)).mine, null)
    await take('operator')
    later(86_400_000)
    await expireUses(jobs, now)
    assert.equal((await watchHandlers.show(as('operator'), none)).mine, null)
  })

  it('keeps a log', async () => {
    await refused(
      watchHandlers.note(as('operator'), given({ kind: 'mark' as const, text: '校门聚集' })),
      'watch/not-on-watch',
    )
    await take('operator')
    await watchHandlers.note(
      as('operator'),
      given({ kind: 'mark' as const, text: '校门聚集', cameraId: camera }),
    )
    const [note] = (await watchHandlers.show(as('keeper'), none)).notes.filter((n) => n.kind === 'mark')
    assert.deepEqual([note!.text, note!.camera?.number, note!.person], ['校门聚集', 'C-01', 'operator'])
  })
})

describe('the gate', () => {
  const gate = () => createGate({ db, authorizer, log: LOG, clock })
  const ask = (login: string, useId: string, cameraId = camera, kind: 'live' | 'replay' = 'replay') => ({
    useId,
    cameraId,
    kind,
    caller: callers.get(login)!,
    address: '192.0.2.7',
    route: `media.${kind}`,
  })
  const at = (iso: string) => new Date(`2026-11-24T${iso}Z`)
  const span = (from: string, to: string) => ({
    stream: 0 as const,
    kind: 'replay' as const,
    from: at(from),
    to: at(to),
  })

  it('opens what the use names and registers what it refuses', async () => {
    const use = await open('keeper')
    const opened = await gate().openImage(ask('keeper', use.id))
    assert.deepEqual([opened.number, opened.from, opened.to], [use.number, at('07:00:00'), at('07:30:00')])
    await refused(gate().openImage(ask('keeper', use.id, gateCamera)), 'use/other-camera')
    await refused(gate().openImage(ask('second', use.id)), 'use/not-yours')
    await refused(gate().openImage(ask('admin', use.id)), 'use/not-yours')
    await refused(gate().openImage(ask('keeper', use.id, camera, 'live')), 'use/recorded-only')
    await refused(gate().openImage(ask('keeper', randomUUID())), 'use/unknown')
    const asked = await open('operator')
    await refused(gate().openImage(ask('operator', asked.id)), 'use/not-open')
    const lines = (await list('auditor', { kind: 'refusal' })).items.map((l) => [l.person!.name, l.count])
    assert.deepEqual(lines.sort(), [
      ['admin', 1],
      ['keeper', 3],
      ['operator', 1],
      ['second', 1],
    ])
  })

  it('writes a lease before anything leaves, of ten seconds at most, inside the interval', async () => {
    const g = gate()
    const opened = await g.openImage(ask('keeper', (await open('keeper')).id))
    const id = await g.lease(opened, span('07:00:00', '07:00:10'))
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from lease where id = ${id}`.execute(
      owner,
    )
    assert.equal(rows[0]!.n, 1)
    for (const [from, to] of [
      ['07:00:00', '07:00:11'],
      ['06:59:59', '07:00:05'],
      ['07:29:55', '07:30:01'],
      ['07:10:00', '07:10:00'],
    ] as const)
      await refused(g.lease(opened, span(from, to)), 'use/outside-interval')
    await assert.rejects(gate().lease({ ...opened }, span('07:00:00', '07:00:10')), /did not open/)
  })

  it('asks again each time: revoked, expired, signed out, suspended, role lost', async () => {
    const g = gate()
    const cases: [string, (id: string) => Promise<unknown>][] = [
      ['use/revoked', (id) => useHandlers.revoke(as('second'), say(id, { reason: '误登' }))],
      [
        'use/not-active',
        () =>
          sql`update session set ended_at = ${now} where person_id = ${callers.get('keeper')!.personId}`.execute(
            owner,
          ),
      ],
      [
        'use/not-active',
        () => sql`update person set state = 'suspended' where login = 'keeper'`.execute(owner),
      ],
      [
        'use/keeper-or-operator',
        () => sql`update person set roles = '{technician}' where login = 'keeper'`.execute(owner),
      ],
    ]
    for (const [code, happens] of cases) {
      const use = await open('keeper')
      const opened = await g.openImage(ask('keeper', use.id))
      const watching = [{ opened, caller: callers.get('keeper')!, kind: 'replay' as const }]
      assert.deepEqual(await g.recheck(watching), [])
      await happens(use.id)
      assert.deepEqual(await g.recheck(watching), [{ useId: use.id, cameraId: camera, code }])
      await refused(g.lease(opened, span('07:00:00', '07:00:10')), code)
      await sql`update session set ended_at = null`.execute(owner)
      await sql`update person set state = 'active', roles = '{keeper}' where login = 'keeper'`.execute(owner)
    }
    const use = await open('keeper')
    const opened = await g.openImage(ask('keeper', use.id))
    later(4 * 3_600_000)
    await refused(g.lease(opened, span('07:00:00', '07:00:10')), 'use/expired')
  })

  it('shows now on the watch only, and nothing once it is handed over', async () => {
    const g = gate()
    const { useId } = await watchHandlers.take(as('operator'), given({}))
    const opened = await g.openImage(ask('operator', useId, camera, 'live'))
    const live = (fromMs: number, toMs: number) => ({
      stream: 0 as const,
      kind: 'live' as const,
      from: new Date(now.getTime() + fromMs),
      to: new Date(now.getTime() + toMs),
    })
    await g.lease(opened, live(0, 10_000))
    await refused(g.lease(opened, live(-60_000, -50_000)), 'use/outside-interval')
    await refused(g.openImage(ask('operator', useId, privateCamera, 'live')), 'use/other-camera')
    await watchHandlers.handOver(as('operator'), given({ to: null, checks: [], note: '无人接班' }))
    await refused(g.lease(opened, live(0, 10_000)), 'use/not-open')
  })

  it('tells listeners when a use, an account, a session or a watch changes', async () => {
    const heard: string[] = []
    const pool = openPool(appUrl, { max: 1 })
    const client = await pool.connect()
    client.on('notification', (n) => heard.push(n.payload!.split(' ')[0]!))
    await client.query('listen use_changed')
    const use = await open('keeper')
    await useHandlers.close(as('keeper'), say(use.id, { result: '已看' }))
    await watchHandlers.take(as('operator'), given({}))
    await sql`update session set ended_at = ${now} where person_id = ${callers.get('keeper')!.personId}`.execute(
      owner,
    )
    await sql`update person set state = 'suspended' where login = 'keeper'`.execute(owner)
    await client.query('select 1')
    client.release()
    await pool.end()
    assert.deepEqual(heard, ['use', 'person', 'person', 'person'])
  })

  it('revokes all of a person’s uses when their account is suspended', async () => {
    const [a, b] = [await open('keeper'), await open('keeper')]
    await revokeUsesOf(db, LOG, callers.get('keeper')!.personId, callers.get('admin')!.personId, now)
    for (const use of [a, b])
      assert.equal((await useHandlers.show(as('auditor'), on(use.id))).state, 'revoked')
  })
})

describe('what was shown', () => {
  const at = (seconds: number) => new Date(Date.parse('2026-11-24T07:00:00Z') + seconds * 1000)

  async function watched() {
    const g = createGate({ db, authorizer, log: LOG, clock })
    const use = await open('keeper')
    const opened = await g.openImage({
      useId: use.id,
      cameraId: camera,
      kind: 'replay',
      caller: callers.get('keeper')!,
      address: '192.0.2.7',
      route: 'media.replay',
    })
    const lease = (from: number) =>
      g.lease(opened, { stream: 0, kind: 'replay', from: at(from), to: at(from + 10) })
    const shown = async (kind: string) =>
      (await useHandlers.show(as('auditor'), on(use.id))).shown
        .filter((s) => s.kind === kind)
        .map((s) => [
          (Date.parse(s.from) - at(0).getTime()) / 1000,
          (Date.parse(s.to) - at(0).getTime()) / 1000,
          s.bytes,
        ])
    return { g, use, lease, shown }
  }

  it('is told while it grows, and merged into one span with one entry when it rests', async () => {
    const { g, use, lease, shown } = await watched()
    const first = await lease(0)
    await g.delivered(first, { from: at(0), to: at(4), bytes: 400 }, false)
    assert.deepEqual(await shown('delivered'), [[0, 4, 400]])
    await g.delivered(first, { from: at(0), to: at(10), bytes: 1000 }, true)
    const second = await lease(10)
    await g.delivered(second, { from: at(10), to: at(13), bytes: 300 }, true)
    assert.equal(await mergeLeases(jobs, now), 0)
    later(20_000)
    assert.equal(await mergeLeases(jobs, now), 1)
    assert.equal(await mergeLeases(jobs, now), 0)
    assert.deepEqual(await shown('delivered'), [[0, 13, 1300]])
    const [entry] = await entries('shown')
    assert.deepEqual(entry, {
      use: use.id,
      camera,
      kind: 'delivered',
      from: at(0).toISOString(),
      to: at(13).toISOString(),
      bytes: 1300,
    })
    assert.deepEqual((await useHandlers.show(as('keeper'), on(use.id))).entries.map((e) => e.kind).sort(), [
      'shown',
      'use.opened',
    ])
  })

  it('keeps apart what was skipped, and drops leases under which nothing left', async () => {
    const { g, lease, shown } = await watched()
    await g.delivered(await lease(0), { from: at(0), to: at(5), bytes: 1 }, true)
    await g.delivered(await lease(100), { from: at(100), to: at(105), bytes: 2 }, true)
    await g.delivered(await lease(200), null, true)
    later(20_000)
    assert.equal(await mergeLeases(jobs, now), 2)
    assert.deepEqual(await shown('delivered'), [
      [0, 5, 1],
      [100, 105, 2],
    ])
  })

  it('counts a lease whole that a dead process never ended, and cuts a long look', async () => {
    const { g, lease, shown } = await watched()
    await g.delivered(await lease(0), { from: at(0), to: at(3), bytes: 30 }, false)
    later(36_000)
    assert.equal(await mergeLeases(jobs, now), 0)
    later(20_000)
    assert.equal(await mergeLeases(jobs, now), 1)
    assert.deepEqual(await shown('delivered'), [[0, 10, null]])
  })

  it('displayed is what the player says, never more than was delivered', async () => {
    const { g, use, lease, shown } = await watched()
    const id = await lease(0)
    await g.displayed(use.id, camera, at(0), at(2))
    assert.deepEqual(await shown('displayed'), [])
    await g.delivered(id, { from: at(0), to: at(4), bytes: 400 }, false)
    await g.displayed(use.id, camera, at(2), at(9))
    await g.displayed(use.id, gateCamera, at(0), at(9))
    assert.deepEqual(await shown('displayed'), [[0, 4, null]])
    await g.delivered(id, { from: at(0), to: at(6), bytes: 600 }, true)
    assert.deepEqual(await shown('displayed'), [[0, 6, null]])
    later(61_000)
    assert.equal(await mergeLeases(jobs, now), 2)
    assert.deepEqual((await entries('shown')).map((e) => e.kind).sort(), ['delivered', 'displayed'])
    assert.equal(await mergeLeases(jobs, now), 0)
  })
})
