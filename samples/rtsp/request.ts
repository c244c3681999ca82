/** Cuts a client's byte stream into RTSP requests and interleaved packets. */

export type Request = {
  readonly method: string
  readonly uri: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

const MAX_HEAD_BYTES = 16_384
const MAX_BODY_BYTES = 65_536

export class RequestReader {
  #rest: Buffer = Buffer.alloc(0)

  /** Whole requests; interleaved packets are reported by channel. Throws RangeError or SyntaxError on nonsense. */
  push(chunk: Buffer, onPacket: (channel: number) => void): Request[] {
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    const out: Request[] = []
    for (;;) {
      const b = this.#rest
      if (b.length === 0) return out
      if (b[0] === 0x24) {
        if (b.length < 4) return out
        const size = 4 + b.readUInt16BE(2)
        if (b.length < size) return out
        onPacket(b[1]!)
        this.#rest = b.subarray(size)
        continue
      }
      const end = b.indexOf('\r\n\r\n')
      if (end < 0) {
        if (b.length > MAX_HEAD_BYTES) throw new RangeError('request head too long')
        return out
      }
      if (end > MAX_HEAD_BYTES) throw new RangeError('request head too long')
      const [first, ...lines] = b.toString('utf8', 0, end).split('\r\n')
      const line = /^([A-Z_]+) (\S+) RTSP\/1\.0$/.exec(first!)
      if (!line) throw new SyntaxError('not an RTSP request')
      const headers: Record<string, string> = Object.create(null)
      for (const text of lines) {
        const colon = text.indexOf(':')
        if (colon > 0) headers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim()
      }
      const length = Number(headers['content-length'] ?? 0)
      if (!Number.isInteger(length) || length < 0 || length > MAX_BODY_BYTES)
        throw new RangeError('bad content length')
      if (b.length < end + 4 + length) return out
      out.push({ method: line[1]!, uri: line[2]!, headers, body: b.subarray(end + 4, end + 4 + length) })
      this.#rest = b.subarray(end + 4 + length)
    }
  }
}
