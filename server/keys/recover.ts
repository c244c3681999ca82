/**
 * `npm run recover -- DIR --file recovery.sealed`: brings the station key back into an empty key folder, with the
 * recovery code typed on standard input. The log key has no second copy: a new one is made and the ledger goes on in
 * a new epoch that begins with the last checkpoint of the old one.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { sql } from 'kysely'
import { openDatabase, openPool } from '#db/pool.ts'
import { restoreStationKey, stationKeyPath } from '#video/keys/folder.ts'
import { keyIdOf } from '#video/keys/hpke.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { allowOrigin } from '#video/keys/logkey.ts'
import { describeRecovery, openRecovery } from '#video/keys/recovery.ts'
import { KeyRefusal, keyRefusalTexts } from '#video/keys/refusals.ts'
import { fail, named } from '../backup/backup.ts'
import { withDatabase } from '../backup/database.ts'
import { openEpoch } from '../backup/epoch.ts'
import { BackupError } from '../backup/file.ts'
import { loadConfig } from '../config.ts'
import { keyFolderOf, keyringRoots } from '../keyrings.ts'
import { readStationFile } from '../supervisor/folder.ts'

export type Recovered = { readonly keyFolder: string; readonly epoch: number }

/**
 * Recovers a stopped station's key folder.
 * @param file the recovery file made at first run. @param typed the code as typed.
 * @throws KeyRefusal (nothing was changed), StartRefusal where the station runs, BackupError without a station.
 * A crash after the new epoch leaves no station key: the same command goes on, with one epoch more.
 */
export async function recover(given: string, file: string, typed: string, now: Date): Promise<Recovered> {
  return withDatabase(given, true, async ({ address, folder }) => {
    const station = readStationFile(folder)
    if (!station)
      throw new BackupError(
        '该目录还没有单位端。数据目录也丢失时，请先恢复备份（npm run restore）。',
        'there is no station in this folder. If the data folder was lost too, restore its backup first (npm run restore).',
      )
    const config = loadConfig(folder, process.env)
    const keyFolder = keyFolderOf(folder, config)
    const keyring = new Keyring(keyringRoots(folder, config), station.stationId)
    const recovery = readRecovery(file)
    // All that can be refused, before the epoch: a mistyped code must not open one.
    const { station: of, publicHalf } = describeRecovery(recovery)
    if (of !== station.stationId || keyIdOf(publicHalf).toString('hex') !== station.keyId)
      throw new KeyRefusal('keys/wrong-station-key', file)
    if (existsSync(stationKeyPath(keyFolder))) throw new KeyRefusal('keys/key-there-already', keyFolder)
    openRecovery(recovery, typed).fill(0)
    const db = openDatabase<Record<string, never>>(openPool(address.ownerUrl, { max: 2 }))
    try {
      const { rows } = await sql<{ there: boolean }>`
        select to_regclass('public.station') is not null as there`.execute(db)
      if (!rows[0]?.there)
        throw new BackupError(
          '数据库是空的。请先恢复备份（npm run restore）。',
          'the database is empty. Restore its backup first (npm run restore).',
        )
      const { epoch, origin } = await openEpoch(db, keyring, now, 'log-key-lost')
      mkdirSync(keyFolder, { recursive: true, mode: 0o700 })
      await allowOrigin(keyFolder, origin)
      await restoreStationKey(keyFolder, keyring, recovery, typed)
      return { keyFolder, epoch }
    } finally {
      await db.destroy()
    }
  })
}

function readRecovery(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (e) {
    const why = (e as NodeJS.ErrnoException).code
    throw new BackupError(`无法读取恢复文件 ${file}（${why}）。`, `${file} can't be read (${why}).`)
  }
}

/** The first line of standard input. Not an argument: those show in the list of processes. */
async function typedCode(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question('恢复码 / recovery code: ')
  } finally {
    lines.close()
  }
}

if (import.meta.main) {
  const { folder, value } = named(process.argv.slice(2), '--file')
  try {
    if (!folder || !value)
      throw new BackupError(
        '用法：npm run recover -- 目录 --file recovery.sealed（恢复码从标准输入读取）',
        'usage: npm run recover -- DIR --file recovery.sealed (the recovery code is read from standard input)',
      )
    const done = await recover(folder, value, await typedCode(), new Date())
    process.stdout.write(`已恢复单位钥匙 / station key restored: ${done.keyFolder}\n`)
    process.stdout.write(`存证日志进入第 ${done.epoch} 纪元。\nThe ledger opened epoch ${done.epoch}.\n`)
  } catch (e) {
    if (e instanceof KeyRefusal) fail(new BackupError(keyRefusalTexts.zh[e.code], keyRefusalTexts.en[e.code]))
    fail(e)
  }
}
