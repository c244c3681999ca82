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

export type JournalLine = StreamLine | ProcessLine

const MAX_LINE_BYTES = 4096
const ROTATE_BYTES = 16 * 1024 * 1024

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

/** Every readable line of a journal and the one put aside before it; torn or foreign lines are passed over. */
export async function readJournal(path: string): Promise<Record<string, unknown>[]> {
  const out: Record<string, unknown>[] = []
  for (const name of [`${path}.1`, path]) {
    let handle: FileHandle
    try {
      handle = await open(name, 'r')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
      throw error
    }
    try {
      for await (const text of handle.readLines({ autoClose: false })) {
        const line = parseLine(text)
        if (line !== null) out.push(line)
      }
    } finally {
      await handle.close()
    }
  }
  return out
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
