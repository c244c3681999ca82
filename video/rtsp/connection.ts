import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls'
import { protocolFault, StreamFault } from '../media/fault.ts'
import type { CameraAddress } from './address.ts'
import { header, type RtspResponse } from './message.ts'
import { Wire } from './wire.ts'

/** How an rtsps:// camera proves itself: by default as any TLS server, or by what was fixed beforehand. */
export type CameraTrust = {
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string
  /** SHA-256 fingerprint of the one certificate taken, hex with or without colons. */
  readonly fingerprint256?: string
}

export type ConnectionOptions = {
  readonly address: CameraAddress
  readonly trust?: CameraTrust
  readonly monotonicNow: () => bigint
  /** For the connection, and for each answer. */
  readonly timeoutMs: number
  /** A frame of channel `channel`; valid until the call returns. Anything thrown ends the connection. */
  readonly packet: (channel: number, bytes: Buffer, start: number, end: number, arrival90k: number) => void
}

/** A camera that does not read what we send is not worth more of our memory than this. */
const MOST_UNSENT = 64 * 1024

type Waiting = {
  sequence: number
  resolve: (response: RtspResponse) => void
  reject: (error: unknown) => void
}

/** Monotonic ns since boot to 1/90,000 s, as a number: exact to a tick for three thousand years. */
export function ticks90k(ns: bigint): number {
  return (Number(ns) * 9) / 100_000
}

/** One RTSP connection: requests one at a time, interleaved frames in between. */
export class RtspConnection {
  readonly #options: ConnectionOptions
  readonly #socket: Socket
  readonly #wire: Wire
  #waiting: Waiting | null = null
  #sequence = 0
  #arrival90k = 0
  #ended = false
  #fail: (error: unknown) => void = () => {}
  /** Resolves with what ended the connection: a StreamFault, or whatever a handler threw. */
  readonly ended: Promise<unknown>

  private constructor(options: ConnectionOptions) {
    this.#options = options
    this.ended = new Promise((resolve) => {
      this.#fail = resolve
    })
    this.#wire = new Wire({
      packet: (channel, bytes, start, end) => options.packet(channel, bytes, start, end, this.#arrival90k),
      message: (message) => {
        if ('status' in message) this.#answer(message)
        else this.#asked(message.method, header(message, 'cseq'))
      },
    })
    this.#socket = this.#open()
  }

  /**
   * Connects.
   * @throws StreamFault `refused`, `unresolved`, `timeout`, or `protocol` for a certificate not trusted
   */
  static async connect(options: ConnectionOptions, signal: AbortSignal): Promise<RtspConnection> {
    const connection = new RtspConnection(options)
    const socket = connection.#socket
    const ready = options.address.tls ? 'secureConnect' : 'connect'
    let timer: NodeJS.Timeout | undefined
    const abort = () => connection.#end(new StreamFault('closed', 'stopped'))
    signal.addEventListener('abort', abort, { once: true })
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new StreamFault('timeout', 'no connection')), options.timeoutMs)
        socket.once(ready, resolve)
        connection.ended.then(reject)
        if (signal.aborted) abort()
      })
      connection.#checkCertificate()
    } catch (error) {
      connection.#end(error)
      throw error
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    return connection
  }

  /**
   * Sends a request and waits for its answer, whatever its status.
   * @throws StreamFault `timeout`, or what ended the connection
   */
  async request(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<RtspResponse> {
    const sequence = ++this.#sequence
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    let timer: NodeJS.Timeout | undefined
    try {
      return await new Promise<RtspResponse>((resolve, reject) => {
        this.#waiting = { sequence, resolve, reject }
        timer = setTimeout(
          () => reject(new StreamFault('timeout', `no answer to ${method}`)),
          this.#options.timeoutMs,
        )
        if (this.#ended) reject(new StreamFault('closed', 'connection has ended'))
        this.#send(
          `${method} ${url} RTSP/1.0\r\nCSeq: ${sequence}\r\n${lines.join('')}User-Agent: Mingjian\r\n\r\n`,
        )
      })
    } finally {
      clearTimeout(timer)
      this.#waiting = null
    }
  }

  /** Sends an interleaved frame. */
  frame(channel: number, payload: Buffer): void {
    const head = Buffer.from([0x24, channel, payload.length >> 8, payload.length & 0xff])
    this.#send(Buffer.concat([head, payload]))
  }

  /** Says a last word where the other side still listens, and closes. */
  close(lastWords = ''): void {
    if (this.#ended) return
    this.#ended = true
    if (lastWords !== '' && this.#socket.writable) {
      this.#socket.write(`${lastWords}CSeq: ${++this.#sequence}\r\nUser-Agent: Mingjian\r\n\r\n`)
      this.#socket.destroySoon()
      setTimeout(() => this.#socket.destroy(), 250).unref()
    } else this.#socket.destroy()
    this.#settle(new StreamFault('closed', 'connection closed by us'))
  }

  #open(): Socket {
    const { host, port, tls } = this.#options.address
    // The buffer is asked for once a read: a new view only where the free part has moved.
    let given = -1
    const onread = {
      buffer: () => {
        const pending = this.#wire.pending
        if (pending === given && this.#socket?.connecting === false) return undefined as unknown as Uint8Array
        given = pending
        return this.#wire.space()
      },
      callback: (count: number) => {
        this.#read(count)
        return !this.#ended
      },
    }
    const socket = tls
      ? connectTls({ host, port, ...this.#tlsOptions(host), ...({ onread } as object) })
      : connectTcp({ host, port, onread, noDelay: true })
    socket.on('error', (error: NodeJS.ErrnoException) => this.#end(socketFault(error)))
    socket.on('close', () => this.#end(new StreamFault('closed', 'camera closed the connection')))
    return socket
  }

  #tlsOptions(host: string) {
    const { ca, fingerprint256 } = this.#options.trust ?? {}
    const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host }
    return { ...name, ...(ca === undefined ? {} : { ca }), rejectUnauthorized: fingerprint256 === undefined }
  }

  #checkCertificate(): void {
    const wanted = this.#options.trust?.fingerprint256
    if (!this.#options.address.tls || wanted === undefined) return
    const certificate: Partial<PeerCertificate> = (this.#socket as TLSSocket).getPeerCertificate()
    const plain = (text: string) => text.replaceAll(':', '').toLowerCase()
    if (plain(certificate.fingerprint256 ?? '') !== plain(wanted)) {
      throw protocolFault('camera shows another certificate than the one fixed')
    }
  }

  #read(count: number): void {
    if (this.#ended) return
    this.#arrival90k = ticks90k(this.#options.monotonicNow())
    try {
      this.#wire.accept(count)
    } catch (error) {
      this.#end(error)
    }
  }

  #answer(response: RtspResponse): void {
    const sequence = header(response, 'cseq')
    // Some cameras leave CSeq out; with one request at a time the answer can only be to that.
    if (this.#waiting === null || (sequence !== null && Number(sequence) !== this.#waiting.sequence)) return
    this.#waiting.resolve(response)
  }

  /** The camera may ask us too (RFC 2326 10): we can do nothing, and say so. */
  #asked(method: string, sequence: string | null): void {
    const status = method === 'OPTIONS' ? '200 OK' : '501 Not Implemented'
    this.#send(`RTSP/1.0 ${status}\r\nCSeq: ${/^\d{1,10}$/.test(sequence ?? '') ? sequence : 0}\r\n\r\n`)
  }

  #send(data: string | Buffer): void {
    if (this.#ended || !this.#socket.writable) return
    if (this.#socket.writableLength > MOST_UNSENT) throw protocolFault('camera does not read what we send')
    this.#socket.write(data)
  }

  #end(error: unknown): void {
    if (this.#ended) return
    this.#ended = true
    this.#socket.destroy()
    this.#settle(error)
  }

  #settle(error: unknown): void {
    this.#waiting?.reject(error)
    this.#fail(error)
  }
}

function socketFault(
  error: NodeJS.ErrnoException & { errors?: readonly NodeJS.ErrnoException[] },
): StreamFault {
  const code = error.code ?? error.errors?.[0]?.code ?? ''
  switch (code) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return new StreamFault('refused', code)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENODATA':
      return new StreamFault('unresolved', code)
    case 'ETIMEDOUT':
      return new StreamFault('timeout', code)
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return new StreamFault('closed', code)
    default:
      return protocolFault(
        /^[A-Z0-9_]{1,48}$/.test(code) ? `connection failed: ${code}` : 'connection failed',
      )
  }
}
