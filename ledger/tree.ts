/**
 * The Merkle tree of RFC 6962 §2.1 and RFC 9162 §2.1: how many entries become one 32-byte root.
 *
 * A tree of any size is a row of complete subtrees ("peaks"), the largest on the left. Holding only the
 * peaks lets a log append for ever in logarithmic memory; everything below them is in the store.
 */
import { hash } from 'node:crypto'

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array

export const HASH_BYTES = 32

/** A log holds fewer than 2^63 entries: sizes must fit the signed 64-bit columns of the stores. */
export const MAX_SIZE = (1n << 63n) - 1n

/** A complete subtree: entries [index · 2^level, (index + 1) · 2^level). Level 0 is a leaf hash. */
export interface NodeId {
  readonly level: number
  readonly index: bigint
}

/** Told of each subtree as its last leaf arrives, leaves included, children before parents. */
export type OnNode = (level: number, index: bigint, hash: Hash) => void

// Scratch buffers for all hashing: it is synchronous, so no two uses overlap. The detour through a latin-1 string
// (below) looks odd and halves the time: Node copies such a string out of OpenSSL faster than it makes a buffer.
const nodeScratch = Buffer.alloc(1 + 2 * HASH_BYTES)
nodeScratch[0] = 0x01
const entryScratch = Buffer.alloc(1 + 4096)

/** The head of the tree without entries: SHA-256(""). */
export function emptyRoot(): Hash {
  return sha256(Buffer.alloc(0))
}

/** SHA-256(0x00 ‖ entry). The prefix keeps an entry from being passed off as a node. */
export function leafHash(entry: Uint8Array): Hash {
  const length = entry.length + 1
  const prefixed = length > entryScratch.length ? Buffer.alloc(length) : entryScratch.subarray(0, length)
  prefixed.set(entry, 1)
  return sha256(prefixed)
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('a hash has 32 bytes')
  nodeScratch.set(left, 1)
  nodeScratch.set(right, 1 + HASH_BYTES)
  return sha256(nodeScratch)
}

function sha256(bytes: Uint8Array): Hash {
  return Buffer.from(hash('sha256', bytes, 'binary'), 'latin1')
}

/** The head over a row of adjoining subtrees, the largest first; SHA-256("") for none. */
export function foldPeaks(peaks: readonly Hash[]): Hash {
  let root = peaks.at(-1)
  if (root === undefined) return emptyRoot()
  for (let i = peaks.length - 2; i >= 0; i--) root = nodeHash(peaks[i]!, root)
  return root
}

/**
 * The complete subtrees that together cover the entries [from, to), left to right. `from` must be a multiple
 * of the largest power of two below to - from, as every range in an RFC 6962 proof is.
 */
export function rangeNodes(from: bigint, to: bigint): NodeId[] {
  const nodes: NodeId[] = []
  for (let at = from; at < to; ) {
    const level = bitLength(to - at) - 1
    nodes.push({ level, index: at >> BigInt(level) })
    at += 1n << BigInt(level)
  }
  return nodes
}

/** The peaks of a tree of this size, left to right: one for each bit set in it. */
export function peakNodes(size: bigint): NodeId[] {
  return rangeNodes(0n, size)
}

/** How many binary digits n ≥ 0 has; 0 for 0. */
export function bitLength(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).length
}

/** A growing tree that remembers only its peaks. Not a store: hand `onNode` to `append` to keep the rest. */
export class GrowingTree {
  #size: bigint
  readonly #peaks: Hash[]
  readonly #levels: number[]

  /**
   * Continue a tree of `size` entries from its peaks (`peakNodes(size)`, in that order).
   * @throws RangeError if the peaks aren't as many as the size has, or aren't hashes.
   */
  constructor(size = 0n, peaks: readonly Hash[] = []) {
    if (size < 0n || size > MAX_SIZE) throw new RangeError(`no tree has ${size} entries`)
    this.#levels = peakNodes(size).map((node) => node.level)
    if (this.#levels.length !== peaks.length || peaks.some((peak) => peak.length !== HASH_BYTES))
      throw new RangeError(`a tree of ${size} entries has ${this.#levels.length} peaks of 32 bytes`)
    this.#size = size
    this.#peaks = [...peaks]
  }

  get size(): bigint {
    return this.#size
  }

  get peaks(): readonly Hash[] {
    return [...this.#peaks]
  }

  /** Add a leaf hash (`leafHash(entry)`); returns its index. About two SHA-256 an append, amortised. */
  append(leaf: Hash, onNode?: OnNode): bigint {
    if (leaf.length !== HASH_BYTES) throw new RangeError('a hash has 32 bytes')
    const index = this.#size++
    const peaks = this.#peaks
    const levels = this.#levels
    let level = 0
    let node = leaf
    onNode?.(level, index, node)
    while (levels.at(-1) === level) {
      node = nodeHash(peaks.pop()!, node)
      levels.pop()
      level++
      onNode?.(level, index >> BigInt(level), node)
    }
    peaks.push(node)
    levels.push(level)
    return index
  }

  /** The RFC 6962 tree head at the present size. */
  root(): Hash {
    return foldPeaks(this.#peaks)
  }
}

/** The head over these leaf hashes, in this order. */
export function rootOf(leaves: Iterable<Hash>): Hash {
  const tree = new GrowingTree()
  for (const leaf of leaves) tree.append(leaf)
  return tree.root()
}
