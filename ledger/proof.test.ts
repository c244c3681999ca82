/** Properties: what is true of the tree is accepted, and every change to a claim or its proof is refused. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { consistencyProofOf, inclusionProofOf, verifyConsistency, verifyInclusion } from './proof.ts'
import { type Hash, leafHash, rootOf } from './tree.ts'

const leaves = Array.from({ length: 700 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
const roots = new Map<number, Hash>()
const root = (size: number): Hash => {
  const known = roots.get(size) ?? rootOf(leaves.slice(0, size))
  roots.set(size, known)
  return known
}

const sizes = fc.integer({ min: 1, max: leaves.length })
const inclusions = sizes.chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }))
const pairs = sizes.chain((size) =>
  fc.record({ size: fc.constant(size), old: fc.integer({ min: 1, max: size }) }),
)

/** One change to a list of hashes that makes it another list. */
type Change = { how: 'flip' | 'drop' | 'insert' | 'swap' | 'shorten'; at: number; bit: number }
const changes: fc.Arbitrary<Change> = fc.record({
  how: fc.constantFrom('flip', 'drop', 'insert', 'swap', 'shorten'),
  at: fc.nat(20),
  bit: fc.nat(255),
})

function flip(hash: Hash, bit: number): Hash {
  const flipped = Buffer.from(hash)
  flipped[bit >> 3]! ^= 1 << (bit & 7)
  return flipped
}

function change(proof: readonly Hash[], { how, at, bit }: Change): Hash[] {
  const changed = [...proof]
  const i = proof.length === 0 ? 0 : at % proof.length
  if (how === 'insert' || proof.length === 0) changed.splice(i, 0, flip(leaves[at]!, bit))
  else if (how === 'flip') changed[i] = flip(changed[i]!, bit)
  else if (how === 'drop') changed.splice(i, 1)
  else if (how === 'shorten') changed[i] = changed[i]!.subarray(0, 31)
  else if (proof.length === 1) changed.push(changed[0]!)
  else {
    const j = (i + 1) % proof.length
    ;[changed[i], changed[j]] = [changed[j]!, changed[i]!]
  }
  return changed
}

describe('an inclusion proof', () => {
  it('is accepted as it is, and refused after any change to it, its leaf, its root or its place', () => {
    fc.assert(
      fc.property(inclusions, changes, ({ size, index }, how) => {
        const proof = inclusionProofOf(leaves.slice(0, size), index)
        const [i, n] = [BigInt(index), BigInt(size)]
        const leaf = leaves[index]!
        assert.ok(verifyInclusion(i, n, leaf, root(size), proof))
        assert.ok(!verifyInclusion(i, n, leaf, root(size), change(proof, how)))
        assert.ok(!verifyInclusion(i, n, flip(leaf, how.bit), root(size), proof))
        assert.ok(!verifyInclusion(i, n, leaf, flip(root(size), how.bit), proof))
        for (const other of [i ^ 1n, i + 1n, i - 1n, i + n])
          assert.ok(!verifyInclusion(other, n, leaf, root(size), proof), `place ${other} for ${i} of ${n}`)
        assert.ok(!verifyInclusion(i, n, leaf.subarray(1), root(size), proof))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a consistency proof', () => {
  it('is accepted as it is, and refused after any change to it or to either root', () => {
    fc.assert(
      fc.property(pairs, changes, ({ size, old }, how) => {
        const proof = consistencyProofOf(leaves.slice(0, size), old)
        const [m, n] = [BigInt(old), BigInt(size)]
        assert.ok(verifyConsistency(m, n, root(old), root(size), proof))
        assert.ok(!verifyConsistency(m, n, root(old), root(size), change(proof, how)))
        assert.ok(!verifyConsistency(m, n, flip(root(old), how.bit), root(size), proof))
        assert.ok(!verifyConsistency(m, n, root(old), flip(root(size), how.bit), proof))
        if (m !== n) assert.ok(!verifyConsistency(m, n, root(size), root(old), proof))
        if (m !== n) assert.ok(!verifyConsistency(n, m, root(size), root(old), proof))
      }),
      { numRuns: 300 },
    )
  })

  it('does not exist for a history rewritten anywhere', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), ({ size, old }, where) => {
        const forged = leaves.slice(0, size)
        forged[where % old] = flip(forged[where % old]!, 7)
        const proof = consistencyProofOf(forged, old)
        assert.ok(!verifyConsistency(BigInt(old), BigInt(size), root(old), rootOf(forged), proof))
      }),
      { numRuns: 200 },
    )
  })
})
