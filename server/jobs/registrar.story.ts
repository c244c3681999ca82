/** The registrar against broken files, a database that goes away, and reels nobody told it of. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { appendFile, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { openDatabase, openPool } from '#db/pool.ts'
import { startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { StageStation } from '#tests/recorder/station.ts'
import { digest, madeHeader, writtenReel } from '#tests/reels/made.ts'
import { Registrar, type Trouble } from './registrar.ts'

let server: TestPostgres
before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())

test('every whole reel gets its row once, whatever lies beside it and whenever the database goes away', async (t) => {
  const station = await StageStation.open(server)
  t.after(() => station.close())
  const { stage } = station
  const volume = stage.volumes[0]!
  const camera = await station.addCamera('rtsp://127.0.0.1/1')
  const reel = (n: number, change = {}) =>
    writtenReel(
      volume.path,
      [300, 400],
      madeHeader({
        station: stage.stationId,
        camera,
        reelId: n.toString(16).padStart(32, '0'),
        keyId: digest('key'),
        ...change,
      }),
    )
  const first = await reel(1)
  await reel(2)
  const folder = dirname(first.path)
  await writeFile(join(folder, `${'e'.repeat(32)}.reel`), 'no reel at all')
  await writeFile(join(folder, 'notes.txt'), 'somebody wrote here')
  await writeFile(join(folder, `${'d'.repeat(32)}.open`), 'unfinished')
  const cut = join(folder, `${'c'.repeat(32)}.reel`)
  await copyFile(first.path, cut)
  await appendFile(cut, 'bytes after the trailer')
  await mkdir(join(volume.path, 'reels', 'lost+found'), { recursive: true })
  await reel(3, { station: randomUUID() })

  const troubles: Trouble[] = []
  const pool = openPool(urlAs(station.url, 'mj_jobs'), { max: 2 })
  const db = openDatabase<unknown>(pool)
  t.after(() => db.destroy())
  const registrar = new Registrar({
    db,
    stationId: stage.stationId,
    clock: { now: () => new Date() },
    stationMs: () => 5000,
    trouble: (trouble) => troubles.push(trouble),
  })
  const signal = new AbortController().signal
  const rows = () =>
    station.rows<{ id: string; adopted: boolean }>('select id, adopted from reel order by id')
  assert.equal(await registrar.scan(volume, signal), 2)
  assert.equal((await rows()).length, 2)
  assert.equal(troubles.length, 3, JSON.stringify(troubles))
  assert.equal(await registrar.scan(volume, signal), 0)
  assert.equal(troubles.length, 3, 'told once')
  const [day] = await station.rows<{ reels: number; bytes: bigint }>('select reels, bytes from camera_day')
  assert.deepEqual(day, { reels: 2, bytes: BigInt(first.sizeBytes * 2) })
  assert.equal((await station.rows('select 1 from reel_pending')).length, 2)

  await reel(4)
  // Idle connections are cut; the server refuses new ones: what the database says stops the round, and nothing is lost.
  await station.owner.query('alter role mj_jobs connection limit 0')
  await station.owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mj_jobs'`,
  )
  await assert.rejects(registrar.scan(volume, signal))
  await station.owner.query('alter role mj_jobs connection limit -1')
  assert.equal(await registrar.scan(volume, signal), 1)
  assert.equal((await rows()).length, 3)
})
