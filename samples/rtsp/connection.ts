/** One client of a simulated camera: its requests, its place in the stream, its back-pressure. */
import { randomInt } from 'node:crypto'
import type { Socket } from 'node:net'
import { authorized, challenge, newNonce } from './auth.ts'
import type { Feed } from './feed.ts'
import { type Request, RequestReader } from './request.ts'
import { type PacketRun, senderReport } from './rtp.ts'
import type { CameraState } from './server.ts'

/** A client this far behind loses whole groups of pictures until it has caught up. */
const MAX_QUEUED_BYTES = 1 << 20
const SESSION_TIMEOUT_S = 60

export class Connection {
  readonly #socket: Socket
  readonly #camera: CameraState
  readonly #reader = new RequestReader()
  readonly #nonce = newNonce()
  readonly #session = String(randomInt(1e8, 1e9))
  #feed: Feed | null = null
  #channel = 0
  #unlisten: (() => void) | null = null
  #reports: NodeJS.Timeout | null = null
  #idle: NodeJS.Timeout
  #waitForKey = true
  #packets = 0
  #octets = 0

  constructor(socket: Socket, camera: CameraState) {
    this.#socket = socket
    this.#camera = camera
    this.#idle = setTimeout(() => socket.destroy(), SESSION_TIMEOUT_S * 1000)
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#end())
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #end(): void {
    clearTimeout(this.#idle)
    this.#pause()
    this.#camera.connections.delete(this)
  }

  #pause(): void {
    this.#unlisten?.()
    this.#unlisten = null
    if (this.#reports) clearInterval(this.#reports)
    this.#reports = null
  }

  #read(chunk: Buffer): void {
    this.#idle.refresh()
    let requests: Request[]
    try {
      requests = this.#reader.push(chunk, () => {})
    } catch {
      this.#socket.end('RTSP/1.0 400 Bad Request\r\n\r\n')
      return
    }
    if (this.#camera.frozen) return
    for (const request of requests) this.#answer(request)
  }

  #reply(request: Request, status: string, headers: readonly string[] = [], body = ''): void {
    const lines = [
      `RTSP/1.0 ${status}`,
      `CSeq: ${request.headers.cseq ?? '0'}`,
      'Server: Sample camera',
      ...headers,
    ]
    if (body) lines.push('Content-Type: application/sdp', `Content-Length: ${Buffer.byteLength(body)}`)
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  }

  #answer(request: Request): void {
    const { method } = request
    const camera = this.#camera
    if (method === 'OPTIONS') {
      this.#reply(request, '200 OK', [
        'Public: OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, TEARDOWN',
      ])
      return
    }
    const known = {
      kind: camera.auth,
      username: camera.username,
      password: camera.password,
      nonce: this.#nonce,
    }
    if (
      camera.auth !== 'none' &&
      (camera.rejecting || !authorized(request.headers.authorization, known, request))
    ) {
      this.#reply(request, '401 Unauthorized', [`WWW-Authenticate: ${challenge(camera.auth, this.#nonce)}`])
      return
    }
    const path = pathOf(request.uri)
    const feed = camera.feedOf(path)
    if (method === 'DESCRIBE') {
      if (!feed) this.#reply(request, '404 Not Found')
      else
        this.#reply(request, '200 OK', [`Content-Base: ${request.uri.replace(/\/?$/, '/')}`], describe(feed))
    } else if (method === 'SETUP') this.#setUp(request, feed)
    else if (!this.#feed || request.headers.session?.split(';')[0] !== this.#session) {
      this.#reply(request, '454 Session Not Found')
    } else if (method === 'PLAY') this.#play(request, this.#feed)
    else if (method === 'PAUSE') {
      this.#pause()
      this.#reply(request, '200 OK', [`Session: ${this.#session}`])
    } else if (method === 'GET_PARAMETER' || method === 'SET_PARAMETER') {
      this.#reply(request, '200 OK', [`Session: ${this.#session};timeout=${SESSION_TIMEOUT_S}`])
    } else if (method === 'TEARDOWN') {
      this.#pause()
      this.#reply(request, '200 OK', [`Session: ${this.#session}`])
      this.#socket.end()
    } else this.#reply(request, '501 Not Implemented')
  }

  #setUp(request: Request, feed: Feed | null): void {
    const transport = request.headers.transport ?? ''
    const channels = /interleaved=(\d+)-(\d+)/.exec(transport)
    if (!feed) {
      this.#reply(request, '404 Not Found')
    } else if (!/RTP\/AVP\/TCP/i.test(transport)) {
      this.#reply(request, '461 Unsupported Transport')
    } else if (this.#unlisten) {
      this.#reply(request, '455 Method Not Valid in This State')
    } else {
      this.#feed = feed
      this.#channel = channels ? Number(channels[1]) & 0xfe : 0
      this.#reply(request, '200 OK', [
        `Transport: RTP/AVP/TCP;unicast;interleaved=${this.#channel}-${this.#channel + 1};ssrc=${feed.ssrc.toString(16).padStart(8, '0').toUpperCase()}`,
        `Session: ${this.#session};timeout=${SESSION_TIMEOUT_S}`,
      ])
    }
  }

  #play(request: Request, feed: Feed): void {
    const { sequence, timestamp } = feed.next
    this.#reply(request, '200 OK', [
      `Session: ${this.#session};timeout=${SESSION_TIMEOUT_S}`,
      'Range: npt=0.000-',
      `RTP-Info: url=${request.uri.replace(/\/$/, '')}/trackID=0;seq=${sequence};rtptime=${timestamp}`,
    ])
    if (this.#unlisten) return
    this.#waitForKey = true
    this.#unlisten = feed.listen((run) => this.#send(run, feed))
    this.#reports = setInterval(() => this.#report(feed), this.#camera.reportEveryMs)
  }

  #send(run: PacketRun, feed: Feed): void {
    const camera = this.#camera
    if (camera.frozen) return
    if (this.#waitForKey && !run.keyFrame) return
    if (this.#socket.writableLength > MAX_QUEUED_BYTES) {
      if (!this.#waitForKey) camera.counts.droppedGroups++
      this.#waitForKey = true
      return
    }
    this.#waitForKey = false
    const first = this.#packets === 0
    let wire = run.wire
    if (camera.lossy) wire = camera.lossy(run)
    if (this.#channel !== 0) wire = onChannel(wire, this.#channel)
    this.#packets += run.starts.length
    this.#octets += run.wire.length - run.starts.length * 16
    camera.counts.sentPackets += run.starts.length
    camera.counts.sentBytes += wire.length
    if (wire.length > 0) this.#socket.write(wire)
    if (first) this.#report(feed)
  }

  #report(feed: Feed): void {
    const camera = this.#camera
    const wallMs = camera.now()
    const timestamp = feed.timestampAt(wallMs)
    if (camera.frozen || timestamp === null) return
    this.#socket.write(
      senderReport({
        channel: this.#channel + 1,
        ssrc: feed.ssrc,
        wallMs: wallMs + camera.skewMs,
        timestamp,
        packets: this.#packets,
        octets: this.#octets,
      }),
    )
  }
}

function onChannel(wire: Buffer, channel: number): Buffer {
  const out = Buffer.from(wire)
  for (let o = 0; o < out.length; o += 4 + out.readUInt16BE(o + 2)) out[o + 1] = channel
  return out
}

/** `rtsp://host:port/main/trackID=0` → `/main`. */
function pathOf(uri: string): string {
  const path = uri.replace(/^rtsps?:\/\/[^/]*/i, '').replace(/\/?(trackID=0)?\/?$/, '')
  return path === '' ? '/' : path
}

function describe(feed: Feed): string {
  const { sps, pps } = feed.parameterSets
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=Sample camera',
    'c=IN IP4 0.0.0.0',
    't=0 0',
    'a=control:*',
    'a=range:npt=0-',
    'm=video 0 RTP/AVP 96',
    'a=rtpmap:96 H264/90000',
    `a=fmtp:96 packetization-mode=1;profile-level-id=${sps.toString('hex', 1, 4)};sprop-parameter-sets=${sps.toString('base64')},${pps.toString('base64')}`,
    `a=framerate:${feed.source.fps}`,
    'a=control:trackID=0',
    '',
  ].join('\r\n')
}
