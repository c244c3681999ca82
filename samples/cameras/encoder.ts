/**
 * H.264 Baseline from I420 pictures, one access unit at a time, with the `h264-mp4-encoder` WebAssembly module.
 *
 * The package writes an MP4 file into an in-memory file system and shows each picture only when a 4 KiB buffer of
 * that file is full: too late for a live camera. Its coder, however, leaves every picture's NAL units at one fixed
 * place of its memory, each slice behind a 4-byte length. They are read there after every picture, and the file is
 * thrown away as it is written. Road not taken: one encoder per group of pictures and a parse of the finished file,
 * which costs a group's length of delay.
 */
import { createRequire } from 'node:module'
import type { H264MP4Encoder } from 'h264-mp4-encoder'
import type { ParameterSets } from '../rtsp/source.ts'

const SECOND_START_CODE = Buffer.from([0, 0, 0, 1, 0x68])

type Package = { createH264MP4Encoder(): Promise<H264MP4Encoder> }

type FileSystem = {
  write: (stream: unknown, buffer: Uint8Array, offset: number, length: number, position?: number) => number
  unlink: (path: string) => void
}

/** The module's memory; seen whenever it writes. One module serves all encoders of a process. */
let memory: Uint8Array | null = null
let load: Promise<Package> | null = null
let count = 0

async function loadPackage(): Promise<Package> {
  // The module hangs handlers on the process that rethrow any error: taken off again, they are not ours.
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((e) => process.listeners(e as 'uncaughtException'))
  const require = createRequire(import.meta.url)
  const found = require('h264-mp4-encoder') as Package
  for (const [i, event] of events.entries()) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[i]!.includes(listener)) process.removeListener(event, listener as never)
    }
  }
  const probe = await found.createH264MP4Encoder()
  const fs = probe.FS as unknown as FileSystem
  fs.write = (_stream, buffer, _offset, length) => {
    memory = buffer
    return length
  }
  probe.delete()
  return found
}

export type EncoderOptions = {
  readonly width: number
  readonly height: number
  readonly fps: number
  /** Pictures from key frame to key frame. */
  readonly group: number
  /** 0 finest … 10 fastest. */
  readonly speed: number
  /** Constant quality (10 best … 51 worst), or a rate in kbit/s. */
  readonly rate: { readonly quantizer: number } | { readonly kbps: number }
}

export type Picture = { readonly nals: Buffer[]; readonly keyFrame: boolean }

export class Encoder {
  readonly options: EncoderOptions
  readonly parameterSets: ParameterSets
  readonly #package: Package
  #inner: H264MP4Encoder
  #name: string
  #at = -1
  #spsBytes = 0
  #ppsBytes = 0
  #coded = 0

  private constructor(found: Package, inner: H264MP4Encoder, options: EncoderOptions) {
    this.#package = found
    this.#inner = inner
    this.#name = inner.outputFilename
    this.options = options
    // One grey picture shows where the coder puts its output, and the parameter sets.
    const [sps, pps] = this.#locate()
    this.parameterSets = { sps, pps, width: options.width, height: options.height }
  }

  static async open(options: EncoderOptions): Promise<Encoder> {
    load ??= loadPackage()
    const found = await load
    return new Encoder(found, await prepare(found, options), options)
  }

  /** Codes one I420 picture (width × height × 3 / 2 bytes). A key frame carries its parameter sets in front. */
  encode(i420: Uint8Array): Picture {
    this.#inner.addFrameYuv(i420)
    this.#coded++
    const heap = this.#heap()
    const inSets = heap.readUInt32BE(this.#at) === 1
    const { sps, pps } = this.parameterSets
    const slice = this.#at + (inSets ? this.#spsBytes + this.#ppsBytes : 0)
    const length = heap.readUInt32BE(slice)
    const type = heap[slice + 4]!
    if ((type !== 0x65 && type !== 0x61) || length > i420.length)
      throw new Error('encoder output is not where it was')
    const nal = Buffer.from(heap.subarray(slice + 4, slice + 4 + length))
    return { nals: inSets ? [sps, pps, nal] : [nal], keyFrame: type === 0x65 }
  }

  /**
   * Starts over with an empty file. The module keeps a few dozen bytes a picture for the file's index: call this
   * every some minutes, before a key frame is due.
   */
  async renew(): Promise<void> {
    const next = await prepare(this.#package, this.options)
    this.close()
    this.#inner = next
    this.#name = next.outputFilename
    this.#locate()
  }

  /** Pictures coded since opening or `renew`. */
  get coded(): number {
    return this.#coded
  }

  close(): void {
    this.#inner.finalize()
    ;(this.#inner.FS as unknown as FileSystem).unlink(this.#name)
    this.#inner.delete()
  }

  #heap(): Buffer {
    if (!memory || memory.length === 0) throw new Error('encoder memory has moved')
    return Buffer.from(memory.buffer, 0, memory.length)
  }

  /** Codes grey pictures up to the end of a group, so that the next one coded is a key frame. */
  #locate(): [sps: Buffer, pps: Buffer] {
    const { width, height, group } = this.options
    const grey = new Uint8Array((width * height * 3) / 2).fill(128)
    this.#inner.addFrameYuv(grey)
    // Stale output of other encoders lies about too: ours is the one that the second picture overwrites.
    const found = outputsIn(this.#heap(), width * height)
    this.#inner.addFrameYuv(grey)
    const heap = this.#heap()
    const ours = found.find((o) => heap[o.at + 4] === 0x61)
    if (!ours) throw new Error('encoder output not found in its memory')
    this.#at = ours.at
    this.#spsBytes = ours.sps.length + 4
    this.#ppsBytes = ours.pps.length + 4
    for (let k = 2; k < group; k++) this.#inner.addFrameYuv(grey)
    this.#coded = 0
    return [ours.sps, ours.pps]
  }
}

type Output = { readonly at: number; readonly sps: Buffer; readonly pps: Buffer }

/** Every place that looks like a coded key frame: two parameter sets behind start codes, a slice behind its length. */
function outputsIn(heap: Buffer, maxSliceBytes: number): Output[] {
  const out: Output[] = []
  // By the code's last byte: memory is mostly zeros, in which a search for its first ones stops everywhere.
  for (let type = heap.indexOf(0x67, 4); type >= 0; type = heap.indexOf(0x67, type + 1)) {
    const at = type - 4
    if (heap.readUInt32BE(at) !== 1) continue
    const second = heap.indexOf(SECOND_START_CODE, at + 5)
    if (second < 0 || second - at > 64) continue
    for (let slice = second + 6; slice < second + 64; slice++) {
      const length = heap.readUInt32BE(slice)
      if (heap[slice + 4] !== 0x65 || length < 8 || length > maxSliceBytes) continue
      out.push({
        at,
        sps: Buffer.from(heap.subarray(at + 4, second)),
        pps: Buffer.from(heap.subarray(second + 4, slice)),
      })
      break
    }
  }
  return out
}

async function prepare(found: Package, options: EncoderOptions): Promise<H264MP4Encoder> {
  const inner = await found.createH264MP4Encoder()
  inner.width = options.width
  inner.height = options.height
  inner.frameRate = options.fps
  inner.groupOfPictures = options.group
  inner.speed = options.speed
  if ('kbps' in options.rate) inner.kbps = options.rate.kbps
  else inner.quantizationParameter = options.rate.quantizer
  inner.outputFilename = `discarded-${count++}.mp4`
  inner.initialize()
  return inner
}
