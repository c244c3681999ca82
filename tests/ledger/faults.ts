/** Connections that break on demand: before a statement reaches the server, or after it ran and before its answer. */

import type pg from 'pg'
import { openPool, PreparingClient } from '#db/pool.ts'

export type Break = 'before' | 'after'

export class Faults {
  /** Statements sent since `arm` or `disarm`. */
  sent = 0
  #at = 0
  #how: Break = 'before'

  /** Break at the n-th statement from now (1 is the next), once. */
  arm(n: number, how: Break): void {
    this.sent = 0
    this.#at = n
    this.#how = how
  }

  disarm(): void {
    this.arm(0, 'before')
  }

  /** True if the break was armed and happened. */
  get happened(): boolean {
    return this.#at > 0 && this.sent >= this.#at
  }

  /** A pool under this fault injection. */
  pool(url: string): pg.Pool {
    const next = () => (++this.sent === this.#at ? this.#how : undefined)
    class Client extends PreparingClient {
      // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature has a dozen overloads
      override query(...args: any[]): any {
        const how = next()
        const run = () => super.query(...(args as [string, unknown[]])) as unknown as Promise<unknown>
        if (how === 'before') return this.#cut()
        if (how === 'after') return run().then(() => this.#cut())
        return run()
      }

      async #cut(): Promise<never> {
        // What a killed machine or cable does: the server notices and rolls back what isn't committed.
        ;(this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
        throw new Error('the connection broke')
      }
    }
    return openPool(url, { max: 2, Client })
  }
}
