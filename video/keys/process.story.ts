import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { chmod, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { openClient } from '#db/client.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { begunReel, keyedStation, START } from '#tests/reels/keyed.ts'
import { CAMERA, STATION } from '#tests/reels/made.ts'
import { createVolume } from '../volumes/identity.ts'
import { KeyClient } from './client.ts'
import { Keyring } from './keyring.ts'
import { databaseLeases } from './leases.ts'

const USE = '44444444-4444-4444-8444-444444444444'
const LEASE = '11111111-1111-4111-8111-111111111111'
const JOB = '22222222-2222-4222-8222-222222222222'
const PERSON = '55555555-5555-4555-8555-555555555555'
const at = new Date(START.startWallMs)

let server: TestPostgres
before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())

async function inDatabase(act: (owner: pg.Client, keysUrl: string) => Promise<void>): Promise<void> {
  const { url, drop } = await freshDatabase(server)
  const owner = await openClient(url)
  try {
    await owner.query('set session_replication_role = replica')
    await owner.query(
      `insert into "use" (id, number, act, state, person_id, purpose, basis, asked_at, opened_at, expires_at)
       values ($1, 'U-1', 'replay', 'open', $2, 'p', 'b', now(), now(), now() + interval '1 hour')`,
      [USE, PERSON],
    )
    await owner.query('insert into use_camera (use_id, camera_id) values ($1, $2)', [USE, CAMERA])
    await owner.query(
      `insert into lease (id, use_id, camera_id, stream, kind, from_at, to_at, made_at, expires_at)
       values ($1, $2, $3, 0, 'replay', $4, $4::timestamptz + interval '10 s', now(), now() + interval '10 s')`,
      [LEASE, USE, CAMERA, at],
    )
    await owner.query(
      `insert into key_job (id, kind, camera_id, from_at, to_at, use_id, made_at, expires_at)
       values ($1, 'export', $2, $3, $3::timestamptz + interval '10 s', $4, now(), now() + interval '10 s')`,
      [JOB, CAMERA, at, USE],
    )
    await act(owner, urlAs(url, 'mj_keys'))
  } finally {
    await owner.end()
    await drop()
  }
}

test('a lease and a job count while their use is open, unended and unexpired', () =>
  inDatabase(async (owner, keysUrl) => {
    const leases = databaseLeases(keysUrl)
    const fromMs = at.getTime()
    const live = { camera: CAMERA, stream: 0, kind: 'replay', fromMs, toMs: fromMs + 10_000 }
    const job = { kind: 'export', camera: CAMERA, fromMs, toMs: fromMs + 10_000, hold: null }
    assert.deepEqual(await leases.lease(LEASE), live)
    assert.deepEqual(await leases.job(JOB), job)
    const ends = [
      `update lease set expires_at = now()`,
      `update lease set ended_at = now()`,
      `update "use" set state = 'revoked', ended_at = now()`,
      `update "use" set expires_at = now()`,
      `delete from use_camera`,
    ]
    for (const [i, end] of ends.entries()) {
      await owner.query('begin')
      await owner.query(end)
      await owner.query('commit')
      assert.equal(await leases.lease(LEASE), null, end)
      assert.equal((await leases.job(JOB)) === null, i === 2 || i === 3, end)
      await owner.query(`update lease set expires_at = now() + interval '1 hour', ended_at = null`)
      await owner.query(
        `update "use" set state = 'open', ended_at = null, expires_at = now() + interval '1 hour'`,
      )
    }
    await owner.query('insert into use_camera (use_id, camera_id) values ($1, $2)', [USE, CAMERA])
    assert.deepEqual(await leases.lease(LEASE), live)
    for (const end of [`update key_job set expires_at = now()`, `update key_job set done_at = now()`]) {
      await owner.query(end)
      assert.equal(await leases.job(JOB), null)
      await owner.query(`update key_job set expires_at = now() + interval '1 hour', done_at = null`)
      assert.deepEqual(await leases.job(JOB), job)
    }
    await leases.close()
  }))

test('a reel’s registered times and its holds are read; the role may write nothing', () =>
  inDatabase(async (owner, keysUrl) => {
    const leases = databaseLeases(keysUrl)
    const reelId = '000102030405060708090a0b0c0d0e0f'
    assert.equal(await leases.reelTimes(reelId, START.onDay), null)
    await owner.query(
      `create table reel_20260331 partition of reel for values from ('2026-03-31') to ('2026-04-01')`,
    )
    await owner.query(
      `insert into reel values ($1, $2, $3, $4, 0, $3, $3, 0, 0, $5, $5::timestamptz + interval '60 s', 'ntp', 40,
        decode(repeat('00', 32), 'hex'), 1, 'avc1', 1, 1, 0, '', 0, decode(repeat('00', 32), 'hex'), 'planned', false, 0, now())`,
      [START.onDay, reelId, STATION, CAMERA, at],
    )
    const fromMs = at.getTime()
    assert.deepEqual(await leases.reelTimes(reelId, START.onDay), { fromMs, toMs: fromMs + 60_000 })
    await owner.query(
      `insert into hold (id, camera_id, from_at, to_at, reason, basis, review_on, placed_at)
       values ($1, $2, $3, null, 'r', 'b', '2026-09-30', now())`,
      [JOB, CAMERA, at],
    )
    assert.deepEqual(await leases.holds(CAMERA, fromMs, fromMs + 1), [JOB])
    assert.deepEqual(await leases.holds(CAMERA, fromMs - 10, fromMs - 1), [])
    await leases.close()
    const role = await openClient(keysUrl)
    for (const table of ['lease', '"use"', 'key_job', 'hold', 'reel', 'station'])
      await assert.rejects(role.query(`delete from ${table}`), { code: '42501' })
    await role.end()
  }))

test('a database that is away is said to be away', async () => {
  const leases = databaseLeases('postgres://mj_keys@127.0.0.1:1/none')
  await assert.rejects(leases.lease(LEASE), { code: 'keys/no-database' })
  await leases.close()
})

type Started = { readonly child: ChildProcess; readonly said: Record<string, unknown> }

/** Starts the real process as the supervisor does. */
function start(env: Record<string, string>): Promise<Started> {
  const child = fork(fileURLToPath(new URL('./process.ts', import.meta.url)), [], {
    env,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  let said: Record<string, unknown> = {}
  let errors = ''
  child.stderr?.on('data', (chunk) => {
    errors += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('message', (message: Record<string, unknown>) => {
      if (message.t === 'public') said = message
      if (message.ready === true) resolve({ child, said })
    })
    child.on('exit', (code) => reject(new Error(`exit ${code}: ${errors}`)))
  })
}

async function end({ child }: Started): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  assert.equal(await gone, 0)
}

test('the process opens under a lease, comes back with the same keys, and names what is wrong', () =>
  inDatabase((_, keysUrl) =>
    keyedStation(async ({ folder, roots, keyring }) => {
      const run = join(folder, 'run')
      await mkdir(run, { mode: 0o700 })
      const env = {
        PATH: process.env.PATH ?? '',
        MJ_RUN: run,
        MJ_KEYRINGS: JSON.stringify(roots),
        MJ_KEY_DIR: folder,
        MJ_STATION_ID: STATION,
        MJ_ROLE_URL: keysUrl,
      }
      const first = await start(env)
      const { reelKey, headerBytes } = await begunReel(keyring)
      const client = new KeyClient(join(run, 'keys.sock'))
      assert.equal(first.said.stationPublic, (await client.public()).stationPublic.toString('hex'))
      assert.equal(first.said.recoveryIsCurrent, true)
      assert.ok((await client.openReel(LEASE, headerBytes)).equals(reelKey))
      assert.ok((await client.openForExport(JOB, headerBytes)).equals(reelKey))
      await end(first)
      await assert.rejects(client.public(), { code: 'keys/away' })

      const again = await start(env)
      assert.deepEqual(again.said, first.said)
      assert.ok((await client.openReel(LEASE, headerBytes)).equals(reelKey))
      again.child.disconnect()
      await new Promise((resolve) => again.child.once('exit', resolve))
      client.close()

      const refused = (change: Record<string, string>, code: string) =>
        assert.rejects(start({ ...env, ...change }), new RegExp(`exit 2: ${code}`))
      await refused({ MJ_KEY_DIR: join(folder, 'none') }, 'keys/no-key-folder')
      await refused({ MJ_STATION_ID: PERSON }, 'keys/wrong-station-key')
      await chmod(join(folder, 'log.key'), 0o644)
      await refused({}, 'keys/open-to-others')
      await chmod(join(folder, 'log.key'), 0o600)
      await copyFile(join(folder, 'station.key'), join(folder, 'station.next.key'))
      await refused({}, 'keys/rotation-unfinished')
    }),
  ))

test('an added volume of ours becomes a root; an unmounted folder does not', () =>
  inDatabase((_, keysUrl) =>
    keyedStation(async ({ folder, roots }) => {
      const [added, unmounted] = [join(folder, 'volume-2'), join(folder, 'volume-3')]
      await mkdir(added)
      await mkdir(unmounted)
      await createVolume(added, { volumeId: LEASE, stationId: STATION, dataId: JOB, label: 'two' })
      const all = [...roots, join(added, 'keyring'), join(unmounted, 'keyring')]
      const env = {
        MJ_RUN: folder,
        MJ_KEYRINGS: JSON.stringify(all),
        MJ_KEY_DIR: folder,
        MJ_STATION_ID: STATION,
        MJ_ROLE_URL: keysUrl,
      }
      await end(await start(env))
      assert.deepEqual(await new Keyring(all, STATION).presentRoots(), all.slice(0, 3))
    }),
  ))
