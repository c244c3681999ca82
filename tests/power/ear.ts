/** Listens to a recorder's socket as the jobs process does: what it declares durable is what must outlive a power cut. */
import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { encodeWire, WireDecoder } from '#video/wire/framed.ts'
import type { Product } from '../product.ts'

export type Heard = {
  readonly wallMs: number
  readonly streams: readonly {
    readonly camera: string
    readonly stream: number
    readonly state: string
    readonly cause?: string
    readonly openReel?: {
      readonly id: string
      readonly path: string
      readonly volume: string
      readonly startMono90k: string
      readonly durableThroughMono90k: string
    }
  }[]
  readonly volumes: readonly {
    readonly id: string
    readonly state: string
    readonly freeBytes: number
    readonly detail?: string
  }[]
}

/** Reel id (32 hex digits) → how much of it was declared durable, 1/90,000 s from its start. */
export type Declared = ReadonlyMap<string, number>

export class Ear {
  readonly #product: Product
  readonly #declared = new Map<string, number>()
  #socket: Socket | null = null
  #closed = false
  last: Heard | null = null

  constructor(product: Product) {
    this.#product = product
    this.#dial()
  }

  get declared(): Declared {
    return this.#declared
  }

  /** Asks for the end of every open reel at its next key frame. */
  cutAll(): void {
    for (const { camera, stream } of this.last?.streams ?? [])
      this.#socket?.write(encodeWire({ t: 'cut', id: 1, camera, stream }))
  }

  close(): void {
    this.#closed = true
    this.#socket?.destroy()
  }

  #dial(): void {
    const decoder = new WireDecoder()
    const socket = connect({ path: path.join(this.#product.run, 'recorder-1.sock') })
    this.#socket = socket
    socket.on('connect', () => socket.write(encodeWire({ t: 'status' })))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (!this.#closed) setTimeout(() => this.#closed || this.#dial(), 200)
    })
    socket.on('data', (chunk: Buffer) => {
      for (const { json } of decoder.push(chunk))
        if (json.t === 'status') this.#take(json as unknown as Heard)
    })
  }

  #take(heard: Heard): void {
    this.last = heard
    for (const { openReel } of heard.streams) {
      if (openReel === undefined) continue
      const through = Number(BigInt(openReel.durableThroughMono90k) - BigInt(openReel.startMono90k))
      this.#declared.set(openReel.id, Math.max(through, this.#declared.get(openReel.id) ?? 0))
    }
  }
}
