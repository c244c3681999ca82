/**
 * Messages between Mingjian's own processes over a Unix socket: `u32 BE json length ‖ u32 BE binary length ‖
 * json ‖ binary`. The socket lies in a run folder of mode 0700; both ends run as the same system user, yet
 * each length is checked, since one of them parses camera traffic and is to be distrusted.
 */
import type { Socket } from 'node:net'

export const MAX_JSON_BYTES = 1 << 20
export const MAX_BINARY_BYTES = 16 << 20

export type WireMessage = { readonly json: Record<string, unknown>; readonly binary: Buffer }

const none = Buffer.alloc(0)

/** Encodes one message. Throws RangeError where a part is over its limit. */
export function encodeWire(json: Record<string, unknown>, binary: Buffer = none): Buffer {
  const text = Buffer.from(JSON.stringify(json))
  if (text.length > MAX_JSON_BYTES || binary.length > MAX_BINARY_BYTES) {
    throw new RangeError('wire message over its limit')
  }
  const head = Buffer.allocUnsafe(8)
  head.writeUInt32BE(text.length, 0)
  head.writeUInt32BE(binary.length, 4)
  return Buffer.concat([head, text, binary])
}

/** Cuts a byte stream into messages. `push` throws on a length over the limit or broken JSON: close the socket then. */
export class WireDecoder {
  #parts: Buffer[] = []
  #length = 0

  push(chunk: Buffer): WireMessage[] {
    this.#parts.push(chunk)
    this.#length += chunk.length
    const out: WireMessage[] = []
    while (this.#length >= 8) {
      const head = this.#peek(8)
      const jsonLength = head.readUInt32BE(0)
      const binaryLength = head.readUInt32BE(4)
      if (jsonLength > MAX_JSON_BYTES || binaryLength > MAX_BINARY_BYTES) {
        throw new RangeError('wire message over its limit')
      }
      const total = 8 + jsonLength + binaryLength
      if (this.#length < total) break
      const whole = this.#peek(total)
      const rest = this.#parts[0] as Buffer
      this.#parts = rest.length > total ? [rest.subarray(total)] : []
      this.#length -= total
      const json: unknown = JSON.parse(whole.toString('utf8', 8, 8 + jsonLength))
      if (typeof json !== 'object' || json === null || Array.isArray(json))
        throw new TypeError('wire message is no object')
      out.push({ json: json as Record<string, unknown>, binary: whole.subarray(8 + jsonLength, total) })
    }
    return out
  }

  /** The first `n` bytes as one buffer; joins parts only when the head part is too short. */
  #peek(n: number): Buffer {
    const first = this.#parts[0] as Buffer
    if (first.length >= n) return first.subarray(0, n)
    this.#parts = [Buffer.concat(this.#parts)]
    return (this.#parts[0] as Buffer).subarray(0, n)
  }
}

/** Sends without waiting; `false` means the peer reads too slowly and the caller should hold back until `drain`. */
export function sendWire(socket: Socket, json: Record<string, unknown>, binary?: Buffer): boolean {
  return socket.write(encodeWire(json, binary))
}
