/**
 * A log has two checkpoints cosigned, then tries to tell another history. `node examples/witness.ts`
 */
import { generateKeyPairSync } from 'node:crypto'
import { checkpointText } from '../checkpoint.ts'
import { cosignatureVerifier, cosignatureVkey, ed25519Cosigner } from '../cosignature.ts'
import { askWitness } from '../feed.ts'
import { ed25519Signer, ed25519Verifier, ed25519Vkey, signNote } from '../note.ts'
import type { HashSource } from '../proof.ts'
import { type Hash, leafHash, rootOf } from '../tree.ts'
import { createWitness, type WitnessedHead } from '../witness.ts'

const origin = 'log.example/1'
const logKey = generateKeyPairSync('ed25519').privateKey
const witnessKey = generateKeyPairSync('ed25519').privateKey

// The witness. A real one has its memory on a disk, and HTTP in front.
const heads = new Map<string, WitnessedHead>()
const log = ed25519Verifier(ed25519Vkey(origin, logKey))
const witness = createWitness({
  logs: (name) => (name === origin ? [log] : undefined),
  cosigners: [ed25519Cosigner('witness.example/1', witnessKey)],
  store: {
    load: async (name) => heads.get(name),
    swap: async (name, from, to) => {
      if (heads.get(name)?.note !== from?.note) return false
      heads.set(name, to)
      return true
    },
    keep: async ({ code, submitted }) => console.log(`evidence, ${code}:\n${submitted.note}`),
  },
  clock: { now: () => new Date() },
})

// The log.
async function cosigned(leaves: readonly Hash[]) {
  const source: HashSource = {
    hashes: async (nodes) =>
      nodes.map(({ level, index }) =>
        rootOf(leaves.slice(Number(index) << level, (Number(index) + 1) << level)),
      ),
  }
  const text = checkpointText({ origin, size: BigInt(leaves.length), root: rootOf(leaves) })
  return askWitness({
    post: (body) => witness.addCheckpoint(body),
    source,
    witness: [cosignatureVerifier(cosignatureVkey('witness.example/1', witnessKey))],
    note: await signNote(text, [ed25519Signer(origin, logKey)]),
    oldSize: 0n,
  })
}

const leaves = Array.from({ length: 100 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
for (const size of [50, 100]) {
  const next = await cosigned(leaves.slice(0, size))
  console.log(next.do === 'keep' ? next.note : next)
}
const rewritten = leaves.map((leaf, i) => (i === 7 ? leafHash(Buffer.from('nothing happened')) : leaf))
console.log(await cosigned(rewritten))
