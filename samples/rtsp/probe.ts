/** A bare RTSP client for the stories of this folder: one request at a time, every packet kept. Not a recorder. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
export type RtpPacket = {
  readonly sequence: number
  readonly timestamp: number
  readonly marker: boolean
  readonly payload: Buffer
}
export type Report = { readonly wallMs: number; readonly timestamp: number }

export class Probe {
  readonly socket: Socket
  readonly packets: RtpPacket[] = []
  readonly reports: Report[] = []
  readonly #replies: Reply[] = []
  #rest: Buffer = Buffer.alloc(0)
  #cseq = 0
  #session = ''
  closed = false

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      this.closed = true
    })
  }

  static async connect(port: number): Promise<Probe> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new Probe(socket)
  }

  async ask(method: string, uri: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const lines = [`${method} ${uri} RTSP/1.0`, `CSeq: ${++this.#cseq}`]
    if (this.#session) lines.push(`Session: ${this.#session}`)
    for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
    this.socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    await this.until(() => this.#replies.length > 0)
    const reply = this.#replies.shift()!
    if (reply.headers.session) this.#session = reply.headers.session.split(';')[0]!
    return reply
  }

  /** SETUP and PLAY of one path without sign-in. */
  async play(uri: string, channel = 0): Promise<Reply> {
    await this.ask('SETUP', `${uri}/trackID=0`, {
      Transport: `RTP/AVP/TCP;unicast;interleaved=${channel}-${channel + 1}`,
    })
    return this.ask('PLAY', uri)
  }

  /** Waits for something to become true; rejects after 20 s. */
  async until(happened: () => boolean): Promise<void> {
    for (const end = Date.now() + 20_000; !happened(); ) {
      if (Date.now() > end) throw new Error('nothing came within 20 s')
      await new Promise((next) => setTimeout(next, 5))
    }
  }

  close(): void {
    this.socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      const b = this.#rest
      if (b.length < 4) return
      if (b[0] === 0x24) {
        const size = 4 + b.readUInt16BE(2)
        if (b.length < size) return
        this.#packet(b[1]!, b.subarray(4, size))
        this.#rest = b.subarray(size)
        continue
      }
      const end = b.indexOf('\r\n\r\n')
      if (end < 0) return
      const [first, ...lines] = b.toString('utf8', 0, end).split('\r\n')
      const headers = Object.fromEntries(
        lines.map((l) => [l.slice(0, l.indexOf(':')).toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]),
      )
      const length = Number(headers['content-length'] ?? 0)
      if (b.length < end + 4 + length) return
      this.#replies.push({
        status: Number(first!.split(' ')[1]),
        headers,
        body: b.toString('utf8', end + 4, end + 4 + length),
      })
      this.#rest = b.subarray(end + 4 + length)
    }
  }

  #packet(channel: number, data: Buffer): void {
    if (channel % 2 === 1) {
      const seconds = data.readUInt32BE(8) - 2_208_988_800
      this.reports.push({
        wallMs: seconds * 1000 + (data.readUInt32BE(12) / 2 ** 32) * 1000,
        timestamp: data.readUInt32BE(16),
      })
      return
    }
    this.packets.push({
      sequence: data.readUInt16BE(2),
      timestamp: data.readUInt32BE(4),
      marker: (data[1]! & 0x80) !== 0,
      payload: Buffer.from(data.subarray(12)),
    })
  }
}

/** Puts packets back together: one list of NAL units per RTP timestamp. */
export function unitsOf(packets: readonly RtpPacket[]): { timestamp: number; nals: Buffer[] }[] {
  const out: { timestamp: number; nals: Buffer[] }[] = []
  let parts: Buffer[] = []
  for (const { timestamp, payload } of packets) {
    if (out.at(-1)?.timestamp !== timestamp) out.push({ timestamp, nals: [] })
    const unit = out.at(-1)!
    const type = payload[0]! & 0x1f
    if (type === 24) {
      for (let o = 1; o < payload.length; o += 2 + payload.readUInt16BE(o)) {
        unit.nals.push(payload.subarray(o + 2, o + 2 + payload.readUInt16BE(o)))
      }
    } else if (type === 28) {
      if (payload[1]! & 0x80) parts = [Buffer.from([(payload[0]! & 0xe0) | (payload[1]! & 0x1f)])]
      parts.push(payload.subarray(2))
      if (payload[1]! & 0x40) unit.nals.push(Buffer.concat(parts))
    } else unit.nals.push(payload)
  }
  return out
}

/** The `Authorization` value a client computes from a challenge. */
export function answerTo(
  challenge: string,
  username: string,
  password: string,
  method: string,
  uri: string,
): string {
  if (challenge.startsWith('Basic'))
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? ''
  const sha = challenge.includes('SHA-256')
  const hash = (text: string) =>
    createHash(sha ? 'sha256' : 'md5')
      .update(text)
      .digest('hex')
  const nonce = field('nonce')
  const qop = field('qop')
  const middle = qop ? `${nonce}:00000001:abcdef:${qop}` : nonce
  const response = hash(
    `${hash(`${username}:${field('realm')}:${password}`)}:${middle}:${hash(`${method}:${uri}`)}`,
  )
  const more = qop ? `, algorithm=SHA-256, qop=auth, nc=00000001, cnonce="abcdef"` : ''
  return `Digest username="${username}", realm="${field('realm')}", nonce="${nonce}", uri="${uri}", response="${response}"${more}`
}
