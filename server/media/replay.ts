/**
 * Replay of one camera to one player: fragments on credit, each under a lease, none outside the use's interval. The
 * player asks for as many as it wants to hold; one that stops asking or acknowledging gets no more.
 */
import { type Kysely, sql } from 'kysely'
import type { KeyClient } from '#video/keys/client.ts'
import { KeyRefusal } from '#video/keys/refusals.ts'
import { type Channel, closeCodes, FLAG_DAMAGED, FLAG_INIT, FLAG_KEY } from './channel.ts'
import { LeaseRunner } from './lease-runner.ts'
import type { ByteLog, ImageGate, Opened } from './ports.ts'
import type { FragmentPlace, ReelIndex } from './reel-index.ts'
import { ReelSource } from './reel-source.ts'

const mostCredit = 4
/** Sent and not acknowledged, whatever was granted: a player that stops reading has been shown at most so many more. */
const mostUnacknowledged = 2
const windowMs = 60_000
const joinMs = 500
/** Pictures this young may still be on their way to the disk. */
const settleMs = 4000
const waitMs = 500
/** A player's clock stops at the edges; beyond this it is asking for what the use does not hold. */
const edgeMs = 1000

type Deps = {
  // biome-ignore lint/suspicious/noExplicitAny: raw statements only
  readonly db: Kysely<any>
  readonly gate: ImageGate
  readonly keys: KeyClient
  readonly index: ReelIndex
  readonly byteLog: ByteLog
}

export class ReplayDelivery {
  readonly #channel: Channel
  readonly #opened: Opened
  readonly #stream: 0 | 1
  readonly #deps: Deps
  readonly #leases: LeaseRunner
  readonly #source: ReelSource
  #credit = 0
  #queue: FragmentPlace[] = []
  /** Content time up to which everything was sent, skipped or told as a gap. */
  #at = 0
  /** The next look begins at a key frame. */
  #seek = true
  /** Last fragment sent in this play. */
  #last: FragmentPlace | null = null
  /** Counts plays: work begun for an earlier one is dropped. */
  #play = 0
  #playing = false
  #mark = ''
  #through = false
  #shownAt = 0
  #over = false
  #busy: Promise<void> | null = null
  #again = false

  constructor(channel: Channel, opened: Opened, stream: 0 | 1, deps: Deps) {
    this.#channel = channel
    this.#opened = opened
    this.#stream = stream
    this.#deps = deps
    this.#leases = new LeaseRunner(deps.gate, opened, stream, 'replay')
    this.#source = new ReelSource(deps.keys)
  }

  said(message: { t: string; [key: string]: unknown }): void {
    if (message.t === 'play') this.#startAt(Number(message.from), message.id)
    else if (message.t === 'more') {
      const asked = Number(message.fragments)
      if (Number.isInteger(asked) && asked > 0) this.#credit = Math.min(mostCredit, this.#credit + asked)
      this.#work()
    } else if (message.t === 'got') this.#work()
    else if (message.t === 'shown') this.#displayed(Number(message.from), Number(message.to))
  }

  async end(): Promise<void> {
    if (this.#over) return
    this.#over = true
    await this.#busy?.catch(() => undefined)
    await this.#leases.end()
    await this.#source.close()
  }

  #displayed(from: number, to: number): void {
    const now = Date.now()
    if (!(from < to) || to - from > 60_000 || now - this.#shownAt < 500) return
    this.#shownAt = now
    void this.#deps.gate
      .displayed(this.#opened.useId, this.#opened.cameraId, new Date(from), new Date(to))
      .catch(() => undefined)
  }

  #startAt(from: number, id: unknown): void {
    const first = this.#opened.from!.getTime()
    const last = this.#opened.to!.getTime()
    if (!Number.isFinite(from)) {
      this.#channel.close(1008)
      return
    }
    this.#play++
    if (from < first - edgeMs || from > last + edgeMs) {
      this.#playing = false
      this.#deps.gate
        .refuse(this.#opened, 'use/outside-interval')
        .catch((error: unknown) => this.#channel.endBy(error))
      return
    }
    this.#queue = []
    this.#mark = ''
    this.#through = false
    this.#at = Math.min(Math.max(from, first), last)
    this.#playing = true
    void this.#leases.finish()
    this.#channel.say({
      t: 'playing',
      from: this.#at,
      ...(typeof id === 'number' || typeof id === 'string' ? { id } : {}),
    })
    this.#seek = true
    this.#last = null
    this.#work()
  }

  #work(): void {
    if (this.#over || !this.#playing) return
    // What is said while a run winds up (credit in the same packet as the play) must not be lost.
    this.#again = this.#busy !== null
    this.#busy ??= this.#run()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#busy = null
        if (this.#again) this.#work()
      })
  }

  #fail(error: unknown): void {
    if (error instanceof KeyRefusal) this.#channel.end(error.code, closeCodes.away)
    else this.#channel.endBy(error)
  }

  get #outstanding(): number {
    return this.#channel.seq - this.#channel.acked
  }

  async #run(): Promise<void> {
    while (
      !this.#over &&
      !this.#channel.ended &&
      !this.#through &&
      this.#credit > 0 &&
      this.#outstanding < mostUnacknowledged
    ) {
      const play = this.#play
      if (this.#queue.length === 0 && !(await this.#fill())) return
      if (play !== this.#play) continue
      const next = this.#queue.shift()
      if (next) await this.#sendOne(next, play)
    }
  }

  /** Finds what comes next. False where nothing will come without a new message or time. */
  async #fill(): Promise<boolean> {
    const seek = this.#seek
    const first = this.#opened.from!.getTime()
    const last = this.#opened.to!.getTime()
    const play = this.#play
    const end = Math.min(this.#at + windowMs, last)
    if (this.#at >= last - 1) return this.#finishAt(last)
    // A seek begins at the key frame at or before it: look back as far as a group of pictures may reach.
    const from = seek ? Math.max(first, this.#at - 20_000) : this.#at
    let places = (await this.#deps.index.fragments(this.#opened.cameraId, this.#stream, from, end)).filter(
      // Strictly inside what was granted: a fragment that reaches over either edge stays here.
      (f) => f.fromMs >= first && f.toMs <= last,
    )
    if (play !== this.#play) return true
    if (seek) places = fromKeyFrame(places, this.#at)
    else places = places.filter((f) => this.#comesNext(f))
    if (places.length) {
      this.#seek = false
      this.#queue = places
      return true
    }
    if (end > Date.now() - settleMs && end >= this.#at) {
      // Still being written: wait for the disk, then look again.
      await new Promise((r) => setTimeout(r, waitMs))
      return !this.#over && !this.#channel.ended && this.#credit > 0
    }
    await this.#tellGap(this.#at, end)
    this.#at = end
    this.#seek = false
    return end < last || this.#finishAt(last)
  }

  /** Wall time may step back a little between reels: what was sent is told by its place, not by its time. */
  #comesNext(f: FragmentPlace): boolean {
    if (f.fromMs < this.#at - joinMs) return false
    return this.#last?.reel.reelId !== f.reel.reelId || f.entry.offset > this.#last.entry.offset
  }

  #finishAt(last: number): boolean {
    this.#through = true
    this.#channel.say({ t: 'through', at: last })
    return false
  }

  async #tellGap(from: number, to: number): Promise<void> {
    const { rows } = await sql<{ cause: string }>`
      select cause from gap where camera_id = ${this.#opened.cameraId} and stream = ${this.#stream}
        and from_at < ${new Date(to)} and coalesce(to_at, 'infinity') > ${new Date(from)}
      order by from_at limit 1`.execute(this.#deps.db)
    this.#channel.say({ t: 'gap', from, to, cause: rows[0]?.cause ?? 'unknown' })
  }

  /** Sends one fragment, unless the play changed or ended meanwhile. */
  async #sendOne(f: FragmentPlace, play: number): Promise<void> {
    if (f.fromMs - this.#at > joinMs && this.#mark !== '') await this.#tellGap(this.#at, f.fromMs)
    const lease = await this.#leaseFor(f)
    if (play !== this.#play || this.#over) return
    const init = await this.#source.init(f, lease)
    const bytes = await this.#source.read(f, lease)
    // The use may have ended while the disk was read.
    if (play !== this.#play || this.#over || this.#channel.ended) return
    if (init.mark !== this.#mark) {
      this.#mark = init.mark
      this.#channel.say({ t: 'init', codec: init.codec, width: init.width, height: init.height })
      this.#channel.send(f.fromMs, FLAG_INIT, init.segment)
    }
    const { from, to } = bounds(f)
    this.#leases.sent(from, to, bytes.length)
    const flags = (f.entry.startsWithKeyFrame ? FLAG_KEY : 0) | (f.entry.damaged ? FLAG_DAMAGED : 0)
    const seq = this.#channel.send(f.fromMs, flags, bytes)
    this.#credit--
    this.#last = f
    this.#at = f.toMs
    this.#deps.byteLog({
      use: this.#opened.useId,
      camera: this.#opened.cameraId,
      kind: 'replay',
      seq,
      from,
      to,
      bytes: bytes.length,
    })
    await this.#leases.flush()
  }

  async #leaseFor(f: FragmentPlace): Promise<string> {
    const { from, to } = bounds(f)
    for (let tries = 0; tries < 3; tries++) {
      const lease = this.#leases.covering(from, to)
      if (lease) return lease
      await this.#leases.extend(from, this.#opened.to!.getTime())
    }
    throw new Error('no lease covers a fragment of at most 10 s')
  }
}

/** Whole milliseconds that hold the fragment; an interval's own bounds are whole, so they stay inside it. */
const bounds = (f: FragmentPlace): { from: number; to: number } => ({
  from: Math.floor(f.fromMs),
  to: Math.ceil(f.toMs),
})

/** From the last fragment at or before `at` that starts with a key frame; else from the first one after it. */
function fromKeyFrame(places: readonly FragmentPlace[], at: number): FragmentPlace[] {
  const before = places.findLastIndex((f) => f.entry.startsWithKeyFrame && f.fromMs <= at)
  if (before >= 0) {
    const chosen = places.slice(before)
    // A gap between the key frame and the wanted time: begin behind it instead.
    if (
      chosen.some(
        (f, i) =>
          f.fromMs <= at && i + 1 < chosen.length && chosen[i + 1]!.fromMs > at && f.toMs < at - joinMs,
      )
    ) {
      const after = places.findIndex((f) => f.entry.startsWithKeyFrame && f.fromMs > at)
      return after >= 0 ? places.slice(after) : []
    }
    return chosen
  }
  const after = places.findIndex((f) => f.entry.startsWithKeyFrame && f.fromMs > at)
  return after >= 0 ? places.slice(after) : []
}
