/**
 * One stream's life: connect, receive, connect again. It never gives up: a camera comes back when it comes back, and
 * until then each attempt and its failure is one journal line at most.
 */
import type { CameraClock, CodecInit, Fragment, Sample } from '../media/types.ts'
import { CameraStream } from '../rtsp/stream.ts'
import { type RecorderClock, wallOf } from './clock.ts'
import { LiveStream } from './live.ts'
import type { PlanStream } from './plan.ts'
import type { NoVolume, ReelChain } from './reel-chain.ts'

export type CameraState = 'connecting' | 'recording' | 'trouble' | 'no-volume'

/** A change that the journal keeps. */
export type CameraChange = {
  readonly state: 'recording' | 'trouble' | 'no-volume' | 'stopped'
  readonly cause?: string
  readonly detail?: string
  readonly sinceMs: number
}

export type CameraParts = {
  readonly clock: RecorderClock
  readonly fragment90k: number
  changed(change: CameraChange): void
  /** 0 ≤ n < 1. */
  readonly chance: () => number
}

const FIRST_WAIT_MS = 500
const LAST_WAIT_MS = 10_000
/** A connection that held this long starts the waits anew. */
const HELD_MS = 10_000
/** Packets without a finished picture for this long: as good as frozen. */
const NO_PICTURE_NS = 10_000_000_000n
const RATE_WINDOW_NS = 5_000_000_000n

export class Camera {
  readonly plan: PlanStream
  readonly live: LiveStream
  readonly chain: ReelChain
  readonly #parts: CameraParts
  readonly #stop = new AbortController()
  #connection: AbortController | null = null
  #running: Promise<void> | null = null
  #state: CameraState = 'connecting'
  #cause: string | null = null
  #sinceMs: number
  #noVolume: NoVolume | null = null
  #init: CodecInit | null = null
  #clockOffsetMs: number | null = null
  #lastMono90k = 0n
  #pictureAtNs = 0n
  #frozen = false
  #windowNs = 0n
  #windowBytes = 0
  #windowPictures = 0
  #bitsPerS = 0
  #fps = 0

  constructor(plan: PlanStream, chain: ReelChain, parts: CameraParts) {
    this.plan = plan
    this.chain = chain
    this.#parts = parts
    this.live = new LiveStream((mono90k) => wallOf(parts.clock, mono90k))
    this.#sinceMs = Math.round(parts.clock.wallMs())
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Ends the connection and the open reel. @param cause of the reel's end. Resolves when all is on the disk. */
  async stop(cause: 'stopped' | 'ordered' = 'stopped'): Promise<void> {
    this.#stop.abort()
    this.#connection?.abort()
    await this.#running
    this.chain.end(cause)
    await this.chain.idle()
    this.#parts.changed({ state: 'stopped', cause: 'stopped', sinceMs: this.#lastWallMs() })
  }

  /** What the chain says of its volume. */
  writable(no: NoVolume | null, sinceMs: number, detail?: string): void {
    this.#noVolume = no
    if (no !== null) this.#say('no-volume', no, sinceMs, detail)
    else this.#say('recording', null, sinceMs)
  }

  /** Once a second: rates, and whether pictures still come out of a connection that is open. */
  look(): void {
    const now = this.#parts.clock.monoNs()
    const span = now - this.#windowNs
    if (span >= RATE_WINDOW_NS) {
      const seconds = Number(span) / 1e9
      this.#bitsPerS = Math.round((this.#windowBytes * 8) / seconds)
      this.#fps = Math.round((this.#windowPictures / seconds) * 10) / 10
      this.#windowNs = now
      this.#windowBytes = 0
      this.#windowPictures = 0
    }
    if (this.#pictureAtNs > 0n && now - this.#pictureAtNs > NO_PICTURE_NS) {
      this.#frozen = true
      this.#connection?.abort()
    }
  }

  status(): Record<string, unknown> {
    const open = this.chain.open
    const { camera, stream } = this.plan
    const durable = this.chain.durableThroughMono90k
    return {
      camera,
      stream,
      state: this.#state,
      ...(this.#cause === null ? {} : { cause: this.#cause }),
      sinceMs: this.#sinceMs,
      ...(this.#init === null
        ? {}
        : { codec: this.#init.codec, width: this.#init.width, height: this.#init.height, fps: this.#fps }),
      bitsPerS: this.#bitsPerS,
      ...(this.#clockOffsetMs === null ? {} : { clockOffsetMs: this.#clockOffsetMs }),
      ...(open === null
        ? {}
        : {
            openReel: {
              id: open.writer.header.reelId,
              onDay: open.writer.header.onDay,
              path: open.writer.path,
              volume: open.place.volume,
              startMs: open.writer.header.startWallMs,
              startMono90k: open.writer.header.startMono90k.toString(),
              durableThroughMono90k: open.writer.durableThroughMono90k.toString(),
              writtenThroughMono90k: open.writer.writtenThroughMono90k.toString(),
            },
          }),
      provenThroughMs: durable === 0n ? 0 : Math.round(wallOf(this.#parts.clock, durable)),
    }
  }

  async #run(): Promise<void> {
    let wait = FIRST_WAIT_MS
    while (!this.#stop.signal.aborted) {
      const began = this.#parts.clock.monoNs()
      const fault = await this.#connect()
      this.#pictureAtNs = 0n
      if (this.#stop.signal.aborted) return
      this.chain.end('stream-ended')
      this.#trouble(fault?.trouble ?? (this.#frozen ? 'frozen' : 'closed'), fault?.detail)
      if (Number(this.#parts.clock.monoNs() - began) / 1e6 > HELD_MS) wait = FIRST_WAIT_MS
      // Jitter: 64 cameras behind one switch that restarts must not all knock at once.
      await pause(wait * (0.75 + this.#parts.chance() / 2), this.#stop.signal)
      wait = Math.min(LAST_WAIT_MS, wait * 2)
    }
  }

  async #connect(): Promise<{ trouble: string; detail: string } | null> {
    const { clock, fragment90k } = this.#parts
    const { url, username, password } = this.plan
    this.#frozen = false
    this.#connection = new AbortController()
    try {
      const stream = new CameraStream({
        url,
        ...(username === undefined ? {} : { credentials: { username, password: password ?? '' } }),
        monotonicNow: () => clock.monoNs(),
        wallNow: () => clock.wallMs(),
        afterMono90k: this.#lastMono90k,
        longestFragment90k: fragment90k,
      })
      return await stream.run(this.#sink(), this.#connection.signal)
    } catch (error) {
      // An address that can't be read is the camera's entry in the plan, not a bug: it waits for a better plan.
      const { trouble, detail } = error as { trouble?: string; detail?: string }
      if (trouble === undefined) throw error
      return { trouble, detail: detail ?? '' }
    } finally {
      this.#connection = null
    }
  }

  #sink() {
    return {
      codec: (init: CodecInit) => {
        this.#init = init
        this.chain.codec(init)
        this.live.codec(init)
      },
      sample: (sample: Sample) => {
        this.#pictureAtNs = this.#parts.clock.monoNs()
        this.#lastMono90k = sample.mono90k + BigInt(sample.duration90k)
        this.#windowBytes += sample.data.length
        this.#windowPictures++
        this.live.sample(sample)
      },
      fragment: (fragment: Fragment) => {
        this.chain.fragment(fragment)
        const state = this.#noVolume === null ? 'recording' : 'no-volume'
        if (this.#state !== state)
          this.#say(state, this.#noVolume, Math.round(wallOf(this.#parts.clock, fragment.startMono90k)))
      },
      clock: (clock: CameraClock) => {
        this.#clockOffsetMs = Math.round(clock.offsetMs)
      },
      // The fragment before it has ended; the hole stays visible in the index.
      discontinuity: () => undefined,
    }
  }

  #trouble(cause: string, detail?: string): void {
    const sinceMs = this.#state === 'trouble' ? this.#sinceMs : this.#lastWallMs()
    this.#say('trouble', cause, sinceMs, detail)
    this.live.trouble(cause, sinceMs)
  }

  #lastWallMs(): number {
    const { clock } = this.#parts
    return Math.round(this.#lastMono90k === 0n ? clock.wallMs() : wallOf(clock, this.#lastMono90k))
  }

  #say(
    state: 'recording' | 'trouble' | 'no-volume',
    cause: string | null,
    sinceMs: number,
    detail?: string,
  ): void {
    if (this.#state === state && this.#cause === cause) return
    this.#state = state
    this.#cause = cause
    this.#sinceMs = sinceMs
    this.#parts.changed({
      state,
      sinceMs,
      ...(cause === null ? {} : { cause }),
      ...(detail === undefined || detail === '' ? {} : { detail: detail.slice(0, 200) }),
    })
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
