/**
 * A loop of pictures encoded once and sent over and over, for load: any number of paths and clients at the cost
 * of one packetiser. Each picture carries its running number in an SEI message, so that a test can count losses.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Encoder, type Picture } from '../cameras/encoder.ts'
import { chanceStream } from '../cameras/scene/chance.ts'
import { pace } from './pace.ts'
import type { AccessUnit, ParameterSets, Source } from './source.ts'

export type LoopOptions = {
  readonly width: number
  readonly height: number
  readonly fps: number
  readonly kbps: number
  /** Seconds from key frame to key frame. */
  readonly groupSeconds: number
}

/** The load that the media measurements speak of: about 1 Mbit/s (the coder stays under its allowance). */
export const STANDARD_LOAD: LoopOptions = { width: 1280, height: 720, fps: 15, kbps: 1200, groupSeconds: 2 }

export type Loop = {
  readonly options: LoopOptions
  readonly sets: ParameterSets
  readonly pictures: readonly Picture[]
}

// Two groups: one group alone would repeat its idr_pic_id, and the encoder alternates it.
const GROUPS = 2

const SEI_UUID = Buffer.from('mingjian-picture')

/** Encodes (about a second) or reads from `cacheFolder` the loop with these options. */
export async function loadLoop(options: LoopOptions, cacheFolder: string): Promise<Loop> {
  const name = `loop-${options.width}x${options.height}-${options.fps}fps-${options.kbps}k-${options.groupSeconds}s.bin`
  const path = join(cacheFolder, name)
  try {
    return decodeLoop(options, readFileSync(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && !(error instanceof RangeError)) throw error
  }
  const loop = await encodeLoop(options)
  mkdirSync(cacheFolder, { recursive: true })
  // A crash between the two leaves a stray temporary file, never half a loop.
  writeFileSync(`${path}.${process.pid}`, encodeFile(loop))
  renameSync(`${path}.${process.pid}`, path)
  return loop
}

async function encodeLoop(options: LoopOptions): Promise<Loop> {
  const { width, height, fps, kbps, groupSeconds } = options
  const group = Math.round(fps * groupSeconds)
  const encoder = await Encoder.open({ width, height, fps, group, speed: 9, rate: { kbps } })
  const picture = new Uint8Array((width * height * 3) / 2).fill(128)
  const still = stillPicture(width, height)
  const pictures: Picture[] = []
  for (let n = 0; n < group * GROUPS; n++) {
    paintMoving(picture, still, width, height, n, group * GROUPS)
    pictures.push(encoder.encode(picture))
  }
  const sets = encoder.parameterSets
  encoder.close()
  return { options, sets, pictures }
}

function stillPicture(width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height)
  const next = chanceStream(1)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = ((x >> 5) ^ (y >> 5)) & 1
      out[y * width + x] =
        70 + (y * 60) / height + tile * 14 + 10 * Math.sin(x / 23) * Math.cos(y / 17) + next() * 6
    }
  }
  return out
}

/** Six bright bodies going round: enough motion to spend the bit rate, none of it random. */
function paintMoving(
  out: Uint8Array,
  still: Uint8Array,
  width: number,
  height: number,
  n: number,
  total: number,
): void {
  out.set(still)
  for (let k = 0; k < 6; k++) {
    const turn = ((n / total + k / 6) % 1) * Math.PI * 2
    const left = Math.round(width * (0.46 + 0.4 * Math.cos(turn)))
    const top = Math.round(height * (0.4 + 0.34 * Math.sin(turn * (1 + (k % 2)))))
    const size = Math.round(height / 7)
    for (let y = top; y < Math.min(height, top + size); y++) {
      for (let x = left; x < Math.min(width, left + size); x++) {
        out[y * width + x] = 40 + k * 26 + ((((x - left) * (k + 3)) ^ ((y - top) * 5)) % 48)
      }
    }
  }
}

function encodeFile(loop: Loop): Buffer {
  const parts: Buffer[] = []
  const add = (data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    parts.push(length, data)
  }
  add(loop.sets.sps)
  add(loop.sets.pps)
  for (const picture of loop.pictures) add(picture.nals[picture.nals.length - 1]!)
  return Buffer.concat(parts)
}

function decodeLoop(options: LoopOptions, file: Buffer): Loop {
  const parts: Buffer[] = []
  for (let o = 0; o < file.length; ) {
    const length = file.readUInt32BE(o)
    if (o + 4 + length > file.length) throw new RangeError('loop file cut short')
    parts.push(file.subarray(o + 4, o + 4 + length))
    o += 4 + length
  }
  const [sps, pps, ...slices] = parts
  if (!sps || !pps || slices.length !== Math.round(options.fps * options.groupSeconds) * GROUPS) {
    throw new RangeError('loop file of another make')
  }
  const pictures = slices.map((slice): Picture => {
    const keyFrame = (slice[0]! & 0x1f) === 5
    return { nals: keyFrame ? [sps, pps, slice] : [slice], keyFrame }
  })
  return { options, sets: { sps, pps, width: options.width, height: options.height }, pictures }
}

/** Sends a loop for ever at its frame rate. `other` is what `changeResolution` switches to and back. */
export class SyntheticSource implements Source {
  #loop: Loop
  #other: Loop | null
  #wanted: Loop | null = null
  #number = 0
  readonly #now: () => number

  constructor(loop: Loop, now: () => number, other: Loop | null = null) {
    this.#loop = loop
    this.#other = other
    this.#now = now
  }

  get fps(): number {
    return this.#loop.options.fps
  }

  parameterSets(): ParameterSets {
    return this.#loop.sets
  }

  /** Pictures sent so far: the next one carries this number. */
  get sent(): number {
    return this.#number
  }

  /** SHA-256 (hex) of each coded slice → its place in the loop, for a test that sees no SEI. */
  hashes(): Map<string, number> {
    const hash = (nal: Buffer) => createHash('sha256').update(nal).digest('hex')
    return new Map(this.#loop.pictures.map((p, i) => [hash(p.nals[p.nals.length - 1]!), i]))
  }

  start(onUnit: (unit: AccessUnit) => void): () => void {
    const period = 90_000 / this.fps
    let at = 0
    return pace(1000 / this.fps, (tick) => {
      const next = this.#loop.pictures[at % this.#loop.pictures.length]!
      if (this.#wanted && next.keyFrame) {
        this.#other = this.#loop
        this.#loop = this.#wanted
        this.#wanted = null
        at = 0
      }
      const picture = this.#loop.pictures[at % this.#loop.pictures.length]!
      at++
      const slice = picture.nals[picture.nals.length - 1]!
      const nals = [...picture.nals.slice(0, -1), numberMessage(this.#number++), slice]
      onUnit({ nals, keyFrame: picture.keyFrame, time90k: Math.round(tick * period), wallMs: this.#now() })
    })
  }

  /** Throws where the source was given no second loop. */
  async changeResolution(): Promise<void> {
    if (!this.#other) throw new Error('this synthetic source has one picture size only')
    this.#wanted = this.#other
  }
}

/** SEI user data, unregistered: 16-byte name and the number in decimal digits (no byte needs escaping). */
function numberMessage(n: number): Buffer {
  const digits = Buffer.from(String(n).padStart(12, '0'))
  return Buffer.concat([
    Buffer.from([6, 5, SEI_UUID.length + digits.length]),
    SEI_UUID,
    digits,
    Buffer.from([0x80]),
  ])
}

/** The running number in any bytes of a picture (RTP payload, length-prefixed sample, fragment), or null. */
export function pictureNumber(bytes: Buffer): number | null {
  const at = bytes.indexOf(SEI_UUID)
  if (at < 0 || at + SEI_UUID.length + 12 > bytes.length) return null
  const digits = bytes.toString('latin1', at + SEI_UUID.length, at + SEI_UUID.length + 12)
  return /^\d{12}$/.test(digits) ? Number(digits) : null
}
