import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { ed25519Signer, ed25519Verifier, ed25519Vkey } from './note.ts'
import { consistencyProofOf } from './proof.ts'
import { rememberingSigner, SigningRefused, type SignRequest } from './signer.ts'
import { leafHash, rootOf } from './tree.ts'

const origin = 'story.example/log'
const { privateKey } = generateKeyPairSync('ed25519')
const log = ed25519Verifier(ed25519Vkey(origin, privateKey))
const leaves = Array.from({ length: 20 }, (_, i) => leafHash(Buffer.of(i)))
const forged = leaves.map((leaf, i) => (i === 2 ? leafHash(Buffer.of(99)) : leaf))

function request(oldSize: number, size: number, of = leaves): SignRequest {
  return {
    origin,
    oldSize: BigInt(oldSize),
    size: BigInt(size),
    root: rootOf(of.slice(0, size)),
    proof: consistencyProofOf(of.slice(0, size), oldSize),
  }
}

function made(failing = { save: false }) {
  const saved = new Map<string, Checkpoint>()
  const signer = rememberingSigner((name) => ed25519Signer(name, privateKey), {
    load: async (name) => saved.get(name),
    save: async (checkpoint) => {
      if (failing.save) throw new Error('disk full')
      saved.set(checkpoint.origin, checkpoint)
    },
  })
  return { signer, saved }
}

const refused = (code: SigningRefused['code']) => (error: unknown) =>
  error instanceof SigningRefused && error.code === code

describe('the holder of the log key', () => {
  it('signs one history, step by step, and any step again', async () => {
    const { signer, saved } = made()
    for (const [from, to] of [
      [0, 1],
      [1, 7],
      [7, 8],
      [8, 20],
    ] as const) {
      const note = await signer.sign(request(from, to))
      assert.equal(openCheckpoint(note, origin, log).size, BigInt(to))
      assert.equal(await signer.sign(request(from, to)), note)
      assert.equal(saved.get(origin)?.size, BigInt(to))
    }
  })

  it('signs no second history', async () => {
    const { signer, saved } = made()
    await signer.sign(request(0, 8))
    await assert.rejects(signer.sign(request(0, 8, forged)), refused('not-the-last'))
    await assert.rejects(signer.sign(request(8, 9, forged)), refused('not-an-extension'))
    await assert.rejects(signer.sign(request(0, 9, forged)), refused('not-the-last'))
    await assert.rejects(
      signer.sign({ ...request(0, 8, forged), oldSize: 8n, proof: [] }),
      refused('not-an-extension'),
    )
    assert.deepEqual(saved.get(origin)?.root, rootOf(leaves.slice(0, 8)))
  })

  it('signs nothing that is behind, missing a proof, or shorter', async () => {
    const { signer } = made()
    await signer.sign(request(0, 8))
    await assert.rejects(signer.sign(request(4, 12)), refused('not-the-last'))
    await assert.rejects(signer.sign(request(4, 6)), refused('not-the-last'))
    await assert.rejects(signer.sign({ ...request(8, 12), proof: [] }), refused('not-an-extension'))
    await assert.rejects(signer.sign({ ...request(4, 6), oldSize: 8n }), refused('not-an-extension'))
  })

  it('answers nothing that it could not remember', async () => {
    const failing = { save: true }
    const { signer } = made(failing)
    await assert.rejects(signer.sign(request(0, 8, forged)), /disk full/)
    failing.save = false
    assert.ok(await signer.sign(request(0, 8)), 'so another tree of that size may still be signed')
  })

  it('signs one of two that are asked for at once', async () => {
    const { signer } = made()
    const both = await Promise.allSettled([signer.sign(request(0, 8)), signer.sign(request(0, 8, forged))])
    assert.deepEqual(
      both.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    )
  })
})
