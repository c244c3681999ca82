/**
 * A backup file: gzip over JSON lines. First line the header, then `{"table":…}` before each table's rows, last line
 * the count and the SHA-256 of all before it, so that a torn or altered file is refused before a row is written.
 * It holds password hashes and camera passwords: mode 0600, and the guide says to keep it locked away. It never
 * holds the keyring or an image: a backup must not bring a deleted day back.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'

export type BackupHeader = {
  readonly format: 'mingjian-backup'
  readonly v: 1
  readonly at: string
  readonly stationId: string
  readonly dataId: string
  /** Number of the last migration applied. */
  readonly schema: number
  readonly config: string | null
}

/** A file that can't be restored from; says why in both languages. */
export class BackupError extends Error {
  readonly zh: string
  constructor(zh: string, en: string) {
    super(en)
    this.zh = zh
  }
}

/** Writes beside its final name and renames when synced: a crash leaves no half backup under the right name. */
export async function writeBackup(
  file: string,
  header: BackupHeader,
  lines: AsyncIterable<string>,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256')
  let rows = 0
  const text = async function* (): AsyncGenerator<string> {
    const put = (line: string): string => {
      hash.update(line).update('\n')
      return `${line}\n`
    }
    yield put(JSON.stringify(header))
    for await (const line of lines) {
      if (!line.startsWith('{"table":')) rows++
      yield put(line)
    }
    yield `${JSON.stringify({ end: true, rows, sha256: hash.copy().digest('hex') })}\n`
  }
  const part = `${file}.part`
  await pipeline(Readable.from(text()), createGzip({ level: 6 }), createWriteStream(part, { mode: 0o600 }))
  const handle = await open(part, 'r')
  await handle.sync()
  await handle.close()
  await rename(part, file)
  return { rows, sha256: hash.digest('hex') }
}

const broken = (why: string): BackupError =>
  new BackupError(
    `备份文件不完整或已被改动（${why}）。请使用另一份备份；没有写入任何数据。`,
    `the backup file is torn or altered (${why}). Use another one; nothing was written.`,
  )

/** Yields the lines of a backup after its header. */
async function* read(file: string): AsyncGenerator<string> {
  const input = createReadStream(file).pipe(createGunzip())
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
}

/** Reads the whole file once and checks its digest. Throws BackupError. */
export async function checkBackup(file: string): Promise<BackupHeader> {
  const hash = createHash('sha256')
  let first: string | null = null
  let last: string | null = null
  try {
    for await (const line of read(file)) {
      if (last !== null) hash.update(last).update('\n')
      first ??= line
      last = line
    }
  } catch (e) {
    throw broken((e as NodeJS.ErrnoException).code ?? (e as Error).message)
  }
  if (first === null || last === null) throw broken('empty')
  let header: BackupHeader
  let end: { end?: boolean; sha256?: string }
  try {
    header = JSON.parse(first) as BackupHeader
    end = JSON.parse(last) as typeof end
  } catch {
    throw broken('not JSON')
  }
  if (header.format !== 'mingjian-backup') throw broken('no header')
  if (header.v !== 1)
    throw new BackupError(
      '备份由较新的程序制作。请使用较新的程序恢复。',
      'the backup was made by a newer program. Restore it with that one.',
    )
  if (end.end !== true || end.sha256 !== hash.digest('hex')) throw broken('digest')
  return header
}

/** The tables of a checked backup in batches of lines. */
export async function* tablesOf(
  file: string,
  batch = 1000,
): AsyncGenerator<{ table: string; lines: string[] }> {
  let table: string | null = null
  let lines: string[] = []
  let first = true
  for await (const line of read(file)) {
    if (first) {
      first = false
      continue
    }
    const mark = line.startsWith('{"table":') || line.startsWith('{"end":')
    if (table !== null && (mark || lines.length >= batch)) {
      if (lines.length) yield { table, lines }
      lines = []
    }
    if (line.startsWith('{"end":')) return
    if (mark) table = (JSON.parse(line) as { table: string }).table
    else lines.push(line)
  }
}
