/**
 * Writing to the ledger. A change and its entry are one statement, so that no code path, crash or privilege lets one
 * exist without the other, at nearly the price of the change alone (two statements in a transaction cost twice).
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { PREPARED } from '#db/pool.ts'
import { type Entry, encodeEntry } from '#ledger/entry.ts'
import type { Kind } from '#ledger/kinds.ts'
import type { Opening } from '#ledger/personal.ts'

/** Any database or transaction of ours; which tables it knows doesn't matter here. */
// biome-ignore lint/suspicious/noExplicitAny: Kysely is invariant in its tables
export type Executor = Kysely<any>

/**
 * `appended`: the change took effect and the entry waits for its place. `unchanged`: the change touched no row, so
 * nothing was written. `repeated`: this very entry was appended before, with its change; an earlier try had
 * succeeded after all.
 */
export type Appended<Row> =
  | { readonly outcome: 'appended'; readonly rows: readonly Row[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'repeated' }

/** An id that is in the ledger with other content: ids are random and made once, so this is a bug. */
export class EntryIdReused extends Error {
  constructor(id: string) {
    super(`entry ${id} is in the ledger already, with other content`)
    this.name = 'EntryIdReused'
  }
}

/**
 * Make a change and record it, in one statement.
 *
 * ```ts
 * await appendWith(db, sql<{ id: string }>`update "use" set state = 'closed' … where id = ${id} and state = 'open'
 *   returning id`, makeEntry(log, 'use.closed', now, { use: id, state: 'closed' }))
 * ```
 * @param change one INSERT, UPDATE or DELETE with RETURNING. If it returns no row, there's no entry.
 * @param entry keep it until this has resolved: with the same entry, trying again can't double anything.
 * @param more `also`: further statements in the same one; they may read from `change` (its returned rows) and run
 *   whether or not it has any. `openings` of the entry's commitments, stored if the entry is.
 * @throws EntryIdReused; EntryRefused for an entry that isn't right; what the database says about the change.
 */
export async function appendWith<Row>(
  db: Executor,
  change: RawBuilder<Row>,
  entry: Entry<Kind>,
  more: { readonly also?: readonly RawBuilder<unknown>[]; readonly openings?: readonly Opening[] } = {},
): Promise<Appended<Row>> {
  const bytes = encodeEntry(entry)
  const also = (more.also ?? []).map((statement, i) => sql`, ${sql.raw(`also_${i}`)} as (${statement})`)
  try {
    const { rows } = await sql<Row>`${sql.raw(PREPARED)}
      with change as (${change})
      ${sql.join(also, sql``)},
      ledgered as (
        insert into ledger_entry (id, kind, at, epoch, bytes)
        select ${entry.id}::uuid, ${entry.kind}::text, ${entry.at}::timestamptz, ${entry.epoch}::int, ${bytes}::bytea
        where exists (select from change)
        returning id
      )
      ${openingsOf(more.openings)},
      queued as (insert into ledger_pending (entry_id) select id from ledgered)
      select change.* from change`.execute(db)
    if (rows.length > 0) return { outcome: 'appended', rows }
  } catch (error) {
    // The change's own key may have clashed, or the entry's. In a transaction nothing more can be asked; its owner
    // tries the whole of it again.
    if (db.isTransaction || !isUniqueViolation(error)) throw error
    if (await isAppended(db, entry.id, bytes)) return { outcome: 'repeated' }
    throw error
  }
  return { outcome: (await isAppended(db, entry.id, bytes)) ? 'repeated' : 'unchanged' }
}

/** Record an act that changes no table (a heartbeat). Trying again with the same entry does nothing. */
export async function appendAlone(
  db: Executor,
  entry: Entry<Kind>,
  openings?: readonly Opening[],
): Promise<'appended' | 'repeated'> {
  const bytes = encodeEntry(entry)
  const { rows } = await sql`${sql.raw(PREPARED)}
    with ledgered as (
      insert into ledger_entry (id, kind, at, epoch, bytes)
      values (${entry.id}, ${entry.kind}, ${entry.at}, ${entry.epoch}, ${bytes})
      on conflict (id) do nothing
      returning id
    )
    ${openingsOf(openings)},
    queued as (insert into ledger_pending (entry_id) select id from ledgered)
    select id from ledgered`.execute(db)
  if (rows.length > 0) return 'appended'
  await isAppended(db, entry.id, bytes)
  return 'repeated'
}

/** True if this entry is in the ledger. @throws EntryIdReused if its id is, with other content. */
async function isAppended(db: Executor, id: string, bytes: Buffer): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    select bytes = ${bytes} as same from ledger_entry where id = ${id}`.execute(db)
  if (rows[0]?.same === false) throw new EntryIdReused(id)
  return rows.length > 0
}

function openingsOf(openings: readonly Opening[] = []): RawBuilder<unknown> {
  if (openings.length === 0) return sql``
  const commitments = openings.map((opening) => Buffer.from(opening.commitment, 'hex'))
  const salts = openings.map((opening) => Buffer.from(opening.salt, 'hex'))
  const values = openings.map((opening) => JSON.stringify(opening.value))
  return sql`, opened as (
    insert into ledger_opening (commitment, entry_id, salt, value)
    select o.commitment, ledgered.id, o.salt, o.value::jsonb
    from ledgered, unnest(${commitments}::bytea[], ${salts}::bytea[], ${values}::text[]) as o (commitment, salt, value)
  )`
}

function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: unknown }).code === '23505'
}
