/** The table of what the jobs process does, and how often. */
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { appendAlone, type Executor } from '#db/ledger/append.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import { closeRefusals, expireUses, forgetLeases, LEASE_BATCH, mergeLeases } from '#station/use/upkeep.ts'
import type { KeyClient } from '#video/keys/client.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { unfinishedReels } from '#video/recorder/adopter.ts'
import type { RecorderClock } from '#video/recorder/clock.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import { ReelFormatError } from '#video/reel/layout.ts'
import { ReelReader } from '#video/reel/reader.ts'
import { isVolume } from '#video/volumes/identity.ts'
import type { Config } from '../config.ts'
import { setAlarms } from './alarms.ts'
import { ClockDuty } from './clock-duty.ts'
import { findAllGaps } from './gaps.ts'
import { Journals } from './journals.ts'
import { type Duty, pause } from './loop.ts'
import { writeMinute } from './minutes.ts'
import type { VolumeRow } from './planner.ts'
import { compareWithPlan, reconcilePlan, volumes } from './reconcile.ts'
import type { Recorders } from './recorders.ts'
import { Registrar } from './registrar.ts'
import { beginRetention, boxHeldReels, type RetentionParts, retentionRound } from './retention.ts'
import { tidy, watchSpace } from './tidy.ts'

export type Station = {
  readonly id: string
  readonly dataId: string
  readonly keyId: string
  readonly log: LogName
}

export type DutyParts = {
  readonly db: Executor
  readonly station: Station
  readonly data: string
  readonly config: Pick<Config, 'recorder'>
  readonly keyrings: readonly string[]
  readonly keys: KeyClient
  readonly clock: RecorderClock
  readonly recorders: Recorders
  log(message: string, facts?: Record<string, unknown>): void
}

/** All duties but the sequencer, which has a role of its own. */
export function dutiesOf(parts: DutyParts): { duties: Duty[]; register(volume: string, path: string): void } {
  const { db, station, clock, recorders, keys } = parts
  const now = { now: () => new Date(clock.wallMs()) }
  const keyring = new Keyring(parts.keyrings, station.id)
  const clocks = new ClockDuty({ db, log: station.log, clock, file: join(parts.data, 'spool', 'clock.json') })
  const journals = new Journals(parts.data)
  const registrar = new Registrar({
    db,
    stationId: station.id,
    clock: now,
    stationMs: () => clocks.stationMs(),
    trouble: (trouble) => parts.log('reel not registered', trouble),
  })
  const reconcile = {
    db,
    clock: now,
    recorders,
    planPath: join(parts.data, 'spool', 'plan.json'),
    facts: {
      stationId: station.id,
      dataId: station.dataId,
      keyId: station.keyId,
      keyrings: parts.keyrings,
      lossWindowMs: parts.config.recorder.lossWindowMs,
      camerasPerProcess: parts.config.recorder.camerasPerProcess,
    },
    stationPublic: async () => (await keys.public()).stationPublic.toString('hex'),
  }
  const retention: RetentionParts = {
    db,
    log: station.log,
    clock: now,
    keyring,
    keys,
    stationId: station.id,
    dataId: station.dataId,
    stationMs: () => clocks.stationMs(),
    jumpedFromMs: () => clocks.jumpedFromMs,
    openDays: () => openDays(recorders),
  }
  const gaps = {
    db,
    log: station.log,
    clock: now,
    status: ({ camera, stream }: { camera: string; stream: 0 | 1 }) => recorders.stream(camera, stream),
    explanations: ({ camera, stream }: { camera: string; stream: 0 | 1 }) => journals.explain(camera, stream),
    settle: (name: { camera: string }, fromMs: number, toMs: number) =>
      settle(parts, registrar, name.camera, fromMs, toMs),
  }
  const told: { volume: string; path: string }[] = []
  const boxed = new Set<string>()
  let begun = false
  const duties: Duty[] = [
    { name: 'clock', everyMs: 5000, act: () => clocks.round() },
    { name: 'recorders', everyMs: 2000, act: () => recorders.look() },
    { name: 'plan', everyMs: 2000, act: async () => void (await reconcilePlan(reconcile)) },
    // A volume that failed stays out for ten seconds at least: no such time passes without its alarm.
    { name: 'compare', everyMs: 5000, act: async () => void (await compareWithPlan(reconcile)) },
    {
      name: 'sealed',
      everyMs: 250,
      act: async () => {
        // Registered before it is taken off: a failure keeps it, and the look through the folders finds it too.
        for (let next = told[0]; next !== undefined; next = told[0]) {
          await registrar.register(next.volume, next.path)
          told.shift()
        }
      },
    },
    {
      name: 'register',
      everyMs: 60_000,
      act: async (signal) => {
        for (const volume of await presentVolumes(parts)) await registrar.scan(volume, signal)
      },
    },
    {
      name: 'minute',
      everyMs: 0,
      act: async (signal) => {
        await pause(60_000 - (clock.wallMs() % 60_000), signal)
        if (!signal.aborted) await writeMinute(db, station.log, now.now())
      },
    },
    {
      name: 'gaps',
      everyMs: 5000,
      act: async () => {
        await journals.read()
        await findAllGaps(gaps)
      },
    },
    {
      name: 'uses',
      everyMs: 2000,
      act: async () => {
        await expireUses(db, now.now())
        await mergeLeases(db, now.now())
        await closeRefusals(db, now.now())
      },
    },
    {
      name: 'leases',
      everyMs: 60_000,
      act: async (signal) => {
        while (!signal.aborted && (await forgetLeases(db, now.now())) === LEASE_BATCH) await pause(50, signal)
      },
    },
    { name: 'space', everyMs: 60_000, act: () => watchSpace(db, now.now(), recorders.volumes()) },
    { name: 'tidy', everyMs: 3_600_000, act: () => tidy(db, now.now()) },
    { name: 'heartbeat', everyMs: 3_600_000, act: () => heartbeat(parts) },
    { name: 'keyring', everyMs: 3_600_000, act: () => tendKeyring(parts, keyring) },
    { name: 'holds', everyMs: 10_000, act: async () => void (await boxHeldReels(retention, boxed)) },
    {
      name: 'retention',
      everyMs: 300_000,
      act: async () => {
        if (!clocks.isSet) await clocks.round()
        if (!begun) await beginRetention(db)
        begun = true
        await retentionRound(retention)
      },
    },
  ]
  return { duties, register: (volume, path) => void (told.length < 10_000 && told.push({ volume, path })) }
}

/** The volumes that stand where the register says. Where another disk stands, its reels are not looked at. */
async function presentVolumes({ db, station }: DutyParts): Promise<VolumeRow[]> {
  const out: VolumeRow[] = []
  for (const volume of await volumes(db)) {
    const expected = { volumeId: volume.id, stationId: station.id, dataId: station.dataId }
    if (volume.state !== 'gone' && (await isVolume(volume.path, expected))) out.push(volume)
  }
  return out
}

/** Registers what lies finished around a supposed gap; true while a reel waits there for adoption. */
async function settle(
  parts: DutyParts,
  registrar: Registrar,
  camera: string,
  fromMs: number,
  toMs: number,
): Promise<boolean> {
  const days = new Set([civilDayOf(fromMs - 180_000), civilDayOf(fromMs), civilDayOf(toMs)])
  const open = new Set<string>()
  for (const status of parts.recorders.statuses())
    for (const stream of status.streams) if (stream.openReel) open.add(stream.openReel.id)
  let waits = false
  for (const volume of await presentVolumes(parts)) {
    for (const onDay of days) await registrar.scanFolder(volume, onDay, camera)
    for (const reel of await unfinishedReels(volume.path, { days, camera }))
      if (!open.has(reel.reelId) && (await mayBeAdopted(reel.path))) waits = true
  }
  return waits
}

/** False where a full disk left less than a header: nothing will ever come of it. */
async function mayBeAdopted(path: string): Promise<boolean> {
  try {
    await (await ReelReader.open(path)).close()
    return true
  } catch (error) {
    return !(error instanceof ReelFormatError)
  }
}

async function heartbeat(parts: DutyParts): Promise<void> {
  const { db, station, clock, recorders } = parts
  const { rows } = await sql<{ number: bigint; cameras: bigint }>`
    select (select count(*) from ledger_entry where kind = 'heartbeat') + 1 as number,
      (select count(*) from camera where state = 'recording') as cameras`.execute(db)
  const streams = recorders.statuses().flatMap((status) => status.streams)
  const recording = streams.filter((stream) => stream.stream === 0 && stream.state === 'recording').length
  const body = {
    number: Number(rows[0]!.number),
    boot: clock.bootId,
    cameras: Number(rows[0]!.cameras),
    recording,
  }
  await appendAlone(db, makeEntry(station.log, 'heartbeat', new Date(clock.wallMs()), body))
}

/** Day keys a week ahead; copies compared, and healed once what is deleted has been purged (the retention duty does). */
async function tendKeyring(parts: DutyParts, keyring: Keyring): Promise<void> {
  const { db, clock } = parts
  const { rows } = await sql<{ id: string }>`select id from camera where state <> 'removed'`.execute(db)
  await keyring.ensureWeekAhead(
    rows.map(({ id }) => id),
    civilDayOf(clock.wallMs()),
  )
  const { rows: deleted } = await sql<{ key: string; generation: number }>`
    select camera_id || '/' || on_day as key, deleted_generation as generation from camera_day
    where deleted_generation > 0`.execute(db)
  const until = new Map(deleted.map(({ key, generation }) => [key, generation]))
  await keyring.purge(
    (name) => name.kind === 'day' && name.generation <= (until.get(`${name.camera}/${name.onDay}`) ?? 0),
  )
  const left = await keyring.heal(await keyring.check())
  await setAlarms(
    db,
    ['keyring-copy'],
    new Date(clock.wallMs()),
    left.slice(0, 100).map(({ root, what, name }) => ({
      code: 'keyring-copy',
      subject: name.kind === 'day' ? `${name.onDay}/${name.camera}.${name.generation}` : `hold/${name.hold}`,
      detail: `${what} in ${dirname(root)}`,
    })),
  )
}

function openDays(recorders: Recorders): Set<string> {
  const out = new Set<string>()
  for (const status of recorders.statuses())
    for (const stream of status.streams)
      if (stream.openReel) out.add(`${stream.camera}/${stream.openReel.onDay}`)
  return out
}
