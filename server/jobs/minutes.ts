/**
 * Minute batches: every minute one `minute` entry over the leaves of the reels registered since the last, an empty one
 * too. Numbers count on without a gap, through epochs as well, so that a missing batch shows; the minute is a label.
 */
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import { GrowingTree } from '#ledger/tree.ts'

/** Reels one batch takes at most: after a long time without a database several follow each other. */
const MOST = 5000

export type Minute = { readonly number: bigint; readonly reels: number; readonly entry: string }

/**
 * Writes one batch: entry, batch row, the reels' `minute`, and the pending rows taken away, in one statement. If two
 * jobs processes met here, the second's number would clash and nothing of it be written.
 */
export async function writeMinute(db: Executor, log: LogName, now: Date): Promise<Minute> {
  const { rows: waiting } = await sql<{ id: string; leaf: Buffer }>`
    select reel_id as id, reel_leaf as leaf from reel_pending order by reel_id limit ${MOST}`.execute(db)
  const { rows: last } = await sql<{
    number: bigint | null
  }>`select max(number) as number from minute_batch`.execute(db)
  const number = (last[0]?.number ?? 0n) + 1n
  const tree = new GrowingTree()
  for (const { leaf } of waiting) tree.append(leaf)
  const root = Buffer.from(tree.root())
  const minuteAt = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  const entry = makeEntry(log, 'minute', now, {
    number: Number(number),
    minute: minuteAt.toISOString(),
    reels: waiting.length,
    root: root.toString('hex'),
  })
  const ids = waiting.map(({ id }) => id)
  const change = sql<{ number: bigint }>`
    insert into minute_batch (epoch, number, minute_at, reel_count, root, entry_id)
    select ${log.epoch}::integer, ${number}::bigint, ${minuteAt}::timestamptz, ${waiting.length}::integer,
      ${root}::bytea, ${entry.id}::uuid
    where (select count(*) from reel_pending where reel_id = any (${ids}::uuid[])) = ${waiting.length}
      and not exists (select from minute_batch where number >= ${number})
    returning number`
  const taken = sql`delete from reel_pending using change where reel_id = any (${ids}::uuid[])`
  // The day narrows the update to the partitions it concerns.
  const marked = sql`
    update reel r set minute = change.number from change, reel_pending p
    where p.reel_id = any (${ids}::uuid[]) and r.id = p.reel_id and r.on_day = p.on_day`
  const done = await appendWith(db, change, entry, { also: [taken, marked] })
  if (done.outcome === 'unchanged') throw new Error('another process wrote this minute')
  return { number, reels: waiting.length, entry: entry.id }
}
