/**
 * The web process's ear at the recorders: their status each second, and live pictures, one subscription a stream
 * however many people watch. Reconnects by itself; a recorder that died shows as `recorder-died` until it is back.
 */
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { sendWire, WireDecoder, type WireMessage } from '#video/wire/framed.ts'

export type OpenReel = {
  readonly id: string
  readonly onDay: string
  readonly path: string
  readonly volume: string
  readonly startMs: number
}

export type StreamStatus = {
  readonly camera: string
  readonly stream: 0 | 1
  readonly state: 'recording' | 'connecting' | 'trouble' | 'no-volume'
  readonly cause?: string
  readonly sinceMs: number
  readonly codec?: string
  readonly width?: number
  readonly height?: number
  readonly fps?: number
  readonly bitsPerS?: number
  readonly clockOffsetMs?: number
  readonly openReel?: OpenReel
  /** Pictures up to here are on disk and synced. */
  readonly provenThroughMs?: number
}

export type VolumeStatus = {
  readonly id: string
  readonly state: string
  readonly freeBytes: number
  readonly detail?: string
}

export type Picture = {
  readonly key: boolean
  readonly damaged: boolean
  readonly wallMs: number
  readonly bytes: Buffer
}

/** What a viewer of a live stream is told. */
export type LiveSink = {
  init(codec: string, width: number, height: number, segment: Buffer): void
  picture(picture: Picture): void
  fault(cause: string, sinceMs: number): void
}

type Watched = {
  readonly key: string
  readonly camera: string
  readonly stream: 0 | 1
  readonly sinks: Set<LiveSink>
  init: { codec: string; width: number; height: number; segment: Buffer } | null
  /** Pictures since the last key frame, for whoever comes in the middle. */
  group: Picture[]
  bytes: number
  fault: { cause: string; sinceMs: number } | null
}

const lookAgainMs = 1000
const maxGroupBytes = 16 * 1024 * 1024
const streamKey = (camera: string, stream: number): string => `${camera}/${stream}`

export class RecorderLink {
  readonly #run: string
  readonly #sockets = new Map<string, Socket>()
  readonly #streams = new Map<string, { status: StreamStatus; shard: string }>()
  readonly #volumes = new Map<string, VolumeStatus>()
  readonly #watched = new Map<string, Watched>()
  readonly #listeners = new Set<() => void>()
  #timer: NodeJS.Timeout

  /** @param run the run folder with `recorder-<shard>.sock`. */
  constructor(run: string) {
    this.#run = run
    this.#timer = setInterval(() => this.#look(), lookAgainMs)
    this.#look()
  }

  close(): void {
    clearInterval(this.#timer)
    for (const socket of this.#sockets.values()) socket.destroy()
  }

  status(camera: string, stream: 0 | 1 = 0): StreamStatus | null {
    return this.#streams.get(streamKey(camera, stream))?.status ?? null
  }

  statuses(): StreamStatus[] {
    return [...this.#streams.values()].map((s) => s.status)
  }

  volumes(): VolumeStatus[] {
    return [...this.#volumes.values()]
  }

  /** Called after each status message. @returns ends it. */
  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Live pictures from the current group's key frame on. @returns ends it. */
  live(camera: string, stream: 0 | 1, sink: LiveSink): () => void {
    const key = streamKey(camera, stream)
    let w = this.#watched.get(key)
    if (!w) {
      w = { key, camera, stream, sinks: new Set(), init: null, group: [], bytes: 0, fault: null }
      this.#watched.set(key, w)
      this.#subscribe(w)
    }
    const watched = w
    watched.sinks.add(sink)
    if (watched.init)
      sink.init(watched.init.codec, watched.init.width, watched.init.height, watched.init.segment)
    if (watched.fault) sink.fault(watched.fault.cause, watched.fault.sinceMs)
    for (const picture of watched.group) sink.picture(picture)
    return () => {
      watched.sinks.delete(sink)
      if (watched.sinks.size > 0 || this.#watched.get(key) !== watched) return
      this.#watched.delete(key)
      for (const socket of this.#sockets.values()) sendWire(socket, { t: 'live-stop', id: key })
    }
  }

  #subscribe(w: Watched): void {
    const shard = this.#streams.get(w.key)?.shard
    const sockets = shard ? [this.#sockets.get(shard)] : [...this.#sockets.values()]
    for (const socket of sockets)
      if (socket) sendWire(socket, { t: 'live', id: w.key, camera: w.camera, stream: w.stream })
  }

  #look(): void {
    let names: string[]
    try {
      names = readdirSync(this.#run).filter((n) => /^recorder-\d+\.sock$/.test(n))
    } catch {
      return
    }
    for (const name of names) if (!this.#sockets.has(name)) this.#connect(name)
  }

  #connect(name: string): void {
    const socket = connect(path.join(this.#run, name))
    const decoder = new WireDecoder()
    this.#sockets.set(name, socket)
    socket.on('connect', () => {
      sendWire(socket, { t: 'status' })
      for (const w of this.#watched.values()) this.#subscribe(w)
    })
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const message of decoder.push(chunk)) this.#take(name, message)
      } catch {
        socket.destroy()
      }
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#gone(name))
  }

  #gone(name: string): void {
    this.#sockets.delete(name)
    const sinceMs = Date.now()
    for (const [key, held] of this.#streams) {
      if (held.shard !== name) continue
      const { camera, stream } = held.status
      this.#streams.set(key, {
        shard: name,
        status: { camera, stream, state: 'trouble', cause: 'recorder-died', sinceMs },
      })
      const w = this.#watched.get(key)
      if (w) this.#fault(w, 'recorder-died', sinceMs)
    }
    for (const listener of this.#listeners) listener()
  }

  #take(name: string, { json, binary }: WireMessage): void {
    if (json.t === 'status') {
      this.#takeStatus(name, json)
      return
    }
    const w = this.#watched.get(String(json.id))
    if (!w) return
    if (json.t === 'init') {
      w.init = {
        codec: String(json.codec),
        width: Number(json.width),
        height: Number(json.height),
        segment: Buffer.from(binary),
      }
      w.fault = null
      this.#forget(w)
      for (const sink of w.sinks) sink.init(w.init.codec, w.init.width, w.init.height, w.init.segment)
    } else if (json.t === 'chunk') {
      const picture = {
        key: json.key === true,
        damaged: json.damaged === true,
        wallMs: Number(json.wallMs),
        bytes: Buffer.from(binary),
      }
      this.#keep(w, picture)
      w.fault = null
      for (const sink of w.sinks) sink.picture(picture)
    } else if (json.t === 'trouble') this.#fault(w, String(json.cause), Number(json.sinceMs))
  }

  #takeStatus(name: string, json: Record<string, unknown>): void {
    const now = new Set<string>()
    for (const status of json.streams as StreamStatus[]) {
      const key = streamKey(status.camera, status.stream)
      now.add(key)
      const known = this.#streams.has(key)
      this.#streams.set(key, { status, shard: name })
      const w = this.#watched.get(key)
      if (!known && w) this.#subscribe(w)
    }
    for (const [key, held] of this.#streams)
      if (held.shard === name && !now.has(key)) this.#streams.delete(key)
    for (const volume of (json.volumes ?? []) as VolumeStatus[]) this.#volumes.set(volume.id, volume)
    for (const listener of this.#listeners) listener()
  }

  #keep(w: Watched, picture: Picture): void {
    if (picture.key) this.#forget(w)
    else if (w.group.length === 0) return
    w.group.push(picture)
    w.bytes += picture.bytes.length
    if (w.bytes > maxGroupBytes) this.#forget(w)
  }

  #forget(w: Watched): void {
    w.group = []
    w.bytes = 0
  }

  #fault(w: Watched, cause: string, sinceMs: number): void {
    w.fault = { cause, sinceMs }
    this.#forget(w)
    for (const sink of w.sinks) sink.fault(cause, sinceMs)
  }
}
