/**
 * The replay of one camera under one use. It follows the shared clock: place on the element's time line =
 * (wall time - start of the interval) / 1000. It asks for fragments on credit, keeps up to 20 s ahead and 30 s
 * behind, and shows a card where nothing was kept: gaps are never joined over.
 */

import { readFragment, readTimescale } from './boxes.ts'
import { canPlay, PictureBuffer } from './buffer.ts'
import { Channel } from './channel.ts'
import type { Frame, Word } from './frame.ts'
import type { Follower } from './replay-clock.ts'
import { lostAfter, type PictureState, sameState } from './state.ts'

const AHEAD_MS = 20_000
const BEHIND_MS = 30_000
const CREDIT = 4
/** Holes up to this long are rounding between fragments; longer ones are gaps and have a row. */
const HOLE_MS = 500
/** A wall-time step smaller than this is clock discipline, not a new place on the time line. */
const SAME_PLACE_S = 0.05
/** The picture in the element belongs to a wall time this near, its own length added; a farther one is from before. */
const NEAR_MS = 1000

type Gap = { from: number; to: number; readonly cause: string }

type Given = {
  readonly video: HTMLVideoElement
  readonly address: string
  /** Start of the interval, wall ms. */
  readonly base: number
  readonly onState: (state: PictureState) => void
  readonly onDamaged: (damaged: boolean) => void
  /** The registered cause of a gap at a wall time, where the page knows it. */
  readonly causeAt: (at: number) => string | undefined
}

export class ReplayPicture implements Follower {
  #given: Given
  #channel: Channel | undefined
  #open = false
  #buffer: PictureBuffer | undefined
  #codec: string | undefined
  #timescale = 90_000
  #offsetS: number | undefined
  #pictureMs = 40
  #state: PictureState = { is: 'opening' }
  #over = false
  #again: ReturnType<typeof setTimeout> | undefined
  #gaps: Gap[] = []
  #damaged: { readonly from: number; readonly to: number }[] = []
  #play = { id: 0, from: 0, heard: false, begun: false, outstanding: 0, through: false }
  /** Wall time of the picture that stands in the element; undefined: none, or one from before a gap. */
  #pictured: number | undefined
  #broughtAnew = false
  #stuckSince: { readonly now: number; readonly asked: boolean } | undefined
  /** Wall time up to which the present play has answered. */
  #reached = 0

  constructor(given: Given) {
    this.#given = given
    given.video.requestVideoFrameCallback(this.#presented)
    this.#connect()
  }

  /** Length of one picture, for stepping. */
  get pictureMs(): number {
    return this.#pictureMs
  }

  stop(): void {
    this.#over = true
    clearTimeout(this.#again)
    this.#channel?.close()
    this.#dark()
  }

  follow(at: number, rate: number, playing: boolean): boolean {
    if (this.#over || this.#state.is === 'unsupported' || this.#state.is === 'ended') return true
    if (!this.#open) return false
    const gap = this.#gaps.find((g) => at >= g.from && at < g.to)
    if (gap !== undefined) {
      this.#given.video.pause()
      this.#noPicture()
      const cause = gap.cause === 'unknown' ? (this.#given.causeAt(at) ?? gap.cause) : gap.cause
      this.#say({ is: 'gap', fromMs: gap.from, toMs: gap.to, cause })
      this.#topUp(at)
      return true
    }
    const range = this.#rangeAt(at)
    if (range === undefined) {
      const coming = at >= this.#play.from && at <= this.#reached + 4000 && !this.#play.through
      if (this.#play.id === 0 || !coming) this.#ask(at)
      else if (at < this.#reached) this.#stuck(at)
      this.#topUp(at)
      return this.#play.through && at >= this.#reached
    }
    this.#stuckSince = undefined
    this.#topUp(at)
    this.#trim(at)
    const ready = this.#steer(at, rate, playing)
    this.#given.onDamaged(this.#damaged.some((d) => at >= d.from && at < d.to))
    // Data is no picture: on a slow machine the first one comes long after. Until then the tile stays as it is.
    if (this.#state.is !== 'playing') {
      const pictured = this.#picturedNear(at)
      if (pictured === undefined) return ready
      this.#shown(pictured)
    }
    this.#say({ is: 'playing' })
    return ready
  }

  /** Bring the element to `at`. False while it is still on its way: the clock then waits instead of running off. */
  #steer(at: number, rate: number, playing: boolean): boolean {
    const { video } = this.#given
    if (video.seeking) return false
    const place = this.#place(at)
    const off = place - video.currentTime
    if (playing && rate > 0) {
      if (Math.abs(off) > 0.4) video.currentTime = place
      video.playbackRate = Math.min(8, Math.max(0.1, rate * (1 + off * 0.8)))
      if (video.paused) void video.play().catch(() => {})
      return video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
    }
    if (!video.paused) video.pause()
    // An element that stands at the place already presents its picture only when it is sent there again.
    const anew = this.#pictured === undefined && !this.#broughtAnew
    if (anew || Math.abs(off) > (playing ? 0.12 : 0.004)) video.currentTime = place
    if (anew) this.#broughtAnew = true
    return true
  }

  #picturedNear(at: number): number | undefined {
    if (this.#pictured === undefined || this.#given.video.seeking) return undefined
    return Math.abs(this.#pictured - at) <= NEAR_MS + this.#pictureMs ? this.#pictured : undefined
  }

  #noPicture(): void {
    this.#pictured = undefined
    this.#broughtAnew = false
    delete this.#given.video.dataset.wall
  }

  /** This picture is before a person's eyes: the page and the register say so. */
  #shown(wall: number): void {
    this.#given.video.dataset.wall = String(wall)
    this.#channel?.shown.note(wall, this.#pictureMs)
  }

  /**
   * The server has answered past `at` and yet nothing is buffered there: the browser may have evicted it (ask again),
   * or it is a hole without a row (say so, and let the others go on).
   */
  #stuck(at: number): void {
    const now = performance.now()
    this.#stuckSince ??= { now, asked: false }
    if (now - this.#stuckSince.now < 1500) return
    if (!this.#stuckSince.asked) {
      this.#stuckSince = { now, asked: true }
      this.#ask(at)
      return
    }
    const next = this.#buffer?.ranges().find((r) => r.start > this.#place(at))
    const to = next === undefined ? this.#reached : this.#given.base + next.start * 1000
    this.#gaps.push({ from: at - 1, to: Math.max(to, at + 1), cause: 'unknown' })
    this.#stuckSince = undefined
  }

  #place(at: number): number {
    return (at - this.#given.base) / 1000
  }

  #rangeAt(at: number): { readonly start: number; readonly end: number } | undefined {
    const place = this.#place(at)
    return this.#buffer?.ranges().find((r) => place >= r.start - HOLE_MS / 1000 && place < r.end)
  }

  /** Ask the server to start again at `at`; what comes from before its answer is dropped. */
  #ask(at: number): void {
    this.#play = {
      id: this.#play.id + 1,
      from: at,
      heard: false,
      begun: false,
      outstanding: 0,
      through: false,
    }
    this.#reached = at
    this.#offsetS = undefined
    this.#channel?.say({ t: 'play', from: Math.round(at), id: this.#play.id })
  }

  #topUp(at: number): void {
    const play = this.#play
    if (play.id === 0 || play.through || this.#reached > at + AHEAD_MS) return
    const more = CREDIT - play.outstanding
    if (more <= 0) return
    play.outstanding = CREDIT
    this.#channel?.say({ t: 'more', fragments: more })
  }

  #trim(at: number): void {
    const first = this.#buffer?.ranges()[0]
    const keep = this.#place(at - BEHIND_MS)
    if (first !== undefined && first.start < keep - 10) this.#buffer?.remove(0, keep)
    const last = this.#buffer?.ranges().at(-1)
    const limit = this.#place(at + 4 * AHEAD_MS)
    if (last !== undefined && last.end > limit + 10) this.#buffer?.remove(limit, last.end)
  }

  #connect(): void {
    this.#channel = new Channel(this.#given.address, {
      onOpen: () => {
        this.#open = true
        this.#play = { ...this.#play, id: 0, heard: false }
      },
      onWord: (word) => this.#word(word),
      onFrame: (frame) => this.#frame(frame),
      onLost: () => this.#lost(),
      ackEach: true,
    })
  }

  #lost(): void {
    if (this.#over) return
    this.#open = false
    this.#dark()
    this.#say(lostAfter(this.#state))
    this.#again = setTimeout(() => this.#connect(), 1500)
  }

  #word(word: Word): void {
    if (word.t === 'end') {
      this.#dark()
      this.#say({ is: 'ended', code: word.code, text: word.text })
      return
    }
    if (word.t === 'playing') {
      this.#play.heard = word.id === this.#play.id
      return
    }
    if (!this.#play.heard) return
    if (word.t === 'init') {
      this.#codec = word.codec
      this.#offsetS = undefined
      if (!canPlay(word.codec)) this.#say({ is: 'unsupported', codec: word.codec })
      else this.#buffer?.changeCodec(word.codec)
    } else if (word.t === 'gap') {
      this.#gapFound(word)
      this.#reached = Math.max(this.#reached, word.to)
    } else if (word.t === 'through') {
      this.#play.through = true
      this.#reached = Math.max(this.#reached, word.at)
    } else if (word.t === 'fault') {
      this.#say({ is: 'fault', cause: word.cause, sinceMs: word.since })
    }
  }

  /** Neighbouring gaps of one cause are one. */
  #gapFound(found: Gap): void {
    const same = this.#gaps.find(
      (g) => g.cause === found.cause && found.from <= g.to + 1 && found.to >= g.from - 1,
    )
    if (same === undefined) this.#gaps.push({ ...found })
    else {
      same.from = Math.min(same.from, found.from)
      same.to = Math.max(same.to, found.to)
    }
  }

  #frame(frame: Frame): void {
    if (this.#over || !this.#play.heard || this.#codec === undefined || !canPlay(this.#codec)) return
    if (frame.init) {
      this.#timescale = readTimescale(frame.bytes)
      this.#buffer ??= new PictureBuffer(this.#given.video, this.#codec, () => {
        this.#channel?.close()
        this.#lost()
      })
      this.#buffer.append(frame.bytes)
      return
    }
    this.#play.outstanding = Math.max(0, this.#play.outstanding - 1)
    // The first fragment of a play begins at or before the wanted time, unless nothing was kept there.
    if (!this.#play.begun && frame.wallMs > this.#play.from + HOLE_MS) {
      this.#gapFound({ from: this.#play.from, to: frame.wallMs, cause: 'unknown' })
    }
    this.#play.begun = true
    const { ticks, pictureTicks } = readFragment(frame.bytes)
    if (pictureTicks > 0) this.#pictureMs = (pictureTicks / this.#timescale) * 1000
    const offset = this.#place(frame.wallMs) - ticks / this.#timescale
    if (this.#offsetS === undefined || Math.abs(offset - this.#offsetS) > SAME_PLACE_S) this.#offsetS = offset
    this.#buffer?.append(frame.bytes, this.#offsetS)
    this.#reached = Math.max(this.#reached, frame.wallMs)
    if (frame.damaged) this.#damaged.push({ from: frame.wallMs, to: frame.wallMs + 2000 })
  }

  #dark(): void {
    this.#buffer?.close()
    this.#buffer = undefined
    this.#gaps = []
    this.#damaged = []
    this.#noPicture()
  }

  #presented = (_now: number, picture: VideoFrameCallbackMetadata): void => {
    if (this.#over) return
    this.#given.video.requestVideoFrameCallback(this.#presented)
    if (this.#buffer === undefined) return
    this.#pictured = Math.round(this.#given.base + picture.mediaTime * 1000)
    if (this.#state.is === 'playing') this.#shown(this.#pictured)
  }

  #say(state: PictureState): void {
    if (sameState(this.#state, state)) return
    this.#state = state
    this.#given.onState(state)
  }
}
