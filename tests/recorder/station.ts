/** A whole station without supervisor and web: database, keys, jobs, recorder on one data folder, for stories of the jobs. */
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { openClient } from '#db/client.ts'
import { valueTypes } from '#db/pool.ts'
import { firstRun, loadKeys } from '#video/keys/folder.ts'
import { freshDatabase, type TestPostgres, urlAs } from '../postgres.ts'
import { Stage } from './stage.ts'

export const PERSON = '55555555-5555-4555-8555-555555555555'
export const OTHER_PERSON = '66666666-6666-4666-8666-666666666666'

export class StageStation {
  readonly stage: Stage
  readonly owner: pg.Client
  readonly url: string
  readonly log: { readonly origin: string; readonly epoch: 1 }
  readonly #drop: () => Promise<void>

  private constructor(stage: Stage, owner: pg.Client, url: string, drop: () => Promise<void>) {
    this.stage = stage
    this.owner = owner
    this.url = url
    this.log = { origin: `mingjian.station/${stage.stationId}/1`, epoch: 1 }
    this.#drop = drop
  }

  /** With keys, one volume and the station's row; nobody and nothing else. */
  static async open(server: TestPostgres): Promise<StageStation> {
    const stage = await Stage.open()
    const { url, drop } = await freshDatabase(server)
    const owner = await openClient(url, { types: valueTypes })
    const station = new StageStation(stage, owner, url, drop)
    await firstRun(station.keyFolder, stage.keyring)
    const keys = await loadKeys(station.keyFolder, stage.keyring)
    stage.station = { publicHalf: keys.stationPublic, privateHalf: keys.stationPrivate }
    await owner.query(
      `insert into station (id, data_id, name, unit_name, place_class, key_target, origin, key_id, created_at)
       values ($1, $2, 's', 'u', '799-7-2', false, $3, $4, now())`,
      [stage.stationId, stage.dataId, station.log.origin, keys.stationKeyId],
    )
    for (const person of [PERSON, OTHER_PERSON])
      await owner.query(
        `insert into person (id, login, name, roles, state, created_at) values ($1, $2, 'n', '{keeper}', 'active', now())`,
        [person, `p${person.slice(0, 8)}`],
      )
    for (const volume of stage.volumes) await station.addVolumeRow(volume)
    return station
  }

  get keyFolder(): string {
    return `${this.stage.data}-keys`
  }

  async addVolumeRow(volume: { id: string; path: string; reserveBytes: number }): Promise<void> {
    await this.owner.query(
      `insert into volume (id, label, path, state, reserve_bytes, added_at) values ($1, 'v', $2, 'active', $3, now())`,
      [volume.id, volume.path, volume.reserveBytes],
    )
  }

  async addCamera(url: string, change: { declaredDays?: number; id?: string } = {}): Promise<string> {
    const id = change.id ?? randomUUID()
    await this.owner.query(
      `insert into camera (id, number, name, purpose, necessity, place, privacy_class, main_url, declared_days, state,
         created_at, changed_at) values ($1, $2, 'c', 'p', 'n', 'here', 'public', $3, $4, 'recording', now(), now())`,
      [id, id.slice(0, 8), url, change.declaredDays ?? 30],
    )
    return id
  }

  keys(): Promise<ChildProcess> {
    const { keyring, stationId } = this.stage
    return this.stage.fork('video/keys/process.ts', {
      MJ_KEY_DIR: this.keyFolder,
      MJ_KEYRINGS: JSON.stringify(keyring.roots),
      MJ_STATION_ID: stationId,
      MJ_ROLE_URL: urlAs(this.url, 'mj_keys'),
    })
  }

  jobs(): Promise<ChildProcess> {
    return this.stage.fork('server/jobs/process.ts', {
      MJ_CONFIG: JSON.stringify({
        recorder: { lossWindowMs: this.stage.lossWindowMs, camerasPerProcess: 64 },
      }),
      MJ_KEYRINGS: JSON.stringify(this.stage.keyring.roots),
      MJ_ROLE_URL: urlAs(this.url, 'mj_jobs'),
      MJ_SEQUENCER_URL: urlAs(this.url, 'mj_sequencer'),
    })
  }

  async rows<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.owner.query(text, values)).rows as Row[]
  }

  get planPath(): string {
    return join(this.stage.data, 'spool', 'plan.json')
  }

  async close(): Promise<void> {
    try {
      await this.stage.close()
      await rm(this.keyFolder, { recursive: true, force: true })
    } finally {
      await this.owner.end()
      await this.#drop()
    }
  }
}
