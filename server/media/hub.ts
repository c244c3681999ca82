/**
 * All sockets that show something now. Each second, and at once when a use changes (`use_changed`), every one is decided
 * again; what may no longer be shown goes black. Where the register can't be read for two seconds, everything goes
 * black: not knowing is not a permission.
 */
import pg from 'pg'
import type { Channel } from './channel.ts'
import { closeCodes } from './channel.ts'
import type { ImageGate, Watching } from './ports.ts'

const recheckMs = 1000
const blindMs = 2000

export type Shown = { readonly watching: Watching; readonly channel: Channel }

export class MediaHub {
  readonly #gate: ImageGate
  readonly #shown = new Set<Shown>()
  readonly #timer: NodeJS.Timeout
  readonly #url: string
  #client: pg.Client | null = null
  #knownAt = Date.now()
  #checking = false
  #again = false
  #closed = false

  /** @param url database of role mj_app, for LISTEN. */
  constructor(gate: ImageGate, url: string) {
    this.#gate = gate
    this.#url = url
    this.#timer = setInterval(() => void this.check(), recheckMs)
    void this.#listen()
  }

  get open(): number {
    return this.#shown.size
  }

  add(shown: Shown): () => void {
    if (this.#shown.size === 0) this.#knownAt = Date.now()
    this.#shown.add(shown)
    return () => this.#shown.delete(shown)
  }

  /** Decides all again. Calls while one runs are joined into one more run. */
  async check(): Promise<void> {
    if (this.#checking) {
      this.#again = true
      return
    }
    this.#checking = true
    try {
      do {
        this.#again = false
        await this.#once()
      } while (this.#again)
    } finally {
      this.#checking = false
    }
  }

  async #once(): Promise<void> {
    const all = [...this.#shown]
    if (all.length === 0) {
      this.#knownAt = Date.now()
      return
    }
    const blind = setTimeout(() => this.#goBlack(), Math.max(0, this.#knownAt + blindMs - Date.now()))
    try {
      const ended = await this.#gate.recheck(all.map((s) => s.watching))
      this.#knownAt = Date.now()
      for (const { useId, cameraId, code } of ended) {
        for (const s of all) {
          const { opened } = s.watching
          if (opened.useId === useId && opened.cameraId === cameraId)
            s.channel.end(code, code.endsWith('expired') ? closeCodes.expired : closeCodes.refused)
        }
      }
    } catch {
      if (Date.now() - this.#knownAt >= blindMs) this.#goBlack()
    } finally {
      clearTimeout(blind)
    }
  }

  #goBlack(): void {
    for (const s of this.#shown) s.channel.end('media/register-away', closeCodes.away)
  }

  async #listen(): Promise<void> {
    while (!this.#closed) {
      const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 2000 })
      // From the first moment: one that breaks during a query emits it besides failing that query.
      client.on('error', () => undefined)
      this.#client = client
      try {
        await client.connect()
        client.on('notification', () => void this.check())
        await client.query('listen use_changed')
        await new Promise<void>((resolve) => {
          client.on('error', () => resolve())
          client.on('end', () => resolve())
        })
      } catch {
        // The sweep each second decides in the meantime.
      }
      await client.end().catch(() => undefined)
      if (!this.#closed) await new Promise((r) => setTimeout(r, 500))
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    for (const s of this.#shown) s.channel.end('media/stopping', closeCodes.away)
    await this.#client?.end().catch(() => undefined)
  }
}
