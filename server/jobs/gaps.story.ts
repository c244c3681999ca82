/** Gaps written from tables alone: found once, open while they last, ended however long they were. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openDatabase, openPool } from '#db/pool.ts'
import { startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { StageStation } from '#tests/recorder/station.ts'
import type { Explanation } from '#video/gaps/find.ts'
import { encodeIndex } from '#video/reel/packed.ts'
import { findAllGaps, type GapParts } from './gaps.ts'
import type { StreamStatus } from './recorders.ts'

const HOUR = 3_600_000
let server: TestPostgres
before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())

type Stretch = { readonly fromMs: number; readonly seconds: number; readonly onDay: string }

/** A whole reel, as the registrar writes it. */
async function addReel(station: StageStation, camera: string, { fromMs, seconds, onDay }: Stretch) {
  const fragment = { offset: 300, startOffset90k: 0, length: 9, startsWithKeyFrame: true, damaged: false }
  const index = encodeIndex([{ ...fragment, duration90k: seconds * 90_000 }])
  await station.owner.query(
    `insert into reel (on_day, id, station_id, camera_id, stream, volume_id, boot_id, start_mono90k, duration_90k, start_at,
       end_at, clock_source, key_id, generation, codec, width, height, fragment_count, fragment_index, size_bytes, reel_leaf,
       end_cause, adopted, damaged_fragments, sealed_at)
     values ($1, gen_random_uuid(), $2, $3, 0, gen_random_uuid(), $4, $5, $6, $7, $8, 'ntp', $9, 1, 'avc1', 1, 1, 1, $10, 9,
       $9, 'planned', false, 0, now())`,
    [
      onDay,
      station.stage.stationId,
      camera,
      randomUUID(),
      fromMs * 90,
      seconds * 90_000,
      new Date(fromMs),
      new Date(fromMs + seconds * 1000),
      Buffer.alloc(32),
      index,
    ],
  )
}

test('a gap over night is one row with one beginning and one end, and entries that say so', async (t) => {
  const station = await StageStation.open(server)
  t.after(() => station.close())
  const camera = await station.addCamera('rtsp://127.0.0.1/1')
  const began = Date.parse('2026-10-01T12:00:00Z')
  await station.owner.query('update camera set created_at = $1', [new Date(began)])
  await station.owner.query(`select ensure_reel_day('2026-10-01'), ensure_reel_day('2026-10-02')`)
  const db = openDatabase<unknown>(openPool(urlAs(station.url, 'mj_jobs'), { max: 2 }))
  t.after(() => db.destroy())

  const reel = (fromMs: number, seconds: number, onDay: string) =>
    addReel(station, camera, { fromMs, seconds, onDay })
  let nowMs = began
  let status: StreamStatus | null = null
  let why: Explanation[] = []
  const parts: GapParts = {
    db,
    log: station.log,
    clock: { now: () => new Date(nowMs) },
    status: () => status,
    explanations: () => why,
    settle: async () => false,
  }
  const rows = () =>
    station.rows<{ from_at: Date; to_at: Date | null; cause: string }>('select * from gap order by from_at')
  const look = async (atMs: number) => {
    nowMs = atMs
    return findAllGaps(parts)
  }

  // The camera's row is older than its first picture, and the recorder has nothing to say of that.
  await station.owner.query('update camera set created_at = $1', [new Date(began - 4000)])
  await reel(began, 60, '2026-10-01')
  assert.deepEqual(await look(began + 62_000), { found: 1, ended: 0 })
  assert.deepEqual(
    (await rows()).map((row) => [row.from_at.getTime(), row.to_at?.getTime(), row.cause]),
    [[began - 4000, began, 'starting']],
  )
  await station.owner.query('delete from gap')
  assert.deepEqual(await look(began + 63_000), { found: 0, ended: 0 }, 'all is there')
  why = [{ fromMs: began + 65_000, toMs: null, cause: 'frozen' }]
  assert.deepEqual(await look(began + 90_000), { found: 1, ended: 0 })
  for (const hours of [1, 7, 9]) assert.deepEqual(await look(began + hours * HOUR), { found: 0, ended: 0 })
  const [open] = await rows()
  assert.deepEqual(open && [open.from_at.getTime(), open.to_at, open.cause], [began + 60_000, null, 'frozen'])

  const back = began + 10 * HOUR
  await reel(back, 60, '2026-10-02')
  why = [{ fromMs: began + 65_000, toMs: back, cause: 'frozen' }]
  assert.deepEqual(await look(back + 64_000), { found: 0, ended: 1 })
  assert.equal((await rows())[0]!.to_at?.getTime(), back)
  // From there on the open reel counts while it is written; a hole shows once it is a row.
  status = {
    camera,
    stream: 0,
    state: 'recording',
    sinceMs: back,
    bitsPerS: 1,
    provenThroughMs: back,
    openReel: {
      id: 'x',
      onDay: '2026-10-02',
      startMs: back + 60_000,
      startMono90k: '0',
      writtenThroughMono90k: '90000',
    },
  }
  for (const seconds of [70, 80, 110])
    assert.deepEqual(await look(back + seconds * 1000), { found: 0, ended: 0 })
  status = null
  why = []
  await reel(back + 60_000, 20, '2026-10-02')
  await reel(back + 90_000, 60, '2026-10-02')
  assert.deepEqual(await look(back + 155_000), { found: 1, ended: 0 })
  assert.deepEqual(await look(back + 155_500), { found: 0, ended: 0 }, 'once')
  const last = (await rows()).at(-1)!
  assert.deepEqual(
    [last.from_at.getTime(), last.to_at?.getTime(), last.cause],
    [back + 80_000, back + 90_000, 'unknown'],
  )
  const entries = await station.rows<{ bytes: Buffer }>(
    `select bytes from ledger_entry where kind = 'gap' order by at offset 1`,
  )
  const said = entries.map(({ bytes }) => (JSON.parse(bytes.toString()) as { body: { to?: string } }).body.to)
  assert.deepEqual(said, [undefined, new Date(back).toISOString(), new Date(back + 90_000).toISOString()])
})

test('a death within the first seconds of a camera is a gap of its own, once the reel it left is adopted', async (t) => {
  const station = await StageStation.open(server)
  t.after(() => station.close())
  const camera = await station.addCamera('rtsp://127.0.0.1/1')
  const began = Date.parse('2026-10-01T12:00:00Z')
  await station.owner.query('update camera set created_at = $1', [new Date(began)])
  await station.owner.query(`select ensure_reel_day('2026-10-01')`)
  const db = openDatabase<unknown>(openPool(urlAs(station.url, 'mj_jobs'), { max: 2 }))
  t.after(() => db.destroy())
  let nowMs = began
  let status: StreamStatus | null = null
  let waits = false
  const parts: GapParts = {
    db,
    log: station.log,
    clock: { now: () => new Date(nowMs) },
    status: () => status,
    explanations: () => [{ fromMs: began + 19_000, toMs: began + 60_000, cause: 'power-cut' }],
    settle: async () => waits,
  }
  const look = async (seconds: number) => {
    nowMs = began + seconds * 1000
    return findAllGaps(parts)
  }
  const rows = async () =>
    (
      await station.rows<{ from_at: Date; to_at: Date | null; cause: string }>(
        'select * from gap order by from_at',
      )
    ).map((row) => [row.from_at.getTime() - began, row.to_at && row.to_at.getTime() - began, row.cause])

  assert.deepEqual(await look(8), { found: 1, ended: 0 })
  assert.deepEqual(await rows(), [[0, null, 'starting']])
  // Pictures from 10 s on; everything dies at 20 s, is back at 28 s, and the reel before the death lies unfinished.
  waits = true
  const openReel = { id: 'x', onDay: '2026-10-01', startMs: began + 28_000 }
  const recording: StreamStatus = {
    camera,
    stream: 0,
    state: 'recording',
    sinceMs: began + 28_000,
    bitsPerS: 1,
    provenThroughMs: began + 28_000,
    openReel: { ...openReel, startMono90k: '0', writtenThroughMono90k: '90000' },
  }
  status = recording
  for (const seconds of [36, 60, 147]) assert.deepEqual(await look(seconds), { found: 0, ended: 0 })
  assert.deepEqual(await rows(), [[0, null, 'starting']])
  await addReel(station, camera, { fromMs: began + 10_000, seconds: 10, onDay: '2026-10-01' })
  waits = false
  assert.deepEqual(await look(147.5), { found: 1, ended: 1 })
  assert.deepEqual(await rows(), [
    [0, 10_000, 'starting'],
    [20_000, 28_000, 'power-cut'],
  ])
  // A reel that nobody can adopt holds the end up for two minutes, not for ever; and what is known by then is said.
  await station.owner.query('delete from gap; delete from reel; delete from coverage_check')
  status = null
  assert.deepEqual(await look(8), { found: 1, ended: 0 })
  status = recording
  waits = true
  assert.deepEqual(await look(147), { found: 0, ended: 0 })
  assert.deepEqual(await look(149), { found: 0, ended: 1 })
})
