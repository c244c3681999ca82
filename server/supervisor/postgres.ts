/** PostgreSQL as the supervisor sees it: bundled and ours to start, or the distribution's by URL. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  databaseName,
  makeCluster,
  ownerRole,
  socketUrl,
  spawnPostgres,
  waitForPostgres,
} from '#db/postgres/cluster.ts'
import type { ProcessRole } from '#db/roles.ts'
import type { ChildPlan } from './child.ts'
import { StartRefusal } from './folder.ts'
import type { DatabaseSecrets } from './secrets.ts'

export type DatabaseAddress = {
  readonly bundled: boolean
  /** Owner, to an existing maintenance database. */
  readonly maintenanceUrl: string
  /** Owner, to the station's database. */
  readonly ownerUrl: string
  readonly name: string
  readonly roleUrl: (role: ProcessRole) => string
}

/** Where the database is: `DATABASE_URL` with `DATABASE_ADMIN_URL`, or the bundled cluster in the data folder. */
export function databaseAddress(
  run: string,
  secrets: DatabaseSecrets,
  env: NodeJS.ProcessEnv,
): DatabaseAddress {
  const given = env.DATABASE_URL
  if (!given) {
    return {
      bundled: true,
      maintenanceUrl: socketUrl(run, ownerRole, secrets.owner, 'postgres'),
      ownerUrl: socketUrl(run, ownerRole, secrets.owner),
      name: databaseName,
      roleUrl: (role) => socketUrl(run, role, secrets.roles[role]),
    }
  }
  const admin = env.DATABASE_ADMIN_URL
  if (!admin) {
    throw new StartRefusal(
      'start/no-admin-url',
      '设置了 DATABASE_URL，但没有 DATABASE_ADMIN_URL。请提供数据库所有者的连接地址，用于迁移和建立各进程的角色。',
      'DATABASE_URL is set but DATABASE_ADMIN_URL is not. Give the owner’s address: it runs migrations and makes the process roles.',
    )
  }
  const name = new URL(given).pathname.slice(1) || databaseName
  const as = (role: ProcessRole): string => {
    const url = new URL(given)
    url.username = role
    url.password = secrets.roles[role]
    return url.toString()
  }
  const owner = new URL(admin)
  owner.pathname = `/${name}`
  return { bundled: false, maintenanceUrl: admin, ownerUrl: owner.toString(), name, roleUrl: as }
}

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
