/**
 * The naive twin of a log: the recursive definitions of RFC 6962 §2.1, word for word, with a note of what was already
 * computed so that large trees can be asked too. It shares nothing with `ledger/`.
 */
import { createHash } from 'node:crypto'

const sha = (...parts: Uint8Array[]): Buffer => {
  const h = createHash('sha256')
  for (const part of parts) h.update(part)
  return h.digest()
}

/** The largest power of two smaller than n. */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** Over the entries D of the RFC; ranges are D[from:to]. */
export class NaiveTree {
  readonly entries: readonly Uint8Array[]
  readonly #known = new Map<number, Buffer>()

  constructor(entries: readonly Uint8Array[]) {
    this.entries = entries
  }

  /** MTH(D[from:to]). */
  head(from: number, to: number): Buffer {
    if (from === to) return sha()
    const key = from * (this.entries.length + 1) + to
    const known = this.#known.get(key)
    if (known) return known
    const head = this.#head(from, to)
    this.#known.set(key, head)
    return head
  }

  #head(from: number, to: number): Buffer {
    if (to - from === 1) return sha(Buffer.of(0), this.entries[from]!)
    const k = splitOf(to - from)
    return sha(Buffer.of(1), this.head(from, from + k), this.head(from + k, to))
  }

  /** PATH(m, D[from:to]), m counted from `from`. */
  path(m: number, from: number, to: number): Buffer[] {
    if (to - from === 1) return []
    const k = splitOf(to - from)
    return m < k
      ? [...this.path(m, from, from + k), this.head(from + k, to)]
      : [...this.path(m - k, from + k, to), this.head(from, from + k)]
  }

  /** PROOF(m, D[0:n]) for 0 < m ≤ n. */
  proof(m: number, n: number): Buffer[] {
    return this.#subproof(m, 0, n, true)
  }

  #subproof(m: number, from: number, to: number, whole: boolean): Buffer[] {
    if (m === to - from) return whole ? [] : [this.head(from, to)]
    const k = splitOf(to - from)
    return m <= k
      ? [...this.#subproof(m, from, from + k, whole), this.head(from + k, to)]
      : [...this.#subproof(m - k, from + k, to, false), this.head(from, from + k)]
  }

  /**
   * The tile of c2sp.org/tlog-tiles at this level and place in a tree of `size`, by its formal definition: MTH of
   * D[(n·256+i)·256^l : (n·256+i+1)·256^l] for each i whose range is full.
   */
  tile(level: number, n: number, size: number): Buffer {
    const width = 256 ** level
    const hashes: Buffer[] = []
    for (let i = 0; i < 256; i++) {
      const start = (n * 256 + i) * width
      if (start + width <= size) hashes.push(this.head(start, start + width))
    }
    return Buffer.concat(hashes)
  }
}
