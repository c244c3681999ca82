/**
 * Inclusion ("this entry is in that tree") and consistency ("that tree is this one, continued") proofs:
 * made as RFC 6962 §2.1.1–2.1.2 says, checked by the iterative algorithms of RFC 9162 §2.1.3.2 and §2.1.4.2.
 *
 * Making and checking share no code beyond the hash functions, so that each is a test of the other.
 */
import {
  bitLength,
  emptyRoot,
  foldPeaks,
  GrowingTree,
  HASH_BYTES,
  type Hash,
  MAX_SIZE,
  type NodeId,
  nodeHash,
  rangeNodes,
} from './tree.ts'

/** Where a proof's hashes come from: a database, tiles, memory. One call asks for all a proof needs. */
export interface HashSource {
  /** The hashes of these complete subtrees, in the order asked. Rejects when one isn't stored. */
  hashes(nodes: readonly NodeId[]): Promise<readonly Hash[]>
}

/** One hash of a proof, as the complete subtrees it's folded from (more than one on the right edge only). */
type Step = readonly NodeId[]

/**
 * The audit path of entry `index` in the tree of `size` entries, leaf to root.
 * @throws RangeError unless 0 ≤ index < size.
 */
export async function inclusionProof(source: HashSource, index: bigint, size: bigint): Promise<Hash[]> {
  return fetchSteps(source, inclusionSteps(index, size))
}

/**
 * The proof that the tree of `newSize` entries continues that of `oldSize`. Empty for equal sizes and for
 * oldSize 0, which anything continues.
 * @throws RangeError unless 0 ≤ oldSize ≤ newSize.
 */
export async function consistencyProof(
  source: HashSource,
  oldSize: bigint,
  newSize: bigint,
): Promise<Hash[]> {
  return fetchSteps(source, consistencySteps(oldSize, newSize))
}

/** The head of the first `size` entries, from stored hashes. */
export async function rootAt(source: HashSource, size: bigint): Promise<Hash> {
  return foldPeaks(await source.hashes(rangeNodes(0n, size)))
}

/** The audit path of one leaf among leaf hashes held in memory (a reel's fragments, a minute's reels). */
export function inclusionProofOf(leaves: readonly Hash[], index: number): Hash[] {
  return foldSteps(inclusionSteps(BigInt(index), BigInt(leaves.length)), memoryHashes(leaves))
}

/** The consistency proof between the first `oldSize` of these leaf hashes and all of them. */
export function consistencyProofOf(leaves: readonly Hash[], oldSize: number): Hash[] {
  return foldSteps(consistencySteps(BigInt(oldSize), BigInt(leaves.length)), memoryHashes(leaves))
}

/** True exactly when `proof` shows that the leaf hash is entry `index` of the tree (size, root). Never throws. */
export function verifyInclusion(
  index: bigint,
  size: bigint,
  leaf: Hash,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (index < 0n || index >= size || size > MAX_SIZE) return false
  if (!areHashes([leaf, root, ...proof])) return false
  let fn = index
  let sn = size - 1n
  let computed = leaf
  for (const step of proof) {
    if (sn === 0n) return false
    if ((fn & 1n) === 1n || fn === sn) {
      computed = nodeHash(step, computed)
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n
        sn >>= 1n
      }
    } else {
      computed = nodeHash(computed, step)
    }
    fn >>= 1n
    sn >>= 1n
  }
  return sn === 0n && sameHash(computed, root)
}

/**
 * True exactly when `proof` shows that the tree (newSize, newRoot) continues (oldSize, oldRoot). The empty
 * tree has one root only, and its proof is empty. Never throws.
 */
export function verifyConsistency(
  oldSize: bigint,
  newSize: bigint,
  oldRoot: Hash,
  newRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (oldSize < 0n || oldSize > newSize || newSize > MAX_SIZE) return false
  if (!areHashes([oldRoot, newRoot, ...proof])) return false
  if (oldSize === 0n && !sameHash(oldRoot, emptyRoot())) return false
  if (oldSize === newSize) return proof.length === 0 && sameHash(oldRoot, newRoot)
  if (oldSize === 0n) return proof.length === 0

  // A power of two is itself a subtree of the new tree, so its root starts the path instead of a proof hash.
  const path = (oldSize & (oldSize - 1n)) === 0n ? [oldRoot, ...proof] : proof
  const first = path[0]
  if (first === undefined || proof.length === 0) return false
  let fn = oldSize - 1n
  let sn = newSize - 1n
  while ((fn & 1n) === 1n) {
    fn >>= 1n
    sn >>= 1n
  }
  let old = first
  let grown = first
  for (const step of path.slice(1)) {
    if (sn === 0n) return false
    if ((fn & 1n) === 1n || fn === sn) {
      old = nodeHash(step, old)
      grown = nodeHash(step, grown)
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n
        sn >>= 1n
      }
    } else {
      grown = nodeHash(grown, step)
    }
    fn >>= 1n
    sn >>= 1n
  }
  return sn === 0n && sameHash(old, oldRoot) && sameHash(grown, newRoot)
}

/** RFC 6962 PATH, walked from the root down; a proof reads from the leaf up. */
function inclusionSteps(index: bigint, size: bigint): Step[] {
  if (index < 0n || index >= size || size > MAX_SIZE)
    throw new RangeError(`no entry ${index} in a tree of ${size}`)
  const steps: Step[] = []
  let from = 0n
  let to = size
  while (to - from > 1n) {
    const split = from + powerBelow(to - from)
    if (index < split) {
      steps.push(rangeNodes(split, to))
      to = split
    } else {
      steps.push(rangeNodes(from, split))
      from = split
    }
  }
  return steps.reverse()
}

/** RFC 6962 SUBPROOF; `whole` says that the old tree is still a left part that the verifier knows the root of. */
function consistencySteps(oldSize: bigint, newSize: bigint): Step[] {
  if (oldSize < 0n || oldSize > newSize || newSize > MAX_SIZE)
    throw new RangeError(`a tree of ${newSize} can't continue one of ${oldSize}`)
  if (oldSize === 0n) return []
  const steps: Step[] = []
  let from = 0n
  let to = newSize
  let whole = true
  while (oldSize !== to) {
    const split = from + powerBelow(to - from)
    if (oldSize <= split) {
      steps.push(rangeNodes(split, to))
      to = split
    } else {
      steps.push(rangeNodes(from, split))
      from = split
      whole = false
    }
  }
  if (!whole) steps.push(rangeNodes(from, to))
  return steps.reverse()
}

/** The largest power of two smaller than n, for n ≥ 2. */
function powerBelow(n: bigint): bigint {
  return 1n << BigInt(bitLength(n - 1n) - 1)
}

async function fetchSteps(source: HashSource, steps: readonly Step[]): Promise<Hash[]> {
  const nodes = steps.flat()
  const hashes = await source.hashes(nodes)
  if (hashes.length !== nodes.length || !areHashes(hashes))
    throw new RangeError(`asked the store for ${nodes.length} hashes and got something else`)
  let next = 0
  return foldSteps(steps, () => hashes[next++]!)
}

/** `hashOf` is asked for each node once, in order. */
function foldSteps(steps: readonly Step[], hashOf: (node: NodeId) => Hash): Hash[] {
  return steps.map((step) => foldPeaks(step.map(hashOf)))
}

function memoryHashes(leaves: readonly Hash[]): (node: NodeId) => Hash {
  return ({ level, index }) => {
    const first = Number(index) * 2 ** level
    const tree = new GrowingTree()
    for (let i = first; i < first + 2 ** level; i++) tree.append(leaves[i]!)
    return tree.root()
  }
}

function areHashes(hashes: readonly Hash[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES)
}

function sameHash(a: Hash, b: Hash): boolean {
  return Buffer.compare(a, b) === 0
}
