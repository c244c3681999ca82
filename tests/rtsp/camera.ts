import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { interleaved } from './packetise.ts'
import { PPS, SPS_720P } from './pictures.ts'

export type Script = {
  username?: string
  password?: string
  algorithm?: 'MD5' | 'SHA-256' | 'Basic'
  qop?: boolean
  /** Accept each nonce this many times, then say it is stale. */
  nonceUses?: number
  sdp?: string
  /** Status of DESCRIBE, SETUP or PLAY instead of 200. */
  status?: Partial<Record<string, number>>
  sessionHeader?: string
  transport?: string
  methods?: string
  contentBase?: string
  silentTo?: string
  tls?: { key: string; cert: string }
  /** Runs when playing begins. */
  playing?: (connection: CameraConnection) => void
}

export type CameraConnection = { socket: Socket; rtp(packet: Buffer): void; rtcp(packet: Buffer): void }

/** The description most cameras give; `sprop` false leaves the parameter sets to the stream. */
export function description({ codec = 'H264', sprop = true, control = 'trackID=1' } = {}): string {
  const sets = sprop ? `;sprop-parameter-sets=${SPS_720P.toString('base64')},${PPS.toString('base64')}` : ''
  return [
    'v=0',
    'o=- 0 0 IN IP4 127.0.0.1',
    's=camera',
    'c=IN IP4 0.0.0.0',
    't=0 0',
    'a=control:*',
    'm=audio 0 RTP/AVP 8',
    'a=rtpmap:8 PCMA/8000',
    'a=control:trackID=0',
    'm=video 0 RTP/AVP 96',
    `a=rtpmap:96 ${codec}/90000`,
    `a=fmtp:96 packetization-mode=1${sets}`,
    `a=control:${control}`,
    '',
  ].join('\r\n')
}

/** A camera that follows a script on a loopback port, and remembers every request it got. */
export class ScriptedCamera {
  readonly requests: { method: string; url: string; headers: Map<string, string> }[] = []
  readonly frames: { channel: number; payload: Buffer }[] = []
  readonly #script: Script
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #nonce = ''
  #nonceUses = 0

  constructor(script: Script = {}) {
    this.#script = script
    const serve = (socket: Socket) => this.#serve(socket)
    this.#server = script.tls ? createTlsServer(script.tls, serve) : createServer(serve)
  }

  async listen(path = '/live'): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const { port } = this.#server.address() as AddressInfo
    return `${this.#script.tls ? 'rtsps' : 'rtsp'}://127.0.0.1:${port}${path}`
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => {})
    let rest = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk])
      for (;;) {
        if (rest[0] === 0x24) {
          if (rest.length < 4 || rest.length < 4 + rest.readUInt16BE(2)) return
          const end = 4 + rest.readUInt16BE(2)
          this.frames.push({ channel: rest[1]!, payload: rest.subarray(4, end) })
          rest = rest.subarray(end)
          continue
        }
        const end = rest.indexOf('\r\n\r\n')
        if (end < 0) return
        const text = rest.toString('latin1', 0, end)
        rest = rest.subarray(end + 4)
        this.#request(socket, text)
      }
    })
  }

  #request(socket: Socket, text: string): void {
    const [line, ...rest] = text.split('\r\n')
    const [method, url] = line!.split(' ') as [string, string]
    if (method.startsWith('RTSP/')) return
    const headers = new Map(
      rest.map((each) => [each.slice(0, each.indexOf(':')).toLowerCase(), each.slice(each.indexOf(':') + 2)]),
    )
    this.requests.push({ method, url, headers })
    const script = this.#script
    if (script.silentTo === method) return
    const answer = (status: number, lines: string[] = [], body = '') => {
      const all = [`RTSP/1.0 ${status} x`, `CSeq: ${headers.get('cseq')}`, ...lines]
      if (body) all.push(`Content-Length: ${Buffer.byteLength(body)}`)
      socket.write(`${all.join('\r\n')}\r\n\r\n${body}`)
    }
    const refusal = this.#authorize(method, url, headers.get('authorization') ?? '')
    if (refusal) answer(401, [refusal])
    else if (script.status?.[method]) answer(script.status[method])
    else if (method === 'OPTIONS') {
      answer(200, [`Public: ${script.methods ?? 'OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN'}`])
    } else if (method === 'DESCRIBE') {
      const base = script.contentBase ? [`Content-Base: ${script.contentBase}`] : []
      answer(200, ['Content-Type: application/sdp', ...base], script.sdp ?? description())
    } else if (method === 'SETUP') {
      answer(200, [
        `Session: ${script.sessionHeader ?? '12345678;timeout=60'}`,
        `Transport: ${script.transport ?? 'RTP/AVP/TCP;unicast;interleaved=0-1'}`,
      ])
    } else answer(200)
    if (refusal || script.status?.[method]) return
    if (method === 'TEARDOWN') socket.end()
    if (method !== 'PLAY') return
    script.playing?.({
      socket,
      rtp: (packet) => socket.write(interleaved(0, packet)),
      rtcp: (packet) => socket.write(interleaved(1, packet)),
    })
  }

  /** The `WWW-Authenticate` line to refuse with, or null. */
  #authorize(method: string, url: string, given: string): string | null {
    const { username, password, algorithm = 'MD5', qop = false, nonceUses = 1000 } = this.#script
    if (username === undefined) return null
    if (algorithm === 'Basic') {
      const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      return given === wanted ? null : 'WWW-Authenticate: Basic realm="camera"'
    }
    const field = (name: string) => new RegExp(`[ ,]${name}="?([^",]*)`).exec(given)?.[1] ?? ''
    const hash = (text: string) =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex')
    const secret = hash(`${username}:camera:${password}`)
    const middle = qop ? `${field('nc')}:${field('cnonce')}:auth:` : ''
    const right =
      field('response') === hash(`${secret}:${field('nonce')}:${middle}${hash(`${method}:${url}`)}`)
    const known = this.#nonce !== '' && field('nonce') === this.#nonce
    if (right && known && this.#nonceUses++ < nonceUses) return null
    this.#nonce = randomBytes(8).toString('hex')
    this.#nonceUses = 0
    const stale = right ? ', stale=TRUE' : ''
    return `WWW-Authenticate: Digest realm="camera", nonce="${this.#nonce}", algorithm=${algorithm}${qop ? ', qop="auth"' : ''}${stale}`
  }
}
