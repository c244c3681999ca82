import { protocolFault } from '../media/fault.ts'
import { LARGEST_HEAD, type RtspHead, type RtspMessage, readHead } from './message.ts'

/** Larger than any unit on the wire (4 + 65,535 bytes, or head and body), so one unit always fits whole. */
const CAPACITY = 128 * 1024

export type WireHandlers = {
  /** A frame of channel `channel` stands in `bytes[start, end)`: valid until the handler returns. */
  packet(channel: number, bytes: Buffer, start: number, end: number): void
  message(message: RtspMessage): void
}

/**
 * Splits an RTSP connection's bytes into interleaved frames (RFC 2326 10.12) and messages. It owns the
 * one buffer the socket reads into, so a packet is parsed where the kernel put it and copied once, by
 * the depacketiser. Memory is the buffer and nothing else, whatever arrives.
 */
export class Wire {
  readonly #handlers: WireHandlers
  readonly #bytes = Buffer.allocUnsafeSlow(CAPACITY)
  #filled = 0
  /** Where the search for the end of a message head goes on, so that a slow drip costs linear time. */
  #searched = 0
  #head: RtspHead | null = null
  #bodyAt = 0

  constructor(handlers: WireHandlers) {
    this.#handlers = handlers
  }

  /** The free part of the buffer: what the next read may fill. Never empty. */
  space(): Buffer {
    return this.#bytes.subarray(this.#filled)
  }

  /** Bytes waiting for the rest of their unit. */
  get pending(): number {
    return this.#filled
  }

  /**
   * Handles `count` bytes just read into `space()`.
   * @throws StreamFault `protocol` where they are neither frame nor message
   */
  accept(count: number): void {
    const bytes = this.#bytes
    const filled = this.#filled + count
    let at = 0
    while (at < filled) {
      const first = bytes[at]!
      if (first === 0x24) {
        if (filled - at < 4) break
        const end = at + 4 + ((bytes[at + 2]! << 8) | bytes[at + 3]!)
        if (end > filled) break
        this.#handlers.packet(bytes[at + 1]!, bytes, at + 4, end)
        at = end
      } else if (first === 0x0d || first === 0x0a) {
        at++ // empty lines between messages: RFC 2326 4.1 asks to skip them
      } else if (first >= 0x41 && first <= 0x5a) {
        const end = this.#message(at, filled)
        if (end < 0) break
        at = end
      } else {
        throw protocolFault('neither an interleaved frame nor a message')
      }
    }
    if (at > 0 && at < filled) bytes.copyWithin(0, at, filled)
    this.#filled = filled - at
    this.#searched = Math.max(0, this.#searched - at)
    this.#bodyAt -= at
  }

  /** Feeds bytes that were not read into `space()`. For tests, fuzzing and TLS sockets without it. */
  feed(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + CAPACITY - this.#filled)
      this.#bytes.set(piece, this.#filled)
      at += piece.length
      this.accept(piece.length)
    }
  }

  /** The end of the message that begins at `at`, or -1 where more bytes are needed. */
  #message(at: number, filled: number): number {
    if (this.#head === null) {
      const bodyAt = this.#endOfHead(at, filled)
      if (bodyAt < 0) {
        if (filled - at > LARGEST_HEAD) throw protocolFault('message head too long')
        return -1
      }
      this.#head = readHead(this.#bytes.toString('latin1', at, bodyAt).trimEnd())
      this.#bodyAt = bodyAt
    }
    const head = this.#head
    const end = this.#bodyAt + head.contentLength
    if (end > filled) return -1
    const body = Buffer.from(this.#bytes.subarray(this.#bodyAt, end))
    this.#head = null
    this.#searched = 0
    this.#handlers.message({ ...head, body })
    return end
  }

  /** Just past the empty line; bare LF is taken too, some cameras write it. */
  #endOfHead(at: number, filled: number): number {
    const bytes = this.#bytes
    let from = Math.max(at, this.#searched)
    for (;;) {
      const line = bytes.indexOf(0x0a, from)
      if (line < 0 || line >= filled) break
      if (line + 1 < filled && bytes[line + 1] === 0x0a) return line + 2
      if (line + 2 < filled && bytes[line + 1] === 0x0d && bytes[line + 2] === 0x0a) return line + 3
      from = line + 1
    }
    this.#searched = Math.max(at, filled - 3)
    return -1
  }
}
