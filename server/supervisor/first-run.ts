/**
 * Brings a data folder, its keys, its volumes and its database into one station: makes them at first run, and at
 * every later start refuses those that do not belong together, before anything is written.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { openClient } from '#db/client.ts'
import type { Config } from '../config.ts'
import { writeDurably } from './durable.ts'
import { type DataFolder, readStationFile, StartRefusal, type StationFile } from './folder.ts'
import type { PublicKeys, StationFacts } from './processes.ts'
import { prepareVolumes } from './volumes.ts'

type Given = {
  readonly data: DataFolder
  readonly config: Config
  readonly ownerUrl: string
  readonly makeKeys: (stationId: string, firstRun: boolean) => Promise<PublicKeys>
}

/** The log's name: one per station and epoch, never reused. */
export const originOf = (stationId: string, epoch: number): string => `mingjian.station/${stationId}/${epoch}`

async function rowOf(client: pg.Client): Promise<{ id: string; data_id: string; key_id: Buffer } | null> {
  const { rows } = await client.query<{ id: string; data_id: string; key_id: Buffer }>(
    'select id, data_id, key_id from station',
  )
  return rows[0] ?? null
}

function wrongKey(keyFolder: string): StartRefusal {
  return new StartRefusal(
    'start/wrong-station-key',
    `钥匙文件夹 ${keyFolder} 中的单位钥匙不是本数据目录的钥匙，拒绝启动。请放回原来的钥匙文件夹，或用恢复码恢复。`,
    `the station key in ${keyFolder} is not this data folder's. Put the right key folder back, or restore it with the recovery code.`,
  )
}

/**
 * Order of a first run: volumes → keys → station row → station.json last. A crash in between leaves no
 * station.json, and the next start goes on from what is there.
 */
export async function prepareStation(given: Given): Promise<StationFacts> {
  const file = readStationFile(given.data.path)
  const client = await openClient(given.ownerUrl)
  try {
    const row = await rowOf(client)
    if (file && row && (file.dataId !== row.data_id || file.stationId !== row.id)) {
      throw new StartRefusal(
        'start/foreign-database',
        '数据目录与数据库不属于同一个单位端，拒绝启动。请检查 DATABASE_URL 和 --data。',
        'the data folder and the database belong to different stations. Check DATABASE_URL and --data.',
      )
    }
    if (file && !row) {
      throw new StartRefusal(
        'start/empty-database',
        '数据目录已有单位端，但数据库是空的。请恢复数据库备份（npm run restore），不要在空库上继续。',
        'the data folder holds a station but the database is empty. Restore its backup (npm run restore); do not go on with an empty one.',
      )
    }
    const stationId = file?.stationId ?? row?.id ?? randomUUID()
    const dataId = file?.dataId ?? row?.data_id ?? randomUUID()
    await prepareVolumes({ client, data: given.data.path, config: given.config, stationId, dataId })
    const keys = await given.makeKeys(stationId, file === null)
    const keyId = Buffer.from(keys.keyId, 'hex')
    if ((file && file.keyId !== keys.keyId) || (row && !row.key_id.equals(keyId)))
      throw wrongKey(given.config.keyFolder ?? `${given.data.path}-keys`)
    if (!row) {
      await client.query(
        `insert into station (id, data_id, name, unit_name, origin, key_id, created_at) values ($1, $2, $3, $3, $4, $5, now())`,
        [stationId, dataId, '尚未设置', originOf(stationId, 1), keyId],
      )
    }
    if (!file) {
      const made: StationFile = { v: 1, dataId, stationId, keyId: keys.keyId }
      writeDurably(path.join(given.data.path, 'station.json'), JSON.stringify(made))
    }
    return { ...keys, stationId, dataId, setupToken: await setupToken(client, given.data.path) }
  } finally {
    await client.end()
  }
}

/** While nobody has an account, set-up takes this token: who can read the launcher's output may begin. */
async function setupToken(client: pg.Client, folder: string): Promise<string | null> {
  const { rows } = await client.query('select 1 from person limit 1')
  if (rows.length) return null
  const at = path.join(folder, 'secrets', 'set-up-token')
  if (existsSync(at)) return readFileSync(at, 'utf8')
  mkdirSync(path.dirname(at), { recursive: true })
  const token = randomBytes(12).toString('hex').match(/.{6}/g)!.join('-')
  writeDurably(at, token)
  return token
}
