/** How other processes ask the key process. Connects when first needed and again after a loss; each request has a time. */
import { connect, type Socket } from 'node:net'
import { type CheckpointSigner, SigningRefused } from '#ledger/signer.ts'
import { sendWire, WireDecoder, type WireMessage } from '../wire/framed.ts'
import { isKeyRefusalCode, KeyRefusal } from './refusals.ts'

export type PublicFacts = {
  readonly stationPublic: Buffer
  readonly keyId: Buffer
  readonly logPublic: Buffer
  /** Told where a log was named. */
  readonly logVkey: string | null
}

type Waiting = {
  readonly resolve: (message: WireMessage) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/**
 * Every call throws KeyRefusal: the process's own code, or `keys/away` and `keys/timeout`, which say nothing of
 * whether a signature or box was made; ask again.
 */
export class KeyClient {
  readonly #path: string
  readonly #timeoutMs: number
  readonly #waiting = new Map<number, Waiting>()
  #socket: Socket | null = null
  #lastId = 0

  /** @param path of `keys.sock`. */
  constructor(path: string, timeoutMs = 6000) {
    this.#path = path
    this.#timeoutMs = timeoutMs
  }

  /** @param origin the log whose verifier key is wanted too. */
  async public(origin?: string): Promise<PublicFacts> {
    const { json } = await this.#ask({ t: 'public', ...(origin === undefined ? {} : { origin }) })
    const hex = (value: unknown) => Buffer.from(String(value), 'hex')
    return {
      stationPublic: hex(json.stationPublic),
      keyId: hex(json.keyId),
      logPublic: hex(json.logPublic),
      logVkey: typeof json.logVkey === 'string' ? json.logVkey : null,
    }
  }

  /** The 32-byte reel key under a live replay lease. Overwrite it after use. @param header as in the reel's file. */
  async openReel(lease: string, header: Buffer): Promise<Buffer> {
    return expectKey(await this.#ask({ t: 'open-reel', lease }, header))
  }

  /** An export job's 32-byte reel key. Overwrite it after use. */
  async openForExport(job: string, header: Buffer): Promise<Buffer> {
    return expectKey(await this.#ask({ t: 'open-job', job }, header))
  }

  /** Has a hold's or a reseal's box of this reel made and placed in every keyring root; returns the box. */
  async placeBox(job: string, header: Buffer): Promise<Buffer> {
    const { json, binary } = await this.#ask({ t: 'open-job', job }, header)
    if (json.as !== 'box') throw new KeyRefusal('keys/fault', 'not a box')
    return binary
  }

  /** Resolves if a held or resealed reel opens from this keyring root alone, without its old day key. */
  async checkBox(job: string, header: Buffer, root: number): Promise<void> {
    await this.#ask({ t: 'open-job', job, only: root }, header)
  }

  /** For the sequencer; `sign` throws SigningRefused where the tree doesn't extend the last. */
  signer(): CheckpointSigner {
    return {
      sign: async ({ origin, oldSize, size, root, proof }) => {
        const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex')
        const { json } = await this.#ask({
          t: 'sign-checkpoint',
          origin,
          oldSize: String(oldSize),
          size: String(size),
          root: hex(root),
          proof: proof.map(hex),
        })
        return String(json.note)
      },
    }
  }

  close(): void {
    this.#lose(new KeyRefusal('keys/away'))
  }

  #ask(json: Record<string, unknown>, binary?: Buffer): Promise<WireMessage> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        reject(new KeyRefusal('keys/timeout'))
      }, this.#timeoutMs)
      this.#waiting.set(id, { resolve, reject, timer })
      sendWire(this.#connected(), { ...json, id }, binary)
    })
  }

  #connected(): Socket {
    if (this.#socket) return this.#socket
    const socket = connect(this.#path)
    const decoder = new WireDecoder()
    const lost = () => {
      if (this.#socket === socket) this.#lose(new KeyRefusal('keys/away'))
    }
    socket.on('error', lost)
    socket.on('close', lost)
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const message of decoder.push(chunk)) this.#take(message)
      } catch {
        lost()
      }
    })
    this.#socket = socket
    return socket
  }

  #take(message: WireMessage): void {
    const waiting = this.#waiting.get(message.json.id as number)
    if (!waiting) return
    this.#waiting.delete(message.json.id as number)
    clearTimeout(waiting.timer)
    const { error, signing, detail } = message.json
    if (error === undefined) waiting.resolve(message)
    else if (signing === 'not-the-last' || signing === 'not-an-extension')
      waiting.reject(new SigningRefused(signing, String(detail)))
    else waiting.reject(new KeyRefusal(isKeyRefusalCode(error) ? error : 'keys/fault'))
  }

  #lose(error: KeyRefusal): void {
    const socket = this.#socket
    this.#socket = null
    socket?.destroy()
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    this.#waiting.clear()
  }
}

function expectKey({ binary }: WireMessage): Buffer {
  if (binary.length !== 32) throw new KeyRefusal('keys/fault', 'not a key')
  const key = Buffer.from(binary)
  binary.fill(0)
  return key
}
