/**
 * Keeps one socket under durable leases: no picture is sent whose content time no committed lease covers. Delivered
 * spans are written back as they grow; what a crash leaves unwritten counts whole, which is the upper bound.
 */
import { JOIN_MS } from '#station/use/merge.ts'
import type { ImageGate, ImageKind, Opened } from './ports.ts'

export const leaseMs = 10_000

type Lease = {
  readonly id: string
  readonly from: number
  readonly to: number
  sentFrom: number
  sentTo: number
  bytes: number
  dirty: boolean
}

export class LeaseRunner {
  readonly #gate: ImageGate
  readonly #opened: Opened
  readonly #stream: 0 | 1
  readonly #kind: ImageKind
  #now: Lease | null = null
  #next: Lease | null = null
  #asking: Promise<void> | null = null
  /** Writes are in order, so that a later span never loses to an earlier one. */
  #writing: Promise<unknown> = Promise.resolve()

  constructor(gate: ImageGate, opened: Opened, stream: 0 | 1, kind: ImageKind) {
    this.#gate = gate
    this.#opened = opened
    this.#stream = stream
    this.#kind = kind
  }

  /**
   * Id of the committed lease that covers this content, or null: then nothing may be sent. A lease says one span: after a
   * hole (nothing recorded, or pictures left out for a slow player) another begins, so that the register doesn't claim
   * what was between.
   */
  covering(from: number, to: number): string | null {
    if (this.#now && from >= this.#now.from && to <= this.#now.to) {
      if (this.#now.bytes === 0 || from <= this.#now.sentTo + JOIN_MS) return this.#now.id
      this.#finish()
    }
    if (!this.#next || from < this.#next.from || to > this.#next.to) return null
    this.#finish()
    this.#now = this.#next
    this.#next = null
    return this.#now.id
  }

  /** How much content the leases at hand still cover from here on, ms. */
  ahead(at: number): number {
    return Math.max(this.#next?.to ?? 0, this.#now?.to ?? 0) - at
  }

  /** Asks for a lease from this content time on. One at a time; throws Refusal or the database's error. */
  extend(from: number, until: number | null = null): Promise<void> {
    this.#asking ??= this.#ask(from, until).finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  async #ask(from: number, until: number | null): Promise<void> {
    const to = Math.min(from + leaseMs, until ?? Number.POSITIVE_INFINITY)
    const span = { stream: this.#stream, kind: this.#kind, from: new Date(from), to: new Date(to) }
    const id = await this.#gate.lease(this.#opened, span)
    const lease: Lease = { id, from, to, sentFrom: 0, sentTo: 0, bytes: 0, dirty: false }
    if (this.#next) await this.#write(this.#next, true)
    this.#next = lease
  }

  /** A picture was handed to the socket under the covering lease. */
  sent(from: number, to: number, bytes: number): void {
    const lease = this.#now!
    if (lease.bytes === 0) lease.sentFrom = from
    lease.sentFrom = Math.min(lease.sentFrom, from)
    lease.sentTo = Math.max(lease.sentTo, to)
    lease.bytes += bytes
    lease.dirty = true
  }

  /** Writes what has been sent so far. */
  async flush(): Promise<void> {
    if (this.#now?.dirty) await this.#write(this.#now, false)
  }

  /** Leaves the current content (a seek): what was leased and not sent is given back. */
  finish(): Promise<unknown> {
    this.#finish()
    if (this.#next) this.#write(this.#next, true)
    this.#next = null
    return this.#writing
  }

  /** Ends all leases and waits until that is written. */
  async end(): Promise<void> {
    await this.#asking?.catch(() => undefined)
    await this.finish()
  }

  #finish(): void {
    if (this.#now) this.#write(this.#now, true)
    this.#now = null
  }

  #write(lease: Lease, final: boolean): Promise<unknown> {
    lease.dirty = false
    const span =
      lease.bytes > 0
        ? { from: new Date(lease.sentFrom), to: new Date(lease.sentTo), bytes: lease.bytes }
        : null
    this.#writing = this.#writing
      .then(() => this.#gate.delivered(lease.id, span, final))
      // Not written is not lost: an unfinished lease is merged as delivered whole.
      .catch(() => undefined)
    return this.#writing
  }
}
