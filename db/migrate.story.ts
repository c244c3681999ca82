/** Migrations: applied once, in order, refused where they are older or other than the database; together they are the schema. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { startTestPostgres, type TestPostgres } from '#tests/postgres.ts'
import { openClient } from './client.ts'
import { type Migration, migrate, migrations, SchemaError, schemaText } from './migrate.ts'

let server: TestPostgres
let made = 0

before(async () => {
  server = await startTestPostgres()
})
after(() => server.stop())

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = await openClient(url)
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function empty(): Promise<string> {
  const name = `migrate_${++made}`
  await ask(server.url, `create database ${name}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}

const migration = (number: number, sql: string): Migration => ({
  number,
  name: `n${number}`,
  sql,
  sha256: createHash('sha256').update(sql).digest('hex'),
})

/** Everything that makes up a schema, as PostgreSQL prints it: one line a thing, independent of oids and of order. */
const catalog = `
  with here as (select oid from pg_namespace where nspname = 'public'),
    rel as (select c.* from pg_class c where c.relnamespace in (select oid from here) and c.relname !~ '^schema_migration')
  select 'relation ' || relname || ' ' || relkind::text || ' ' || relpersistence::text || ' ' || relrowsecurity || ' '
    || coalesce(reloptions::text, '') || ' ' || coalesce(pg_get_expr(relpartbound, oid), '') || ' '
    || coalesce(case when relkind = 'p' then pg_get_partkeydef(oid) end, '') as line from rel
  union all select 'column ' || r.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' '
    || a.attnotnull || ' ' || a.attidentity::text || a.attgenerated::text || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
    || ' ' || coalesce(a.attacl::text, '')
    from rel r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum where r.relkind in ('r', 'p', 'v')
  union all select 'constraint ' || r.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
    from rel r join pg_constraint k on k.conrelid = r.oid
  union all select 'index ' || pg_get_indexdef(r.oid) from rel r where r.relkind in ('i', 'I')
  union all select 'trigger ' || pg_get_triggerdef(t.oid) from rel r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
  union all select 'view ' || r.relname || ' ' || pg_get_viewdef(r.oid) from rel r where r.relkind = 'v'
  union all select 'function ' || pg_get_functiondef(p.oid) || ' ' || coalesce(p.proacl::text, '') from pg_proc p
    where p.pronamespace in (select oid from here)
  union all select 'type ' || t.typname || ' ' || t.typtype::text || ' ' || coalesce(pg_get_expr(t.typdefaultbin, 0), '')
    from pg_type t where t.typnamespace in (select oid from here) and t.typtype in ('e', 'd')
  union all select 'grant ' || r.relname || ' ' || x.grantee::regrole || ' ' || x.privilege_type
    from rel r cross join aclexplode(r.relacl) x
  order by 1`

const described = async (url: string): Promise<string[]> =>
  (await ask(url, catalog)).map((r) => String(r.line))

describe('the schema', () => {
  it('as prose is the migrations applied in order', async () => {
    const fresh = await empty()
    await ask(fresh, schemaText())
    const migrated = await empty()
    assert.deepEqual(
      await migrate(migrated),
      migrations().map((m) => m.number),
    )
    const lines = await described(fresh)
    assert.ok(lines.length > 300, `the catalogue was read: ${lines.length} lines`)
    assert.deepEqual(await described(migrated), lines)
  })

  it('that differs in one column, check, grant, trigger or function is seen to differ', async () => {
    const url = await empty()
    await migrate(url)
    const lines = await described(url)
    for (const change of [
      'alter table alarm add column note text',
      'alter table alarm alter column detail drop not null',
      'alter table alarm add check (length(detail) < 9999)',
      'grant delete on alarm to mj_app',
      'drop trigger ledger_entry_append_only on ledger_entry',
      'drop index alarm_by_time',
      "create or replace function ledger_is_append_only() returns trigger language plpgsql as 'begin return null; end'",
    ]) {
      const client = await openClient(url)
      try {
        await client.query('begin')
        await client.query(change)
        const { rows } = await client.query<{ line: string }>(catalog)
        assert.notDeepEqual(
          rows.map((r) => r.line),
          lines,
          change,
        )
      } finally {
        await client.end()
      }
    }
  })
})

describe('migrations', () => {
  const first = migration(1, 'create table one (a integer)')
  const second = migration(2, 'alter table one add column b integer')

  it('are applied once, and what is missing later', async () => {
    const url = await empty()
    assert.deepEqual(await migrate(url, [first]), [1])
    assert.deepEqual(await migrate(url, [first, second]), [2])
    assert.deepEqual(await migrate(url, [first, second]), [])
  })

  it('started by two at once are applied by one', async () => {
    const url = await empty()
    const both = await Promise.all([migrate(url, [first, second]), migrate(url, [first, second])])
    assert.deepEqual(both.flat(), [1, 2])
  })

  it('that fail leave the database at the one before', async () => {
    const url = await empty()
    const torn = migration(2, 'create table two (a integer); select 1 / 0')
    await assert.rejects(migrate(url, [first, torn]), /division by zero/)
    assert.deepEqual(
      await ask(url, "select to_regclass('two') as two, max(number) as n from schema_migration"),
      [{ two: null, n: 1 }],
    )
  })

  it('are refused on a newer database and after a change of what was applied, with nothing touched', async () => {
    const url = await empty()
    await migrate(url, [first, second])
    const code = (wanted: string) => (e: unknown) => e instanceof SchemaError && e.code === wanted
    await assert.rejects(migrate(url, [first]), code('db/newer-schema'))
    const changed = migration(1, 'create table one (a bigint)')
    await assert.rejects(migrate(url, [changed, second]), code('db/changed-migration'))
    assert.equal((await ask(url, 'select * from schema_migration')).length, 2)
  })
})
