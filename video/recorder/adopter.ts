/**
 * Adopts what earlier runs left unfinished, beside recording and never before it. Only files at rest are touched: a
 * predecessor that still ends its reels, or a hanging disk, must not find its file cut.
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { adopt } from '../reel/adopt.ts'
import { stateOfName } from '../reel/place.ts'
import { ReelFault, type SealedReel } from '../reel/writer.ts'

/** Untouched for this long, ms: an open reel is written to every two seconds. */
export const AT_REST_MS = 15_000

export type AdopterParts = {
  readonly bootId: string
  wallMs(): number
  /** Is this file written by this process right now? */
  isOurs(reelId: string): boolean
  /** Is this camera's stream ours to look after? */
  isMine(camera: string): boolean
  /**
   * Reels of which this process saw a sync fail, and how many bytes an earlier sync had confirmed. The name says it to
   * later processes, but a disk that can't sync may not rename either.
   */
  readonly suspects: Map<string, number>
  adopted(volume: string, reel: SealedReel): void
  /** A file that can't be adopted now: torn before its header, moved, suspect, or on a failing disk. */
  left(path: string, why: string): void
}

export type AdoptionVolume = { readonly id: string; readonly path: string }

/** Unfinished reels on a volume, of all days and cameras or of some. */
export async function unfinishedReels(
  volume: string,
  only: { readonly days?: ReadonlySet<string>; readonly camera?: string } = {},
): Promise<{ path: string; camera: string; onDay: string; reelId: string }[]> {
  const out: { path: string; camera: string; onDay: string; reelId: string }[] = []
  for (const onDay of only.days ?? (await list(join(volume, 'reels'))))
    for (const camera of only.camera === undefined ? await list(join(volume, 'reels', onDay)) : [only.camera])
      for (const name of await list(join(volume, 'reels', onDay, camera))) {
        const state = stateOfName(name)
        if (state === null || state.state === 'reel') continue
        out.push({
          path: join(volume, 'reels', onDay, camera, name),
          camera,
          onDay,
          reelId: name.slice(0, 32),
        })
      }
  return out
}

/** One pass over the volumes, one file at a time. Repeatable: what fails is found again by the next. */
export async function adoptAll(volumes: readonly AdoptionVolume[], parts: AdopterParts): Promise<number> {
  let adopted = 0
  for (const volume of volumes) {
    for (const { path, camera, reelId } of await unfinishedReels(volume.path)) {
      if (!parts.isMine(camera) || parts.isOurs(reelId)) continue
      try {
        const { mtimeMs } = await stat(path)
        if (Math.abs(parts.wallMs() - mtimeMs) < AT_REST_MS) continue
        const confirmedBytes = parts.suspects.get(reelId)
        const outcome = await adopt(volume.path, path, {
          bootId: parts.bootId,
          sealedWallMs: Math.round(parts.wallMs()),
          ...(confirmedBytes === undefined ? {} : { confirmedBytes }),
        })
        if (outcome.outcome === 'adopted' || outcome.outcome === 'finished') {
          parts.suspects.delete(reelId)
          parts.adopted(volume.id, outcome.reel)
          adopted++
        } else parts.left(path, outcome.outcome)
      } catch (error) {
        if (error instanceof ReelFault && error.step === 'sync' && !parts.suspects.has(reelId))
          parts.suspects.set(reelId, 0)
        const code = (error as { code?: string }).code
        if (code !== 'ENOENT') parts.left(path, code ?? (error as Error).message)
      }
    }
  }
  return adopted
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}
