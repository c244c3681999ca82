/**
 * Lawful deletion with clocks of our own (Decree 185 Art. 13(3), Order 799 Art. 17): nothing inside the floor by any
 * route; afterwards nothing opens the day, a held reel still does, and the entry says what happened.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Kysely } from 'kysely'
import { sequencerStore } from '#db/ledger/store.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { ed25519Verifier } from '#ledger/note.ts'
import { createSequencer } from '#ledger/sequencer.ts'
import { derivedFolder } from '#station/retention/files.ts'
import { startTestPostgres, type TestPostgres, urlAs } from '#tests/postgres.ts'
import { OTHER_PERSON, PERSON, StageStation } from '#tests/recorder/station.ts'
import { madeFragments } from '#tests/reels/made.ts'
import { KeyClient } from '#video/keys/client.ts'
import { openReelKey, startReel } from '#video/keys/reelkey.ts'
import { nodeDisk } from '#video/reel/disk.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import { ReelReader } from '#video/reel/reader.ts'
import { reelSeal } from '#video/reel/record.ts'
import { ReelWriter, type SealedReel } from '#video/reel/writer.ts'
import { writeMinute } from './minutes.ts'
import { Registrar } from './registrar.ts'
import { beginRetention, boxHeldReels, type RetentionParts, retentionRound } from './retention.ts'

const DAY = 86_400_000
const noon = Date.parse('2026-10-01T12:00:00+08:00')
const ON = '2026-10-01'
const BOOT = randomUUID()

let server: TestPostgres
let station: StageStation
let db: Kysely<unknown>
let sequencerDb: Kysely<unknown>
let keys: KeyClient
/** Wall clock and station time, each moved by hand. */
let wallMs: number
let stationMs: number
let jumpedFromMs: number | null

before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())
beforeEach(async () => {
  station = await StageStation.open(server)
  await station.keys()
  db = openDatabase(openPool(urlAs(station.url, 'mj_jobs'), { max: 3 }))
  sequencerDb = openDatabase(openPool(urlAs(station.url, 'mj_sequencer'), { max: 2 }))
  keys = new KeyClient(join(station.stage.run, 'keys.sock'))
  wallMs = noon
  stationMs = 1000
  jumpedFromMs = null
})
afterEach(async () => {
  keys.close()
  await db.destroy()
  await sequencerDb.destroy()
  await station.close()
})

function parts(step?: (name: string) => void): RetentionParts {
  const { stage, log } = station
  return {
    db,
    log,
    clock: { now: () => new Date(wallMs) },
    keyring: stage.keyring,
    keys,
    stationId: stage.stationId,
    dataId: stage.dataId,
    stationMs: () => stationMs,
    jumpedFromMs: () => jumpedFromMs,
    openDays: () => new Set(),
    ...(step === undefined ? {} : { step }),
  }
}

/** Reels of a minute each from noon on, registered, in a minute entry, sequenced and signed. */
async function recorded(camera: string, count: number): Promise<SealedReel[]> {
  const { stage, log } = station
  const volume = stage.volumes[0]!
  const registrar = new Registrar({
    db,
    stationId: stage.stationId,
    clock: { now: () => new Date(wallMs) },
    stationMs: () => stationMs,
    trouble: (trouble) => assert.fail(JSON.stringify(trouble)),
  })
  const out: SealedReel[] = []
  for (let n = 0; n < count; n++) {
    const startWallMs = wallMs + n * 60_000
    const startMono90k = BigInt(stationMs * 90) + BigInt(n) * 5_400_000n
    const onDay = civilDayOf(startWallMs)
    const key = await stage.keyring.publicFor(camera, onDay)
    const start = {
      station: stage.stationId,
      camera,
      stream: 0 as const,
      bootId: BOOT,
      startMono90k,
      startWallMs,
      clockSource: 'ntp' as const,
      clockBoundMs: 40,
      onDay,
    }
    const init = { codec: 'avc1.64001F', width: 320, height: 180, initSegment: Buffer.from('init') }
    const { header, reelKey } = await startReel(key, start, init)
    const writer = await ReelWriter.create(nodeDisk, volume.path, header, reelKey)
    for (const fragment of madeFragments([500, 700, 900], startMono90k)) await writer.append(fragment)
    const sealed = await writer.finish('planned', startWallMs)
    assert.equal(await registrar.register(volume.id, sealed.path), 'registered')
    assert.equal(await registrar.register(volume.id, sealed.path), 'known', 'twice is once')
    out.push(sealed)
  }
  await writeMinute(db, log, new Date(wallMs))
  await sequence()
  return out
}

async function sequence(): Promise<void> {
  const { log } = station
  const { logVkey } = await keys.public(log.origin)
  const sequencer = createSequencer({
    store: sequencerStore(sequencerDb, log.epoch),
    signer: keys.signer(),
    origin: log.origin,
    log: ed25519Verifier(logVkey!),
    clock: { now: () => new Date(wallMs) },
  })
  while ((await sequencer.step()) > 0);
}

async function hold(camera: string, reel: SealedReel): Promise<string> {
  const id = randomUUID()
  const at = new Date(reel.header.startWallMs + 1000)
  await station.owner.query(
    `insert into hold (id, camera_id, from_at, to_at, reason, basis, review_on, placed_by, placed_at)
     values ($1, $2, $3, $4, 'r', 'b', '2027-01-01', $5, now())`,
    [id, camera, at, new Date(at.getTime() + 1000), PERSON],
  )
  return id
}

/** Opens a reel's first fragment by the station's own key, from this keyring; null where no way is left. */
async function opens(path: string, holds: string[] = []): Promise<Buffer | null> {
  const reader = await ReelReader.open(path)
  try {
    const { keyring, station: pair } = station.stage
    const found = await openReelKey(keyring, pair.privateHalf, reader.header, holds)
    if (found === null) return null
    const scan = await reader.scan({ verify: true })
    const seal = reelSeal(found.reelKey, reader.header.reelId, reader.header.camera)
    return (await reader.readFragment(scan.fragments[0]!, seal)).bytes
  } finally {
    await reader.close()
  }
}

async function filesUnder(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Every file of the data folder and the volumes that belongs to this camera's day. */
async function filesOfDay(camera: string): Promise<string[]> {
  const found = await filesUnder(station.stage.data)
  return found.filter((path) => path.includes(camera) && path.includes(ON) && !path.includes('/destroyed/'))
}

type DayRow = { state: string; entry_id: string | null; purged_at: Date | null; deleted_generation: number }
const dayOf = async (camera: string) =>
  (
    await station.rows<DayRow>('select * from camera_day where camera_id = $1 and on_day = $2', [camera, ON])
  )[0]!
const later = (days: number) => {
  wallMs = noon + 3 * 60_000 + days * DAY
  stationMs = 1000 + 200_000 + days * DAY
}

test('nothing goes inside the floor by any clock, all goes after it, and nothing brings it back', async () => {
  const { stage } = station
  const volume = stage.volumes[0]!
  const camera = await station.addCamera('rtsp://127.0.0.1/1', { declaredDays: 7 })
  const reels = await recorded(camera, 3)
  const held = await hold(camera, reels[1]!)
  assert.equal(await boxHeldReels(parts()), 1)
  assert.equal(await boxHeldReels(parts()), 0, 'once')
  const derived = derivedFolder(volume.path, { camera, onDay: ON })
  await mkdir(derived, { recursive: true })
  await writeFile(join(derived, 'preview'), 'sealed picture')
  const lastWeek = join(stage.run, 'last-week')
  await cp(volume.path, lastWeek, { recursive: true })

  const untouched = async (what: string) => {
    assert.equal(await retentionRound(parts()), 0, what)
    assert.equal((await dayOf(camera)).state, 'kept', what)
    for (const reel of reels) assert.ok(await opens(reel.path), what)
  }
  later(29)
  await untouched('declared 7 days, the law says 30')
  later(29)
  wallMs = noon + 60 * DAY
  await untouched('a wall clock a month ahead')
  later(400)
  wallMs = noon
  await untouched('a wall clock that stood still')
  later(400)
  jumpedFromMs = noon
  await untouched('a jump that nobody confirmed')
  const alarms = await station.rows<{ code: string }>('select code from alarm where over_at is null')
  assert.deepEqual(alarms, [{ code: 'clock-jumped' }])
  jumpedFromMs = null
  await station.owner.query(`update camera set declared_days = 60 where id = $1`, [camera])
  later(31)
  await untouched('declared sixty days')
  await station.owner.query(`update camera set declared_days = 7 where id = $1`, [camera])

  later(31)
  assert.equal(await retentionRound(parts()), 1)
  const day = await dayOf(camera)
  assert.equal(day.state, 'deleted')
  assert.ok(day.purged_at)
  assert.deepEqual(
    (await filesOfDay(camera)).filter((path) => !path.includes('.boxes')),
    [reels[1]!.path],
    'the held reel and nothing else: no reel, no key copy, no preview',
  )
  assert.equal(await opens(reels[1]!.path), null, 'the day key is gone for the held reel too')
  const bytes = await opens(reels[1]!.path, [held])
  assert.ok(bytes?.equals(madeFragments([500])[0]!.bytes), 'its hold opens it')
  const [entry] = await station.rows<{ bytes: Buffer; index: bigint | null }>(
    'select e.bytes, l.index from ledger_entry e left join ledger_leaf l on l.entry_id = e.id where e.id = $1',
    [day.entry_id],
  )
  const { kind, body } = JSON.parse(entry!.bytes.toString()) as {
    kind: string
    body: Record<string, unknown>
  }
  assert.equal(kind, 'deleted')
  assert.deepEqual([body.camera, body.day, body.reels, body.generation], [camera, ON, 2, 1])
  const leaves = await station.rows<{ reel_leaf: Buffer }>(
    'select reel_leaf from deleted_reel where camera_id = $1',
    [camera],
  )
  assert.equal(leaves.length, 2, 'the leaves stay, so that the minute entry can still be checked')

  // Last week's volume comes back, keyring copy and all.
  await cp(lastWeek, volume.path, { recursive: true, force: true })
  assert.equal(await opens(join(volume.path, 'reels', ON, camera, `${reels[0]!.header.reelId}.reel`)), null)
  assert.equal(await retentionRound(parts()), 0)
  assert.deepEqual(
    (await filesOfDay(camera)).filter((path) => !path.includes('.boxes')),
    [reels[1]!.path],
  )
  // Last week's database comes back: it knows the reels, but no key of theirs is anywhere.
  await station.owner.query(
    `update camera_day set state = 'kept', deleted_at = null, entry_id = null, deleted_generation = 0, purged_at = null
     where camera_id = $1`,
    [camera],
  )
  await cp(lastWeek, volume.path, { recursive: true, force: true })
  for (const reel of [reels[0]!, reels[2]!])
    assert.equal(await opens(reel.path), null, 'a restored register opens nothing')
  assert.equal((await stage.keyring.publicFor(camera, ON)).generation, 2, 'the key is never made again')
})

for (const { answer, says, keeps } of [
  { answer: true, says: 'a key target', keeps: 90 },
  { answer: false, says: 'no key target', keeps: 30 },
  { answer: null, says: 'a station that has not said whether it is a key target', keeps: 90 },
])
  test(`${says} keeps ${keeps} days, whatever is declared`, async () => {
    await station.owner.query('update station set key_target = $1', [answer])
    const camera = await station.addCamera('rtsp://127.0.0.1/1', { declaredDays: 7 })
    const reels = await recorded(camera, 1)
    later(keeps - 1)
    assert.equal(await retentionRound(parts()), 0)
    assert.equal((await dayOf(camera)).state, 'kept')
    assert.ok(await opens(reels[0]!.path))
    later(keeps + 1)
    assert.equal(await retentionRound(parts()), 1)
    assert.deepEqual(await filesOfDay(camera), [])
  })

test('an answer that comes later counts at the next round', async () => {
  await station.owner.query('update station set key_target = null')
  const camera = await station.addCamera('rtsp://127.0.0.1/1')
  await recorded(camera, 1)
  later(31)
  assert.equal(await retentionRound(parts()), 0, 'not known: nothing that a rule may protect')
  await station.owner.query('update station set key_target = false')
  assert.equal(await retentionRound(parts()), 1)
})

test('a hold that is lifted lets go of the rest, its key with it', async () => {
  const camera = await station.addCamera('rtsp://127.0.0.1/1')
  const reels = await recorded(camera, 2)
  const held = await hold(camera, reels[0]!)
  later(31)
  assert.equal(await retentionRound(parts()), 1)
  assert.ok(await opens(reels[0]!.path, [held]))
  await station.owner.query(
    'update hold set lifted_by = $2, lift_confirmed_by = $3, lifted_at = $4 where id = $1',
    [held, PERSON, OTHER_PERSON, new Date(wallMs)],
  )
  await retentionRound(parts())
  assert.deepEqual(await filesOfDay(camera), [])
  assert.equal(await station.stage.keyring.find({ kind: 'hold', hold: held }), null)
  const parted = await station.rows(`select 1 from pg_class where relname = 'reel_20261001'`)
  assert.deepEqual(parted, [], 'the empty day is no partition any more')
})

test('a day whose held reel does not open by its box from every copy is not touched', async () => {
  const camera = await station.addCamera('rtsp://127.0.0.1/1')
  const reels = await recorded(camera, 2)
  await hold(camera, reels[0]!)
  later(31)
  const broken: RetentionParts = {
    ...parts(),
    keys: {
      placeBox: (job, header) => keys.placeBox(job, header),
      checkBox: (job, header, root) =>
        root === 1 ? keys.checkBox(randomUUID(), header, root) : keys.checkBox(job, header, root),
    },
  }
  assert.equal(await retentionRound(broken), 0)
  assert.equal((await dayOf(camera)).state, 'kept')
  for (const reel of reels) assert.ok(await opens(reel.path))
  const [alarm] = await station.rows<{ code: string }>('select code from alarm where over_at is null')
  assert.equal(alarm?.code, 'retention-stopped')
})

for (const at of ['lock', 'boxes', 'record', 'keys', 'files', 'rows', 'purged'])
  test(`a crash before the step "${at}" is gone on from, once`, async () => {
    const camera = await station.addCamera('rtsp://127.0.0.1/1')
    const reels = await recorded(camera, 2)
    const held = await hold(camera, reels[1]!)
    later(31)
    const crash = (name: string) => {
      if (name === at) throw new Error(`crash before ${name}`)
    }
    await assert.rejects(retentionRound(parts(crash)), /crash before/)
    await beginRetention(db)
    await retentionRound(parts())
    const day = await dayOf(camera)
    assert.equal(day.state, 'deleted')
    assert.ok(day.purged_at)
    const entries = await station.rows(`select 1 from ledger_entry where kind = 'deleted'`)
    assert.equal(entries.length, 1, 'one entry')
    assert.equal(await opens(reels[1]!.path), null)
    assert.ok(await opens(reels[1]!.path, [held]))
    assert.deepEqual(
      (await filesOfDay(camera)).filter((path) => !path.includes('.boxes')),
      [reels[1]!.path],
    )
  })

test('a day locked for deletion takes no hold, and images of a clock set back are no part of it', async () => {
  const camera = await station.addCamera('rtsp://127.0.0.1/1')
  const reels = await recorded(camera, 1)
  await station.owner.query(`update camera_day set state = 'deleting'`)
  await assert.rejects(hold(camera, reels[0]!), { code: 'MJ001' })
  await beginRetention(db)
  later(31)
  assert.equal(await retentionRound(parts()), 1)
  // The clock falls back a month; what is recorded now is labelled with the deleted day.
  const nowStation = stationMs
  wallMs = noon + 3_600_000
  const fresh = await recorded(camera, 1)
  assert.equal(fresh[0]!.header.generation, 2)
  assert.equal((await dayOf(camera)).state, 'kept')
  wallMs = noon + 31 * DAY
  stationMs = nowStation + 3_600_000
  assert.equal(await retentionRound(parts()), 0)
  assert.ok(await opens(fresh[0]!.path), 'new images under an old label stay')
  assert.ok((await readFile(fresh[0]!.path)).length > 0)
})
