/** A disk that stands where a volume should: its identity is another's, and what lies on it tempts to be used. */
import { randomUUID } from 'node:crypto'
import { chownSync, lstatSync, mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { newKeyPair } from '#video/keys/hpke.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import type { VolumeIdentity } from '#video/volumes/identity.ts'
import { madeHeader, writtenReel } from '../reels/made.ts'
import type { LoopDisk } from './loop.ts'

/**
 * Lays the disk out anew. It holds a keyring of its station and, in today's folder of a camera of ours, a finished and
 * an unfinished reel that nobody registered.
 * @returns ids of the two reels, 32 hex digits.
 */
export async function makeStranger(
  disk: LoopDisk,
  identity: VolumeIdentity,
  ours: { readonly stationId: string; readonly camera: string },
  owner: { readonly uid: number; readonly gid: number },
): Promise<readonly string[]> {
  writeFileSync(path.join(disk.at, 'volume.json'), `${JSON.stringify({ v: 1, ...identity })}\n`)
  const keyring = path.join(disk.at, 'keyring')
  if (identity.stationId !== ours.stationId)
    await new Keyring([keyring], identity.stationId).writeStationPublic(newKeyPair().publicHalf)
  const startWallMs = Date.now() - 60_000
  const ids: string[] = []
  for (const ending of ['.reel', '.open']) {
    const reelId = randomUUID().replaceAll('-', '')
    const header = { reelId, station: ours.stationId, camera: ours.camera, startWallMs }
    const made = await writtenReel(
      disk.at,
      [900, 900],
      madeHeader({ ...header, onDay: civilDayOf(startWallMs) }),
    )
    ids.push(reelId)
    if (ending === '.reel') continue
    // At rest for long enough to be adopted.
    const open = made.path.replace(/\.reel$/, ending)
    renameSync(made.path, open)
    utimesSync(open, new Date(startWallMs), new Date(startWallMs))
  }
  mkdirSync(keyring, { recursive: true })
  for (const name of ['', ...readdirSync(disk.at, { recursive: true, encoding: 'utf8' })])
    chownSync(path.join(disk.at, name), owner.uid, owner.gid)
  return ids
}

/** Every file and folder with its size and the time of its last change: equal before and after = nobody wrote. */
export function photographed(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('lost+found'))
    .map((name) => {
      const { size, mtimeMs, ctimeMs } = lstatSync(path.join(root, name))
      return `${name} ${size} ${mtimeMs} ${ctimeMs}`
    })
    .sort()
}
