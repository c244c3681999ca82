/** Alarms: one row while a condition lasts. Each round says all that is wrong; what it no longer says is over. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'

export type Alarm = { readonly code: string; readonly subject: string; readonly detail: string }

/**
 * Brings the open alarms of these codes into line with what is wrong now.
 * @param codes the codes this caller answers for; others are left alone.
 */
export async function setAlarms(
  db: Executor,
  codes: readonly string[],
  now: Date,
  alarms: readonly Alarm[],
): Promise<void> {
  const { rows } = await sql<{ id: string; code: string; subject: string }>`
    select id, code, subject from alarm where over_at is null and code = any (${codes}::text[])`.execute(db)
  const wrong = new Map(alarms.map((alarm) => [`${alarm.code} ${alarm.subject}`, alarm]))
  for (const row of rows) {
    const still = wrong.get(`${row.code} ${row.subject}`)
    wrong.delete(`${row.code} ${row.subject}`)
    if (still === undefined)
      await sql`update alarm set over_at = greatest(since_at, ${now}) where id = ${row.id}`.execute(db)
    else
      await sql`update alarm set detail = ${still.detail} where id = ${row.id} and detail <> ${still.detail}`.execute(
        db,
      )
  }
  for (const { code, subject, detail } of wrong.values())
    await sql`insert into alarm (id, code, subject, since_at, detail)
      values (${randomUUID()}, ${code}, ${subject}, ${now}, ${detail}) on conflict do nothing`.execute(db)
}
