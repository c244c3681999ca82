/** The register of cameras over HTTP: what is kept, what is refused, who decides, what never comes back. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import {
  Browser,
  makePerson,
  passwords,
  stopPostgres,
  type TestStation,
  testStation,
} from '#tests/web/station.ts'

let s: TestStation
let keeper: Browser
let technician: Browser
let operator: Browser
let technicianId = ''
let operatorId = ''

before(async () => {
  s = await testStation()
  await makePerson(s, 'shen', ['keeper'], passwords.keeper)
  technicianId = await makePerson(s, 'tong', ['technician'], passwords.technician)
  operatorId = await makePerson(s, 'wen', ['operator'], passwords.operator)
  keeper = new Browser(s.app, '10.0.6.1')
  technician = new Browser(s.app, '10.0.6.2')
  operator = new Browser(s.app, '10.0.6.3')
  await keeper.signIn('shen', passwords.keeper)
  await technician.signIn('tong', passwords.technician)
  await operator.signIn('wen', passwords.operator)
})
after(async () => {
  await s.stop()
  await stopPostgres()
})

const gate = {
  number: 'IPC-01',
  deviceId: null,
  name: '校门',
  purpose: '出入口安全',
  necessity: '唯一出入口',
  place: '校门内立杆',
  placeKind: 'entrance',
  position: { longitude: 116.404, latitude: 39.915, system: 'GCJ-02' },
  heightM: 4.6,
  azimuthDeg: 178,
  tiltDeg: -10,
  viewAngleDeg: 60,
  rangeM: 25,
  indoor: false,
  privacyClass: 'public',
  masked: false,
  declaredDays: 30,
  inUseOn: '2026-09-01',
  mainUrl: 'rtsp://admin:p%40ss%2Fword@10.1.2.3:554/Streaming/Channels/101',
  subUrl: 'rtsp://10.1.2.3/Streaming/Channels/102',
  recorder: 'native',
  priority: 3,
  credential: null,
}
const secret = 'p@ss/word'
let id = ''

describe('registering a camera', () => {
  it('is a keeper’s', async () => {
    assert.equal((await technician.ask('POST', '/cameras', gate)).body.code, 'request/not-permitted')
    const added = await keeper.ask('POST', '/cameras', gate)
    assert.equal(added.status, 200, JSON.stringify(added.body))
    id = added.body.id
  })

  it('keeps the password apart and shows it nowhere', async () => {
    const { rows } = await s.owner.query('select username, password from camera_credential')
    assert.deepEqual(rows, [{ username: 'admin', password: secret }])
    const shown = await keeper.ask('GET', `/cameras/${id}`)
    assert.equal(shown.body.mainUrl, 'rtsp://10.1.2.3/Streaming/Channels/101')
    assert.equal(shown.body.hasCredential, true)
    const everything = [
      shown,
      await keeper.ask('GET', '/cameras'),
      await keeper.ask('GET', `/cameras/${id}/history`),
    ]
    const { rows: entries } = await s.owner.query(
      "select convert_from(bytes, 'UTF8') as text from ledger_entry",
    )
    const text = JSON.stringify([everything.map((a) => a.body), entries, s.lines])
    assert.ok(!text.includes(secret) && !text.includes('p%40ss'))
  })

  it('converts the position and says what it was given in', async () => {
    const { position } = (await keeper.ask('GET', `/cameras/${id}`)).body
    assert.equal(position.givenAs, 'GCJ-02')
    assert.ok(Math.abs(position.longitude - 116.39775) < 1e-4 && Math.abs(position.latitude - 39.9136) < 1e-4)
  })

  it('has one statement with history and entry', async () => {
    const { rows } = await s.owner.query(
      `select e.kind, convert_from(e.bytes, 'UTF8')::jsonb -> 'body' ->> 'what' as what, h.what as history
       from ledger_entry e, camera_change h where e.kind = 'config'`,
    )
    assert.deepEqual(rows, [{ kind: 'config', what: 'camera.added', history: 'added' }])
  })

  it('refuses what the law forbids, and what is registered already, and writes nothing', async () => {
    for (const placeKind of [
      'guest-room',
      'dormitory-room',
      'bathroom',
      'toilet',
      'changing-room',
      'nursing-room',
      'private-room',
    ]) {
      const answer = await keeper.ask('POST', '/cameras', {
        ...gate,
        number: 'X',
        mainUrl: 'rtsp://10.9.9.9/a',
        subUrl: null,
        placeKind,
      })
      assert.equal(answer.body.code, 'cameras/prohibited-position')
      assert.deepEqual(answer.body.articles, ['799/8'])
    }
    const cases = [
      [{ number: 'IPC-02' }, 'cameras/same-address'],
      [{ number: 'IPC-02', mainUrl: 'RTSP://10.1.2.3:554/Streaming/Channels/101' }, 'cameras/same-address'],
      [
        { number: 'IPC-02', mainUrl: 'rtsp://10.1.2.3/Streaming/Channels/102', subUrl: null },
        'cameras/same-address',
      ],
      [{ number: 'IPC-02', mainUrl: 'rtsp://h/a', subUrl: 'rtsp://h/a' }, 'cameras/same-address'],
      [{ mainUrl: 'rtsp://10.9.9.9/a', subUrl: null }, 'cameras/number-taken'],
      [{ number: 'IPC-02', mainUrl: 'rtsp://h:99999/a', subUrl: null }, 'cameras/url'],
      [{ number: 'IPC-02', mainUrl: 'rtsp://h/a?password=***', subUrl: null }, 'cameras/url-masked'],
      [{ number: 'IPC-02', mainUrl: 'http://h/a', subUrl: null }, 'request/invalid'],
    ] as const
    for (const [change, code] of cases)
      assert.equal((await keeper.ask('POST', '/cameras', { ...gate, ...change })).body.code, code)
    const { rows } = await s.owner.query("select count(*)::int as n from ledger_entry where kind = 'config'")
    assert.equal(rows[0].n, 1)
  })
})

describe('changing a camera', () => {
  it('lets a technician change how it is reached, not what it is for or where it looks', async () => {
    const path = `/cameras/${id}`
    const no = await technician.ask('PATCH', path, { purpose: '别的', azimuthDeg: 10, reason: 'x' })
    assert.equal(no.body.code, 'cameras/keeper-decides')
    assert.match(no.body.text.zh, /purpose, azimuthDeg/)
    const same = await technician.ask('PATCH', path, { azimuthDeg: 178, name: '大门', reason: '改名' })
    assert.equal(same.status, 200)
    assert.equal((await keeper.ask('PATCH', path, { azimuthDeg: 170, reason: '转动' })).status, 200)
    assert.equal(
      (await keeper.ask('PATCH', path, { azimuthDeg: 170, reason: '转动' })).body.code,
      'cameras/nothing-changed',
    )
    const history = await keeper.ask('GET', `${path}/history`)
    assert.deepEqual(history.body.map((h: { what: string }) => h.what).sort(), [
      'added',
      'changed',
      'changed',
    ])
    const turned = history.body.find((h: { reason: string }) => h.reason === '转动')
    assert.deepEqual(turned.changes, [{ field: 'azimuth_deg', from: '178', to: '170' }])
  })

  it('keeps an address whose password was masked on the screen', async () => {
    const path = `/cameras/${id}`
    const vendor = 'rtsp://10.1.2.3/user=admin_password=tlJwpbo6_channel=1_stream=0.sdp'
    assert.equal((await technician.ask('PATCH', path, { mainUrl: vendor, reason: '换型号' })).status, 200)
    const { mainUrl } = (await technician.ask('GET', path)).body
    assert.ok(!mainUrl.includes('tlJwpbo6'), mainUrl)
    assert.equal(
      (await technician.ask('PATCH', path, { mainUrl, priority: 2, reason: '优先级' })).status,
      200,
    )
    const { rows } = await s.owner.query('select main_url, priority from camera where id = $1', [id])
    assert.deepEqual(rows, [{ main_url: vendor, priority: 2 }])
  })

  it('pauses, resumes and removes with a reason; removed ones stay to be read', async () => {
    const path = `/cameras/${id}`
    assert.equal((await technician.ask('POST', `${path}/pause`, { reason: '检修' })).status, 200)
    assert.equal(
      (await technician.ask('POST', `${path}/pause`, { reason: '检修' })).body.code,
      'cameras/state',
    )
    assert.equal((await keeper.ask('GET', '/cameras')).body[0].stateReason, '检修')
    assert.equal((await technician.ask('POST', `${path}/resume`, { reason: '完成' })).status, 200)
    assert.equal(
      (await technician.ask('POST', `${path}/remove`, { reason: 'x' })).body.code,
      'request/not-permitted',
    )
    assert.equal(
      (await operator.ask('POST', `${path}/pause`, { reason: 'x' })).body.code,
      'request/not-permitted',
    )
    const second = await keeper.ask('POST', '/cameras', {
      ...gate,
      number: 'IPC-09',
      mainUrl: 'rtsp://10.9.9.9/a',
      subUrl: null,
    })
    assert.equal(
      (await keeper.ask('POST', `/cameras/${second.body.id}/remove`, { reason: '拆除' })).status,
      200,
    )
    assert.equal(
      (await keeper.ask('PATCH', `/cameras/${second.body.id}`, { name: 'x', reason: 'x' })).body.code,
      'cameras/removed',
    )
    assert.equal((await keeper.ask('GET', '/cameras')).body.length, 1)
    assert.equal((await keeper.ask('GET', '/cameras?removed=true')).body.length, 2)
    const anew = await keeper.ask('POST', '/cameras', {
      ...gate,
      number: 'IPC-10',
      mainUrl: 'rtsp://10.9.9.9/a',
      subUrl: null,
    })
    assert.equal(anew.status, 200, 'its address is free again')
  })
})

describe('a connection test', () => {
  const openUse = async (person: string, act: string, camera: string, expires: string): Promise<string> => {
    const use = randomUUID()
    await s.owner.query(
      `insert into "use" (id, number, act, state, person_id, purpose, basis, asked_at, opened_at, expires_at)
       values ($1, $2, $3, 'open', $4, 'x', 'x', $5, $5, $6)`,
      [
        use,
        `U-${use.slice(0, 8)}`,
        act,
        person,
        s.clock.now(),
        new Date(s.clock.now().getTime() + Number(expires)),
      ],
    )
    await s.owner.query('insert into use_camera values ($1, $2)', [use, camera])
    return use
  }

  it('needs the technician’s own open maintenance use of that camera', async () => {
    const path = `/cameras/${id}/test`
    const other = (await keeper.ask('GET', '/cameras')).body.find((c: { id: string }) => c.id !== id).id
    for (const use of [
      randomUUID(),
      await openUse(operatorId, 'maintenance-picture', id, '60000'),
      await openUse(technicianId, 'watch-live', id, '60000'),
      await openUse(technicianId, 'maintenance-picture', other, '60000'),
      await openUse(technicianId, 'maintenance-picture', id, '-1'),
    ])
      assert.equal(
        (await technician.ask('POST', path, { use, stream: 0 })).body.code,
        'cameras/test-needs-use',
      )
  })

  it('says the exact trouble, in both languages', async () => {
    await technician.ask('PATCH', `/cameras/${id}`, { mainUrl: 'rtsp://127.0.0.1:9/none', reason: '测试' })
    const use = await openUse(technicianId, 'maintenance-picture', id, '60000')
    const answer = await technician.ask('POST', `/cameras/${id}/test`, { use, stream: 0 })
    assert.equal(answer.status, 200)
    assert.equal(answer.body.ok, false)
    assert.equal(answer.body.trouble.cause, 'refused')
    assert.match(answer.body.trouble.text.zh, /拒绝连接/)
  })
})

describe('a camera’s day', () => {
  const at = (time: string): string => `2026-11-20T${time}+08:00`
  const station = randomUUID()

  async function reel(from: string, to: string): Promise<void> {
    await s.owner.query(
      `insert into reel (on_day, id, station_id, camera_id, stream, volume_id, boot_id, start_mono90k, duration_90k, start_at,
        end_at, clock_source, key_id, generation, codec, width, height, fragment_count, fragment_index, size_bytes, reel_leaf,
        end_cause, adopted, damaged_fragments, sealed_at)
       values (($1::timestamptz at time zone 'Asia/Shanghai')::date, $3, $4, $5, 0, $4, $4, 0, 1, $1, $2, 'ntp', $6, 1,
        'avc1', 1, 1, 1, '', 1000, $6, 'full', false, 0, $2)`,
      [from, to, randomUUID(), station, id, randomBytes(32)],
    )
  }

  before(async () => {
    await s.owner.query(
      `create table if not exists reel_test partition of reel for values from ('2026-11-19') to ('2026-11-22')`,
    )
    // Touching, overlapping, a hole of two minutes, and one that began the day before.
    await reel('2026-11-19T23:59:30+08:00', at('00:00:30'))
    await reel(at('00:00:30.040'), at('00:01:30'))
    await reel(at('00:01:20'), at('00:02:00'))
    await reel(at('00:04:00'), at('00:05:00'))
    await s.owner.query(
      `insert into gap (id, camera_id, from_at, to_at, cause, found_at) values ($1, $2, $3, $4, 'closed', now())`,
      [randomUUID(), id, at('00:02:00'), at('00:04:00')],
    )
    const use = randomUUID()
    await s.owner.query(
      `insert into "use" (id, number, act, state, person_id, purpose, basis, asked_at, opened_at, expires_at)
       values ($1, 'U-shown', 'replay', 'open', $2, 'x', 'x', now(), now(), now())`,
      [use, operatorId],
    )
    await s.owner.query(
      `insert into shown (use_id, camera_id, kind, from_at, to_at, recorded_at, entry_id) values ($1, $2, 'delivered', $3, $4, now(), $1)`,
      [use, id, at('00:00:10'), at('00:00:20')],
    )
  })

  const iso = (time: string): string => new Date(at(time)).toISOString()

  it('joins what touches, names what is missing, and shows each what they were shown themselves', async () => {
    const day = await operator.ask('GET', `/cameras/${id}/day?on=2026-11-20`)
    assert.equal(day.status, 200, JSON.stringify(day.body))
    assert.deepEqual(day.body.recorded, [
      [iso('00:00:00'), iso('00:02:00')],
      [iso('00:04:00'), iso('00:05:00')],
    ])
    assert.deepEqual(day.body.gaps, [{ from: iso('00:02:00'), to: iso('00:04:00'), cause: 'closed' }])
    assert.deepEqual(day.body.shown, [[iso('00:00:10'), iso('00:00:20')]])
    assert.deepEqual((await keeper.ask('GET', `/cameras/${id}/day?on=2026-11-20`)).body.shown, [])
    const eve = await operator.ask('GET', `/cameras/${id}/day?on=2026-11-19`)
    assert.deepEqual(eve.body.recorded, [['2026-11-19T15:59:30.000Z', '2026-11-19T16:00:00.000Z']])
    assert.equal((await operator.ask('GET', `/cameras/${id}/day?on=2026-02-30`)).body.code, 'request/invalid')
  })

  it('stands on the calendar of storage with its gap', async () => {
    await s.owner.query("update camera set created_at = '2026-11-01'")
    await s.owner.query(
      `insert into camera_day (camera_id, on_day, state, last_image_at, reels, bytes) values
        ($1, '2026-11-20', 'kept', '2026-11-20T16:00:00Z', 1440, 1000000),
        ($1, '2026-11-21', 'kept', '2026-11-21T16:00:00Z', 1440, 1000000)`,
      [id],
    )
    await s.owner.query(
      `insert into hold (id, camera_id, from_at, to_at, reason, basis, review_on, placed_at)
       values ($1, $2, '2026-11-21T01:00:00Z', '2026-11-21T02:00:00Z', 'x', 'x', '2027-01-01', now())`,
      [randomUUID(), id],
    )
    await s.owner.query("update station set place_class = '799-7-2', key_target = false")
    const storage = await operator.ask('GET', '/storage?days=10')
    assert.equal(storage.status, 200, JSON.stringify(storage.body))
    assert.equal(storage.body.floorDays, 30)
    const days = storage.body.cameras.find((c: { id: string }) => c.id === id).days
    const on = (day: string) => days.find((d: { on: string }) => d.on === day)
    assert.deepEqual([on('2026-11-20').state, on('2026-11-20').gapSeconds], ['gap', 120])
    assert.equal(on('2026-11-21').state, 'held')
    assert.equal(on('2026-11-15').state, 'none')
    const gaps = await operator.ask('GET', `/gaps?from=2026-11-19T16:00:00.000Z&to=2026-11-20T16:00:00.000Z`)
    assert.deepEqual(
      gaps.body.map((g: { cause: string }) => g.cause),
      ['closed'],
    )
    assert.equal((await operator.ask('GET', '/ledger/head')).body.size, 0)
    assert.ok((await operator.ask('GET', '/ledger/head')).body.pending > 5)
  })

  it('makes health say which camera is not recorded, to those who look after it', async () => {
    const nobody = await new Browser(s.app).ask('GET', '/health')
    assert.deepEqual([nobody.body.ok, nobody.body.parts], [false, undefined])
    assert.equal((await operator.ask('GET', '/health')).body.parts, undefined)
    const parts = (await technician.ask('GET', '/health')).body.parts
    assert.match(parts.find((p: { name: string }) => p.name === 'cameras').detail, /IPC-01/)
  })
})
