/** Which folders make the keyring: computed alike by every process from the same configuration. */
import { existsSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

/** What marks a folder as a keyring root; without it, it is never written to. */
export const ROOT_MARK = 'station.pub'

/**
 * The keyring roots of a station, in the order that decides races: `keyring` on the first two volumes, and
 * `keyring-2` in the data folder where there is one volume. Any other that has once been one stays one, so that no
 * copy is left behind by a change of configuration.
 * @param data the data folder; @param volumes paths as configured, relative to it.
 */
export function keyringRoots(data: string, volumes: readonly string[]): string[] {
  const beside = join(data, 'keyring-2')
  const onVolumes = volumes.map((path) => join(resolve(data, path), 'keyring'))
  const isRoot = (root: string) => existsSync(join(root, ROOT_MARK))
  const roots = onVolumes.filter((root, i) => i < 2 || isRoot(root))
  if (volumes.length === 1 || isRoot(beside)) roots.push(beside)
  return roots
}

/** True for a folder that may be made for the person: one inside the data folder; a mount point must be there. */
export function mayBeMade(data: string, root: string): boolean {
  return resolve(root).startsWith(resolve(data) + sep)
}
