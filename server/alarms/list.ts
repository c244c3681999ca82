/** `npm run alarms -- DIR`: what a person should see to now, with what to do next. Exit 3 while there is anything. */
import { type Kysely, sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { fail, named } from '../backup/backup.ts'
import { withDatabase } from '../backup/database.ts'
import { BackupError } from '../backup/file.ts'
import { type AlarmCode, alarmTexts } from './text.ts'

export type OpenAlarm = {
  readonly code: string
  /** What it is about, by name where it has one: a camera's number, a volume's label. */
  readonly subject: string
  readonly detail: string
  readonly since: Date
}

/** The alarms that last, oldest first. */
// biome-ignore lint/suspicious/noExplicitAny: any schema with the table
export async function openAlarms(db: Kysely<any>): Promise<OpenAlarm[]> {
  const { rows } = await sql<OpenAlarm>`
    select a.code, coalesce(c.number || ' ' || c.name, nullif(v.label, ''), a.subject) as subject, a.detail,
      a.since_at as since
    from alarm a
      left join camera c on c.id::text = split_part(a.subject, '/', 1) and a.code = 'camera-not-recording'
      left join volume v on v.id::text = a.subject and a.code = 'volume-not-ok'
    where a.over_at is null order by a.since_at, a.code, a.subject`.execute(db)
  return rows
}

/** Three lines an alarm: what and since when, then what to do, in both languages. */
export function alarmLines(alarms: readonly OpenAlarm[]): string {
  if (alarms.length === 0) return '没有告警。 / No alarm.\n'
  return alarms
    .map(({ code, subject, detail, since }) => {
      const [zh, en] = [alarmTexts.zh[code as AlarmCode], alarmTexts.en[code as AlarmCode]]
      const head = [code, subject, detail, since.toISOString()].filter((part) => part !== '').join('  ')
      if (!zh || !en) return `${head}\n`
      return `${head}\n  ${zh.what}。${zh.next}\n  ${en.what}; ${en.next}\n`
    })
    .join('')
}

if (import.meta.main) {
  const { folder } = named(process.argv.slice(2), '--none')
  try {
    if (!folder) throw new BackupError('用法：npm run alarms -- 目录', 'usage: npm run alarms -- DIR')
    const alarms = await withDatabase(folder, false, async ({ address }) => {
      const db = openDatabase<Record<string, never>>(openPool(address.ownerUrl, { max: 1 }))
      try {
        return await openAlarms(db)
      } finally {
        await db.destroy()
      }
    })
    process.stdout.write(alarmLines(alarms))
    process.exit(alarms.length ? 3 : 0)
  } catch (e) {
    fail(e)
  }
}
