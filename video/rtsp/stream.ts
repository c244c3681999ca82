import { randomBytes, randomInt } from 'node:crypto'
import { StreamFault } from '../media/fault.ts'
import { FRAGMENT_LIMITS } from '../mp4/cutter.ts'
import { type CameraAddress, readAddress } from './address.ts'
import type { Credentials } from './auth.ts'
import { type CameraTrust, RtspConnection, ticks90k } from './connection.ts'
import { Intake, type StreamSink } from './intake.ts'
import { RtspSession } from './session.ts'

export type { Credentials } from './auth.ts'
export type { CameraTrust } from './connection.ts'
export type { Discontinuity, StreamSink } from './intake.ts'

export type CameraStreamOptions = {
  /** `rtsp://` or `rtsps://`, without credentials. */
  readonly url: string
  readonly credentials?: Credentials
  readonly trust?: CameraTrust
  /** Nanoseconds since boot. */
  readonly monotonicNow: () => bigint
  /** Our wall clock, ms since 1970. */
  readonly wallNow: () => number
  /** For the connection and for each answer; 5,000 where absent. */
  readonly connectTimeoutMs?: number
  /** Without a packet for this long the camera is `frozen`; 5,000 where absent. */
  readonly idleTimeoutMs?: number
  /** The last sample time of the stream before this one: sample times begin later. */
  readonly afterMono90k?: bigint
  /** Longest fragment, 1/90,000 s; 2 s where absent. A short loss window asks for shorter ones. */
  readonly longestFragment90k?: number
}

const TIMEOUT_MS = 5000
const REPORT_MS = 5000

/** One connection to one camera, from OPTIONS to its end. Connecting again is the caller's business. */
export class CameraStream {
  readonly #options: CameraStreamOptions
  readonly #address: CameraAddress
  #intake: Intake | null = null
  #session: RtspSession | null = null
  #packetAt90k = 0
  #over = (_fault: StreamFault): void => {}

  /** @throws StreamFault `protocol` where the address is not usable */
  constructor(options: CameraStreamOptions) {
    this.#options = options
    this.#address = readAddress(options.url)
  }

  /** Host and path, for messages. */
  get where(): string {
    return this.#address.where
  }

  /**
   * Delivers the stream to `sink` until it ends. The open fragment is delivered before this resolves.
   * @returns why it ended; null where `signal` was aborted
   * @throws only what the sink throws: a bug of ours ends the stream and is not a trouble of the camera's
   */
  async run(sink: StreamSink, signal: AbortSignal): Promise<StreamFault | null> {
    if (signal.aborted) return null
    let outcome: unknown
    try {
      outcome = await this.#run(sink, signal)
    } catch (error) {
      outcome = error
    }
    if (outcome === null || outcome instanceof StreamFault) this.#intake?.finish()
    if (signal.aborted) return null
    if (outcome instanceof StreamFault) return outcome.at(this.#address.where)
    throw outcome
  }

  async #run(sink: StreamSink, signal: AbortSignal): Promise<StreamFault | null> {
    const { credentials, trust, monotonicNow, connectTimeoutMs = TIMEOUT_MS } = this.#options
    const over = new Promise<StreamFault>((resolve) => {
      this.#over = resolve
    })
    const connection = await RtspConnection.connect(
      {
        address: this.#address,
        ...(trust ? { trust } : {}),
        monotonicNow,
        timeoutMs: connectTimeoutMs,
        packet: (channel, bytes, start, end, arrival90k) =>
          this.#packet(channel, bytes, start, end, arrival90k),
      },
      signal,
    )
    const stopped = new AbortController()
    const aborted = new Promise<null>((resolve) => {
      if (signal.aborted) resolve(null)
      signal.addEventListener('abort', () => resolve(null), { once: true, signal: stopped.signal })
    })
    const session = new RtspSession(connection, this.#address, credentials ?? null)
    this.#session = session
    const stopDuties = new AbortController()
    try {
      const played = this.#play(session, sink).then(() =>
        this.#duties(connection, session, stopDuties.signal),
      )
      const outcome = await Promise.race([over, aborted, connection.ended, played])
      if (outcome === null || outcome instanceof StreamFault) return outcome
      throw outcome
    } finally {
      stopDuties.abort()
      stopped.abort()
      connection.close(session.farewell())
    }
  }

  async #play(session: RtspSession, sink: StreamSink): Promise<void> {
    const { monotonicNow, afterMono90k = 0n, longestFragment90k = FRAGMENT_LIMITS.longest90k } = this.#options
    const track = await session.describe()
    await session.play(() => {
      this.#packetAt90k = ticks90k(monotonicNow())
      this.#intake = new Intake(sink, track.payloadType, track.parameterSets, Number(afterMono90k), {
        ...FRAGMENT_LIMITS,
        longest90k: longestFragment90k,
      })
    })
    this.#packetAt90k = ticks90k(monotonicNow())
  }

  #packet(channel: number, bytes: Buffer, start: number, end: number, arrival90k: number): void {
    const intake = this.#intake
    const session = this.#session
    if (intake === null || session === null) return
    if (channel === session.rtpChannel) {
      if (intake.rtp(bytes, start, end, arrival90k)) this.#packetAt90k = arrival90k
    } else if (channel === session.rtcpChannel) {
      if (intake.rtcp(bytes, start, end, arrival90k, this.#options.wallNow())) {
        this.#over(new StreamFault('closed', 'camera ended the stream'))
      }
    }
  }

  /**
   * What a playing session needs from time to time: signs of life, receiver reports, a look whether
   * packets still come. Ends with the first fault.
   */
  #duties(connection: RtspConnection, session: RtspSession, signal: AbortSignal): Promise<never> {
    const { monotonicNow, idleTimeoutMs = TIMEOUT_MS } = this.#options
    const own = randomInt(1, 2 ** 32)
    const cname = randomBytes(12).toString('base64url')
    return new Promise((_resolve, reject) => {
      let asking = false
      const alive = setInterval(() => {
        if (asking) return
        asking = true
        session.keepAlive().then(() => {
          asking = false
        }, reject)
      }, session.keepAliveMs)
      let reportDue = ticks90k(monotonicNow()) + REPORT_MS * 90
      const look = setInterval(
        () => {
          const now90k = ticks90k(monotonicNow())
          if (now90k - this.#packetAt90k > idleTimeoutMs * 90) {
            reject(new StreamFault('frozen', `no packets for ${idleTimeoutMs} ms`))
          }
          if (now90k < reportDue) return
          reportDue = now90k + REPORT_MS * 90
          try {
            const report = this.#intake?.receiverReport(own, cname, now90k)
            if (report) connection.frame(session.rtcpChannel, report)
          } catch (error) {
            reject(error)
          }
        },
        Math.min(1000, Math.max(20, idleTimeoutMs / 5)),
      )
      signal.addEventListener('abort', () => {
        clearInterval(alive)
        clearInterval(look)
      })
    })
  }
}
