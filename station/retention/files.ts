/** The files of a camera's day on the volumes: reels and everything derived from them. */
import { open, readdir, rm, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { readAt } from '#video/reel/disk.ts'
import { decodeHeader } from '#video/reel/header.ts'
import { MAX_HEADER_BYTES } from '#video/reel/layout.ts'
import { FINISHED, reelFolders, reelPath } from '#video/reel/place.ts'
import type { DayName } from './store.ts'

export type DayVolume = { readonly id: string; readonly path: string }

/** Folder of derived images (previews, baseline and diagnosis pictures) of a camera's day. */
export function derivedFolder(volume: string, { camera, onDay }: DayName): string {
  return join(volume, 'derived', onDay, camera)
}

/** `<day>/<camera>` for every folder of a camera's day on a volume, of reels or of what is derived from them. */
export async function dayFolders(volume: string): Promise<Set<string>> {
  const out = new Set<string>()
  for (const kind of ['reels', 'derived'])
    for (const onDay of await list(join(volume, kind)))
      for (const camera of await list(join(volume, kind, onDay))) out.add(`${onDay}/${camera}`)
  return out
}

/** The first bytes of a finished reel: its header, as the key process wants to see it. */
export async function headerBytes(volume: string, day: DayName, reelId: string): Promise<Buffer> {
  const path = reelPath(volume, { onDay: day.onDay, camera: day.camera, reelId }, FINISHED)
  const bytes = await head(path)
  return bytes.subarray(0, decodeHeader(bytes).length)
}

/**
 * Unlinks what a deleted day left on one volume: every reel of a deleted generation but the held ones, whatever its
 * state, and everything derived. Files of a later generation (recorded by a clock set back) stay. Repeatable.
 * @param held reel ids, 32 hex digits.
 * @param reopened the day is `kept` again under a later generation.
 * @returns names of the files unlinked.
 */
export async function unlinkDay(
  volume: string,
  day: DayName & { readonly generation: number },
  held: ReadonlySet<string>,
  reopened: boolean,
): Promise<string[]> {
  const [reels, onDay, folder] = reelFolders(volume, day.onDay, day.camera)
  const gone: string[] = []
  for (const name of await list(folder)) {
    const path = join(folder, name)
    if (held.has(name.slice(0, 32)) && name.endsWith('.reel')) continue
    if ((await generationOf(path, reopened)) > day.generation) continue
    await unlink(path)
    gone.push(name)
  }
  if (!reopened) await rm(derivedFolder(volume, day), { recursive: true, force: true })
  if (gone.length > 0) await syncFolder(folder)
  await rmdirIfEmpty(folder, onDay)
  await rmdirIfEmpty(onDay, reels)
  return gone
}

/** What can't be read belongs to the deleted day, unless newer images lie there: then it is left for a person. */
async function generationOf(path: string, reopened: boolean): Promise<number> {
  try {
    return decodeHeader(await head(path)).header.generation
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EIO') throw error
    return reopened ? Number.POSITIVE_INFINITY : 0
  }
}

async function head(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    return await readAt(handle, 0, MAX_HEADER_BYTES)
  } finally {
    await handle.close()
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

async function rmdirIfEmpty(folder: string, parent: string): Promise<void> {
  try {
    await rmdir(folder)
    await syncFolder(parent)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT' && code !== 'EEXIST') throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
