/**
 * `npm run restore -- DIR --from FILE`: puts a backup's database and configuration into a stopped station's folder. The
 * database that was there is moved aside, never deleted. Ends by opening a new ledger epoch. Images and keyring stay
 * as they are: what was deleted since the backup stays deleted.
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { openClient } from '#db/client.ts'
import { migrate, migrations } from '#db/migrate.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { allowOrigin } from '#video/keys/logkey.ts'
import { loadConfig } from '../config.ts'
import { keyFolderOf, keyringRoots } from '../keyrings.ts'
import { prepareServer } from '../supervisor/database.ts'
import { openDataFolder, readStationFile, type StationFile } from '../supervisor/folder.ts'
import { databaseSecrets } from '../supervisor/secrets.ts'
import { fail, named } from './backup.ts'
import { stationFolder, withDatabase } from './database.ts'
import { type NewEpoch, openEpoch } from './epoch.ts'
import { BackupError, checkBackup, tablesOf } from './file.ts'
import { columnsOf, insertRows } from './rows.ts'

export type Restored = NewEpoch & {
  readonly rows: number
  readonly from: string
  readonly movedAside: string | null
}

/** Tables that are this program's own business after a restore. */
const left = new Set(['ledger_claim', 'schema_migration'])

/** Restores; throws BackupError or StartRefusal and then has changed nothing but, at most, moved the old database aside. */
export async function restore(given: string, file: string, now: Date): Promise<Restored> {
  const header = await checkBackup(file)
  const folder = stationFolder(given)
  const here = readStationFile(folder)
  if (here && (here.dataId !== header.dataId || here.stationId !== header.stationId)) {
    throw new BackupError(
      '该备份属于另一个单位端，拒绝恢复。请核对目录和备份文件。',
      'this backup is of another station. Check the folder and the file.',
    )
  }
  if (header.schema > (migrations().at(-1)?.number ?? 0)) {
    throw new BackupError(
      '备份的数据库结构比本程序新。请使用较新的程序恢复。',
      'the backup’s schema is newer than this program. Restore with the newer one.',
    )
  }
  const movedAside = await moveAside(folder, now)
  if (header.config !== null && !existsSync(path.join(folder, 'config.json'))) {
    writeFileSync(path.join(folder, 'config.json'), header.config, { mode: 0o600 })
  }
  return withDatabase(folder, true, async ({ address }) => {
    await prepareServer(address, databaseSecrets(folder).roles)
    await migrate(
      address.ownerUrl,
      migrations().filter((m) => m.number <= header.schema),
    )
    const rows = await load(address.ownerUrl, file)
    await migrate(address.ownerUrl)
    const keyId = await keyIdOf(address.ownerUrl)
    const station: StationFile = here ?? { v: 1, dataId: header.dataId, stationId: header.stationId, keyId }
    if (!here)
      writeFileSync(path.join(folder, 'station.json'), JSON.stringify(station), { mode: 0o600, flush: true })
    const db = openDatabase<Record<string, never>>(openPool(address.ownerUrl, { max: 2 }))
    try {
      const config = loadConfig(folder, process.env)
      const opened = await openEpoch(db, new Keyring(keyringRoots(folder, config), header.stationId), now)
      // A key folder that is restored later knows no log yet and takes the first it is asked for.
      const keyFolder = keyFolderOf(folder, config)
      if (existsSync(keyFolder)) await allowOrigin(keyFolder, opened.origin)
      return { ...opened, rows, from: header.at, movedAside }
    } finally {
      await db.destroy()
    }
  })
}

/** The cluster that is there is kept under another name: a restore from the wrong file can be undone. */
async function moveAside(folder: string, now: Date): Promise<string | null> {
  const opened = await openDataFolder(folder)
  try {
    const cluster = path.join(folder, 'db')
    if (process.env.DATABASE_URL || !existsSync(cluster)) return null
    const aside = `${cluster}.before-${now.toISOString().replace(/[:.]/g, '-')}`
    renameSync(cluster, aside)
    return aside
  } finally {
    opened.release()
  }
}

/** All rows in one transaction: a torn restore leaves an empty database, which the next start refuses. */
async function load(ownerUrl: string, file: string): Promise<number> {
  const client = await openClient(ownerUrl)
  let rows = 0
  try {
    const { rows: there } = await client.query('select 1 from station limit 1')
    if (there.length) {
      throw new BackupError(
        '目标数据库不是空的，拒绝恢复。请先建立一个空数据库。',
        'the target database is not empty. Make an empty one first.',
      )
    }
    await client.query('begin')
    const columns = new Map<string, string[]>()
    for await (const { table, lines } of tablesOf(file)) {
      if (left.has(table)) continue
      if (!columns.has(table)) columns.set(table, await columnsOf(client, table))
      if (table === 'reel') await ensureDays(client, lines)
      await insertRows(client, table, columns.get(table)!, lines)
      rows += lines.length
    }
    await advanceIdentities(client)
    await client.query('commit')
    return rows
  } catch (e) {
    await client.query('rollback').catch(() => {})
    throw e
  } finally {
    await client.end()
  }
}

async function ensureDays(client: pg.Client, lines: readonly string[]): Promise<void> {
  const days = new Set(lines.map((l) => (JSON.parse(l) as { on_day: string }).on_day))
  for (const day of days) await client.query('select ensure_reel_day($1::date)', [day])
}

/** Identity columns go on after the highest restored value. */
async function advanceIdentities(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and a.attidentity <> ''`,
  )
  for (const { table, column } of rows) {
    const name = client.escapeIdentifier(table)
    const field = client.escapeIdentifier(column)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest(1, coalesce((select max(${field}) from ${name}), 0) + 1), false)`,
      [name, column],
    )
  }
}

async function keyIdOf(ownerUrl: string): Promise<string> {
  const client = await openClient(ownerUrl)
  try {
    const { rows } = await client.query<{ key_id: Buffer }>('select key_id from station')
    return rows[0]!.key_id.toString('hex')
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const args = process.argv.slice(2)
  const { folder, value } = named(args, '--from')
  if (!folder || !value)
    fail(
      new BackupError(
        '用法：npm run restore -- 目录 --from 备份文件',
        'usage: npm run restore -- DIR --from FILE',
      ),
    )
  try {
    const done = await restore(folder, value, new Date())
    if (args.includes('--json')) process.stdout.write(`${JSON.stringify(done)}\n`)
    else {
      process.stdout.write(
        `已恢复到 ${done.from} 的状态，${done.rows} 行；存证日志进入第 ${done.epoch} 纪元。\n`,
      )
      process.stdout.write(
        `Restored to ${done.from}, ${done.rows} rows; the ledger opened epoch ${done.epoch}.\n`,
      )
      if (done.movedAside) process.stdout.write(`原数据库 / the database before: ${done.movedAside}\n`)
    }
  } catch (e) {
    fail(e)
  }
}
