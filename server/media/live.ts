/**
 * Live pictures of one camera to one player: under a lease each, a chunk a picture. A player that does not acknowledge
 * gets no more than 4 s; it goes on at a key frame. Nothing is queued for later: live is live.
 */
import { type Channel, FLAG_DAMAGED, FLAG_INIT, FLAG_KEY } from './channel.ts'
import { LeaseRunner } from './lease-runner.ts'
import type { ByteLog, ImageGate, Opened } from './ports.ts'
import type { Picture, RecorderLink } from './recorder-link.ts'

const unacknowledgedMs = 4000
const renewAheadMs = 4000
const maxPending = 256
const flushEveryMs = 2000
const usualPictureMs = 67

type Deps = { readonly gate: ImageGate; readonly link: RecorderLink; readonly byteLog: ByteLog }

export class LiveDelivery {
  readonly #channel: Channel
  readonly #opened: Opened
  readonly #deps: Deps
  readonly #leases: LeaseRunner
  readonly #stop: () => void
  readonly #sentAt: { seq: number; wallMs: number }[] = []
  readonly #timer: NodeJS.Timeout
  #pending: Picture[] = []
  #waitingKey = true
  #lastWall = 0
  #faulty = false
  #shownAt = 0
  #over = false

  constructor(channel: Channel, opened: Opened, stream: 0 | 1, deps: Deps) {
    this.#channel = channel
    this.#opened = opened
    this.#deps = deps
    this.#leases = new LeaseRunner(deps.gate, opened, stream, 'live')
    this.#timer = setInterval(() => void this.#leases.flush(), flushEveryMs)
    this.#stop = deps.link.live(opened.cameraId, stream, {
      init: (codec, width, height, segment) => this.#init(codec, width, height, segment),
      picture: (p) => this.#picture(p),
      fault: (cause, sinceMs) => this.#fault(cause, sinceMs),
    })
  }

  /** A message of the player. */
  said(message: { t: string; [key: string]: unknown }): void {
    if (message.t !== 'shown') return
    const from = Number(message.from)
    const to = Number(message.to)
    const now = Date.now()
    if (!(from < to) || to - from > 60_000 || now - this.#shownAt < 500) return
    this.#shownAt = now
    void this.#deps.gate
      .displayed(this.#opened.useId, this.#opened.cameraId, new Date(from), new Date(to))
      .catch(() => undefined)
  }

  /** Ends delivery; resolves when every lease is written. Idempotent. */
  async end(): Promise<void> {
    if (this.#over) return
    this.#over = true
    this.#stop()
    clearInterval(this.#timer)
    this.#pending = []
    await this.#leases.end()
  }

  #init(codec: string, width: number, height: number, segment: Buffer): void {
    this.#recovered()
    this.#channel.say({ t: 'init', codec, width, height })
    // Codec parameters are no picture: they need no lease.
    this.#channel.send(Date.now(), FLAG_INIT, segment)
    this.#waitingKey = true
    this.#pending = []
  }

  #fault(cause: string, since: number): void {
    this.#faulty = true
    this.#pending = []
    this.#waitingKey = true
    this.#channel.say({ t: 'fault', cause, since })
  }

  #recovered(): void {
    if (!this.#faulty) return
    this.#faulty = false
    this.#channel.say({ t: 'fault-over' })
  }

  #picture(picture: Picture): void {
    if (this.#over || this.#channel.ended) return
    this.#recovered()
    if (this.#waitingKey && !picture.key) return
    if (this.#behind(picture.wallMs)) {
      this.#waitingKey = true
      this.#pending = []
      return
    }
    this.#waitingKey = false
    this.#pending.push(picture)
    if (this.#pending.length > maxPending) {
      this.#pending = []
      this.#waitingKey = true
    }
    this.#drain()
  }

  #behind(wallMs: number): boolean {
    while (this.#sentAt.length && this.#sentAt[0]!.seq <= this.#channel.acked) this.#sentAt.shift()
    const oldest = this.#sentAt[0]
    return oldest !== undefined && wallMs - oldest.wallMs > unacknowledgedMs
  }

  /** Sends what leases cover and asks for the next one early; the rest waits for it. */
  #drain(): void {
    while (this.#pending.length) {
      const picture = this.#pending[0]!
      const from = picture.wallMs
      const gap = from - this.#lastWall
      const to = from + (gap > 0 && gap < 2000 ? gap : usualPictureMs)
      if (this.#leases.covering(from, to) === null) {
        this.#extend(from)
        return
      }
      this.#pending.shift()
      this.#lastWall = from
      const flags = (picture.key ? FLAG_KEY : 0) | (picture.damaged ? FLAG_DAMAGED : 0)
      this.#leases.sent(from, to, picture.bytes.length)
      const seq = this.#channel.send(from, flags, picture.bytes)
      this.#sentAt.push({ seq, wallMs: from })
      this.#deps.byteLog({
        use: this.#opened.useId,
        camera: this.#opened.cameraId,
        kind: 'live',
        seq,
        from,
        to,
        bytes: picture.bytes.length,
      })
      if (this.#leases.ahead(to) < renewAheadMs) this.#extend(to)
    }
  }

  #extend(from: number): void {
    this.#leases.extend(from).then(
      () => {
        if (!this.#over) this.#drain()
      },
      (error: unknown) => this.#channel.endBy(error),
    )
  }
}
