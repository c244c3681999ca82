/**
 * After a restore the database stands at an earlier moment than the log that was signed and perhaps witnessed. Going on
 * in the old log would be a fork, so a new epoch begins: a new origin whose first entry carries the last checkpoint
 * of the old one. Whatever was open in the restored moment is closed: nobody is looking any more.
 */
import { type Kysely, sql } from 'kysely'
import { appendWith } from '#db/ledger/append.ts'
import { lastCheckpoint } from '#db/ledger/store.ts'
import { makeEntry } from '#ledger/entry.ts'
import type { Keyring } from '#video/keys/keyring.ts'
import { originOf } from '../supervisor/first-run.ts'

// biome-ignore lint/suspicious/noExplicitAny: raw statements over the whole schema
type Db = Kysely<any>

export type NewEpoch = {
  readonly epoch: number
  readonly origin: string
  readonly usesClosed: number
  readonly daysFoundDeleted: number
}

/**
 * Opens the next epoch and closes what was open, under the owner's role: at the end of a restore, or because the log
 * key was lost with its folder and the old log can't be signed on.
 */
export async function openEpoch(
  db: Db,
  keyring: Keyring,
  now: Date,
  reason: 'restored' | 'log-key-lost' = 'restored',
): Promise<NewEpoch> {
  const { rows } = await sql<{ id: string; epoch: number }>`select id, epoch from station`.execute(db)
  const station = rows[0]!
  const epoch = station.epoch + 1
  const log = { origin: originOf(station.id, epoch), epoch }
  const previous = (await lastCheckpoint(db, station.epoch))?.note
  await appendWith(
    db,
    sql`update station set epoch = ${epoch}, origin = ${log.origin} where epoch = ${station.epoch} returning id`,
    makeEntry(log, 'epoch', now, { reason, ...(previous ? { previous } : {}) }),
  )
  const usesClosed = await closeUses(db, log, now)
  const daysFoundDeleted = await markDeletedDays(db, keyring, log, now)
  return { ...log, usesClosed, daysFoundDeleted }
}

type Log = { readonly origin: string; readonly epoch: number }

async function closeUses(db: Db, log: Log, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from "use" where state in ('open', 'asked')`.execute(
    db,
  )
  for (const { id } of rows) {
    await appendWith(
      db,
      sql`update "use" set state = case state when 'open' then 'revoked' else 'withdrawn' end, ended_at = ${now}
        where id = ${id} and state in ('open', 'asked') returning id`,
      makeEntry(log, 'use.closed', now, { use: id, state: 'revoked' }),
    )
  }
  await sql`update watch set handed_over_at = ${now} where handed_over_at is null`.execute(db)
  return rows.length
}

/**
 * A day that was lawfully deleted after the backup was made: a tombstone in the keyring tells of it, so its rows say
 * so now, and the jobs process clears what the old rows still name. The restored register must not promise images that no key can open.
 */
async function markDeletedDays(db: Db, keyring: Keyring, log: Log, now: Date): Promise<number> {
  const { rows } = await sql<{
    camera_id: string
    on_day: string
    generation: number
    reels: number
    bytes: bigint
    last: Date | null
  }>`
    select d.camera_id, d.on_day, d.generation, count(r.id)::int as reels, coalesce(sum(r.size_bytes), 0)::bigint as bytes,
      max(r.end_at) as last
    from camera_day d left join reel r on r.camera_id = d.camera_id and r.on_day = d.on_day
    where d.state <> 'deleted' group by 1, 2, 3`.execute(db)
  let marked = 0
  for (const day of rows) {
    // Only a tombstone tells of a deletion: a root that is merely not mounted lacks the key too.
    const destroyed = await keyring.destroyedGeneration(day.camera_id, day.on_day)
    const generations = await keyring.generations(day.camera_id, day.on_day)
    if (destroyed < day.generation || generations.some((g) => g > destroyed)) continue
    const entry = makeEntry(log, 'deleted', now, {
      camera: day.camera_id,
      day: day.on_day,
      generation: destroyed,
      reels: day.reels,
      bytes: Number(day.bytes),
      lastImage: (day.last ?? now).toISOString(),
      root: '0'.repeat(64),
    })
    const done = await appendWith(
      db,
      sql`update camera_day set state = 'deleted', deleted_at = ${now}, deleted_generation = ${destroyed},
          entry_id = ${entry.id} where camera_id = ${day.camera_id} and on_day = ${day.on_day} and state <> 'deleted'
        returning camera_id`,
      entry,
    )
    if (done.outcome === 'appended') marked++
  }
  return marked
}
