/**
 * `npm run backup -- DIR [--to FILE]`: database and configuration of a station, running or stopped. Never the keyring,
 * never an image: what was lawfully deleted must not come back with a backup.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { openClient } from '#db/client.ts'
import { SchemaError } from '#db/migrate.ts'
import { ConfigError } from '../config.ts'
import { readStationFile, StartRefusal } from '../supervisor/folder.ts'
import { withDatabase } from './database.ts'
import { BackupError, type BackupHeader, writeBackup } from './file.ts'
import { rowsOf, tablesInOrder } from './rows.ts'

/** Tables whose rows belong to this machine's moment and mean nothing after a restore. */
const left = new Set(['session', 'passkey_challenge', 'sign_in_attempt'])

export type BackupDone = {
  readonly file: string
  readonly rows: number
  readonly sha256: string
  readonly at: string
}

/** Makes a backup of one consistent snapshot. Throws BackupError or StartRefusal. */
export async function backup(folder: string, to: string | null, now: Date): Promise<BackupDone> {
  return withDatabase(folder, false, async ({ address, folder: real }) => {
    const station = readStationFile(real)
    if (!station) throw new BackupError('该目录还没有单位端。', 'there is no station in this folder yet.')
    const client = await openClient(address.ownerUrl)
    try {
      await client.query('begin transaction isolation level repeatable read read only')
      const { rows } = await client.query<{ n: number }>('select max(number) as n from schema_migration')
      const config = path.join(real, 'config.json')
      const header: BackupHeader = {
        format: 'mingjian-backup',
        v: 1,
        at: now.toISOString(),
        stationId: station.stationId,
        dataId: station.dataId,
        schema: Number(rows[0]?.n ?? 0),
        config: existsSync(config) ? readFileSync(config, 'utf8') : null,
      }
      const file = to ?? `${real}-${now.toISOString().replace(/[:.]/g, '-')}.mjbackup`
      const done = await writeBackup(file, header, linesOf(client))
      return { file, at: header.at, ...done }
    } finally {
      await client.end()
    }
  })
}

async function* linesOf(client: pg.Client): AsyncGenerator<string> {
  for (const table of await tablesInOrder(client)) {
    if (left.has(table)) continue
    yield JSON.stringify({ table })
    yield* rowsOf(client, table)
  }
}

/** The folder named on the command line, relative to where the person stands. */
export function named(
  args: readonly string[],
  option: string,
): { folder: string | null; value: string | null } {
  const from = (p: string): string => path.resolve(process.env.MJ_CALLER_CWD || process.cwd(), p)
  const at = args.indexOf(option)
  const value = at >= 0 ? args[at + 1] : undefined
  const folder = args.find((a, i) => !a.startsWith('--') && (at < 0 || i !== at + 1))
  return { folder: folder ? from(folder) : null, value: value ? from(value) : null }
}

/** Ends a command with a sentence in both languages. */
export function fail(e: unknown): never {
  const said = [BackupError, StartRefusal, SchemaError, ConfigError].find((kind) => e instanceof kind)
  if (said) {
    const { zh, message } = e as StartRefusal
    process.stderr.write(`明鉴：${zh}\nMingjian: ${message}\n`)
    process.exit(2)
  }
  process.stderr.write(`${e instanceof Error ? e.stack : e}\n`)
  process.exit(1)
}

if (import.meta.main) {
  const args = process.argv.slice(2)
  const { folder, value } = named(args, '--to')
  if (!folder)
    fail(
      new BackupError('用法：npm run backup -- 目录 [--to 文件]', 'usage: npm run backup -- DIR [--to FILE]'),
    )
  try {
    const done = await backup(folder, value, new Date())
    process.stdout.write(
      args.includes('--json')
        ? `${JSON.stringify(done)}\n`
        : `${done.file}\n${done.rows} rows, sha256 ${done.sha256}\n`,
    )
  } catch (e) {
    fail(e)
  }
}
