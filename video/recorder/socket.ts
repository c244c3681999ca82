/**
 * The recorder's socket: status, finished reels, live pictures (design/seams.md). It parses nothing that a camera
 * sent, and what it reads is checked: an unknown or broken message closes that connection, nothing else.
 */
import { createServer, type Server, type Socket } from 'node:net'
import { encodeWire, WireDecoder } from '../wire/framed.ts'
import type { LiveOutlet } from './live.ts'
import type { Recorder, SealedEvent } from './recorder.ts'

/** More than this unread: live pictures of that connection wait for the next key frame. */
const BEHIND_BYTES = 4 * 1024 * 1024
/** More than this: it reads nothing at all any more, and is cut off. */
const GONE_BYTES = 32 * 1024 * 1024
const MAX_SUBSCRIPTIONS = 256

type Client = {
  readonly socket: Socket
  readonly live: Map<string, () => void>
  status: boolean
}

export class RecorderSocket {
  readonly #recorder: Recorder
  readonly #clients = new Set<Client>()
  readonly #takeOver: () => void
  readonly #server: Server

  /** @param takeOver a successor asks this recorder to end its reels and go. */
  constructor(recorder: Recorder, takeOver: () => void) {
    this.#recorder = recorder
    this.#takeOver = takeOver
    this.#server = createServer((socket) => this.#accept(socket))
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen({ path }, () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
  }

  /** Each second, to those who asked. */
  sendStatus(): void {
    let bytes: Buffer | null = null
    for (const client of this.#clients) {
      if (!client.status) continue
      bytes ??= encodeWire(this.#recorder.status())
      this.#write(client, bytes)
    }
  }

  /** A finished reel, to everybody: who missed it finds the file. */
  sendSealed(event: SealedEvent): void {
    const bytes = encodeWire(event)
    for (const client of this.#clients) this.#write(client, bytes)
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #accept(socket: Socket): void {
    const client: Client = { socket, live: new Map(), status: false }
    this.#clients.add(client)
    const decoder = new WireDecoder()
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      this.#clients.delete(client)
      for (const end of client.live.values()) end()
    })
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const { json } of decoder.push(chunk)) this.#take(client, json)
      } catch {
        socket.destroy()
      }
    })
  }

  #take(client: Client, message: Record<string, unknown>): void {
    const { t } = message
    if (t === 'status') {
      client.status = true
      this.#write(client, encodeWire(this.#recorder.status()))
    } else if (t === 'live') this.#live(client, message)
    else if (t === 'live-stop') this.#liveStop(client, idOf(message))
    else if (t === 'cut') {
      const camera = this.#cameraOf(message)
      camera?.chain.cut()
      const outcome = camera === null ? 'unknown-stream' : 'asked'
      this.#write(client, encodeWire({ t: 'cut', id: idOf(message), outcome }))
    } else if (t === 'quit') this.#takeOver()
    else throw new TypeError('unknown message')
  }

  #live(client: Client, message: Record<string, unknown>): void {
    const id = idOf(message)
    this.#liveStop(client, id)
    if (client.live.size >= MAX_SUBSCRIPTIONS) throw new RangeError('too many subscriptions')
    const camera = this.#cameraOf(message)
    if (camera === null) {
      const sinceMs = Date.now()
      this.#write(client, encodeWire({ t: 'trouble', id, cause: 'not-recorded', sinceMs }))
      return
    }
    const outlet: LiveOutlet = {
      send: (json, binary) => this.#write(client, encodeWire(json, binary)),
      roomy: () => client.socket.writableLength < BEHIND_BYTES,
    }
    client.live.set(id, camera.live.watch(id, outlet))
  }

  #liveStop(client: Client, id: string): void {
    client.live.get(id)?.()
    client.live.delete(id)
  }

  #cameraOf(message: Record<string, unknown>) {
    const { camera, stream } = message
    if (typeof camera !== 'string' || (stream !== 0 && stream !== 1)) throw new TypeError('no stream named')
    return this.#recorder.camera(camera, stream)
  }

  #write(client: Client, bytes: Buffer): void {
    if (client.socket.destroyed) return
    if (client.socket.writableLength > GONE_BYTES) client.socket.destroy()
    else client.socket.write(bytes)
  }
}

function idOf(message: Record<string, unknown>): string {
  const { id } = message
  if (typeof id !== 'string' || id.length < 1 || id.length > 100) throw new TypeError('no id')
  return id
}
