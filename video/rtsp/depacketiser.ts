import type { ParameterSets } from '../h264/parameter-sets.ts'
import { protocolFault } from '../media/fault.ts'

/** A whole picture as it came off the wire, in decoding order. */
export type AccessUnit = {
  readonly keyFrame: boolean
  readonly damaged: boolean
  /** Length-prefixed NAL units, a view into a slab that is never written again. */
  readonly data: Buffer
}

export type PictureHandlers = {
  /** The first slice of a picture has come: its time is known before its bytes are complete. */
  begin(timestamp: number, arrival90k: number): void
  /** The picture begun last is complete. Not called where every slice of it was lost. */
  end(unit: AccessUnit): void
}

/** Larger pictures are no surveillance picture: 8 MiB is a 4K intra picture at its worst, twice over. */
export const LARGEST_PICTURE = 8 * 1024 * 1024
const SLAB = 128 * 1024
const MOST_PIECES = 32

/**
 * H.264 out of RTP (RFC 6184, packetization modes 0 and 1): single NAL units, STAP-A, FU-A. A picture ends
 * where the timestamp changes; the marker ends it only where the next packet plainly starts another, as
 * cameras set it on parameter sets and on every slice. Parameter sets go to `sets` and, with delimiters
 * and filler, not into the picture. A NAL unit with a hole is left out and its picture marked.
 *
 * Payload is copied once, into a slab shared by several pictures; a picture that outgrows its slab moves
 * to one twice its size.
 */
export class H264Depacketiser {
  readonly #handlers: PictureHandlers
  readonly #sets: ParameterSets
  #slab = Buffer.allocUnsafeSlow(SLAB)
  #from = 0
  #at = 0
  /** Where the length prefix of the open fragmented NAL unit stands, -1 for none. */
  #open = -1
  #timestamp = -1
  #arrival = 0
  #active = false
  #marked = false
  #begun = false
  #slices = 0
  #key = false
  #damaged = false
  #damageNext = false

  constructor(sets: ParameterSets, handlers: PictureHandlers) {
    this.#sets = sets
    this.#handlers = handlers
  }

  /** Packets are missing before the next one. */
  lost(): void {
    if (this.#active && !this.#marked) this.#damaged = true
    this.#dropOpen()
    this.#damageNext = true
  }

  /**
   * Takes the RTP payload in `bytes[start, end)`.
   * @throws StreamFault `protocol` where a picture passes `LARGEST_PICTURE` or a parameter set is unreadable
   */
  packet(
    bytes: Buffer,
    start: number,
    end: number,
    timestamp: number,
    marker: boolean,
    arrival90k: number,
  ): void {
    if (end <= start) return
    const type = bytes[start]! & 0x1f
    if (
      this.#active &&
      (timestamp !== this.#timestamp || (this.#marked && this.#startsAnother(bytes, start, end, type)))
    ) {
      this.flush()
    }
    if (!this.#active) {
      this.#active = true
      this.#timestamp = timestamp
    }
    this.#arrival = arrival90k
    if (this.#damageNext) {
      this.#damageNext = false
      this.#damaged = true
    }
    if (type >= 1 && type <= 23) {
      this.#interrupted()
      this.#whole(bytes, start, end)
    } else if (type === 28) this.#fragment(bytes, start, end)
    else if (type === 24) this.#aggregate(bytes, start, end)
    else this.#damaged = true // interleaved-mode and reserved types: what they held is not in the picture
    if (marker) this.#marked = true
  }

  /** Ends the picture under way: at a new timestamp, a new sender, the end of the stream. */
  flush(): void {
    if (!this.#active) return
    this.#interrupted()
    const damaged = this.#damaged
    const complete = this.#begun && this.#slices > 0
    const unit = complete
      ? { keyFrame: this.#key, damaged, data: this.#slab.subarray(this.#from, this.#at) }
      : null
    if (complete) this.#from = this.#at
    else {
      this.#at = this.#from
      this.#damageNext ||= damaged // a loss that left no picture to mark shows on the next one
    }
    this.#active = false
    this.#marked = false
    this.#begun = false
    this.#slices = 0
    this.#key = false
    this.#damaged = false
    if (unit) this.#handlers.end(unit)
  }

  /** STAP-A, RFC 6184 5.7.1: 16-bit length and NAL unit, repeated. */
  #aggregate(bytes: Buffer, start: number, end: number): void {
    this.#interrupted()
    let at = start + 1
    while (at + 2 <= end) {
      const next = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!)
      if (next > end) break
      const type = next > at + 2 ? bytes[at + 2]! & 0x1f : 0
      if (type >= 1 && type <= 23) this.#whole(bytes, at + 2, next)
      at = next
    }
    if (at !== end) this.#damaged = true
  }

  /** FU-A, RFC 6184 5.8: indicator, header {start, end, reserved, type}, piece. */
  #fragment(bytes: Buffer, start: number, end: number): void {
    if (end - start < 3) {
      this.#damaged = true
      return
    }
    const header = bytes[start + 1]!
    const first = (header & 0x80) !== 0
    const type = header & 0x1f
    if (first) {
      this.#interrupted()
      if (type === 0 || type > 23) {
        this.#damaged = true
        return
      }
      if (type <= 5) this.#begin()
      this.#ensure(5)
      this.#open = this.#at
      this.#slab[this.#at + 4] = (bytes[start]! & 0xe0) | type
      this.#at += 5
    } else if (this.#open < 0 || (this.#slab[this.#open + 4]! & 0x1f) !== type) {
      this.#dropOpen()
      this.#damaged = true
      return
    }
    this.#append(bytes, start + 2, end)
    if (header & 0x40) this.#close()
  }

  #whole(bytes: Buffer, start: number, end: number): void {
    const type = bytes[start]! & 0x1f
    if (type >= 6 && type <= 9 && startCode(bytes, start, end) >= 0) this.#split(bytes.subarray(start, end))
    else this.#put(bytes, start, end)
  }

  /** Takes one NAL unit that is whole and alone. */
  #put(bytes: Buffer, start: number, end: number): void {
    const type = bytes[start]! & 0x1f
    if (!kept(type)) {
      if (type === 7 || type === 8) this.#sets.offer(bytes, start, end)
      return
    }
    if (type <= 5) this.#begin()
    this.#ensure(4 + end - start)
    const prefix = this.#at
    this.#at += 4
    this.#append(bytes, start, end)
    this.#finished(prefix, type)
  }

  /** The open fragmented NAL unit is complete. */
  #close(): void {
    const prefix = this.#open
    this.#open = -1
    const type = this.#slab[prefix + 4]! & 0x1f
    if (type <= 5) {
      this.#finished(prefix, type)
      return
    }
    const start = prefix + 4
    const end = this.#at
    if (type <= 9 && startCode(this.#slab, start, end) >= 0) {
      const nal = Buffer.from(this.#slab.subarray(start, end))
      this.#at = prefix
      this.#split(nal)
    } else if (kept(type)) this.#finished(prefix, type)
    else {
      this.#at = prefix
      if (type === 7 || type === 8) this.#sets.offer(this.#slab, start, end)
    }
  }

  /**
   * Some cameras send parameter sets and the picture after them as one NAL unit with Annex B start codes
   * between. Slices are never searched: they are what is left once the small units before them are off.
   */
  #split(nal: Buffer): void {
    let start = 0
    for (let piece = 0; piece < MOST_PIECES && start < nal.length; piece++) {
      const type = nal[start]! & 0x1f
      const cut = type >= 6 && type <= 9 ? startCode(nal, start, nal.length) : -1
      let end = cut < 0 ? nal.length : cut
      while (cut >= 0 && end > start && nal[end - 1] === 0) end--
      if (end > start && type >= 1 && type <= 23) this.#put(nal, start, end)
      if (cut < 0) return
      start = cut + 3
    }
    if (start < nal.length) this.#damaged = true
  }

  #finished(prefix: number, type: number): void {
    const length = this.#at - prefix - 4
    this.#slab[prefix] = length >>> 24
    this.#slab[prefix + 1] = length >>> 16
    this.#slab[prefix + 2] = length >>> 8
    this.#slab[prefix + 3] = length
    if (type <= 5) this.#slices++
    if (type === 5) this.#key = true
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    this.#handlers.begin(this.#timestamp, this.#arrival)
  }

  #interrupted(): void {
    if (this.#open < 0) return
    this.#damaged = true
    this.#dropOpen()
  }

  #dropOpen(): void {
    if (this.#open < 0) return
    this.#at = this.#open
    this.#open = -1
  }

  #append(bytes: Buffer, start: number, end: number): void {
    this.#ensure(end - start)
    bytes.copy(this.#slab, this.#at, start, end)
    this.#at += end - start
  }

  #ensure(count: number): void {
    if (this.#at + count <= this.#slab.length) return
    const used = this.#at - this.#from
    if (used + count > LARGEST_PICTURE) throw protocolFault('picture larger than 8 MiB')
    const slab = Buffer.allocUnsafeSlow(Math.min(LARGEST_PICTURE, Math.max(SLAB, 2 * (used + count))))
    this.#slab.copy(slab, 0, this.#from, this.#at)
    if (this.#open >= 0) this.#open -= this.#from
    this.#slab = slab
    this.#from = 0
    this.#at = used
  }

  /** A slice with `first_mb_in_slice` 0 (its first bit set) after a marked picture of the same timestamp. */
  #startsAnother(bytes: Buffer, start: number, end: number, type: number): boolean {
    if (this.#slices === 0 || end - start < 3) return false
    if (type === 28) {
      const slice = bytes[start + 1]! & 0x1f
      return bytes[start + 1]! >= 0x80 && (slice === 1 || slice === 5) && bytes[start + 2]! >= 0x80
    }
    return (type === 1 || type === 5) && bytes[start + 1]! >= 0x80
  }
}

/** Slices, partitions, SEI stay in the picture; parameter sets, delimiters, end marks and filler do not. */
function kept(type: number): boolean {
  return type < 7 || type > 13
}

/** Position of `00 00 01` in `bytes[start, end)`, or -1. */
function startCode(bytes: Buffer, start: number, end: number): number {
  for (let i = start + 2; i < end; i++) {
    const byte = bytes[i]!
    if (byte > 1) i += 2
    else if (byte === 1 && bytes[i - 1] === 0 && bytes[i - 2] === 0) return i - 2
  }
  return -1
}
