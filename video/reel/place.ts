/** Where reels lie on a volume: `reels/<YYYY-MM-DD>/<camera>/<reel id>.open` while written, `.reel` when finished. */
import { join } from 'node:path'
import type { ReelIdentity } from './header.ts'
import { uuidText } from './ids.ts'

/**
 * `open`: being written, or torn · `reel`: finished, with trailer · `suspect`: a sync of it failed during the boot
 * named in the file name, so that what this boot's cache shows may not be on the disk.
 */
export type ReelState =
  | { readonly state: 'open' | 'reel' }
  | { readonly state: 'suspect'; readonly bootId: string }

export const OPEN: ReelState = { state: 'open' }
export const FINISHED: ReelState = { state: 'reel' }

type Named = Pick<ReelIdentity, 'onDay' | 'camera' | 'reelId'>

/** The volume's folders down to a camera's day, outermost first. */
export function reelFolders(
  volume: string,
  onDay: string,
  camera: string,
): readonly [string, string, string] {
  const reels = join(volume, 'reels')
  const day = join(reels, onDay)
  return [reels, day, join(day, camera)]
}

export function reelPath(volume: string, reel: Named, state: ReelState): string {
  const ending = state.state === 'suspect' ? `suspect-${state.bootId.replaceAll('-', '')}` : state.state
  return join(reelFolders(volume, reel.onDay, reel.camera)[2], `${reel.reelId}.${ending}`)
}

/** The name that an unfinished file takes when a sync of it failed during this boot. */
export function suspectPath(path: string, bootId: string): string {
  return path.replace(/\.[^./]+$/, `.suspect-${bootId.replaceAll('-', '')}`)
}

/** The state a file's name tells; null for a name that is no reel's. */
export function stateOfName(name: string): ReelState | null {
  const ending = /^[0-9a-f]{32}\.(open|reel|suspect-[0-9a-f]{32})$/.exec(name)?.[1]
  if (ending === undefined) return null
  if (ending === 'open' || ending === 'reel') return { state: ending }
  return { state: 'suspect', bootId: uuidText(Buffer.from(ending.slice(8), 'hex')) }
}
