/** The recorders as the jobs process hears them: status once a second, finished reels at once. Connects again by itself. */
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { encodeWire, WireDecoder } from '#video/wire/framed.ts'

export type StreamStatus = {
  readonly camera: string
  readonly stream: 0 | 1
  readonly state: 'recording' | 'connecting' | 'trouble' | 'no-volume'
  readonly cause?: string
  readonly sinceMs: number
  readonly bitsPerS: number
  readonly provenThroughMs: number
  readonly openReel?: {
    readonly id: string
    readonly onDay: string
    readonly startMs: number
    readonly startMono90k: string
    readonly writtenThroughMono90k: string
  }
}

export type VolumeStatus = {
  readonly id: string
  readonly state: 'ok' | 'missing' | 'wrong' | 'read-only' | 'full' | 'failing'
  readonly freeBytes: number
  readonly detail?: string
}

export type RecorderStatus = {
  readonly shard: number
  readonly boot: string
  readonly wallMs: number
  readonly streams: readonly StreamStatus[]
  readonly volumes: readonly VolumeStatus[]
}

export type SealedReelEvent = {
  readonly camera: string
  readonly onDay: string
  readonly path: string
  readonly volume: string
}

/** A status older than this says nothing any more, ms. */
export const STALE_MS = 5000

export class Recorders {
  readonly #run: string
  readonly #nowMs: () => number
  readonly #sealed: (event: SealedReelEvent) => void
  readonly #lines = new Map<string, Socket>()
  readonly #last = new Map<number, { status: RecorderStatus; atMs: number }>()

  /** @param nowMs monotonic milliseconds. */
  constructor(run: string, nowMs: () => number, sealed: (event: SealedReelEvent) => void) {
    this.#run = run
    this.#nowMs = nowMs
    this.#sealed = sealed
  }

  /** Connects to every recorder's socket that isn't connected yet. */
  async look(): Promise<void> {
    for (const name of await readdir(this.#run).catch(() => []))
      if (/^recorder-\d+\.sock$/.test(name) && !this.#lines.has(name)) this.#dial(name)
  }

  /** The last word of each recorder that still speaks. */
  statuses(): RecorderStatus[] {
    const since = this.#nowMs() - STALE_MS
    return [...this.#last.values()].filter(({ atMs }) => atMs >= since).map(({ status }) => status)
  }

  stream(camera: string, stream: number): StreamStatus | null {
    for (const status of this.statuses())
      for (const one of status.streams) if (one.camera === camera && one.stream === stream) return one
    return null
  }

  /** Volumes as the recorders see them; the worst word about each counts. */
  volumes(): Map<string, VolumeStatus> {
    const out = new Map<string, VolumeStatus>()
    for (const status of this.statuses())
      for (const volume of status.volumes)
        if (!out.has(volume.id) || volume.state !== 'ok') out.set(volume.id, volume)
    return out
  }

  close(): void {
    for (const line of this.#lines.values()) line.destroy()
  }

  #dial(name: string): void {
    const socket = connect({ path: join(this.#run, name) })
    this.#lines.set(name, socket)
    const decoder = new WireDecoder()
    socket.on('connect', () => socket.write(encodeWire({ t: 'status' })))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#lines.delete(name))
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const { json } of decoder.push(chunk)) this.#take(json)
      } catch {
        socket.destroy()
      }
    })
  }

  #take(json: Record<string, unknown>): void {
    if (json.t === 'status' && Array.isArray(json.streams) && Array.isArray(json.volumes)) {
      const status = json as unknown as RecorderStatus
      this.#last.set(status.shard, { status, atMs: this.#nowMs() })
    } else if (json.t === 'sealed' && typeof json.path === 'string') {
      this.#sealed(json as unknown as SealedReelEvent)
    }
  }
}
