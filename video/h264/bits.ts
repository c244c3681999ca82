import { protocolFault } from '../media/fault.ts'

/**
 * Removes emulation prevention bytes (H.264 7.4.1.1): NAL unit payload to RBSP. Copies; meant for
 * parameter sets and the first bytes of a slice, never for picture data.
 */
export function rbsp(nal: Uint8Array, start: number, end: number): Uint8Array {
  const out = new Uint8Array(end - start)
  let length = 0
  let zeros = 0
  for (let i = start; i < end; i++) {
    const byte = nal[i]!
    if (zeros >= 2 && byte === 3) {
      zeros = 0
      continue
    }
    out[length++] = byte
    zeros = byte === 0 ? zeros + 1 : 0
  }
  return out.subarray(0, length)
}

/** Bit reader over an RBSP (H.264 9.1). Every read is checked; running out is a protocol fault. */
export class Bits {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  flag(): boolean {
    return this.u(1) === 1
  }

  /** Unsigned, `count` bits, 0 to 32. */
  u(count: number): number {
    if (this.#at + count > this.#bytes.length * 8) throw protocolFault('parameter set ends too early')
    let value = 0
    for (let left = count; left > 0; ) {
      const used = this.#at & 7
      const take = Math.min(8 - used, left)
      const piece = (this.#bytes[this.#at >> 3]! >> (8 - used - take)) & ((1 << take) - 1)
      value = value * 2 ** take + piece
      this.#at += take
      left -= take
    }
    return value
  }

  /** Unsigned Exp-Golomb, at most 2^32 - 2. */
  ue(): number {
    let zeros = 0
    while (!this.flag()) {
      if (++zeros > 31) throw protocolFault('Exp-Golomb code longer than 32 bits')
    }
    return zeros === 0 ? 0 : 2 ** zeros - 1 + this.u(zeros)
  }

  /** Signed Exp-Golomb. */
  se(): number {
    const code = this.ue()
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2
  }
}
