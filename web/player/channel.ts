/**
 * One socket for one picture of one use. It acknowledges what came (`got`), reports what was shown (`shown`, a span
 * every 2 s, no faster than the server takes them) and tells apart the ways of stopping: the server ended it and said
 * why, the server is away for a moment (4503), the line broke, or we left.
 */
import { type Frame, readFrame, readWord, type Word } from './frame.ts'
import { ShownSpans, type Span } from './spans.ts'

const GOT_EVERY_MS = 500
const SHOWN_EVERY_MS = 2000
/** The server drops reports that follow each other faster than half a second. */
const SHOWN_APART_MS = 600
/** Close code of a server that will be back by itself. */
const AWAY = 4503

export type Heard = {
  readonly onOpen: () => void
  readonly onWord: (word: Word) => void
  readonly onFrame: (frame: Frame) => void
  /** The line broke, or the server is away for a moment; the channel is finished, a new one may be tried. */
  readonly onLost: () => void
  /** Acknowledge each frame at once: fragments are few and the server waits for it. */
  readonly ackEach?: boolean
}

export class Channel {
  readonly shown = new ShownSpans()
  #socket: WebSocket
  #heard: Heard
  #lastSeq = -1
  #sentSeq = -1
  #timers: ReturnType<typeof setInterval>[] = []
  #waiting: Span[] = []
  #reportedAt = 0
  #ended = false
  #finished = false

  constructor(address: string, heard: Heard) {
    this.#heard = heard
    this.#socket = new WebSocket(address)
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.onopen = () => {
      this.#timers.push(setInterval(() => this.#got(), GOT_EVERY_MS))
      this.#timers.push(setInterval(() => this.#reportShown(), SHOWN_EVERY_MS))
      heard.onOpen()
    }
    this.#socket.onmessage = (event) => this.#hear(event.data)
    this.#socket.onclose = (event) => {
      const left = this.#finished
      this.#finish()
      if (!left && (!this.#ended || event.code === AWAY)) heard.onLost()
    }
  }

  say(word: Record<string, unknown>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(word))
  }

  /** We leave: what was shown is reported, nothing more is heard. */
  close(): void {
    if (this.#finished) return
    this.#got()
    this.#reportShown()
    this.#finish()
  }

  #hear(data: unknown): void {
    if (this.#finished || this.#ended) return
    if (data instanceof ArrayBuffer) {
      const frame = readFrame(data)
      this.#lastSeq = frame.seq
      this.#heard.onFrame(frame)
      if (this.#heard.ackEach) this.#got()
      return
    }
    const word = readWord(String(data))
    if (word.t === 'end') {
      this.#ended = true
      this.#reportShown()
      // The server closes and its code says whether to come back; one that does not is left.
      setTimeout(() => this.#finish(), 3000)
    }
    this.#heard.onWord(word)
  }

  #got(): void {
    if (this.#lastSeq === this.#sentSeq) return
    this.#sentSeq = this.#lastSeq
    this.say({ t: 'got', seq: this.#lastSeq })
  }

  #reportShown(): void {
    this.#waiting.push(...this.shown.take())
    const now = Date.now()
    if (now - this.#reportedAt < SHOWN_APART_MS) return
    const span = this.#waiting.shift()
    if (span === undefined) return
    this.#reportedAt = now
    this.say({ t: 'shown', from: span.from, to: span.to })
    if (this.#waiting.length > 0) setTimeout(() => this.#reportShown(), SHOWN_APART_MS + 50)
  }

  #finish(): void {
    this.#finished = true
    for (const timer of this.#timers.splice(0)) clearInterval(timer)
    if (this.#socket.readyState <= WebSocket.OPEN) this.#socket.close(1000)
  }
}

/** Address of a picture socket on this host. */
export function mediaAddress(kind: 'live' | 'replay', use: string, camera: string, stream: 0 | 1): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const query = new URLSearchParams({ use, camera, stream: String(stream) })
  return `${scheme}://${location.host}/api/media/${kind}?${query}`
}
