/** The one station this process serves. */
import { sql } from 'kysely'
import type { Executor } from '#db/ledger/append.ts'
import type { LogName } from '#ledger/entry.ts'

export type ServedStation = { readonly id: string; readonly log: LogName }

/** Throws Error where the launcher wrote no station yet. */
export async function readStation(db: Executor): Promise<ServedStation> {
  const { rows } = await sql<{ id: string; origin: string; epoch: number }>`
    select id, origin, epoch from station`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the database has no station: it is made by server/main.ts at first run')
  return { id: row.id, log: { origin: row.origin, epoch: row.epoch } }
}
