/** The bundled PostgreSQL as the supervisor sees it: a child of ours. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makeCluster, ownerRole, socketUrl, spawnPostgres, waitForPostgres } from '#db/postgres/cluster.ts'
import type { ChildPlan } from './child.ts'
import type { DatabaseSecrets } from './secrets.ts'

/** A server left running by a supervisor that was killed: asked to stop, since it holds the cluster. */
async function endOrphan(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  const ours = (): boolean => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster)
    } catch {
      return false
    }
  }
  if (!ours()) return
  process.kill(pid, 'SIGINT')
  for (let i = 0; i < 200 && ours(); i++) await new Promise((r) => setTimeout(r, 50))
  if (ours()) process.kill(pid, 'SIGQUIT')
}

/** The bundled server as a supervised child. */
export async function postgresPlan(
  folder: string,
  run: string,
  secrets: DatabaseSecrets,
): Promise<ChildPlan> {
  const cluster = path.join(folder, 'db')
  await makeCluster(cluster, secrets.owner)
  await endOrphan(cluster)
  const url = socketUrl(run, ownerRole, secrets.owner, 'postgres')
  return {
    name: 'postgres',
    spawn: () => spawnPostgres(cluster, run),
    // Recovery after a crash may take long; a dead child ends the wait.
    ready: (child) =>
      waitForPostgres(url, 600_000, () => child.exitCode !== null || child.signalCode !== null),
    stopSignal: 'SIGINT',
    stopMs: 20_000,
  }
}
