import { protocolFault } from '../media/fault.ts'
import { Bits, rbsp } from './bits.ts'
import { LARGEST_PARAMETER_SET, readSps, type SequenceParameters } from './sps.ts'

const MOST_SPS = 8
const MOST_PPS = 32

/**
 * The parameter sets in force on one stream, by id, from the description or in band. `version` grows by
 * one with each set that is new or differs from the one before it; repeated sets cost one comparison.
 */
export class ParameterSets {
  version = 0
  /** The sequence parameters received last; null until one came. */
  sequence: SequenceParameters | null = null
  readonly #sps = new Map<number, Buffer>()
  readonly #pps = new Map<number, Buffer>()

  /** True once a decoder could be opened. */
  get complete(): boolean {
    return this.#sps.size > 0 && this.#pps.size > 0
  }

  get sps(): Buffer[] {
    return [...this.#sps.values()]
  }

  get pps(): Buffer[] {
    return [...this.#pps.values()]
  }

  /**
   * Takes the SPS or PPS in `bytes[start, end)`, NAL header byte included; copies it only where it is new.
   * @throws StreamFault `protocol` where it cannot be read or there are too many
   */
  offer(bytes: Buffer, start = 0, end = bytes.length): void {
    const type = bytes[start]! & 0x1f
    const held = type === 7 ? this.#sps : this.#pps
    for (const known of held.values()) {
      if (known.length === end - start && known.compare(bytes, start, end) === 0) return
    }
    if (type === 7) {
      const sequence = readSps(bytes, start, end)
      this.#keep(held, sequence.id, MOST_SPS, bytes, start, end)
      this.sequence = sequence
    } else if (type === 8) {
      if (end - start < 2 || end - start > LARGEST_PARAMETER_SET)
        throw protocolFault('PPS of impossible length')
      const id = new Bits(rbsp(bytes, start + 1, Math.min(end, start + 8))).ue()
      if (id > 255) throw protocolFault('PPS claims an impossible id')
      this.#keep(held, id, MOST_PPS, bytes, start, end)
    }
  }

  #keep(
    held: Map<number, Buffer>,
    id: number,
    most: number,
    bytes: Buffer,
    start: number,
    end: number,
  ): void {
    if (!held.has(id) && held.size >= most) throw protocolFault('too many parameter sets')
    held.set(id, Buffer.from(bytes.subarray(start, end)))
    this.version++
  }
}
