/** The tables of retention: camera-days, what is known of their last image, holds on their reels. */
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import type { FloorFacts } from '#law/retention-floor.ts'
import type { Entry } from '#ledger/entry.ts'
import type { KeptDay } from './due.ts'

export type DayName = { readonly camera: string; readonly onDay: string }

/** What the station has registered that decides the floor. */
export async function floorFacts(db: Executor): Promise<FloorFacts> {
  const { rows } = await sql<FloorFacts>`
    select place_class as "placeClass", key_target as "keyTarget" from station`.execute(db)
  return rows[0] ?? { placeClass: 'unknown', keyTarget: null }
}

/**
 * Kept days whose last image is, by its label, older than its camera's days (`least` where fewer are declared), oldest
 * first: the candidates, not the due.
 */
export async function oldDays(db: Executor, now: Date, least: number, limit: number): Promise<DayName[]> {
  const { rows } = await sql<{ camera: string; onDay: string }>`
    select d.camera_id as camera, d.on_day as "onDay" from camera_day d join camera c on c.id = d.camera_id
    where d.state = 'kept'
      and d.last_image_at <= ${now}::timestamptz - make_interval(days => greatest(c.declared_days, ${least}::integer))
    order by d.on_day, d.camera_id limit ${limit}`.execute(db)
  return rows
}

/** What is known of a day. The bound is the first signed checkpoint that covers the last minute entry of its reels. */
export async function keptDay(db: Executor, { camera, onDay }: DayName): Promise<KeptDay | null> {
  const { rows } = await sql<{
    declared: number
    last: Date | null
    reels: bigint
    unsequenced: bigint
    strange: bigint
    station: number | null
    known: Date | null
  }>`
    with reels as (
      select max(r.end_at) as last, count(*) as reels, count(*) filter (where r.minute is null) as unsequenced,
        count(*) filter (where b.id is null) as strange, max(r.minute) as minute,
        max(b.station_ms + (r.start_mono90k + r.duration_90k - b.first_mono90k) / 90)::float8 as station
      from reel r left join boot b on b.id = r.boot_id
      where r.camera_id = ${camera} and r.on_day = ${onDay}
    )
    select c.declared_days as declared, greatest(r.last, d.last_image_at) as last, r.reels, r.unsequenced, r.strange,
      r.station, (
        select min(k.at) from minute_batch m join ledger_leaf l on l.entry_id = m.entry_id
          join ledger_checkpoint k on k.epoch = l.epoch and k.size > l.index
        where m.number = r.minute
      ) as known
    from camera_day d join camera c on c.id = d.camera_id cross join reels r
    where d.camera_id = ${camera} and d.on_day = ${onDay} and d.state = 'kept'`.execute(db)
  const row = rows[0]
  if (row === undefined) return null
  const whole = row.reels > 0n && row.unsequenced === 0n
  return {
    camera,
    onDay,
    declaredDays: row.declared,
    lastImageMs: row.last?.getTime() ?? null,
    lastImageKnownByMs: whole ? (row.known?.getTime() ?? null) : null,
    lastImageStationMs: row.reels > 0n && row.strange === 0n ? row.station : null,
  }
}

export type LockedReel = {
  readonly id: string
  readonly volume: string
  readonly generation: number
  readonly leaf: Buffer
  readonly bytes: bigint
  readonly fromMs: number
  readonly toMs: number
  /** Active holds that touch it. */
  readonly holds: readonly string[]
}

/**
 * Locks a day against new holds: `kept` → `deleting`. Two statements in one transaction, the row first: the second
 * sees every hold placed before the lock, and those that come later see the lock.
 * @returns its reels; null where the day isn't `kept` any more.
 */
export async function lockDay(db: Executor, { camera, onDay }: DayName): Promise<LockedReel[] | null> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      select 1 from camera_day where camera_id = ${camera} and on_day = ${onDay} and state = 'kept' for update`.execute(
      trx,
    )
    if (rows.length === 0) return null
    await sql`update camera_day set state = 'deleting' where camera_id = ${camera} and on_day = ${onDay}`.execute(
      trx,
    )
    return reelsOf(trx, { camera, onDay })
  })
}

/** A day's reels with the holds on them. A hold reaches back to the key frame: here, to the whole reel it touches. */
export async function reelsOf(db: Executor, { camera, onDay }: DayName): Promise<LockedReel[]> {
  const { rows } = await sql<{
    id: string
    volume: string
    generation: number
    leaf: Buffer
    bytes: bigint
    from: Date
    to: Date
    holds: string[]
  }>`
    select r.id, r.volume_id as volume, r.generation, r.reel_leaf as leaf, r.size_bytes as bytes,
      r.start_at as from, r.end_at as to,
      array(select h.id::text from hold h where h.camera_id = r.camera_id and h.lifted_at is null
        and h.from_at <= r.end_at and (h.to_at is null or h.to_at >= r.start_at) order by h.id) as holds
    from reel r where r.camera_id = ${camera} and r.on_day = ${onDay} order by r.id`.execute(db)
  return rows.map(({ from, to, ...row }) => ({ ...row, fromMs: from.getTime(), toMs: to.getTime() }))
}

/** File names (without ending) of a day's reels under an active hold. */
export async function heldNames(db: Executor, day: DayName): Promise<Set<string>> {
  const held = (await reelsOf(db, day)).filter((reel) => reel.holds.length > 0)
  return new Set(held.map((reel) => reel.id.replaceAll('-', '')))
}

/** Gives a locked day free again: nothing of it has been touched. */
export async function unlockDay(db: Executor, { camera, onDay }: DayName): Promise<void> {
  await sql`update camera_day set state = 'kept'
    where camera_id = ${camera} and on_day = ${onDay} and state = 'deleting'`.execute(db)
}

/** Days a crash left locked: before the entry, so that nothing of them is gone. All are given free. */
export async function unlockAll(db: Executor): Promise<number> {
  const { numAffectedRows } =
    await sql`update camera_day set state = 'kept' where state = 'deleting'`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** `deleting` → `deleted` and its entry, in one statement; from here on the keys may die. */
export async function recordDeletion(
  db: Executor,
  { camera, onDay }: DayName,
  generation: number,
  entry: Entry<'deleted'>,
): Promise<boolean> {
  const change = sql<{ on_day: string }>`
    update camera_day set state = 'deleted', deleted_at = ${entry.at}::timestamptz, entry_id = ${entry.id},
      deleted_generation = ${generation}, purged_at = null
    where camera_id = ${camera} and on_day = ${onDay} and state = 'deleting' returning on_day`
  return (await appendWith(db, change, entry)).outcome !== 'unchanged'
}

export type DeletedDay = DayName & { readonly state: string; readonly generation: number }

/** Deleted days of which something may be left. */
export async function unfinishedDays(db: Executor): Promise<DeletedDay[]> {
  return deletedDays(db, sql`and purged_at is null`)
}

/** Every deleted day, or one of them: what a volume that comes back is purged by. */
export async function deletedDays(db: Executor, more = sql``): Promise<DeletedDay[]> {
  const { rows } = await sql<DeletedDay>`
    select camera_id as camera, on_day as "onDay", state, deleted_generation as generation from camera_day
    where deleted_generation > 0 ${more} order by on_day, camera_id`.execute(db)
  return rows
}

/** Takes the day's deleted reels out of the register, but those held, and the partition if it is empty then. */
export async function forgetReels(
  db: Executor,
  { camera, onDay }: DayName,
  held: readonly string[],
): Promise<void> {
  await sql`select forget_reels(${camera}::uuid, ${onDay}::date, ${held}::uuid[])`.execute(db)
}

export async function markPurged(db: Executor, { camera, onDay }: DayName, at: Date): Promise<void> {
  await sql`update camera_day set purged_at = ${at}
    where camera_id = ${camera} and on_day = ${onDay} and deleted_generation > 0`.execute(db)
  await sql`select drop_reel_day(${onDay}::date)`.execute(db)
}

/** A lifted hold was the last reason to keep these: their day is looked at again. @returns how many days. */
export async function reopenAfterLift(db: Executor): Promise<number> {
  const { numAffectedRows } = await sql`
    update camera_day d set purged_at = null
    where d.deleted_generation > 0 and d.purged_at is not null and exists (
      select from reel r where r.camera_id = d.camera_id and r.on_day = d.on_day and r.generation <= d.deleted_generation
        and not exists (select from hold h where h.camera_id = r.camera_id and h.lifted_at is null
          and h.from_at <= r.end_at and (h.to_at is null or h.to_at >= r.start_at)))`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Lifted holds with no kept day left under them: their keys may die. */
export async function spentHolds(db: Executor): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select h.id from hold h where h.lifted_at is not null and not exists (
      select from camera_day d where d.camera_id = h.camera_id and (d.state <> 'deleted' or d.purged_at is null)
        and d.on_day >= (h.from_at at time zone 'Asia/Shanghai')::date - 1
        and d.on_day <= (coalesce(h.to_at, h.lifted_at) at time zone 'Asia/Shanghai')::date)`.execute(db)
  return rows.map((row) => row.id)
}

/** A job by which the key process may make or try the boxes of one hold; it expires by the database's own clock. */
export async function holdJob(
  db: Executor,
  job: { id: string; camera: string; hold: string; fromMs: number; toMs: number },
): Promise<string> {
  await sql`insert into key_job (id, kind, camera_id, from_at, to_at, hold_id, made_at, expires_at)
    values (${job.id}, 'hold', ${job.camera}, ${new Date(job.fromMs)}, ${new Date(job.toMs)}, ${job.hold}, now(),
      now() + interval '10 minutes')`.execute(db)
  return job.id
}

export async function endJob(db: Executor, id: string): Promise<void> {
  await sql`update key_job set done_at = now() where id = ${id}`.execute(db)
}

export async function reviewOn(db: Executor, hold: string): Promise<string | null> {
  const { rows } = await sql<{ on: string }>`select review_on as on from hold where id = ${hold}`.execute(db)
  return rows[0]?.on ?? null
}
