/** When a start of the sample writes nothing, and when it has to. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openClient } from '#db/client.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { SCHOOL } from '#samples/school.ts'
import { follow, seedSchool } from '#samples/seed.ts'
import { freshDatabase, startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { isSettled } from './sample.ts'

let server: TestPostgres
before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())

test('a sample is settled once its rows are written, until a camera of it stands elsewhere', async (t) => {
  const { url, drop } = await freshDatabase(server)
  t.after(drop)
  const owner = await openClient(url)
  t.after(() => owner.end())
  const asApp = urlAs(url, 'mj_app')
  const db = openDatabase<unknown>(openPool(asApp, { max: 2 }))
  t.after(() => db.destroy())
  const log = { origin: 'mingjian.station/sample/1', epoch: 1 } as const
  await owner.query(
    `insert into station (id, data_id, name, unit_name, origin, key_id, created_at) values ($1, $2, 's', 'u', $3, $4, now())`,
    [randomUUID(), randomUUID(), log.origin, randomBytes(32)],
  )
  const now = new Date()
  const at = (port: number) =>
    SCHOOL.cameras.map(({ code }, i) => ({
      code,
      url: `rtsp://127.0.0.1:${port + i}/main`,
      username: 'recorder',
      password: randomUUID(),
    }))

  const first = at(5540)
  assert.equal(await isSettled(asApp, first), false, 'nobody is there')
  await seedSchool(db, log, now, first)
  assert.equal(await isSettled(asApp, first), true)

  const moved = first.map((a, i) => (i === 2 ? at(6540)[2]! : a))
  assert.equal(await isSettled(asApp, moved), false, 'one camera took another port')
  await follow(db, log, now, moved)
  assert.equal(await isSettled(asApp, moved), true)

  await owner.query(`update camera set state = 'removed' where number = 'IPC-03'`)
  assert.equal(await isSettled(asApp, first), true, 'a removed camera follows no port')
})
