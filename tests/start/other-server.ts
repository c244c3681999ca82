/**
 * A PostgreSQL that is not the product's: a cluster of its own on a loopback TCP port, with passwords and fsync on, from
 * the bundled programs or from a folder of Debian's.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '#db/client.ts'
import { ensurePostgresLinks } from '#db/postgres/links.ts'
import { serverUser } from '#db/postgres/user.ts'
import { freePort } from '../product.ts'

/** Debian's newest server programs. Throws Error where the package isn't installed. */
export function debianPrograms(): string {
  const base = '/usr/lib/postgresql'
  const bins = readdirSync(base)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(base, version, 'bin'))
  const bin = bins.find((at) => existsSync(path.join(at, 'initdb')))
  if (!bin) throw new Error(`no server under ${base}`)
  return bin
}

/** A password no line of a log holds by chance; with signs that must be encoded in an address. */
export const newPassword = (): string => `p@ss/${randomBytes(9).toString('hex')}`

export class OtherServer {
  readonly port: number
  readonly #bin: string
  readonly #folder: string
  readonly #superPassword: string
  #child: ChildProcess | null = null

  private constructor(bin: string, folder: string, port: number, superPassword: string) {
    this.#bin = bin
    this.#folder = folder
    this.port = port
    this.#superPassword = superPassword
  }

  /** @param bin folder of initdb and postgres; the bundled ones by default. */
  static async start(bin?: string): Promise<OtherServer> {
    const programs = bin ?? path.dirname((await ensurePostgresLinks()).postgres)
    const folder = await mkdtemp(path.join(os.tmpdir(), 'mj-other-'))
    const user = (await serverUser()) as { uid?: number; gid: number }
    const server = new OtherServer(programs, folder, await freePort(), newPassword())
    const file = path.join(folder, 'password')
    writeFileSync(file, server.#superPassword, { mode: 0o600 })
    for (const at of user.uid === undefined ? [] : [folder, file]) chownSync(at, user.uid!, user.gid)
    const args = ['-D', server.#data, '-U', 'chief', '-A', 'scram-sha-256', '--pwfile', file, '-E', 'UTF8']
    const done = await server.#run('initdb', [...args, '--locale=C'])
    if (done !== 0) throw new Error(`initdb ended with ${done}: ${server.log()}`)
    rmSync(file)
    await server.resume()
    return server
  }

  get #data(): string {
    return path.join(this.#folder, 'data')
  }

  /** What the server has written, every statement among it. */
  log(): string {
    return readFileSync(path.join(this.#folder, 'log'), 'utf8')
  }

  /** An address on it; the superuser's where no user is named. */
  url(database: string, user = 'chief', password = this.#superPassword): string {
    return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${database}`
  }

  /** One statement as the superuser. */
  async ask<Row extends Record<string, unknown>>(sql: string, database = 'postgres'): Promise<Row[]> {
    return withClient(this.url(database), async (client) => (await client.query<Row>(sql)).rows)
  }

  /** A role that is no superuser, may make roles and owns `database`. Returns its address. */
  async owner(role: string, database: string): Promise<string> {
    const password = newPassword()
    await this.ask(`create role ${role} login createrole password '${password}'`)
    await this.ask(`create database ${database} owner ${role}`)
    return this.url(database, role, password)
  }

  async resume(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = {
      listen_addresses: '127.0.0.1',
      port: String(this.port),
      unix_socket_directories: '',
      shared_buffers: '64MB',
      log_statement: 'all',
      ...settings,
    }
    const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = await this.#spawn('postgres', ['-D', this.#data, ...args])
    this.#child = child
    for (const until = Date.now() + 30_000; ; await sleep(50)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`no server: ${this.log()}`)
      if (await this.ask('select 1').catch(() => null)) return
    }
  }

  /** Ends it as a restart of its machine would; the files stay. */
  async halt(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    await ended
  }

  async stop(): Promise<void> {
    await this.halt()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #spawn(program: string, args: readonly string[]): Promise<ChildProcess> {
    const user = await serverUser()
    const log = openSync(path.join(this.#folder, 'log'), 'a')
    const child = spawn(path.join(this.#bin, program), args, {
      cwd: '/',
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      ...user,
    })
    process.once('exit', () => child.kill('SIGQUIT'))
    return child
  }

  async #run(program: string, args: readonly string[]): Promise<number | null> {
    const child = await this.#spawn(program, args)
    return new Promise((resolve) => child.once('exit', resolve))
  }
}

/**
 * A server of a version long gone, as far as one sees of it before asking more: it lets everybody in and answers every
 * question with one row of its version. Speaks protocol 3.
 */
export async function oldServer(version: string): Promise<{ port: number; close(): Promise<void> }> {
  const [major = '9', minor = '0'] = version.split('.')
  const number = String(Number(major) * 10_000 + Number(minor))
  const message = (type: string, ...parts: Buffer[]): Buffer => {
    const body = Buffer.concat(parts)
    const head = Buffer.alloc(5)
    head.write(type)
    head.writeInt32BE(body.length + 4, 1)
    return Buffer.concat([head, body])
  }
  const int16 = (n: number): Buffer => Buffer.from([n >> 8, n & 255])
  const int32 = (n: number): Buffer => Buffer.from([n >> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255])
  const text = (s: string): Buffer => Buffer.from(`${s}\0`)
  const ready = message('Z', Buffer.from('I'))
  const columns: [string, number, string][] = [
    ['version', 25, version],
    ['number', 23, number],
    ['role', 25, 'chief'],
    ['isSuper', 16, 't'],
  ]
  const described = columns.map(([name, type]) =>
    Buffer.concat([text(name), int32(0), int16(0), int32(type), int16(4), int32(-1), int16(0)]),
  )
  const row = columns.map(([, , value]) => Buffer.concat([int32(value.length), Buffer.from(value)]))
  const answer = Buffer.concat([
    message('T', int16(columns.length), ...described),
    message('D', int16(columns.length), ...row),
    message('C', text('SELECT 1')),
    ready,
  ])
  const server = net.createServer((socket) => {
    let greeted = false
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      if (!greeted) {
        greeted = true
        socket.write(
          Buffer.concat([message('R', int32(0)), message('S', text('server_version'), text(version)), ready]),
        )
      } else if (bytes[0] === 'Q'.charCodeAt(0)) socket.write(answer)
      else socket.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as net.AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
