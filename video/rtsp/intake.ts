import { ParameterSets } from '../h264/parameter-sets.ts'
import { StreamFault } from '../media/fault.ts'
import type { CameraClock, CodecInit, Fragment, Sample } from '../media/types.ts'
import { type CutLimits, FRAGMENT_LIMITS, FragmentCutter } from '../mp4/cutter.ts'
import { codecInit } from '../mp4/init.ts'
import { type AccessUnit, H264Depacketiser } from './depacketiser.ts'
import { type LastReport, readRtcp, writeReceiverReport } from './rtcp.ts'
import { RESTARTED, RtpHeader, RtpSource, STALE } from './rtp.ts'
import { type Reanchored, Timeline } from './timeline.ts'

/** Why what follows does not join what came before; the open fragment has ended. */
export type Discontinuity =
  | Reanchored
  | 'source-change' // another sender (SSRC), or the same one began again
  | 'codec' // pictures dropped from a parameter-set change to the next key frame

/** Where a stream goes. Called in order, from the socket's callback: must return soon. */
export type StreamSink = {
  codec(init: CodecInit): void
  /** One picture late: a picture's duration is known when the next one begins. */
  sample(sample: Sample): void
  fragment(fragment: Fragment): void
  clock(clock: CameraClock): void
  discontinuity(reason: Discontinuity): void
}

/** A stream without IDR pictures for this long cannot be played from anywhere. */
const LONGEST_WITHOUT_KEY = 30 * 90_000
/** A step to the next picture longer than this and four usual ones is a hole, not a long picture. */
const HOLE = 45_000

type Pending = { unit: AccessUnit; decode90k: number; composition90k: number }

/**
 * From packets to samples and fragments: everything between the socket and the sink, no clock and no
 * I/O of its own.
 */
export class Intake {
  readonly sets = new ParameterSets()
  readonly #sink: StreamSink
  readonly #payloadType: number
  readonly #header = new RtpHeader()
  readonly #timeline: Timeline
  readonly #cutter: FragmentCutter
  readonly #pictures: H264Depacketiser
  #source: RtpSource | null = null
  #lastReport: LastReport | null = null
  #described = -1
  #initVersion = -1
  #init: CodecInit | null = null
  #waitingForKey = true
  #waitingSince = -1
  #begun: { decode90k: number; composition90k: number; reanchored: Reanchored | null } | null = null
  #pending: Pending | null = null
  #usual90k = 0

  /**
   * @param after90k sample times begin later than this (the last sample of the stream before)
   * @param limits where fragments are cut
   */
  constructor(
    sink: StreamSink,
    payloadType: number,
    parameterSets: readonly Buffer[] = [],
    after90k = 0,
    limits: CutLimits = FRAGMENT_LIMITS,
  ) {
    this.#sink = sink
    this.#payloadType = payloadType
    this.#timeline = new Timeline(after90k)
    this.#cutter = new FragmentCutter((fragment) => sink.fragment(fragment), limits)
    this.#pictures = new H264Depacketiser(this.sets, {
      begin: (timestamp, arrival90k) => this.#begin(timestamp, arrival90k),
      end: (unit) => this.#end(unit),
    })
    for (const set of parameterSets) {
      try {
        this.sets.offer(set)
      } catch (error) {
        // A description with broken parameter sets says nothing about those in the stream.
        if (!(error instanceof StreamFault)) throw error
      }
    }
  }

  /**
   * Takes the RTP packet in `bytes[start, end)`; false where it is none of this track.
   * @throws StreamFault `protocol` for a picture or parameter set out of bounds, `unsupported-codec` for a
   *   stream without IDR pictures
   */
  rtp(bytes: Buffer, start: number, end: number, arrival90k: number): boolean {
    const header = this.#header
    if (!header.read(bytes, start, end)) return false
    if (this.#source === null || this.#source.ssrc !== header.ssrc) {
      if (this.#source !== null) this.#newSource()
      this.#source = new RtpSource(header.ssrc, header.sequence)
      this.#lastReport = null
    } else {
      const missing = this.#source.next(header.sequence)
      if (missing === STALE) return true
      if (missing === RESTARTED) this.#newSource()
      else if (missing > 0) this.#pictures.lost()
    }
    this.#source.arrived(header.timestamp, arrival90k)
    if (header.payloadType !== this.#payloadType) return true
    const { payloadStart, payloadEnd, timestamp, marker } = header
    this.#pictures.packet(bytes, payloadStart, payloadEnd, timestamp, marker, arrival90k)
    return true
  }

  /**
   * Takes the RTCP packet in `bytes[start, end)`; true where the camera says the stream is over.
   * @param wallMs our wall clock at arrival
   */
  rtcp(bytes: Buffer, start: number, end: number, arrival90k: number, wallMs: number): boolean {
    const { report, bye } = readRtcp(bytes, start, end)
    if (report && (this.#source === null || report.ssrc === this.#source.ssrc)) {
      this.#lastReport = { ntpMiddle: report.ntpMiddle, arrival90k }
      this.#sink.clock({ offsetMs: report.wallMs - wallMs, atMono90k: BigInt(Math.round(arrival90k)) })
    }
    return this.#source !== null && bye.includes(this.#source.ssrc)
  }

  /** What we report to the camera; null before its first packet. */
  receiverReport(own: number, cname: string, now90k: number): Buffer | null {
    return this.#source && writeReceiverReport(own, cname, this.#source, this.#lastReport, now90k)
  }

  /** The stream is over: delivers what is complete. */
  finish(): void {
    this.#pictures.flush()
    this.#deliver(Number.POSITIVE_INFINITY, true)
    this.#cutter.flush()
  }

  #newSource(): void {
    this.#pictures.flush()
    this.#deliver(Number.POSITIVE_INFINITY, true)
    this.#timeline.restart()
    this.#pictures.lost()
    this.#discontinuity('source-change')
  }

  #begin(timestamp: number, arrival90k: number): void {
    if (this.sets.version !== this.#described && this.sets.sequence) {
      this.#described = this.sets.version
      const { reorder, fps } = this.sets.sequence
      this.#timeline.describe(reorder, fps)
      if (fps && this.#usual90k === 0) this.#usual90k = Math.round(90_000 / fps)
    }
    const placed = this.#timeline.place(timestamp, arrival90k)
    this.#deliver(placed.decode90k, placed.reanchored !== null)
    if (placed.reanchored) this.#discontinuity(placed.reanchored)
    this.#begun = placed
    if (!this.#waitingForKey) return
    if (this.#waitingSince < 0) this.#waitingSince = arrival90k
    if (arrival90k - this.#waitingSince > LONGEST_WITHOUT_KEY) {
      throw new StreamFault('unsupported-codec', 'no IDR picture in 30 s')
    }
  }

  #end(unit: AccessUnit): void {
    const placed = this.#begun
    if (placed === null) return
    this.#begun = null
    if (this.sets.version !== this.#initVersion && !this.#changeCodec(unit.keyFrame)) return
    if (this.#waitingForKey) {
      if (!unit.keyFrame || this.#init === null) return
      this.#waitingForKey = false
      this.#waitingSince = -1
    }
    this.#pending = { unit, decode90k: placed.decode90k, composition90k: placed.composition90k }
  }

  /** Applies changed parameter sets; false where the picture cannot be shown with them or without them. */
  #changeCodec(keyFrame: boolean): boolean {
    if (!this.sets.complete) return false
    const init = codecInit(this.sets)
    if (this.#init?.initSegment.equals(init.initSegment)) {
      this.#initVersion = this.sets.version
      return true
    }
    if (keyFrame) {
      this.#initVersion = this.sets.version
      this.#init = init
      this.#cutter.flush()
      this.#sink.codec(init)
      return true
    }
    if (!this.#waitingForKey) {
      this.#waitingForKey = true
      this.#discontinuity('codec')
    }
    return false
  }

  #discontinuity(reason: Discontinuity): void {
    this.#cutter.flush()
    if (this.#init !== null) this.#sink.discontinuity(reason)
  }

  /**
   * Hands the waiting picture on. Where the next one does not join it (`apart`, or a hole in time), it
   * lasts as long as pictures usually do, so that the hole stays visible.
   */
  #deliver(next90k: number, apart: boolean): void {
    const pending = this.#pending
    if (pending === null) return
    this.#pending = null
    const usual = this.#usual90k || 3600
    const step = next90k - pending.decode90k
    let duration90k = Math.min(step, usual)
    if (!apart && (step <= HOLE || step <= 4 * usual || this.#usual90k === 0)) {
      duration90k = step
      this.#usual90k = Math.max(1, Math.round(this.#usual90k === 0 ? step : usual + (step - usual) / 8))
    }
    const { unit, decode90k, composition90k } = pending
    const sample: Sample = {
      mono90k: BigInt(decode90k),
      duration90k,
      compositionOffset90k: composition90k,
      keyFrame: unit.keyFrame,
      damaged: unit.damaged,
      data: unit.data,
    }
    this.#sink.sample(sample)
    this.#cutter.push(sample)
  }
}
