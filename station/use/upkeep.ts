/**
 * What the jobs process does for the register, each call as often as it likes: uses expire, refused looks get their count,
 * leases become spans. All of it is safe to repeat; a crash in between leaves work for the next call, nothing half done.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import { Refusal } from '../refusal.ts'
import { loadPerson, loadUse } from './load.ts'
import { CUT_MS, mergeable, REST_MS, type UnmergedLease } from './merge.ts'
import { type RefusalRow, refusedEntry } from './refused.ts'
import { writeEnd } from './store.ts'
import { advance, UNANSWERED_MS, type UseEvent } from './use.ts'

const MINUTE_MS = 60_000
/** A lease that is over but has not said what it delivered: a little later it counts whole. */
const LEASE_GRACE_MS = 5000
/** Displayed spans get their entry once they have rested. */
const DISPLAYED_RESTS_MS = 60_000
const BATCH = 500
/** The byte log and a person who asks the next morning can still be set against the single leases. */
const LEASE_KEPT_MS = 86_400_000
/** A statement over so many rows is done in some milliseconds: nobody who writes a lease waits for it. */
export const LEASE_BATCH = 1000
/** A look that has gone on so long in leases of ten seconds is long enough to be cut. */
const LEASES_TO_CUT = CUT_MS / 10_000

/** Which log entries go to. Throws Error where there is no station. */
export async function stationLog(db: Executor): Promise<LogName> {
  const { rows } = await sql<LogName>`select origin, epoch from station`.execute(db)
  if (!rows[0]) throw new Error('the database has no station')
  return rows[0]
}

/** Ends open uses whose time is over and refuses questions nobody answered for a day. Returns how many. */
export async function expireUses(db: Executor, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from "use"
    where (state = 'open' and expires_at <= ${now})
      or (state = 'asked' and asked_at <= ${new Date(now.getTime() - UNANSWERED_MS)})
    order by asked_at limit ${BATCH}`.execute(db)
  if (rows.length === 0) return 0
  const log = await stationLog(db)
  let ended = 0
  for (const { id, state } of rows) {
    const event: UseEvent = { type: state === 'open' ? 'expire' : 'unanswered', at: now }
    if (await endUse(db, log, id, event, null)) ended++
  }
  return ended
}

/**
 * Revokes every open use of a person (their account was suspended); their pictures go black within a second.
 * @param by id of whoever suspended them.
 */
export async function revokeUsesOf(
  db: Executor,
  log: LogName,
  personId: string,
  by: string,
  now: Date,
): Promise<void> {
  const decider = await loadPerson(db, by, now)
  const { rows } = await sql<{ id: string }>`
    select id from "use" where person_id = ${personId} and state = 'open'`.execute(db)
  for (const { id } of rows)
    await endUse(db, log, id, { type: 'revoke', at: now, by, reason: '账号停用' }, decider)
}

/** False where somebody else ended it first. */
async function endUse(
  db: Executor,
  log: LogName,
  id: string,
  event: UseEvent,
  by: { readonly id: string; readonly login: string; readonly name: string } | null,
): Promise<boolean> {
  const loaded = await loadUse(db, id)
  const next = loaded && advance(loaded.use, event)
  if (!next || next instanceof Refusal || next.state === 'asked' || next.state === 'open') return false
  try {
    await writeEnd(db, log, next, by)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Writes the count of refused looks whose minute is over; one refusal has said all in its first entry. */
export async function closeRefusals(db: Executor, now: Date): Promise<number> {
  const over = new Date(now.getTime() - MINUTE_MS)
  await sql`update refusal set closed = true where not closed and count = 1 and minute_at <= ${over}`.execute(
    db,
  )
  const { rows } = await sql<RefusalRow>`
    select id, code, count, first_at as first, last_at as last, person_id as "personId", address,
      camera_id as "cameraId", use_id as "useId"
    from refusal where not closed and minute_at <= ${over} order by minute_at limit ${BATCH}`.execute(db)
  if (rows.length === 0) return 0
  const log = await stationLog(db)
  for (const row of rows) {
    const { entry, openings } = refusedEntry(log, now, row)
    // Only with the very count the entry says: one more that came meanwhile is taken up by the next call.
    const change = sql<{ id: string }>`
      update refusal set closed = true where id = ${row.id} and not closed and count = ${row.count} returning id`
    await appendWith(db, change, entry, { openings })
  }
  return rows.length
}

/**
 * Leases become `shown` spans with their entries: stretches that touch are one, a long one is cut every quarter of an hour.
 * A lease that never said what it delivered (the web process died) counts whole: the upper bound. Returns the spans.
 */
export async function mergeLeases(db: Executor, now: Date): Promise<number> {
  // Only cameras of which something may be ready: a wall of hundreds keeps tens of thousands of leases that still grow.
  const { rows } = await sql<UnmergedLease>`
    with ready as (
      select l.use_id, l.camera_id from lease l join "use" u on u.id = l.use_id where not l.merged
      group by l.use_id, l.camera_id, u.state
      having u.state <> 'open' or count(*) >= ${LEASES_TO_CUT}::int
        or max(coalesce(l.ended_at, l.expires_at)) <= ${new Date(now.getTime() - REST_MS)}::timestamptz
      order by min(l.made_at) limit ${BATCH}
    )
    select l.id, l.use_id as "useId", l.camera_id as "cameraId", l.from_at as "from", l.to_at as "to",
      l.delivered_from_at as "sentFrom", l.delivered_to_at as "sentTo", l.delivered_bytes::float8 as bytes,
      l.ended_at as "endedAt", l.expires_at as "expiresAt", u.state = 'open' as "useOpen",
      l.ended_at is not null or l.expires_at <= ${new Date(now.getTime() - LEASE_GRACE_MS)}::timestamptz as over
    from ready r join lease l on l.use_id = r.use_id and l.camera_id = r.camera_id join "use" u on u.id = l.use_id
    where not l.merged order by l.use_id, l.camera_id, l.from_at`.execute(db)
  const { spans, empty } = mergeable(rows, now)
  if (empty.length > 0)
    await sql`update lease set merged = true where id = any (${empty}::uuid[])`.execute(db)
  if (spans.length > 0) {
    const log = await stationLog(db)
    for (const s of spans) {
      const { useId, cameraId, from, to, bytes, leases } = s
      const entry = makeEntry(log, 'shown', now, {
        use: useId,
        camera: cameraId,
        kind: 'delivered',
        from: from.toISOString(),
        to: to.toISOString(),
        ...(bytes === null ? {} : { bytes }),
      })
      const change = sql<{ id: string }>`
        update lease set merged = true where id = any (${leases}::uuid[])
          and not exists (select from lease l where l.id = any (${leases}::uuid[]) and l.merged) returning id`
      const shown = sql`
        insert into shown (id, use_id, camera_id, kind, from_at, to_at, bytes, recorded_at, entry_id)
        select ${randomUUID()}::uuid, ${useId}::uuid, ${cameraId}::uuid, 'delivered', ${from}::timestamptz,
          ${to}::timestamptz, ${bytes}::bigint, ${now}::timestamptz, ${entry.id}::uuid from change limit 1`
      await appendWith(db, change, entry, { also: [shown, entryOf(useId, entry.id, now)] })
    }
  }
  return spans.length + (await enterDisplayed(db, now))
}

/**
 * Removes leases a day old that stand in the register as spans: a lease is a permission of seconds, `shown` and its entry
 * are the evidence. One small statement a call; returns how many went, `LEASE_BATCH` where more may wait.
 */
export async function forgetLeases(db: Executor, now: Date): Promise<number> {
  const before = new Date(now.getTime() - LEASE_KEPT_MS)
  const { rows } = await sql<{ gone: bigint }>`
    select forget_leases(${before}::timestamptz, ${LEASE_BATCH}::int) as gone`.execute(db)
  return Number(rows[0]!.gone)
}

/** Displayed spans that have rested, or whose use is over, get their entry; from then on they don't grow. */
async function enterDisplayed(db: Executor, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string; use_id: string; camera_id: string; from_at: Date; to_at: Date }>`
    select id, use_id, camera_id, from_at, to_at from shown
    where entry_id is null and recorded_at <= ${new Date(now.getTime() - DISPLAYED_RESTS_MS)}
    order by recorded_at limit ${BATCH}`.execute(db)
  if (rows.length === 0) return 0
  const log = await stationLog(db)
  for (const s of rows) {
    const entry = makeEntry(log, 'shown', now, {
      use: s.use_id,
      camera: s.camera_id,
      kind: 'displayed',
      from: s.from_at.toISOString(),
      to: s.to_at.toISOString(),
    })
    const change = sql<{ id: string }>`
      update shown set entry_id = ${entry.id} where id = ${s.id} and entry_id is null and from_at = ${s.from_at}
        and to_at = ${s.to_at} returning id`
    await appendWith(db, change, entry, { also: [entryOf(s.use_id, entry.id, now)] })
  }
  return rows.length
}

const entryOf = (useId: string, entryId: string, at: Date) => sql`
  insert into use_entry (use_id, entry_id, kind, at)
  select ${useId}::uuid, ${entryId}::uuid, 'shown', ${at}::timestamptz from change limit 1`
