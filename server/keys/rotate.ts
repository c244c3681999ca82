/**
 * `npm run rotate -- DIR`: a new station key for a stopped station. Everything in the keyring is sealed again, the old
 * private half is destroyed, a new recovery code is printed once. Broken off anywhere, it is run again.
 */
import path from 'node:path'
import { sql } from 'kysely'
import { appendWith } from '#db/ledger/append.ts'
import { openDatabase, openPool } from '#db/pool.ts'
import { type LogName, makeEntry } from '#ledger/entry.ts'
import { loadKeys } from '#video/keys/folder.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { KeyRefusal, keyRefusalTexts } from '#video/keys/refusals.ts'
import { rotateStationKey } from '#video/keys/rotate.ts'
import { fail, named } from '../backup/backup.ts'
import { withDatabase } from '../backup/database.ts'
import { BackupError } from '../backup/file.ts'
import { loadConfig } from '../config.ts'
import { keyFolderOf, keyringRoots } from '../keyrings.ts'
import { writeDurably } from '../supervisor/durable.ts'
import { readStationFile } from '../supervisor/folder.ts'

export type Rotated = { readonly keyId: string; readonly resealed: number; readonly recoveryCode: string }

/**
 * Rotates, then tells register and data folder the new key's id. A crash between the two leaves a station that
 * refuses to start (`start/wrong-station-key`); the same command ends it.
 */
export async function rotate(given: string, now: Date): Promise<Rotated> {
  return withDatabase(given, true, async ({ address, folder }) => {
    const station = readStationFile(folder)
    if (!station) throw new BackupError('该目录还没有单位端。', 'there is no station in this folder yet.')
    const config = loadConfig(folder, process.env)
    const keyFolder = keyFolderOf(folder, config)
    const keyring = new Keyring(keyringRoots(folder, config), station.stationId)
    const { recoveryCode, resealed } = await rotateStationKey(keyFolder, keyring)
    const keyId = (await loadKeys(keyFolder, keyring)).stationKeyId.toString('hex')
    const db = openDatabase<Record<string, never>>(openPool(address.ownerUrl, { max: 2 }))
    try {
      const { rows } = await sql<LogName>`select origin, epoch from station`.execute(db)
      await appendWith(
        db,
        sql`update station set key_id = ${Buffer.from(keyId, 'hex')} returning id`,
        makeEntry(rows[0]!, 'key', now, { key: keyId, use: 'station', change: 'rotated' }),
      )
    } finally {
      await db.destroy()
    }
    const file = path.join(folder, 'station.json')
    writeDurably(file, JSON.stringify({ ...station, keyId }))
    return { keyId, resealed, recoveryCode }
  })
}

if (import.meta.main) {
  const { folder } = named(process.argv.slice(2), '--none')
  try {
    if (!folder) throw new BackupError('用法：npm run rotate -- 目录', 'usage: npm run rotate -- DIR')
    const done = await rotate(folder, new Date())
    process.stdout.write(
      `已更换单位钥匙，重新封装 ${done.resealed} 个密钥 / station key rotated, ${done.resealed} keys sealed again\n`,
    )
    process.stdout.write(
      `新的恢复码（只显示这一次） / the new recovery code (shown this once)\n  ${done.recoveryCode}\n`,
    )
  } catch (e) {
    if (e instanceof KeyRefusal) fail(new BackupError(keyRefusalTexts.zh[e.code], keyRefusalTexts.en[e.code]))
    fail(e)
  }
}
