/** Where the keyring's two copies lie: on the first two volumes, or on the only one and beside the database. */
import path from 'node:path'
import type { Config } from './config.ts'

export function keyringRoots(dataFolder: string, config: Config): string[] {
  const volumes = config.volumes.map((v) => path.resolve(dataFolder, v.path, 'keyring'))
  return volumes.length > 1 ? volumes.slice(0, 2) : [volumes[0]!, path.join(dataFolder, 'keyring-2')]
}

/** The folder of station key and log key: beside the data folder unless configured. */
export function keyFolderOf(dataFolder: string, config: Config): string {
  return config.keyFolder ? path.resolve(dataFolder, config.keyFolder) : `${dataFolder}-keys`
}
