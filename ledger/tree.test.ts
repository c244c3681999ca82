import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import {
  consistencyProof,
  consistencyProofOf,
  type HashSource,
  inclusionProof,
  inclusionProofOf,
  rootAt,
  verifyConsistency,
  verifyInclusion,
} from './proof.ts'
import { emptyRoot, GrowingTree, type Hash, leafHash, nodeHash, peakNodes, rootOf } from './tree.ts'

const sha = (...parts: Uint8Array[]) => {
  const h = createHash('sha256')
  for (const part of parts) h.update(part)
  return h.digest()
}

/** The naive twin: the recursive definitions of RFC 6962 §2.1, word for word, over the entries themselves. */
const naive = {
  split(n: number): number {
    let k = 1
    while (k * 2 < n) k *= 2
    return k
  },
  mth(entries: readonly Uint8Array[]): Buffer {
    if (entries.length === 0) return sha()
    if (entries.length === 1) return sha(Buffer.of(0), entries[0]!)
    const k = naive.split(entries.length)
    return sha(Buffer.of(1), naive.mth(entries.slice(0, k)), naive.mth(entries.slice(k)))
  },
  path(m: number, entries: readonly Uint8Array[]): Buffer[] {
    if (entries.length === 1) return []
    const k = naive.split(entries.length)
    return m < k
      ? [...naive.path(m, entries.slice(0, k)), naive.mth(entries.slice(k))]
      : [...naive.path(m - k, entries.slice(k)), naive.mth(entries.slice(0, k))]
  },
  subproof(m: number, entries: readonly Uint8Array[], whole: boolean): Buffer[] {
    if (m === entries.length) return whole ? [] : [naive.mth(entries)]
    const k = naive.split(entries.length)
    return m <= k
      ? [...naive.subproof(m, entries.slice(0, k), whole), naive.mth(entries.slice(k))]
      : [...naive.subproof(m - k, entries.slice(k), false), naive.mth(entries.slice(0, k))]
  },
}

const entries = Array.from({ length: 300 }, (_, i) => Buffer.from(`entry ${i}`))
const leaves = entries.map(leafHash)

/** All completed subtrees of the first 300 entries, as a store would keep them. */
function storedNodes(): HashSource {
  const nodes = new Map<string, Hash>()
  const tree = new GrowingTree()
  for (const leaf of leaves)
    tree.append(leaf, (level, index, hash) => {
      assert.ok(!nodes.has(`${level}/${index}`), 'each node completes once')
      nodes.set(`${level}/${index}`, hash)
    })
  return {
    async hashes(ids) {
      return ids.map(({ level, index }) => {
        const hash = nodes.get(`${level}/${index}`)
        assert.ok(hash, `node ${level}/${index} was never completed`)
        return hash
      })
    },
  }
}

describe('the tree', () => {
  it('has the roots that certificate transparency publishes for its reference entries', () => {
    const reference = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ]
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]
    const tree = new GrowingTree()
    assert.equal(Buffer.from(tree.root()).toString('hex'), roots[0])
    reference.forEach((hex, i) => {
      tree.append(leafHash(Buffer.from(hex, 'hex')))
      assert.equal(Buffer.from(tree.root()).toString('hex'), roots[i + 1])
    })
  })

  it('agrees with the naive definition at every size to 300, and continues from its peaks at any', () => {
    let tree = new GrowingTree()
    for (let size = 0; size <= 300; size++) {
      assert.deepEqual(tree.root(), naive.mth(entries.slice(0, size)), `size ${size}`)
      assert.equal(tree.size, BigInt(size))
      assert.equal(tree.peaks.length, peakNodes(BigInt(size)).length)
      tree = new GrowingTree(tree.size, tree.peaks)
      if (size < 300) assert.equal(tree.append(leaves[size]!), BigInt(size))
    }
    assert.deepEqual(rootOf([]), emptyRoot())
  })

  it('refuses what is no hash and what is no row of peaks', () => {
    assert.throws(() => new GrowingTree(3n, [leaves[0]!]), RangeError)
    assert.throws(() => new GrowingTree(1n, [Buffer.alloc(31)]), RangeError)
    assert.throws(() => new GrowingTree(-1n), RangeError)
    assert.throws(() => new GrowingTree().append(Buffer.alloc(33)), RangeError)
    assert.throws(() => nodeHash(leaves[0]!, Buffer.alloc(0)), RangeError)
  })
})

describe('proofs', () => {
  const roots = entries.map((_, i) => rootOf(leaves.slice(0, i)))
  roots.push(rootOf(leaves))

  it('of inclusion equal the naive ones and verify, at every size to 64 and at 300', async () => {
    const source = storedNodes()
    for (const size of [...Array.from({ length: 64 }, (_, i) => i + 1), 300])
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(source, BigInt(index), BigInt(size))
        assert.deepEqual(proof, naive.path(index, entries.slice(0, size)), `${index} of ${size}`)
        assert.deepEqual(inclusionProofOf(leaves.slice(0, size), index), proof)
        assert.ok(verifyInclusion(BigInt(index), BigInt(size), leaves[index]!, roots[size]!, proof))
      }
  })

  it('of consistency equal the naive ones and verify, for every pair to 64 and all to 300', async () => {
    const source = storedNodes()
    for (const size of [...Array.from({ length: 64 }, (_, i) => i + 1), 300])
      for (let old = 1; old <= size; old++) {
        const proof = await consistencyProof(source, BigInt(old), BigInt(size))
        assert.deepEqual(proof, naive.subproof(old, entries.slice(0, size), true), `${old} to ${size}`)
        assert.deepEqual(consistencyProofOf(leaves.slice(0, size), old), proof)
        assert.ok(verifyConsistency(BigInt(old), BigInt(size), roots[old]!, roots[size]!, proof))
      }
  })

  it('start from the empty tree with an empty proof and its one root', async () => {
    const source = storedNodes()
    assert.deepEqual(await consistencyProof(source, 0n, 300n), [])
    assert.ok(verifyConsistency(0n, 300n, emptyRoot(), roots[300]!, []))
    assert.ok(verifyConsistency(0n, 0n, emptyRoot(), emptyRoot(), []))
    assert.ok(!verifyConsistency(0n, 300n, roots[1]!, roots[300]!, []))
    assert.ok(!verifyConsistency(0n, 0n, emptyRoot(), roots[1]!, []))
    assert.ok(!verifyConsistency(0n, 300n, emptyRoot(), roots[300]!, [leaves[0]!]))
  })

  it('rebuild the root of any earlier size from stored nodes', async () => {
    const source = storedNodes()
    for (const size of [0, 1, 2, 3, 7, 8, 255, 256, 257, 300])
      assert.deepEqual(await rootAt(source, BigInt(size)), roots[size])
  })

  it('are refused out of range', async () => {
    const source = storedNodes()
    await assert.rejects(inclusionProof(source, 5n, 5n), RangeError)
    await assert.rejects(inclusionProof(source, -1n, 5n), RangeError)
    await assert.rejects(consistencyProof(source, 6n, 5n), RangeError)
    assert.ok(!verifyInclusion(-1n, 1n, leaves[0]!, leaves[0]!, []))
    assert.ok(!verifyInclusion(1n, 1n, leaves[0]!, leaves[0]!, []))
    assert.ok(!verifyInclusion(0n, 1n << 64n, leaves[0]!, leaves[0]!, []))
    assert.ok(!verifyConsistency(2n, 1n, roots[2]!, roots[1]!, []))
    assert.ok(!verifyConsistency(-1n, 1n, roots[2]!, roots[1]!, []))
  })
})
