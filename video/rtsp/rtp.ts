/** An RTP header (RFC 3550 5.1), read in place; one object serves all packets of a stream. */
export class RtpHeader {
  marker = false
  payloadType = 0
  sequence = 0
  timestamp = 0
  ssrc = 0
  payloadStart = 0
  payloadEnd = 0

  /** Reads the packet in `bytes[start, end)`; false where it is no RTP packet. */
  read(bytes: Buffer, start: number, end: number): boolean {
    if (end - start < 12) return false
    const first = bytes[start]!
    if (first >> 6 !== 2) return false
    let from = start + 12 + (first & 0x0f) * 4
    if (first & 0x10) {
      if (from + 4 > end) return false
      from += 4 + ((bytes[from + 2]! << 8) | bytes[from + 3]!) * 4
    }
    let to = end
    if (first & 0x20) {
      const padding = bytes[end - 1]!
      if (padding === 0) return false
      to -= padding
    }
    if (from > to) return false
    const second = bytes[start + 1]!
    this.marker = second >= 0x80
    this.payloadType = second & 0x7f
    this.sequence = (bytes[start + 2]! << 8) | bytes[start + 3]!
    this.timestamp = u32(bytes, start + 4)
    this.ssrc = u32(bytes, start + 8)
    this.payloadStart = from
    this.payloadEnd = to
    return true
  }
}

/** Unsigned 32-bit big-endian, without the call cost of the checked Buffer method. */
export function u32(bytes: Buffer, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}

/** What `RtpSource.next` says besides a count of lost packets. */
export const STALE = -1
export const RESTARTED = -2

/**
 * One sender's packet order (RFC 3550 A.1, A.3, A.8). Over TCP nothing is reordered on the way, so a
 * forward step is loss at the camera, a step back is a repeat — or, where the next packet follows on it,
 * a sender that began again.
 */
export class RtpSource {
  readonly ssrc: number
  /** Highest sequence number, extended by its cycles; what a receiver report carries. */
  highest: number
  received = 1
  /** Interarrival jitter, 1/90,000 s. */
  jitter = 0
  #base: number
  #restartAt = -1
  #transit = Number.NaN
  #expectedBefore = 0
  #receivedBefore = 0

  constructor(ssrc: number, sequence: number) {
    this.ssrc = ssrc
    this.highest = sequence
    this.#base = sequence
  }

  /** Lost packets before this one (0 = in order), `STALE` (drop it) or `RESTARTED`. */
  next(sequence: number): number {
    const step = (sequence - this.highest) & 0xffff
    if (step === 0 || step >= 0x8000) {
      if (sequence === this.#restartAt) {
        this.#restart(sequence)
        return RESTARTED
      }
      this.#restartAt = (sequence + 1) & 0xffff
      return STALE
    }
    this.#restartAt = -1
    this.highest += step
    this.received++
    return step - 1
  }

  /** Takes a packet's arrival into the jitter estimate (RFC 3550 6.4.1). */
  arrived(timestamp: number, arrival90k: number): void {
    const transit = arrival90k - timestamp
    const change = Math.abs(transit - this.#transit)
    if (change < 0x7fffffff) this.jitter += (change - this.jitter) / 16
    this.#transit = transit
  }

  /** Packets lost in all, and the fraction (of 256) since this was last asked. */
  loss(): { fraction: number; cumulative: number } {
    const expected = this.highest - this.#base + 1
    const expectedNow = expected - this.#expectedBefore
    const lostNow = expectedNow - (this.received - this.#receivedBefore)
    this.#expectedBefore = expected
    this.#receivedBefore = this.received
    const fraction =
      expectedNow > 0 && lostNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0
    return { fraction, cumulative: Math.min(0x7fffff, Math.max(0, expected - this.received)) }
  }

  #restart(sequence: number): void {
    this.#restartAt = -1
    this.highest = sequence
    this.#base = sequence
    this.received = 1
    this.#expectedBefore = 0
    this.#receivedBefore = 0
  }
}
