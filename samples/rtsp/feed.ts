/** One source on its way to many clients: packetised once, the buffers shared by all of them. */
import { randomInt } from 'node:crypto'
import { type PacketRun, packetize } from './rtp.ts'
import type { AccessUnit, ParameterSets, Source } from './source.ts'

/** A new client may get the pictures since the last key frame at once, if they are not more than this. */
const MAX_CACHED_RUNS = 120

export class Feed {
  readonly source: Source
  #listeners = new Set<(run: PacketRun) => void>()
  #stop: (() => void) | null = null
  #cached: PacketRun[] = []
  #sequence = randomInt(0x10000)
  #base = randomInt(2 ** 31)
  readonly ssrc = randomInt(2 ** 32)
  #last: { readonly timestamp: number; readonly wallMs: number } | null = null

  constructor(source: Source) {
    this.source = source
  }

  get parameterSets(): ParameterSets {
    return this.source.parameterSets()
  }

  /**
   * Hands `listener` the current group of pictures, then each new picture. The source runs while anybody listens.
   * The returned function ends it.
   */
  listen(listener: (run: PacketRun) => void): () => void {
    for (const run of this.#cached) listener(run)
    this.#listeners.add(listener)
    this.#stop ??= this.source.start((unit) => this.#send(unit))
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#stop?.()
      this.#stop = null
      this.#cached = []
      this.#last = null
    }
  }

  /** The next packet's sequence number and RTP time: what `RTP-Info` announces when nothing is cached. */
  get next(): { readonly sequence: number; readonly timestamp: number } {
    const first = this.#cached[0]
    return first
      ? { sequence: first.firstSequence, timestamp: first.timestamp }
      : { sequence: this.#sequence, timestamp: this.#last?.timestamp ?? this.#base }
  }

  /** RTP time at a wall instant, or null before the first picture. */
  timestampAt(wallMs: number): number | null {
    if (!this.#last) return null
    return (this.#last.timestamp + Math.round((wallMs - this.#last.wallMs) * 90)) >>> 0
  }

  /** From the next picture on, RTP time and sequence numbers start anew, as after a camera's restart. */
  resetTimestamps(): void {
    this.#base = randomInt(2 ** 31)
    this.#sequence = randomInt(0x10000)
    this.#cached = []
  }

  #send(unit: AccessUnit): void {
    const timestamp = (this.#base + unit.time90k) % 2 ** 32
    const run = packetize(unit.nals, {
      sequence: this.#sequence,
      timestamp,
      ssrc: this.ssrc,
      keyFrame: unit.keyFrame,
    })
    this.#sequence = (this.#sequence + run.starts.length) & 0xffff
    this.#last = { timestamp, wallMs: unit.wallMs }
    if (unit.keyFrame) this.#cached = []
    if (unit.keyFrame || (this.#cached.length > 0 && this.#cached.length < MAX_CACHED_RUNS))
      this.#cached.push(run)
    for (const listener of this.#listeners) listener(run)
  }
}
