/** The one station this process serves. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import type { Log } from '#station/context.ts'

/**
 * The log entries are written for: read when it is first needed, so that the process can answer (503) while the
 * database is still away. An epoch changes only by restoring a backup, with all processes stopped.
 */
export function stationLog(db: Executor): () => Promise<Log> {
  let read: Log | null = null
  return async () => {
    if (read) return read
    const { rows } = await sql<Log>`select origin, epoch from station`.execute(db)
    if (!rows[0]) throw new Error('the database has no station: server/main.ts makes it at first run')
    read = rows[0]
    return read
  }
}
