/**
 * Tables as JSON lines, by the database itself (`to_jsonb`, `jsonb_populate_record`): one snapshot, any server version,
 * no client program needed. (Road not taken: pg_dump, which the bundled server doesn't carry and which ties a backup
 * to a major version.)
 */
import type pg from 'pg'

const batch = 2000

/** The station's tables in an order in which foreign keys are satisfied; partitions are read through their parent. */
export async function tablesInOrder(client: pg.Client): Promise<string[]> {
  const { rows: all } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration'
      order by 1`,
  )
  const { rows: edges } = await client.query<{ child: string; parent: string }>(
    `select distinct c.relname as child, p.relname as parent from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
      where k.contype = 'f' and c.oid <> p.oid and not c.relispartition and not p.relispartition`,
  )
  const done: string[] = []
  const left = new Set(all.map((r) => r.name))
  while (left.size) {
    const free = [...left].filter((t) => !edges.some((e) => e.child === t && left.has(e.parent)))
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left].join(', ')}`)
    for (const t of free) {
      done.push(t)
      left.delete(t)
    }
  }
  return done
}

/** Yields each row of a table as one line of JSON, in its own snapshot (call inside REPEATABLE READ). */
export async function* rowsOf(client: pg.Client, table: string): AsyncGenerator<string> {
  const name = client.escapeIdentifier(table)
  await client.query(
    `declare backup_rows no scroll cursor for select to_jsonb(t)::text as line from ${name} t`,
  )
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${batch} from backup_rows`)
    if (rows.length === 0) break
    for (const row of rows) yield row.line
  }
  await client.query('close backup_rows')
}

/** Columns that may be written: generated ones are left out. */
export async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
      and attgenerated = '' order by attnum`,
    [client.escapeIdentifier(table)],
  )
  return rows.map((r) => r.name)
}

/** Inserts a batch of lines. Identity columns take the given values. */
export async function insertRows(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  lines: readonly string[],
): Promise<void> {
  if (lines.length === 0) return
  const name = client.escapeIdentifier(table)
  const list = columns.map((c) => client.escapeIdentifier(c)).join(', ')
  await client.query(
    `insert into ${name} (${list}) overriding system value
     select ${list} from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
    [`[${lines.join(',')}]`],
  )
}
