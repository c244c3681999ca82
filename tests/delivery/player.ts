/** A player of pictures for stories, without a screen. */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'

export type Frame = {
  readonly seq: number
  readonly wallMs: number
  readonly flags: number
  readonly bytes: Buffer
}

/** A player that is told when to read on. */
export class Player {
  readonly said: { t: string; [key: string]: unknown }[] = []
  readonly frames: Frame[] = []
  readonly socket: WebSocket
  closeCode: number | null = null
  #waiting: (() => void)[] = []

  /** @param address of the media routes, `ws://host:port/api/media`; `path` the route and its question. */
  constructor(address: string, path: string) {
    this.socket = new WebSocket(`${address}/${path}`)
    this.socket.on('message', (data: Buffer, binary: boolean) => {
      if (binary) {
        this.frames.push({
          seq: data.readUInt32BE(0),
          wallMs: Number(data.readBigUInt64BE(4)),
          flags: data.readUInt8(12),
          bytes: data.subarray(13),
        })
      } else this.said.push(JSON.parse(data.toString()))
      this.#wake()
    })
    this.socket.on('close', (code) => {
      this.closeCode = code
      this.#wake()
    })
    for (const event of ['open', 'error']) this.socket.on(event, () => this.#wake())
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message))
  }

  async until(what: () => boolean, ms = 15_000): Promise<void> {
    const late = sleep(ms, 'late', { ref: false })
    while (!what()) {
      const turn = await Promise.race([new Promise<void>((r) => this.#waiting.push(r)), late])
      if (turn === 'late' && !what())
        throw new Error(`waited in vain; it said ${JSON.stringify(this.said.slice(-4))}`)
    }
  }

  opened(): Promise<void> {
    return this.until(() => this.socket.readyState === WebSocket.OPEN || this.closeCode !== null)
  }

  /** Fragments without init segments. */
  get pictures(): Frame[] {
    return this.frames.filter((f) => (f.flags & 4) === 0)
  }

  /** Reads, acknowledging each frame, until there are so many fragments or the end. */
  async read(count: number): Promise<void> {
    let granted = this.pictures.length
    let acknowledged = 0
    while (
      this.pictures.length < count &&
      this.closeCode === null &&
      !this.said.some((s) => s.t === 'through')
    ) {
      const more = Math.min(4, count) - (granted - this.pictures.length)
      if (more > 0 && granted < count) {
        const fragments = Math.min(more, count - granted)
        this.say({ t: 'more', fragments })
        granted += fragments
      }
      const seen = this.frames.length + this.said.length
      await this.until(() => this.frames.length + this.said.length > seen || this.closeCode !== null)
      const last = this.frames.at(-1)?.seq ?? 0
      if (last > acknowledged && this.closeCode === null) {
        this.say({ t: 'got', seq: last })
        acknowledged = last
      }
    }
  }

  async leave(): Promise<void> {
    this.socket.close()
    await this.until(() => this.closeCode !== null)
  }
}
