/** Retention as a duty: what is due goes, what a crash or an absent volume left goes, holds get their boxes. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import { retentionFloor } from '#law/retention-floor.ts'
import {
  box,
  type DeletionParts,
  deleteDay,
  deletedKeys,
  destroyHoldKeys,
  finishDeletion,
} from '#station/retention/delete-day.ts'
import { daysToKeep, dueOf } from '#station/retention/due.ts'
import { dayFolders, unlinkDay } from '#station/retention/files.ts'
import {
  type DeletedDay,
  deletedDays,
  floorFacts,
  heldNames,
  keptDay,
  type LockedReel,
  oldDays,
  reopenAfterLift,
  spentHolds,
  unfinishedDays,
  unlockAll,
} from '#station/retention/store.ts'
import { findBox } from '#video/keys/reelkey.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import { checkVolume } from '#video/volumes/identity.ts'
import { type Alarm, setAlarms } from './alarms.ts'
import { volumes } from './reconcile.ts'

export type RetentionParts = Omit<DeletionParts, 'volumes' | 'allPresent' | 'step'> & {
  readonly stationId: string
  readonly dataId: string
  stationMs(): number
  jumpedFromMs(): number | null
  /** Civil days some recorder writes to right now (a clock set back writes to an old one). */
  openDays(): ReadonlySet<string>
  readonly step?: (name: string) => void
}

const MOST_DAYS = 200
const MOST_BOXES = 100
const CODES = ['retention-stopped', 'clock-jumped']

/** At start, before anything else: nothing stays locked by a process that died. */
export async function beginRetention(db: Executor): Promise<void> {
  await unlockAll(db)
}

/** One round. @returns how many days went. */
export async function retentionRound(parts: RetentionParts): Promise<number> {
  const alarms: Alarm[] = []
  const deletion = await deletionParts(parts)
  // What comes back is purged before anything is healed from it; tombstones and rows both count.
  const gone = await deletedDays(parts.db)
  await parts.keyring.purge(deletedKeys(gone))
  await sweepVolumes(deletion, gone)
  await reopenAfterLift(parts.db)
  for (const day of await unfinishedDays(parts.db)) await finishDeletion(deletion, day)
  await destroyHoldKeys(parts.keyring, await spentHolds(parts.db))
  const deleted = await deleteDue(parts, deletion, alarms)
  await setAlarms(parts.db, CODES, parts.clock.now(), alarms)
  return deleted
}

async function deleteDue(parts: RetentionParts, deletion: DeletionParts, alarms: Alarm[]): Promise<number> {
  const jumped = parts.jumpedFromMs()
  if (jumped !== null)
    alarms.push({ code: 'clock-jumped', subject: String(jumped), detail: new Date(jumped).toISOString() })
  const wallMs = parts.clock.now().getTime()
  const now = { wallMs, stationMs: parts.stationMs(), clockJumped: jumped !== null }
  // Asked again before each day: what a keeper registers meanwhile counts.
  const floorNow = async () => retentionFloor(await floorFacts(parts.db), civilDayOf(wallMs))
  const least = daysToKeep(0, await floorNow())
  const open = parts.openDays()
  let deleted = 0
  for (const name of await oldDays(parts.db, new Date(wallMs), least, MOST_DAYS)) {
    const day = await keptDay(parts.db, name)
    if (day === null || open.has(`${name.camera}/${name.onDay}`)) continue
    if (!dueOf(day, now, await floorNow()).due) continue
    const done = await deleteDay(deletion, name)
    if (done.outcome === 'deleted') deleted++
    else if (done.because === 'held-reel')
      alarms.push({
        code: 'retention-stopped',
        subject: `${name.camera}/${name.onDay}`,
        detail: done.detail.slice(0, 500),
      })
  }
  return deleted
}

/** A volume that was away, or an old copy of one, brings deleted days back: they go before anything else is done. */
async function sweepVolumes(deletion: DeletionParts, days: readonly DeletedDay[]): Promise<void> {
  for (const volume of deletion.volumes) {
    const there = await dayFolders(volume.path)
    for (const day of days) {
      if (!there.has(`${day.onDay}/${day.camera}`)) continue
      await unlinkDay(volume.path, day, await heldNames(deletion.db, day), day.state !== 'deleted')
    }
  }
}

/**
 * Boxes for the reels that active holds touch and that have none yet: at placing, and at reel end for open ones.
 * @param boxed `hold/reel` seen to already, so that a long hold costs its files one look and not one each round.
 */
export async function boxHeldReels(parts: RetentionParts, boxed = new Set<string>()): Promise<number> {
  const { rows } = await sql<{
    camera: string
    on: string
    id: string
    volume: string
    from: Date
    to: Date
    hold: string
  }>`
    select r.camera_id as camera, r.on_day as on, r.id, r.volume_id as volume, r.start_at as from, r.end_at as to, h.id as hold
    from hold h join reel r on r.camera_id = h.camera_id and r.start_at <= coalesce(h.to_at, 'infinity')
      and r.end_at >= h.from_at and r.start_at >= h.from_at - interval '3 minutes'
    where h.lifted_at is null`.execute(parts.db)
  const deletion = await deletionParts(parts)
  let made = 0
  for (const row of rows) {
    if (made >= MOST_BOXES) break
    const name = `${row.hold}/${row.id}`
    if (boxed.has(name) || (await isBoxed(parts, row.hold, row.id))) {
      boxed.add(name)
      continue
    }
    const reel: LockedReel = {
      id: row.id,
      volume: row.volume,
      generation: 1,
      leaf: Buffer.alloc(32),
      bytes: 0n,
      fromMs: row.from.getTime(),
      toMs: row.to.getTime(),
      holds: [row.hold],
    }
    await box(deletion, { camera: row.camera, onDay: row.on }, reel)
    made++
  }
  return made
}

async function isBoxed(parts: RetentionParts, hold: string, reel: string): Promise<boolean> {
  const id = reel.replaceAll('-', '')
  for (let root = 0; root < parts.keyring.roots.length; root++)
    if ((await findBox(parts.keyring, { kind: 'hold', hold }, id, root)) === null) return false
  return true
}

async function deletionParts(parts: RetentionParts): Promise<DeletionParts> {
  const present: { id: string; path: string }[] = []
  let allPresent = true
  for (const volume of await volumes(parts.db)) {
    if (volume.state === 'gone') continue
    const { stationId, dataId } = parts
    const check = await checkVolume(volume.path, { volumeId: volume.id, stationId, dataId })
    if (check.state === 'ok') present.push(volume)
    else allPresent = false
  }
  return { ...parts, volumes: present, allPresent }
}
