/**
 * Real PostgreSQL for tests: one bundled server a test process, one database a test.
 *
 * ```ts
 * const pg = await startTestPostgres()
 * const { url, drop } = await freshDatabase(pg)   // the schema applied, the roles present
 * urlAs(url, 'mj_app')                            // the same database as a process of the product sees it
 * await drop(); await pg.stop()
 * ```
 * The cluster is made once per schema and machine, then copied: a start costs under a second, a database some 100 ms.
 * Server and files die with the test process; what a killed one leaves is swept by the next start.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { chmod, chown, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openClient } from '#db/client.ts'
import { migrate, migrations } from '#db/migrate.ts'
import { ensurePostgresLinks, type PostgresPrograms } from '#db/postgres/links.ts'
import { type ServerUser, serverUser } from '#db/postgres/user.ts'
import { processRoles } from '#db/roles.ts'

const OWNER = 'mj_owner'
const TEMPLATE = 'mj_template'

export interface TestPostgres {
  /** As the owner, to the maintenance database `postgres`. */
  readonly url: string
  /** Ends the server, whoever is connected, and removes its files. Idempotent. */
  stop(): Promise<void>
  /** The server's process id, for stories that stop or kill it. */
  readonly pid: number
  /** Start it again after the story ended it, on the same files and address. */
  restart(): Promise<void>
}

/**
 * Start the bundled server on a private socket.
 * @param options `durable`: fsync on, as in production, for crash stories and measurements. `settings`: more
 *   server settings, e.g. `{ max_connections: '200' }`.
 */
export async function startTestPostgres(
  options: { durable?: boolean; settings?: Record<string, string> } = {},
): Promise<TestPostgres> {
  const programs = await ensurePostgresLinks()
  const user = await serverUser()
  const base = await baseFolder(user)
  await sweep(base)
  const template = await templateCluster(programs, user, base)
  const folder = join(base, `run-${process.pid}-${randomBytes(4).toString('hex')}`)
  await finish('cp', ['-a', '--reflink=auto', template, folder], user)
  const settings = {
    // Commits still reach the operating system, so that a killed server loses nothing: only a power cut would.
    ...(options.durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...options.settings,
  }
  let server = await launch(programs, user, folder, settings)
  const atExit = () => {
    server.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', atExit)
  let stopped = false
  return {
    url: databaseUrl(folder, OWNER, 'postgres'),
    get pid() {
      return server.pid!
    },
    async restart() {
      await ended(server)
      server = await launch(programs, user, folder, settings)
    },
    async stop() {
      if (stopped) return
      stopped = true
      process.removeListener('exit', atExit)
      server.kill('SIGINT')
      await ended(server)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let databases = 0

/** A new database with the schema applied and empty. `drop` removes it, whoever is still connected. */
export async function freshDatabase(server: {
  readonly url: string
}): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${process.pid}_${++databases}`
  await asOwner(server.url, `create database ${name} template ${TEMPLATE}`)
  return {
    url: urlOf(server.url, (url) => {
      url.pathname = `/${name}`
    }),
    drop: () => asOwner(server.url, `drop database if exists ${name} with (force)`),
  }
}

/** The same database under another role: `mj_app`, `mj_jobs`, `mj_sequencer` or `mj_keys`. */
export function urlAs(url: string, role: string): string {
  return urlOf(url, (parsed) => {
    parsed.searchParams.set('user', role)
  })
}

function urlOf(url: string, change: (parsed: URL) => void): string {
  const parsed = new URL(url)
  change(parsed)
  return parsed.href
}

/** host and user stand in the query: a URL has no other place for a socket folder. */
function databaseUrl(folder: string, user: string, database: string): string {
  return `postgresql:///${database}?host=${encodeURIComponent(folder)}&user=${user}`
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = await openClient(url)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Short, because a Unix socket's path has at most 107 bytes; owned by the server's user and closed to others. */
async function baseFolder(user: ServerUser): Promise<string> {
  const base = join(tmpdir(), `mj-pg-${process.getuid?.() ?? 'any'}`)
  await mkdir(base, { recursive: true, mode: 0o700 })
  if (user.uid !== undefined) await chown(base, user.uid, user.gid)
  const { uid } = await stat(base)
  if (uid !== (user.uid ?? process.getuid?.())) throw new Error(`${base} belongs to somebody else`)
  await chmod(base, 0o700)
  return base
}

/** The cluster all are copied from: roles made, `mj_template` migrated. Named by what went into it. */
async function templateCluster(programs: PostgresPrograms, user: ServerUser, base: string): Promise<string> {
  const schema = migrations()
  const digest = createHash('sha256')
    .update(programs.postgres)
    .update(JSON.stringify(schema))
    .digest('hex')
    .slice(0, 12)
  const template = join(base, `template-${digest}`)
  if (existsSync(template)) return template
  const making = join(base, `run-${process.pid}-${randomBytes(4).toString('hex')}`)
  const initdb = ['-D', making, '-U', OWNER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await finish(programs.initdb, initdb, user)
  const server = await launch(programs, user, making, { fsync: 'off' })
  const url = databaseUrl(making, OWNER, 'postgres')
  try {
    for (const role of processRoles) await asOwner(url, `create role ${role} login`)
    await asOwner(url, `create database ${TEMPLATE}`)
    await migrate(databaseUrl(making, OWNER, TEMPLATE), schema)
  } finally {
    server.kill('SIGINT')
    await ended(server)
  }
  await rm(join(making, 'server.log'), { force: true })
  // Another process may have been faster: both made the same thing.
  await rename(making, template).catch(() => rm(making, { recursive: true, force: true }))
  return template
}

async function launch(
  programs: PostgresPrograms,
  user: ServerUser,
  folder: string,
  settings: Record<string, string>,
): Promise<ChildProcess> {
  const all = {
    listen_addresses: '',
    unix_socket_directories: folder,
    unix_socket_permissions: '0700',
    shared_buffers: '64MB',
    log_min_messages: 'warning',
    ...settings,
  }
  const args = ['-D', folder, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const log = await open(join(folder, 'server.log'), 'a', 0o600)
  const server = spawn(programs.postgres, args, {
    ...user,
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log.fd, log.fd],
  })
  // A test that forgets `stop` must still be able to end; the exit handler then ends the server.
  server.unref()
  await log.close()
  const url = databaseUrl(folder, OWNER, 'postgres')
  for (const started = Date.now(); ; await sleep(20)) {
    if (server.exitCode !== null || server.signalCode !== null || Date.now() - started > 30_000)
      throw new Error(`PostgreSQL didn't start: ${readFileSync(join(folder, 'server.log'), 'utf8')}`)
    if (!existsSync(join(folder, '.s.PGSQL.5432'))) continue
    try {
      await asOwner(url, 'select 1')
      return server
    } catch {
      // Still starting up; asked again above.
    }
  }
}

async function ended(server: ChildProcess): Promise<void> {
  server.ref()
  if (server.exitCode === null && server.signalCode === null)
    await new Promise<void>((resolve) => server.once('exit', () => resolve()))
}

async function finish(program: string, args: string[], user: ServerUser): Promise<void> {
  const child = spawn(program, args, {
    ...user,
    cwd: '/',
    env: { LC_ALL: 'C', PATH: process.env.PATH ?? '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`${program} failed: ${said}`)
}

/** End servers and remove files whose test process is gone, and templates nobody started for a day. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const folder = join(base, name)
    const maker = Number(/^run-(\d+)-/.exec(name)?.[1] ?? Number.NaN)
    if (name.startsWith('template-')) {
      const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }))
      if (Date.now() - mtimeMs > 86_400_000) await rm(folder, { recursive: true, force: true })
    } else if (Number.isInteger(maker) && !existsSync(`/proc/${maker}`)) {
      endOrphan(folder)
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

function endOrphan(folder: string): void {
  try {
    const pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
    // The number may have gone to another process since: only one that names this very folder is ours.
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(pid, 'SIGQUIT')
  } catch {
    // No server was left.
  }
}
