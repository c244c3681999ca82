/**
 * The data folder and who may run on it. The lock is an abstract Unix socket named by the folder's real path: the
 * kernel gives it to one process and takes it back when that process dies, however it dies; no stale file can be
 * left. (Road not taken: a pid file, which a crash leaves behind and a reused pid makes lie.)
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

/** A reason not to start, in both languages: names the thing and what to do next. */
export class StartRefusal extends Error {
  readonly code: string
  readonly zh: string
  constructor(code: string, zh: string, en: string) {
    super(en)
    this.name = 'StartRefusal'
    this.code = code
    this.zh = zh
  }
}

export type DataFolder = {
  /** Real path of the data folder. */
  readonly path: string
  /** Private folder (0700) for sockets; short, since a Unix socket path has at most 107 bytes. */
  readonly run: string
  readonly release: () => void
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

function privateFolder(at: string): void {
  mkdirSync(at, { recursive: true, mode: 0o700 })
  const s = statSync(at)
  if (s.uid !== process.getuid?.() || (s.mode & 0o077) !== 0) {
    throw new StartRefusal(
      'start/run-folder',
      `运行目录 ${at} 不属于当前用户或权限过宽。请删除后重试。`,
      `the run folder ${at} is not ours or is open to others. Remove it and start again.`,
    )
  }
}

/** Makes the folder if needed and takes its lock. Throws StartRefusal where another instance holds it. */
export async function openDataFolder(given: string): Promise<DataFolder> {
  try {
    mkdirSync(given, { recursive: true, mode: 0o700 })
    for (const part of ['secrets', 'spool', 'journal'])
      mkdirSync(path.join(given, part), { recursive: true, mode: 0o700 })
    writeFileSync(path.join(given, 'spool', '.writable'), '')
  } catch (e) {
    const why = (e as NodeJS.ErrnoException).code
    throw new StartRefusal(
      'start/folder-not-writable',
      `数据目录 ${given} 无法写入（${why}）。请检查路径、权限和磁盘是否只读。`,
      `the data folder ${given} can't be written (${why}). Check the path, its owner and whether the disk is read-only.`,
    )
  }
  const real = realpathSync(given)
  const name = digest(real)
  const lock = net.createServer()
  await new Promise<void>((resolve, reject) => {
    lock.once('error', (e: NodeJS.ErrnoException) => {
      if (e.code !== 'EADDRINUSE') return reject(e)
      reject(
        new StartRefusal(
          'start/second-instance',
          `数据目录 ${real} 已有一个实例在运行。请使用正在运行的实例，或先将其停止。`,
          `another instance runs on ${real}. Use that one, or stop it first.`,
        ),
      )
    })
    lock.listen({ path: `\0mingjian-${name}` }, resolve)
  })
  lock.unref()
  const run = runFolderOf(real)
  privateFolder(run)
  return { path: real, run, release: () => lock.close() }
}

/** Where a data folder's sockets lie: the same for every program that asks, since it follows from the path. */
export function runFolderOf(real: string): string {
  const given = process.env.XDG_RUNTIME_DIR
  const base = given && existsSync(given) ? given : os.tmpdir()
  return path.join(base, `mj-${process.getuid?.() ?? 0}-${digest(real)}`)
}

export type StationFile = {
  readonly v: 1
  readonly dataId: string
  readonly stationId: string
  readonly keyId: string
}

/** `DIR/station.json`, or null before the first run. */
export function readStationFile(folder: string): StationFile | null {
  const at = path.join(folder, 'station.json')
  if (!existsSync(at)) return null
  const file = JSON.parse(readFileSync(at, 'utf8')) as StationFile
  if (file.v !== 1) {
    throw new StartRefusal(
      'start/newer-folder',
      `数据目录由较新的程序建立（station.json 版本 ${file.v}）。请使用较新的程序；数据未被改动。`,
      `the data folder was made by a newer program (station.json version ${file.v}). Use that one; nothing was changed.`,
    )
  }
  return file
}
