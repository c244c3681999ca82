/**
 * Brings the configured volumes into the register. A path the register doesn't know is new and gets its identity
 * file; a known one is left as it is, even when its disk is missing: the recorder refuses it and says so.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { createVolume, readVolume } from '#video/volumes/identity.ts'
import type { Config } from '../config.ts'
import { StartRefusal } from './folder.ts'

type Given = {
  readonly client: pg.Client
  readonly data: string
  readonly config: Config
  readonly stationId: string
  readonly dataId: string
}

/** A crash between file and row leaves the file: its id is taken into the register at the next start. */
export async function prepareVolumes(given: Given): Promise<void> {
  const { rows } = await given.client.query<{ path: string }>('select path from volume')
  const known = new Set(rows.map((r) => r.path))
  for (const [i, volume] of given.config.volumes.entries()) {
    const at = path.resolve(given.data, volume.path)
    if (known.has(at)) continue
    // Only a folder inside the data folder is made for the person; a mount point must be there.
    if (at.startsWith(given.data + path.sep)) mkdirSync(at, { recursive: true, mode: 0o700 })
    const label = volume.label || `volume ${i + 1}`
    let volumeId: string = randomUUID()
    const found = await readVolume(at)
    if (!('state' in found)) {
      if (found.stationId !== given.stationId || found.dataId !== given.dataId) throw foreign(at)
      volumeId = found.volumeId
    } else if (found.detail === 'ENOENT') {
      await createVolume(at, { volumeId, stationId: given.stationId, dataId: given.dataId, label }).catch(
        (e) => {
          throw unusable(at, (e as NodeJS.ErrnoException).code ?? String(e))
        },
      )
    } else throw unusable(at, found.detail)
    await given.client.query(
      `insert into volume (id, label, path, state, reserve_bytes, added_at) values ($1, $2, $3, 'active', $4, now())`,
      [volumeId, label, at, volume.reserveMb * 1024 * 1024],
    )
  }
}

function foreign(at: string): StartRefusal {
  return new StartRefusal(
    'start/foreign-volume',
    `存储卷 ${at} 属于另一个单位端，拒绝使用。请检查挂载的磁盘。`,
    `the volume ${at} belongs to another station. Check which disk is mounted there.`,
  )
}

function unusable(at: string, why: string): StartRefusal {
  return new StartRefusal(
    'start/volume-not-usable',
    `存储卷 ${at} 无法启用（${why}）。请检查路径、挂载和权限。`,
    `the volume ${at} can't be taken into use (${why}). Check the path, the mount and its owner.`,
  )
}
