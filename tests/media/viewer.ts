/** A player's side of a media socket without a player: speaks the protocol, keeps the pictures' numbers and times. */
import { setTimeout as sleep } from 'node:timers/promises'
import WebSocket from 'ws'
import type { Person } from '../crash/person.ts'
import type { Product } from '../product.ts'

export type Picture = {
  readonly seq: number
  readonly wallMs: number
  readonly flags: number
  readonly bytes: number
  readonly at: number
}

export class Viewer {
  readonly socket: WebSocket
  readonly pictures: Picture[] = []
  readonly said: Record<string, unknown>[] = []
  initBytes = 0
  closedAt: number | null = null
  closeCode = 0
  /** Acknowledges by itself; a test that wants a lazy client turns it off. */
  acknowledges = true

  constructor(
    product: Product,
    person: Person | null,
    kind: 'live' | 'replay',
    query: Record<string, string>,
  ) {
    const path = `/api/media/${kind}?${new URLSearchParams(query)}`
    this.socket = new WebSocket(`ws://127.0.0.1:${product.port}${path}`, {
      headers: {
        host: `station.localhost:${product.port}`,
        origin: product.address,
        ...(person ? { cookie: person.cookie } : {}),
      },
    })
    this.socket.on('message', (data: Buffer, binary: boolean) => this.#take(data, binary))
    this.socket.on('close', (code: number) => {
      this.closedAt = Date.now()
      this.closeCode = code
    })
    this.socket.on('error', () => undefined)
  }

  #take(data: Buffer, binary: boolean): void {
    if (!binary) {
      this.said.push(JSON.parse(data.toString()) as Record<string, unknown>)
      return
    }
    const seq = data.readUInt32BE(0)
    const flags = data.readUInt8(12)
    if (flags & 4) this.initBytes += data.length - 13
    else
      this.pictures.push({
        seq,
        wallMs: Number(data.readBigUInt64BE(4)),
        flags,
        bytes: data.length - 13,
        at: Date.now(),
      })
    if (this.acknowledges) this.say({ t: 'got', seq })
  }

  say(message: Record<string, unknown>): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }

  async open(): Promise<this> {
    for (let i = 0; i < 400 && this.socket.readyState === WebSocket.CONNECTING; i++) await sleep(10)
    return this
  }

  /** Waits for something to become true; throws with what was said otherwise. */
  async until(what: () => boolean, within = 10_000): Promise<void> {
    const end = Date.now() + within
    while (!what()) {
      if (Date.now() > end)
        throw new Error(
          `waited in vain: ${JSON.stringify(this.said).slice(0, 600)}, ${this.pictures.length} pictures, closed ${this.closeCode}`,
        )
      await sleep(10)
    }
  }

  /** The refusal it was told, if any. */
  get refused(): string | null {
    const end = this.said.find((m) => m.t === 'end')
    return end ? String(end.code) : null
  }
}
