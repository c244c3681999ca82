/**
 * A simulated camera: an RTSP server over TCP on loopback (RFC 2326), with the faults a recorder must bear on a
 * lever each. Pictures come from a `Source`; the same source may stand behind many paths at the cost of one.
 */
import { createServer, type Server } from 'node:net'
import { chanceStream } from '../cameras/scene/chance.ts'
import type { AuthKind } from './auth.ts'
import { Connection } from './connection.ts'
import { Feed } from './feed.ts'
import type { PacketRun } from './rtp.ts'
import type { Source } from './source.ts'

export type CameraServerOptions = {
  /** 0 or absent: a free one. */
  readonly port?: number
  readonly auth: AuthKind
  readonly username?: string
  readonly password?: string
  /** Path with its leading slash (`/main`) → source. */
  readonly paths: Readonly<Record<string, Source>>
  /** Wall clock, Unix ms. */
  readonly now: () => number
  /** Milliseconds between sender reports; 5,000 unless told. The first goes out with the first picture. */
  readonly reportEveryMs?: number
}

export type CameraCounts = {
  sentPackets: number
  sentBytes: number
  /** Packets left out by `dropPackets`. */
  lostPackets: number
  /** Times a slow client lost its place until a later key frame. */
  droppedGroups: number
}

/** What the connections of one camera share. */
export type CameraState = {
  readonly auth: AuthKind
  readonly username: string
  readonly password: string
  readonly now: () => number
  readonly reportEveryMs: number
  readonly connections: Set<Connection>
  readonly counts: CameraCounts
  readonly feedOf: (path: string) => Feed | null
  frozen: boolean
  rejecting: boolean
  skewMs: number
  /** Takes packets out of a run, or null where the network is sound. */
  lossy: ((run: PacketRun) => Buffer) | null
}

export class CameraServer {
  readonly #state: CameraState
  readonly #feeds: ReadonlyMap<string, Feed>
  #server: Server | null = null
  #port: number

  private constructor(options: CameraServerOptions) {
    const bySource = new Map<Source, Feed>()
    const feeds = new Map<string, Feed>()
    for (const [path, source] of Object.entries(options.paths)) {
      const feed = bySource.get(source) ?? new Feed(source)
      bySource.set(source, feed)
      feeds.set(path, feed)
    }
    this.#feeds = feeds
    this.#port = options.port ?? 0
    this.#state = {
      auth: options.auth,
      username: options.username ?? '',
      password: options.password ?? '',
      now: options.now,
      reportEveryMs: options.reportEveryMs ?? 5_000,
      connections: new Set(),
      counts: { sentPackets: 0, sentBytes: 0, lostPackets: 0, droppedGroups: 0 },
      feedOf: (path) => feeds.get(path) ?? null,
      frozen: false,
      rejecting: false,
      skewMs: 0,
      lossy: null,
    }
  }

  /** Opens the camera on 127.0.0.1. Rejects with the listener's error, e.g. `EADDRINUSE`. */
  static async open(options: CameraServerOptions): Promise<CameraServer> {
    const camera = new CameraServer(options)
    await camera.#listen()
    return camera
  }

  get port(): number {
    return this.#port
  }

  get counts(): Readonly<CameraCounts> {
    return this.#state.counts
  }

  get clients(): number {
    return this.#state.connections.size
  }

  /** Address without user name and password. */
  url(path: string): string {
    return `rtsp://127.0.0.1:${this.#port}${path}`
  }

  /** Stops sending and answering, keeps every connection: a hung camera. */
  freeze(): void {
    this.#state.frozen = true
  }

  /** Ends `freeze`. Pictures go on from the next one, mid-group, as a hung camera's do. */
  resume(): void {
    this.#state.frozen = false
  }

  /** Cuts every connection and closes the port: power gone. */
  async die(): Promise<void> {
    const server = this.#server
    this.#server = null
    for (const connection of this.#state.connections) connection.destroy()
    if (server) await new Promise<void>((done) => server.close(() => done()))
  }

  /** Power back, on the same port. */
  async revive(): Promise<void> {
    if (!this.#server) await this.#listen()
  }

  /** Leaves out each packet with this probability (0–1), repeatably by seed; 0 mends the network. */
  dropPackets(rate: number, seed: number): void {
    if (rate <= 0) {
      this.#state.lossy = null
      return
    }
    const next = chanceStream(seed)
    this.#state.lossy = (run) => {
      const kept: Buffer[] = []
      for (const [i, start] of run.starts.entries()) {
        if (next() < rate) this.#state.counts.lostPackets++
        else kept.push(run.wire.subarray(start, run.starts[i + 1] ?? run.wire.length))
      }
      return Buffer.concat(kept)
    }
  }

  /** Every source of this camera changes its picture size at its next key frame. */
  async changeResolution(): Promise<void> {
    for (const feed of new Set(this.#feeds.values())) await feed.source.changeResolution()
  }

  /** From now on no password is right (or the right one is again). */
  rejectAuth(rejecting = true): void {
    this.#state.rejecting = rejecting
  }

  /** RTP time and sequence numbers jump, as after a restart that kept the connection. */
  resetTimestamps(): void {
    for (const feed of new Set(this.#feeds.values())) feed.resetTimestamps()
  }

  /** The camera's own clock, as its sender reports tell it, runs this many ms ahead. */
  skewClock(ms: number): void {
    this.#state.skewMs = ms
  }

  get skewMs(): number {
    return this.#state.skewMs
  }

  async #listen(): Promise<void> {
    const server = createServer((socket) => {
      this.#state.connections.add(new Connection(socket, this.#state))
    })
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(this.#port, '127.0.0.1', () => {
        server.off('error', fail)
        done()
      })
    })
    const address = server.address()
    if (typeof address === 'object' && address) this.#port = address.port
    this.#server = server
  }
}
