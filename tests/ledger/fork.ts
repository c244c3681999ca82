/** A log that tells two histories, a witness with a memory, and what the one posts to the other. */
import { generateKeyPairSync } from 'node:crypto'
import { formatAddCheckpoint } from '#ledger/add-checkpoint.ts'
import { checkpointText } from '#ledger/checkpoint.ts'
import { cosignatureVerifier, cosignatureVkey, ed25519Cosigner } from '#ledger/cosignature.ts'
import { ed25519Signer, ed25519Verifier, ed25519Vkey, type NoteVerifier, signNote } from '#ledger/note.ts'
import { consistencyProofOf } from '#ledger/proof.ts'
import { type Hash, leafHash, rootOf } from '#ledger/tree.ts'
import { createWitness, type Evidence, type WitnessedHead, type WitnessStore } from '#ledger/witness.ts'

export const origin = 'log.example/1'
const logKey = generateKeyPairSync('ed25519').privateKey
export const logSigner = ed25519Signer(origin, logKey)
export const logVerifier = ed25519Verifier(ed25519Vkey(origin, logKey))
const witnessKey = generateKeyPairSync('ed25519').privateKey
export const cosigner = ed25519Cosigner('witness.example/1', witnessKey)
export const witnessVerifier = cosignatureVerifier(cosignatureVkey('witness.example/1', witnessKey))
export const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
/** The history of a log that at entry 10 began to tell some people another one. */
export const forked = leaves.map((leaf, i) => (i < 10 ? leaf : leafHash(Buffer.from(`other ${i}`))))
export const stranger = generateKeyPairSync('ed25519').privateKey

export async function noteOf(
  branch: readonly Hash[],
  size: number,
  signer = logSigner,
  name = origin,
): Promise<string> {
  return signNote(checkpointText({ origin: name, size: BigInt(size), root: rootOf(branch.slice(0, size)) }), [
    signer,
  ])
}

export async function bodyOf(branch: readonly Hash[], old: number, size: number): Promise<string> {
  const proof = old > size ? [] : consistencyProofOf(branch.slice(0, size), old)
  return formatAddCheckpoint({ oldSize: BigInt(old), proof, note: await noteOf(branch, size) })
}

/** Lets others have their turn, `turns` times. */
async function wait(turns: number): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Memory that lets others have their turns before each thing it does and after it. */
export function memory(turns: () => number = () => 1) {
  const heads = new Map<string, WitnessedHead>()
  /** All notes that were ever the last, in their order. */
  const notes: string[] = []
  const kept: Evidence[] = []
  const slowly = async <T>(work: () => T): Promise<T> => {
    await wait(turns())
    const done = work()
    await wait(turns())
    return done
  }
  const store: WitnessStore = {
    load: (log) => slowly(() => heads.get(log)),
    swap: (log, from, to) =>
      slowly(() => {
        const still = heads.get(log)?.note === from?.note
        if (!still) return false
        heads.set(log, to)
        notes.push(to.note)
        return true
      }),
    keep: (evidence) => slowly(() => void kept.push(evidence)),
  }
  return { heads, notes, kept, store }
}

export function witness(
  logs: Record<string, readonly NoteVerifier[]> = { [origin]: [logVerifier] },
  turns?: () => number,
) {
  const { store, ...seen } = memory(turns)
  const clock = { at: 1_795_000_000_000, now: () => new Date(clock.at) }
  const made = createWitness({ logs: (name) => logs[name], cosigners: [cosigner], store, clock })
  return { ...made, ...seen, clock }
}
