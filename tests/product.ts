/**
 * The whole product for a story: the supervisor started as `npm start` does, in a folder of its own on a free port.
 *
 * ```ts
 * const product = await startProduct({ sample: true })
 * product.accounts.keeper            // password
 * product.pid('recorder-1')          // from the outage journal
 * process.kill(product.pid('web'), 'SIGKILL')
 * await product.stop()
 * ```
 * Started as root (by hand, not by `npm test`) it drops to the system user, since PostgreSQL refuses root.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownerRole, socketUrl } from '#db/postgres/cluster.ts'
import { serverUser } from '#db/postgres/user.ts'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

export type Outage = {
  at: string
  process: string
  what: string
  pid?: number
  code?: number | null
  signal?: string | null
}

export type Product = {
  readonly folder: string
  /** What its environment was given besides the folders and the port; tools run with it too. */
  readonly env: Readonly<Record<string, string>>
  /** The folder with its sockets. */
  readonly run: string
  readonly port: number
  readonly address: string
  readonly accounts: Readonly<Record<string, string>>
  /** Everything it has said, both streams. */
  readonly said: () => string
  readonly supervisor: () => number
  /** The current pid of a process by its name in the journal. */
  readonly pid: (name: string) => number
  readonly outages: () => Outage[]
  /** The station's database as its owner: the bundled one, or that of `DATABASE_ADMIN_URL`. */
  readonly ownerUrl: () => string
  /** Stops as Ctrl-C does; the folder stays. */
  readonly halt: (signal?: NodeJS.Signals) => Promise<void>
  /** Starts again on the same folder and port. */
  readonly again: () => Promise<void>
  /** Stops and removes everything. */
  readonly stop: () => Promise<void>
}

/** A TCP port nobody listens on right now. */
export async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Where the product's sockets are: the folder of the user it runs as. */
function runFolder(folder: string, uid = process.getuid!()): string {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16)
  return path.join(os.tmpdir(), `mj-${uid}-${name}`)
}

/** Runs one of the project's command-line tools as the product's user. */
export async function runTool(
  product: Product,
  file: string,
  args: readonly string[],
): Promise<{ code: number; out: string; text: string }> {
  const user = await serverUser()
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(root, file), ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: path.dirname(product.folder), ...product.env },
      ...user,
    },
  )
  let out = ''
  let text = ''
  child.stdout.on('data', (c: Buffer) => {
    out += c.toString()
    text += c.toString()
  })
  child.stderr.on('data', (c: Buffer) => {
    text += c.toString()
  })
  const code = await new Promise<number>((resolve) => child.once('exit', (c) => resolve(c ?? 1)))
  return { code, out, text }
}

export type ProductOptions = {
  readonly sample: boolean
  /** The folder that data folder and key folder go into; the caller's to remove. A temporary one by default. */
  readonly base?: string
  readonly env?: Readonly<Record<string, string>>
  /** Longest time to wait for the address, ms. */
  readonly within?: number
}

export async function startProduct(options: ProductOptions): Promise<Product> {
  const user = (await serverUser()) as { uid?: number; gid: number }
  const base = options.base ?? (await mkdtemp(path.join(os.tmpdir(), 'mj-story-')))
  if (user.uid !== undefined) chownSync(base, user.uid, user.gid)
  const folder = path.join(base, 'data')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
  const port = await freePort()
  const accounts: Record<string, string> = {}
  let said = ''
  let child: ChildProcess

  const launch = async (): Promise<void> => {
    const from = said.length
    const args = [
      '--disable-warning=ExperimentalWarning',
      path.join(root, 'server/main.ts'),
      ...(options.sample ? [] : ['--data', folder]),
    ]
    child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: base,
        MJ_SAMPLE_FOLDER: folder,
        MINGJIAN_LISTEN_PORT: String(port),
        MJ_CALLER_CWD: base,
        ...options.env,
      },
      ...user,
    })
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    const until = Date.now() + (options.within ?? 60_000)
    while (!/明鉴 Mingjian {3}https?:/.test(said.slice(from))) {
      if (child.exitCode !== null)
        throw new Error(`the product ended with ${child.exitCode}:\n${said.slice(from)}`)
      if (Date.now() > until) throw new Error(`the product did not come up in time:\n${said.slice(from)}`)
      await new Promise((r) => setTimeout(r, 50))
    }
    for (const m of said.slice(from).matchAll(/^ {2}([a-z0-9]+) +(\S+) {3}\S/gm)) accounts[m[1]!] = m[2]!
  }
  const outages = (): Outage[] =>
    readFileSync(path.join(folder, 'journal/outages.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((l) => JSON.parse(l) as Outage)
  const halt = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((r) => child.once('exit', r))
    child.kill(signal)
    await ended
  }
  const atExit = (): void => void child.kill('SIGTERM')
  process.once('exit', atExit)
  try {
    await launch()
  } catch (error) {
    // Nobody gets a handle on it: what did start must not stay.
    await halt()
    if (options.base === undefined) rmSync(base, { recursive: true, force: true })
    throw error
  }
  return {
    folder,
    env: options.env ?? {},
    run: runFolder(folder, user.uid),
    port,
    address: `http://station.localhost:${port}`,
    accounts,
    said: () => said,
    supervisor: () => child.pid!,
    pid: (name) => {
      const line = outages().findLast((o) => o.process === name && o.what === 'started')
      if (line?.pid === undefined) throw new Error(`no process ${name} was started`)
      return line.pid
    },
    outages,
    ownerUrl: () => {
      const { DATABASE_URL: given, DATABASE_ADMIN_URL: admin } = options.env ?? {}
      if (given && admin) {
        const url = new URL(admin)
        url.pathname = new URL(given).pathname
        return url.href
      }
      const secrets = JSON.parse(readFileSync(path.join(folder, 'secrets/database.json'), 'utf8')) as {
        owner: string
      }
      return socketUrl(runFolder(folder, user.uid), ownerRole, secrets.owner)
    },
    halt,
    again: launch,
    stop: async () => {
      await halt()
      process.removeListener('exit', atExit)
      if (options.base === undefined) rmSync(base, { recursive: true, force: true })
    },
  }
}
