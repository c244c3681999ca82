/** Every place and every growth of small trees and of those around a full tile, and 6,000 at random to 70,000. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { NaiveTree } from '#tests/ledger/naive.ts'
import { consistencyProof, inclusionProof, verifyConsistency, verifyInclusion } from './proof.ts'
import { writeTiles } from './tile.ts'
import { tileSource } from './tile-source.ts'
import { GrowingTree, type Hash, leafHash } from './tree.ts'

const SIZE = 70_000
const entries = Array.from({ length: SIZE }, (_, i) => Buffer.from(`entry ${i}`))
const naive = new NaiveTree(entries)
const nodes = new Map<string, Hash>()
const tree = new GrowingTree()
for (const entry of entries)
  tree.append(leafHash(entry), (level, index, hash) => nodes.set(`${level}/${index}`, hash))
const files = new Map<string, Uint8Array>()
const reader = { read: async (path: string) => files.get(path) }

async function write(from: number, to: number): Promise<void> {
  await writeTiles(
    { ...reader, write: async (path, bytes) => void files.set(path, bytes) },
    { hashes: async (ids) => ids.map(({ level, index }) => nodes.get(`${level}/${index}`)!) },
    async (first, end) => entries.slice(Number(first), Number(end)),
    BigInt(from),
    BigInt(to),
  )
}

const joined = (hashes: readonly Uint8Array[]) => Buffer.concat(hashes).toString('base64')

async function includes(index: number, size: number): Promise<void> {
  const [i, n] = [BigInt(index), BigInt(size)]
  const proof = await inclusionProof(tileSource(reader, n), i, n)
  assert.equal(joined(proof), joined(naive.path(index, 0, size)), `${index} of ${size}`)
  assert.ok(verifyInclusion(i, n, leafHash(entries[index]!), naive.head(0, size), proof))
}

async function continues(old: number, size: number): Promise<void> {
  const [m, n] = [BigInt(old), BigInt(size)]
  const proof = await consistencyProof(tileSource(reader, n), m, n)
  assert.equal(joined(proof), joined(naive.proof(old, size)), `${old} to ${size}`)
  assert.ok(verifyConsistency(m, n, naive.head(0, old), naive.head(0, size), proof))
}

describe('a log in tiles', () => {
  it('proves every place and every growth of sizes to 130 and from 250 to 265', async () => {
    for (let size = 1; size <= 265; size++) {
      await write(size - 1, size)
      if (size > 130 && size < 250) continue
      for (let index = 0; index < size; index++) {
        await includes(index, size)
        await continues(index + 1, size)
      }
    }
  })

  it('proves 6,000 places and growths anywhere to 70,000', async () => {
    const sizes = fc.sample(fc.integer({ min: 2, max: SIZE }), { numRuns: 100, seed: 799 })
    let from = 265
    for (const size of [...sizes.filter((s) => s > 265), SIZE].sort((a, b) => a - b)) {
      await write(from, size)
      from = size
      const places = fc.sample(fc.nat(size - 1), { numRuns: 60, seed: size })
      for (const place of places) {
        await includes(place, size)
        await continues(place + 1, size)
      }
    }
  })
})
