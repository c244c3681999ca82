import { randomBytes } from 'node:crypto'
import { protocolFault, StreamFault } from '../media/fault.ts'
import { type CameraAddress, resolveControl } from './address.ts'
import { authorization, type Challenge, type Credentials, chooseChallenge } from './auth.ts'
import type { RtspConnection } from './connection.ts'
import { header, type RtspResponse } from './message.ts'
import { chooseTrack, type VideoTrack } from './sdp.ts'

/** RFC 2326 12.37: a session without a stated timeout lives 60 s. */
const DEFAULT_TIMEOUT_S = 60
/** Nonces a camera may call stale within one request before we call it broken. */
const MOST_STALE = 2

/**
 * The conversation with one camera (RFC 2326): describes itself, sets up one video track over the
 * connection it speaks on, plays it, keeps it alive. Requests are answered for with Basic or Digest.
 */
export class RtspSession {
  readonly #connection: RtspConnection
  readonly #address: CameraAddress
  readonly #credentials: Credentials | null
  #challenge: Challenge | null = null
  #count = 0
  #id: string | null = null
  #aggregate: string
  #trackUrl: string
  #methods = new Set<string>()
  #parameterUnknown = false
  /** Channels of the video track; -1 until set up. */
  rtpChannel = -1
  rtcpChannel = -1
  /** How often the session wants a sign of life, ms. */
  keepAliveMs = (DEFAULT_TIMEOUT_S / 2) * 1000

  constructor(connection: RtspConnection, address: CameraAddress, credentials: Credentials | null) {
    if (credentials && /[\0\r\n]/.test(credentials.username + credentials.password)) {
      throw protocolFault('user name or password holds control characters')
    }
    this.#connection = connection
    this.#address = address
    this.#credentials = credentials
    this.#aggregate = address.url
    this.#trackUrl = address.url
  }

  /**
   * OPTIONS and DESCRIBE.
   * @throws StreamFault `unauthorized`, `not-found`, `unsupported-codec`, `timeout`, `closed`, `protocol`
   */
  async describe(): Promise<VideoTrack> {
    const options = await this.#request('OPTIONS', this.#address.url)
    // A camera that refuses OPTIONS may still play; what it supports then stays unknown.
    if (options.status === 401) throw statusFault('OPTIONS', 401)
    for (const value of options.headers.get('public') ?? []) {
      for (const method of value.split(',')) this.#methods.add(method.trim().toUpperCase())
    }
    const described = await this.#expect('DESCRIBE', this.#address.url, { Accept: 'application/sdp' })
    const track = chooseTrack(described.body.toString('utf8'))
    const base = header(described, 'content-base') ?? header(described, 'content-location')
    const from = base !== null && /^rtsps?:\/\/[\x21-\x7e]+$/i.test(base) ? base : this.#address.url
    this.#aggregate = resolveControl(from, track.sessionControl)
    this.#trackUrl = resolveControl(this.#aggregate, track.control)
    return track
  }

  /**
   * SETUP and PLAY of the track described.
   * @param ready called when the channels are known and before PLAY: frames may come before its answer
   * @throws StreamFault as `describe`
   */
  async play(ready: () => void): Promise<void> {
    const setup = await this.#expect('SETUP', this.#trackUrl, {
      Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1',
    })
    const transport = header(setup, 'transport') ?? ''
    if (!/^RTP\/AVP\/TCP/i.test(transport))
      throw protocolFault('camera offers no RTP over the RTSP connection')
    const channels = /;\s*interleaved=(\d{1,3})(?:-(\d{1,3}))?/i.exec(transport)
    const rtp = channels ? Number(channels[1]) : 0
    this.rtcpChannel = channels?.[2] === undefined ? rtp + 1 : Number(channels[2])
    if (rtp > 255 || this.rtcpChannel > 255) throw protocolFault('camera chose an impossible channel')
    this.rtpChannel = rtp
    this.#takeSession(setup)
    ready()
    await this.#expect('PLAY', this.#aggregate, { Range: 'npt=0.000-' })
  }

  /**
   * One sign of life: GET_PARAMETER where offered, else OPTIONS. A late or odd answer is no fault, as long
   * as pictures come; only a camera that no longer knows the session ends it.
   * @throws StreamFault `closed`, or what ended the connection
   */
  async keepAlive(): Promise<void> {
    const method = this.#methods.has('GET_PARAMETER') && !this.#parameterUnknown ? 'GET_PARAMETER' : 'OPTIONS'
    try {
      const { status } = await this.#request(method, this.#aggregate)
      if (status === 454) throw new StreamFault('closed', 'camera no longer knows the session')
      if (status >= 400) this.#parameterUnknown = true
    } catch (error) {
      if (!(error instanceof StreamFault) || error.trouble !== 'timeout') throw error
    }
  }

  /** The last request, as text without its closing lines; empty where there is no session to end. */
  farewell(): string {
    if (this.#id === null) return ''
    const lines = Object.entries(this.#headers('TEARDOWN', this.#aggregate, {}))
    return `TEARDOWN ${this.#aggregate} RTSP/1.0\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
  }

  #takeSession(response: RtspResponse): void {
    const match = /^([^\s;]{1,256})(?:.*;\s*timeout\s*=\s*(\d{1,6}))?/i.exec(
      header(response, 'session') ?? '',
    )
    if (!match) throw protocolFault('SETUP answered without a session')
    this.#id = match[1]!
    const timeoutS = Math.min(3600, Math.max(2, Number(match[2] ?? DEFAULT_TIMEOUT_S)))
    this.keepAliveMs = Math.min(30, timeoutS / 2) * 1000
  }

  async #expect(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<RtspResponse> {
    const response = await this.#request(method, url, headers)
    if (response.status !== 200) throw statusFault(method, response.status)
    return response
  }

  /** Sends with what authorization is known; on 401 answers the challenge, once for each new nonce. */
  async #request(
    method: string,
    url: string,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<RtspResponse> {
    let fresh = false
    for (let stale = 0; ; ) {
      const response = await this.#connection.request(method, url, this.#headers(method, url, extra))
      if (response.status !== 401 || this.#credentials === null) return response
      const challenge = chooseChallenge(response.headers.get('www-authenticate') ?? [])
      if (challenge === null)
        throw new StreamFault('unauthorized', 'camera asks for an unknown kind of sign-in')
      const isStale = challenge.scheme === 'digest' && challenge.stale
      // Answered with this challenge already: the password is wrong, unless the camera says only the nonce was.
      if (fresh && !(isStale && ++stale <= MOST_STALE)) return response
      fresh = true
      this.#challenge = challenge
      this.#count = 0
    }
  }

  #headers(method: string, url: string, extra: Readonly<Record<string, string>>): Record<string, string> {
    const headers: Record<string, string> = { ...extra }
    if (this.#challenge && this.#credentials) {
      const cnonce = randomBytes(12).toString('base64url')
      headers.Authorization = authorization(
        this.#challenge,
        this.#credentials,
        method,
        url,
        ++this.#count,
        cnonce,
      )
    }
    if (this.#id !== null) headers.Session = this.#id
    return headers
  }
}

function statusFault(method: string, status: number): StreamFault {
  const detail = `${method} answered ${status}`
  switch (status) {
    case 401:
    case 403:
      return new StreamFault('unauthorized', detail)
    case 404:
    case 410:
      return new StreamFault('not-found', detail)
    case 408:
    case 504:
      return new StreamFault('timeout', detail)
    case 453: // not enough bandwidth: too many viewers
    case 503:
      return new StreamFault('refused', detail)
    case 415:
      return new StreamFault('unsupported-codec', detail)
    default:
      return protocolFault(detail)
  }
}
