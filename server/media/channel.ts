/**
 * One WebSocket with a player: framing, bounds on what it may say, and the end. A picture is
 * `u32 BE seq ‖ u64 BE wall ms ‖ u8 flags ‖ bytes`.
 */
import type { WebSocket } from 'ws'
import { Refusal } from '#station/refusal.ts'
import type { TextOf } from './ports.ts'

export const FLAG_KEY = 1
export const FLAG_DAMAGED = 2
export const FLAG_INIT = 4

const maxSaid = 1024
const headBytes = 13

export type Said = { readonly t: string; readonly [key: string]: unknown }

/** Close codes: refused or revoked, expired, not served right now. */
export const closeCodes = { refused: 4403, expired: 4408, away: 4503 } as const

export class Channel {
  readonly #socket: WebSocket
  readonly #textOf: TextOf
  #seq = 0
  #acked = 0
  ended = false

  constructor(socket: WebSocket, textOf: TextOf) {
    this.#socket = socket
    this.#textOf = textOf
  }

  /** Hands each well-formed message on; anything else ends the socket. */
  listen(said: (message: Said) => void, closed: () => void): void {
    this.#socket.on('message', (data: Buffer, binary: boolean) => {
      if (this.ended) return
      const message = binary ? null : parse(data)
      if (message === null) {
        this.close(1008)
        return
      }
      if (message.t === 'got') {
        const seq = Number(message.seq)
        if (Number.isInteger(seq) && seq > this.#acked && seq <= this.#seq) this.#acked = seq
      }
      said(message)
    })
    this.#socket.on('close', () => {
      this.ended = true
      closed()
    })
    this.#socket.on('error', () => this.#socket.terminate())
  }

  get seq(): number {
    return this.#seq
  }

  /** Highest picture the player says it has. */
  get acked(): number {
    return this.#acked
  }

  say(message: Record<string, unknown>): void {
    if (!this.ended) this.#socket.send(JSON.stringify(message))
  }

  /** Sends a picture; returns its number. Callers have a lease for it. */
  send(wallMs: number, flags: number, bytes: Buffer): number {
    const frame = Buffer.allocUnsafe(headBytes + bytes.length)
    frame.writeUInt32BE(++this.#seq, 0)
    frame.writeBigUInt64BE(BigInt(Math.max(0, Math.round(wallMs))), 4)
    frame.writeUInt8(flags, 12)
    bytes.copy(frame, headBytes)
    this.#socket.send(frame, { binary: true })
    return this.#seq
  }

  /** Bytes the kernel has not yet taken. */
  get waitingBytes(): number {
    return this.#socket.bufferedAmount
  }

  /** Says why and closes. The player goes black on it. */
  end(code: string, closeCode: number = closeCodes.refused): void {
    if (this.ended) return
    this.say({ t: 'end', code, text: this.#textOf(code) })
    this.close(closeCode)
  }

  /** A Refusal by its code; anything else as not served right now, its cause kept for the log. */
  endBy(error: unknown): void {
    if (error instanceof Refusal)
      this.end(error.code, error.code.endsWith('expired') ? closeCodes.expired : closeCodes.refused)
    else this.end('media/register-away', closeCodes.away)
  }

  close(code: number): void {
    this.ended = true
    this.#socket.close(code)
    // A player that doesn't answer the closing is cut off.
    setTimeout(() => this.#socket.terminate(), 2000).unref()
  }
}

function parse(data: Buffer): Said | null {
  if (data.length > maxSaid) return null
  try {
    const value: unknown = JSON.parse(data.toString('utf8'))
    if (typeof value !== 'object' || value === null || typeof (value as Said).t !== 'string') return null
    return value as Said
  } catch {
    return null
  }
}
