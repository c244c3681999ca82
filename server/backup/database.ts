/** The database of a data folder for a tool: the running station's own, or the bundled one started for the while. */
import { existsSync, realpathSync } from 'node:fs'
import { type DatabaseAddress, databaseAddress, explained } from '../supervisor/database.ts'
import { openDataFolder, runFolderOf, StartRefusal } from '../supervisor/folder.ts'
import { postgresPlan } from '../supervisor/postgres.ts'
import { databaseSecrets } from '../supervisor/secrets.ts'

export type Reached = {
  readonly address: DatabaseAddress
  readonly folder: string
  readonly running: boolean
}

/** A folder that holds a station; otherwise a StartRefusal that says so. */
export function stationFolder(given: string): string {
  if (!existsSync(given)) {
    throw new StartRefusal('backup/no-folder', `目录 ${given} 不存在。`, `${given} does not exist.`)
  }
  return realpathSync(given)
}

/** Runs `work` against the folder's database. With `exclusive` a running station is refused. */
export async function withDatabase<T>(
  given: string,
  exclusive: boolean,
  work: (reached: Reached) => Promise<T>,
): Promise<T> {
  const folder = stationFolder(given)
  let opened: Awaited<ReturnType<typeof openDataFolder>> | null = null
  try {
    opened = await openDataFolder(folder)
  } catch (e) {
    if (!(e instanceof StartRefusal) || e.code !== 'start/second-instance' || exclusive) throw e
  }
  const run = opened?.run ?? runFolderOf(folder)
  const secrets = databaseSecrets(folder)
  const address = databaseAddress(run, secrets, process.env)
  if (!opened || !address.bundled) {
    try {
      return await explained(address, () => work({ address, folder, running: opened === null }))
    } finally {
      opened?.release()
    }
  }
  const plan = await postgresPlan(folder, run, secrets)
  const child = plan.spawn()
  const ended = new Promise((r) => child.once('exit', r))
  try {
    if (typeof plan.ready === 'function') await plan.ready(child)
    return await work({ address, folder, running: false })
  } finally {
    child.kill('SIGINT')
    await ended
    opened.release()
  }
}
