/** Small duties: days of reels made ahead, what has served its purpose dropped, space looked at before it runs out. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import { civilDayOf, dayAfter } from '#video/reel/ids.ts'
import { type CameraShare, daysToFull } from '#video/volumes/space.ts'
import { type Alarm, setAlarms } from './alarms.ts'
import { volumes } from './reconcile.ts'
import type { VolumeStatus } from './recorders.ts'

/** Fewer days than this until the volumes are full is told while something can still be done about it. */
const ALARM_DAYS = 7

/** Partitions a week ahead; sign-in attempts, spent challenges and finished key jobs older than a day. */
export async function tidy(db: Executor, now: Date): Promise<void> {
  const today = civilDayOf(now.getTime())
  for (let ahead = 0; ahead <= 7; ahead++)
    await sql`select ensure_reel_day(${dayAfter(today, ahead)}::date)`.execute(db)
  const yesterday = new Date(now.getTime() - 86_400_000)
  await sql`delete from sign_in_attempt where at < ${yesterday}`.execute(db)
  await sql`delete from passkey_challenge where expires_at < ${yesterday}`.execute(db)
  await sql`delete from key_job where expires_at < ${yesterday}`.execute(db)
}

/** An alarm while the volumes, all together, will be full within a week at the rate of the last seven days. */
export async function watchSpace(
  db: Executor,
  now: Date,
  seen: ReadonlyMap<string, VolumeStatus>,
): Promise<void> {
  const there = (await volumes(db)).filter((volume) => volume.state === 'active' && seen.has(volume.id))
  // While no recorder speaks nothing is known, and what was said before stands.
  if (there.length === 0) return
  const freeBytes = there.reduce((sum, volume) => sum + seen.get(volume.id)!.freeBytes, 0)
  const reserve = there.reduce((sum, volume) => sum + volume.reserveBytes, 0)
  const days = daysToFull({ freeBytes, totalBytes: freeBytes }, reserve, await shares(db, now))
  const alarms: Alarm[] =
    days !== null && days < ALARM_DAYS
      ? [
          {
            code: 'space-low',
            subject: '',
            detail: `days=${days.toFixed(1)} free=${freeBytes} reserve=${reserve}`,
          },
        ]
      : []
  await setAlarms(db, ['space-low'], now, alarms)
}

async function shares(db: Executor, now: Date): Promise<CameraShare[]> {
  const today = civilDayOf(now.getTime())
  const { rows } = await sql<{ perDay: number; kept: number; declared: number }>`
    select coalesce(avg(d.bytes) filter (where d.on_day < ${today}::date and d.on_day >= ${dayAfter(today, -7)}::date), 0)::float8
        as "perDay",
      count(*) filter (where d.state = 'kept')::int as kept, greatest(c.declared_days, 30) as declared
    from camera c join camera_day d on d.camera_id = c.id where c.state = 'recording' group by c.id`.execute(
    db,
  )
  return rows.map(({ perDay, kept, declared }) => ({
    bytesPerDay: perDay,
    keptDays: kept,
    declaredDays: declared,
  }))
}
