/**
 * The outage journal: one fsynced JSON line for each start, stop and death of a process. The gap finder reads it to
 * say why a stretch is missing, so it is written by the one process that is left when another dies.
 */
import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'

export type OutageLine = {
  readonly at: string
  readonly boot: string
  readonly mono90k: string
  readonly process: string
  readonly what: 'started' | 'stopped' | 'died' | 'ready'
  readonly pid?: number | undefined
  readonly code?: number | null
  readonly signal?: string | null
}

/** The kernel's id of this boot, as a UUID. */
export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
}

/** Monotonic time since boot in 1/90,000 s. */
export function mono90k(): bigint {
  return (process.hrtime.bigint() * 9n) / 100_000n
}

export class OutageJournal {
  readonly #fd: number
  readonly #boot = bootId()

  constructor(folder: string) {
    this.#fd = openSync(path.join(folder, 'journal', 'outages.jsonl'), 'a', 0o600)
  }

  /** Appends and syncs one line. A disk that refuses is told on stderr: supervising goes on. */
  write(line: Pick<OutageLine, 'process' | 'what' | 'pid' | 'code' | 'signal'>): void {
    const whole: OutageLine = {
      at: new Date().toISOString(),
      boot: this.#boot,
      mono90k: mono90k().toString(),
      ...line,
    }
    try {
      writeSync(this.#fd, `${JSON.stringify(whole)}\n`)
      fdatasyncSync(this.#fd)
    } catch (e) {
      process.stderr.write(`outage journal: ${(e as Error).message}\n`)
    }
  }

  close(): void {
    closeSync(this.#fd)
  }
}
