/**
 * Forward-only numbered migrations (`db/migrations/NNNN_name.sql`), each in one transaction with its row in
 * `schema_migration`. A database with a number this program doesn't know is newer than the program: refused,
 * nothing touched. A migration whose text changed after it was applied is refused too.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openClient } from './client.ts'

const here = path.dirname(fileURLToPath(import.meta.url))

export type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

export class SchemaError extends Error {
  readonly code: 'db/newer-schema' | 'db/changed-migration'
  readonly zh: string
  constructor(code: SchemaError['code'], zh: string, en: string) {
    super(en)
    this.name = 'SchemaError'
    this.code = code
    this.zh = zh
  }
}

/** The migrations this program carries, in order. */
export function migrations(folder = path.join(here, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((f) => /^\d{4}_.+\.sql$/.test(f))
    .sort()
    .map((f) => {
      const sql = readFileSync(path.join(folder, f), 'utf8')
      return {
        number: Number(f.slice(0, 4)),
        name: f.slice(5, -4),
        sql,
        sha256: createHash('sha256').update(sql).digest('hex'),
      }
    })
}

/** The commented truth: `db/schema/*.sql` in order of name. A test proves it equals the migrations applied in order. */
export function schemaText(folder = path.join(here, 'schema')): string {
  return readdirSync(folder)
    .filter((f) => f.endsWith('.sql'))
    .sort()
    .map((f) => readFileSync(path.join(folder, f), 'utf8'))
    .join('\n')
}

/** Applies what is missing under an advisory lock; returns the numbers applied now. Needs the owner's URL. */
export async function migrate(
  ownerUrl: string,
  list: readonly Migration[] = migrations(),
): Promise<number[]> {
  const client = await openClient(ownerUrl)
  const applied: number[] = []
  try {
    await client.query('select pg_advisory_lock(7185001)')
    await client.query(
      `create table if not exists schema_migration (number integer primary key, name text not null, sha256 text not null,
        applied_at timestamptz not null default now())`,
    )
    const { rows } = await client.query<{ number: number; sha256: string }>(
      'select number, sha256 from schema_migration',
    )
    const done = new Map(rows.map((r) => [r.number, r.sha256]))
    const newest = list.at(-1)?.number ?? 0
    const ahead = [...done.keys()].filter((n) => n > newest)
    if (ahead.length) {
      throw new SchemaError(
        'db/newer-schema',
        `数据库结构（${Math.max(...ahead)}）比本程序（${newest}）新。请使用较新的程序；数据未被改动。`,
        `the database's schema (${Math.max(...ahead)}) is newer than this program (${newest}). Use the newer program; nothing was changed.`,
      )
    }
    for (const m of list) {
      const was = done.get(m.number)
      if (was === m.sha256) continue
      if (was !== undefined) {
        throw new SchemaError(
          'db/changed-migration',
          `迁移 ${m.number} 在应用之后被改动。请使用原来的程序文件。`,
          `migration ${m.number} was changed after it was applied. Use the original program files.`,
        )
      }
      await client.query('begin')
      await client.query(m.sql)
      await client.query('insert into schema_migration (number, name, sha256) values ($1, $2, $3)', [
        m.number,
        m.name,
        m.sha256,
      ])
      await client.query('commit')
      applied.push(m.number)
    }
  } catch (e) {
    await client.query('rollback').catch(() => {})
    throw e
  } finally {
    await client.end()
  }
  return applied
}
