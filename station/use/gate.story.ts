/** The gate on a real database: what may be shown, and what was. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { openPool } from '#db/pool.ts'
import {
  appUrl,
  as,
  authorizer,
  callers,
  camera,
  clock,
  db,
  entries,
  gateCamera,
  given,
  jobs,
  LOG,
  later,
  list,
  now,
  on,
  open,
  owner,
  privateCamera,
  refused,
  say,
} from '#tests/register/stage.ts'
import { watchHandlers } from '../watch/handlers.ts'
import { createGate } from './gate.ts'
import { useHandlers } from './handlers.ts'
import { forgetLeases, LEASE_BATCH, mergeLeases, revokeUsesOf } from './upkeep.ts'

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

  const leasesLeft = async () =>
    (await sql<{ id: string }>`select id from lease order by made_at, from_at`.execute(owner)).rows.map(
      (r) => r.id,
    )

  it('leases go a day after they became spans, and what they delivered stays', async () => {
    const { g, lease, shown } = await watched()
    const ended = await lease(0)
    await g.delivered(ended, { from: at(0), to: at(9), bytes: 90 }, true)
    await g.delivered(await lease(100), null, true)
    await lease(200) // never says what left: counts whole
    later(60_000)
    await mergeLeases(jobs, now)
    const before = await shown('delivered')
    assert.deepEqual(before, [
      [0, 9, 90],
      [200, 210, null],
    ])
    later(85_000_000)
    assert.equal(await forgetLeases(jobs, now), 0, 'not before a day')
    const unmerged = await sql<{ id: string }>`
      insert into lease (id, use_id, camera_id, stream, kind, from_at, to_at, made_at, expires_at)
      select gen_random_uuid(), use_id, camera_id, stream, kind, from_at, to_at, made_at, expires_at from lease
      where id = ${ended} returning id`.execute(owner)
    later(86_400_000)
    assert.equal(await forgetLeases(jobs, now), 3)
    assert.deepEqual(await leasesLeft(), [unmerged.rows[0]!.id], 'one that is in no span yet stays')
    assert.deepEqual(await shown('delivered'), before)
    assert.equal((await entries('shown')).length, 2)
  })

  it('a lease that is called merged and stands in no span is not removed', async () => {
    const { g, lease } = await watched()
    const claimed = await lease(0)
    await g.delivered(claimed, { from: at(0), to: at(9), bytes: 90 }, true)
    const silent = await lease(20)
    await sql`update lease set merged = true`.execute(jobs)
    later(3 * 86_400_000)
    assert.equal(await forgetLeases(jobs, now), 0)
    assert.deepEqual((await leasesLeft()).sort(), [claimed, silent].sort())
  })

  it('many old leases go in batches', async () => {
    const { g, lease } = await watched()
    const one = await lease(0)
    await g.delivered(one, { from: at(0), to: at(9), bytes: 90 }, true)
    later(60_000)
    await mergeLeases(jobs, now)
    await sql`insert into lease (id, use_id, camera_id, stream, kind, from_at, to_at, made_at, expires_at,
        delivered_from_at, delivered_to_at, delivered_bytes, ended_at, merged)
      select gen_random_uuid(), use_id, camera_id, stream, kind, from_at, to_at, made_at, expires_at, delivered_from_at,
        delivered_to_at, delivered_bytes, ended_at, merged from lease, generate_series(1, ${LEASE_BATCH})`.execute(
      owner,
    )
    later(2 * 86_400_000)
    assert.equal(await forgetLeases(jobs, now), LEASE_BATCH)
    assert.equal(await forgetLeases(jobs, now), 1)
    assert.deepEqual(await leasesLeft(), [])
  })
})
