/**
 * The journals: one JSON object a line, each on the disk before its caller goes on. They say why there is no picture,
 * while the database is away too. A crash leaves at most one torn last line, which the reader passes over.
 */
import { type FileHandle, open, rename, stat } from 'node:fs/promises'

/** A stream changed state. `sinceMs` is when it began, e.g. the end of the last picture; `at` when it was written. */
export type StreamLine = {
  readonly at: string
  readonly boot: string
  readonly mono90k: string
  readonly shard: number
  readonly camera: string
  readonly stream: 0 | 1
  readonly state: 'recording' | 'trouble' | 'no-volume' | 'stopped'
  readonly cause?: string
  readonly detail?: string
  readonly sinceMs: number
}

/** A recorder itself began or ended in order. A start without a stop before it is a death. */
export type ProcessLine = {
  readonly at: string
  readonly boot: string
  readonly mono90k: string
  readonly shard: number
  readonly state: 'recorder-started' | 'recorder-stopped'
  /** Why it stopped where nobody asked it to. */
  readonly cause?: 'supervisor-died'
  readonly sinceMs: number
}

/** `run` names the process: one that hands over still tells of its own end after its successor began. */
export type JournalLine = (StreamLine | ProcessLine) & { readonly run?: string }

const MAX_LINE_BYTES = 4096
const ROTATE_BYTES = 16 * 1024 * 1024
const MOST_LINES = 200_000

/** Appends to one journal. Lines given while a sync runs go out together with the next one. */
export class Journal {
  readonly #handle: FileHandle
  #waiting: string[] = []
  #next: Promise<void> | null = null
  #last: Promise<void> = Promise.resolve()

  private constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** Opens or makes the file (0640); one over 16 MiB is first put aside as `<name>.1` in place of the older one. */
  static async open(path: string): Promise<Journal> {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    if (size > ROTATE_BYTES) await rename(path, `${path}.1`)
    const handle = await open(path, 'a', 0o640)
    // Ends a line that a crash tore, so that the next one is whole.
    if (size > 0) await handle.write('\n')
    return new Journal(handle)
  }

  /** Resolves when the line is on the disk. */
  async append(line: Readonly<Record<string, unknown>>): Promise<void> {
    const text = `${JSON.stringify(line)}\n`
    if (Buffer.byteLength(text) > MAX_LINE_BYTES) throw new RangeError('journal line too long')
    this.#waiting.push(text)
    // All lines given before the next write begins share it and its sync.
    this.#next ??= this.#last
      .catch(() => undefined)
      .then(() => {
        this.#next = null
        this.#last = this.#flush()
        return this.#last
      })
    await this.#next
  }

  async #flush(): Promise<void> {
    const lines = this.#waiting
    this.#waiting = []
    await this.#handle.appendFile(lines.join(''))
    await this.#handle.datasync()
  }

  async close(): Promise<void> {
    await (this.#next ?? this.#last).catch(() => undefined)
    await this.#handle.close()
  }
}

/**
 * A journal and the one put aside before it, as a reader follows them: each `read` takes what is new since the last.
 * Torn or foreign lines are passed over; a line that has no end yet waits for it.
 */
export class JournalReader {
  readonly #path: string
  #inode = 0
  #offset = 0
  #lines: Record<string, unknown>[] = []
  #begun = false

  constructor(path: string) {
    this.#path = path
  }

  async read(): Promise<readonly Record<string, unknown>[]> {
    if (!this.#begun) this.#lines.push(...(await linesFrom(`${this.#path}.1`, 0)).lines)
    this.#begun = true
    const now = await stat(this.#path).catch(() => null)
    if (now === null) return this.#lines
    // Put aside and begun anew: what was read of the old one stays, it is `.1` now.
    if (now.ino !== this.#inode || now.size < this.#offset) this.#offset = 0
    this.#inode = now.ino
    if (now.size === this.#offset) return this.#lines
    const { lines, end } = await linesFrom(this.#path, this.#offset)
    // The oldest explain gaps that were written long ago.
    this.#lines = [...this.#lines, ...lines].slice(-MOST_LINES)
    this.#offset = end
    return this.#lines
  }
}

/** Every readable line of a journal and the one put aside before it. */
export async function readJournal(path: string): Promise<readonly Record<string, unknown>[]> {
  return new JournalReader(path).read()
}

async function linesFrom(
  path: string,
  offset: number,
): Promise<{ lines: Record<string, unknown>[]; end: number }> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { lines: [], end: 0 }
    throw error
  }
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.max(0, size - offset))
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset)
    const whole = bytes.subarray(0, bytesRead).lastIndexOf(0x0a) + 1
    const texts = bytes.toString('utf8', 0, whole).split('\n')
    return { lines: texts.map(parseLine).filter((line) => line !== null), end: offset + whole }
  } finally {
    await handle.close()
  }
}

function parseLine(text: string): Record<string, unknown> | null {
  if (text.length < 2 || text.length > MAX_LINE_BYTES) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
