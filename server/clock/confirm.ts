/**
 * `npm run confirm-clock -- DIR`: a person says that the wall clock is right now. After a jump ahead that NTP doesn't
 * vouch for nothing is deleted until then (design/decisions/0021). Works on a running or a stopped station.
 */
import { sql } from 'kysely'
import { appendWith, type Executor } from '#db/ledger/append.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { makeEntry } from '#ledger/entry.ts'
import { fail, named } from '../backup/backup.ts'
import { withDatabase } from '../backup/database.ts'
import { BackupError } from '../backup/file.ts'

/**
 * Confirms the jump that the alarm `clock-jumped` names, in one statement with its `config` entry.
 * @returns wall time before the jump, ms; null where no jump waits.
 */
export async function confirmClock(db: Executor, now: Date): Promise<number | null> {
  const { rows } = await sql<{ subject: string; origin: string; epoch: number }>`
    select a.subject, s.origin, s.epoch from alarm a, station s
    where a.code = 'clock-jumped' and a.over_at is null order by a.since_at desc limit 1`.execute(db)
  const row = rows[0]
  if (row === undefined) return null
  const jumpedFromMs = Number(row.subject)
  await appendWith(
    db,
    sql`insert into setting (name, value, changed_at)
      values ('clock.confirmed', ${JSON.stringify({ jumpedFromMs })}::jsonb, ${now})
      on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at returning name`,
    makeEntry({ origin: row.origin, epoch: row.epoch }, 'config', now, { what: 'clock-confirmed' }),
  )
  return jumpedFromMs
}

if (import.meta.main) {
  const { folder } = named(process.argv.slice(2), '--none')
  try {
    if (!folder)
      throw new BackupError('用法：npm run confirm-clock -- 目录', 'usage: npm run confirm-clock -- DIR')
    const now = new Date()
    const from = await withDatabase(folder, false, async ({ address }) => {
      const db = openDatabase<Record<string, never>>(openPool(address.ownerUrl, { max: 1 }))
      try {
        return await confirmClock(db, now)
      } finally {
        await db.destroy()
      }
    })
    process.stdout.write(
      from === null
        ? '没有待确认的时钟跳变。\nNo jump of the clock waits to be confirmed.\n'
        : `已确认 ${now.toISOString()} 为正确时间（跳变前 ${new Date(from).toISOString()}）。\nConfirmed ${now.toISOString()} as the right time (before the jump: ${new Date(from).toISOString()}).\n`,
    )
  } catch (e) {
    fail(e)
  }
}
