/**
 * The live picture of one camera: a chunk a picture over one socket. It stays within a second and a half of the
 * glass by playing a touch faster, and jumps when it falls more than 2 s behind. It holds about 10 s behind the
 * picture, in the element only; when the use ends the element loses its source in the same turn.
 */

import { readFragment, readTimescale } from './boxes.ts'
import { canPlay, PictureBuffer } from './buffer.ts'
import { Channel } from './channel.ts'
import type { Frame, Word } from './frame.ts'
import { lostAfter, type PictureState, sameState } from './state.ts'

const STEER_EVERY_MS = 200
const JUMP_BEHIND_S = 2
const EDGE_S = 0.3
const KEEP_S = 10

type Given = {
  readonly video: HTMLVideoElement
  readonly address: string
  readonly onState: (state: PictureState) => void
}

export class LivePicture {
  #given: Given
  #channel: Channel | undefined
  #buffer: PictureBuffer | undefined
  #state: PictureState = { is: 'opening' }
  #codec: string | undefined
  #init: Uint8Array<ArrayBuffer> | undefined
  #timescale = 90_000
  #base: { readonly ticks: number; readonly wallMs: number } | undefined
  /** Wall time by place on the element's time line, for the last 12 s or so. */
  #walls: { readonly at: number; readonly wallMs: number }[] = []
  #pictureMs = 40
  #steer: ReturnType<typeof setInterval>
  #again: ReturnType<typeof setTimeout> | undefined
  #tries = 0
  #over = false
  #frozen = false

  constructor(given: Given) {
    this.#given = given
    this.#steer = setInterval(() => this.#steerToEdge(), STEER_EVERY_MS)
    given.video.requestVideoFrameCallback(this.#presented)
    this.#connect()
  }

  /** Hold the picture on screen, or go back to the present. The stream goes on behind it either way. */
  freeze(frozen: boolean): void {
    this.#frozen = frozen
    const { video } = this.#given
    if (frozen) video.pause()
    else {
      this.#jump()
      void video.play().catch(() => {})
    }
  }

  stop(): void {
    this.#over = true
    clearInterval(this.#steer)
    clearTimeout(this.#again)
    this.#channel?.close()
    this.#dark()
  }

  #connect(): void {
    this.#channel = new Channel(this.#given.address, {
      onOpen: () => {},
      onWord: (word) => this.#word(word),
      onFrame: (frame) => this.#frame(frame),
      onLost: () => this.#lost(),
    })
  }

  #lost(): void {
    if (this.#over) return
    this.#dark()
    this.#say(lostAfter(this.#state))
    this.#tries += 1
    this.#again = setTimeout(() => this.#connect(), Math.min(5000, 300 * 2 ** this.#tries))
  }

  #word(word: Word): void {
    if (word.t === 'init') {
      this.#dark()
      this.#codec = word.codec
      if (!canPlay(word.codec)) this.#say({ is: 'unsupported', codec: word.codec })
    } else if (word.t === 'fault') {
      this.#dark()
      this.#say({ is: 'fault', cause: word.cause, sinceMs: word.since })
    } else if (word.t === 'fault-over') {
      this.#say({ is: 'opening' })
    } else if (word.t === 'end') {
      this.#dark()
      this.#say({ is: 'ended', code: word.code, text: word.text })
    }
  }

  #frame(frame: Frame): void {
    if (this.#over || this.#codec === undefined || !canPlay(this.#codec)) return
    if (frame.init) {
      this.#init = frame.bytes
      this.#timescale = readTimescale(frame.bytes)
      return
    }
    if (this.#init === undefined) return
    this.#tries = 0
    if (this.#buffer === undefined) {
      if (!frame.key) return
      this.#begin()
    }
    const { ticks, pictureTicks } = readFragment(frame.bytes)
    if (pictureTicks > 0) this.#pictureMs = (pictureTicks / this.#timescale) * 1000
    this.#base ??= { ticks, wallMs: frame.wallMs }
    const at = (ticks - this.#base.ticks) / this.#timescale
    this.#walls.push({ at, wallMs: frame.wallMs })
    if (this.#walls.length > 600) this.#walls.splice(0, 200)
    this.#buffer?.append(frame.bytes, -this.#base.ticks / this.#timescale)
  }

  #begin(): void {
    if (this.#codec === undefined || this.#init === undefined) return
    this.#base = undefined
    this.#walls = []
    this.#buffer = new PictureBuffer(this.#given.video, this.#codec, () => {
      // A picture the decoder cannot take: start over at the next key frame instead of standing still.
      this.#channel?.close()
      this.#lost()
    })
    this.#buffer.append(this.#init)
    if (!this.#frozen) void this.#given.video.play().catch(() => {})
  }

  #dark(): void {
    this.#buffer?.close()
    this.#buffer = undefined
    this.#walls = []
    delete this.#given.video.dataset.wall
  }

  #steerToEdge(): void {
    const { video } = this.#given
    const ranges = this.#buffer?.ranges() ?? []
    const last = ranges.at(-1)
    const first = ranges[0]
    if (last === undefined || first === undefined) return
    if (first.start < video.currentTime - KEEP_S - 5) this.#buffer?.remove(0, video.currentTime - KEEP_S)
    // Frozen for long: the stream moves on, only its last 10 s are worth holding.
    if (this.#frozen) {
      if (last.end - first.start > 60) this.#buffer?.remove(video.currentTime + 1, last.end - KEEP_S)
      return
    }
    const behind = last.end - video.currentTime
    if (behind > JUMP_BEHIND_S || video.currentTime < last.start) this.#jump()
    else video.playbackRate = behind > 0.9 ? 1.2 : behind > 0.5 ? 1.06 : 1
    if (video.paused) void video.play().catch(() => {})
  }

  #jump(): void {
    const last = this.#buffer?.ranges().at(-1)
    if (last === undefined) return
    this.#given.video.currentTime = Math.max(last.start, last.end - EDGE_S)
    this.#given.video.playbackRate = 1
  }

  #presented = (_now: number, picture: VideoFrameCallbackMetadata): void => {
    if (this.#over) return
    this.#given.video.requestVideoFrameCallback(this.#presented)
    const wall = this.#wallAt(picture.mediaTime)
    if (wall === undefined) return
    this.#given.video.dataset.wall = String(wall)
    this.#channel?.shown.note(wall, this.#pictureMs)
    if (this.#state.is !== 'playing') this.#say({ is: 'playing' })
  }

  #wallAt(at: number): number | undefined {
    for (let i = this.#walls.length - 1; i >= 0; i--) {
      const wall = this.#walls[i]
      if (wall !== undefined && wall.at <= at + 0.001) return Math.round(wall.wallMs + (at - wall.at) * 1000)
    }
    return undefined
  }

  #say(state: PictureState): void {
    if (sameState(this.#state, state)) return
    this.#state = state
    this.#given.onState(state)
  }
}
