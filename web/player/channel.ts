/**
 * One socket for one picture of one use. It acknowledges what came (`got`, twice a second), reports what was shown
 * (`shown`, every 2 s) and tells apart three ways of stopping: the server ended it and said why, the line broke, or
 * we left. Only the first two concern the person at the screen.
 */
import { type Frame, readFrame, readWord, type Word } from './frame.ts'
import { ShownSpans } from './spans.ts'

const GOT_EVERY_MS = 500
const SHOWN_EVERY_MS = 2000

export type Heard = {
  readonly onOpen: () => void
  readonly onWord: (word: Word) => void
  readonly onFrame: (frame: Frame) => void
  /** The line broke without a reason from the server; the channel is finished. */
  readonly onLost: () => void
}

export class Channel {
  readonly shown = new ShownSpans()
  #socket: WebSocket
  #heard: Heard
  #lastSeq = -1
  #sentSeq = -1
  #timers: ReturnType<typeof setInterval>[] = []
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
    this.#socket.onclose = () => {
      const was = this.#finished
      this.#finish()
      if (!was) heard.onLost()
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
    if (this.#finished) return
    if (data instanceof ArrayBuffer) {
      const frame = readFrame(data)
      this.#lastSeq = frame.seq
      this.#heard.onFrame(frame)
      return
    }
    const word = readWord(String(data))
    if (word.t === 'end') {
      // The last report still counts; the server takes it until it closes the socket.
      this.#reportShown()
      this.#finish()
    }
    this.#heard.onWord(word)
  }

  #got(): void {
    if (this.#lastSeq === this.#sentSeq) return
    this.#sentSeq = this.#lastSeq
    this.say({ t: 'got', seq: this.#lastSeq })
  }

  #reportShown(): void {
    for (const span of this.shown.take()) this.say({ t: 'shown', from: span.from, to: span.to })
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
