/** A log of eleven entries with its key, and six witnesses, to sign with. */
import { generateKeyPairSync } from 'node:crypto'
import { checkpointText } from '#ledger/checkpoint.ts'
import { type Cosigner, cosignatureVkey, ed25519Cosigner } from '#ledger/cosignature.ts'
import { ed25519Signer, ed25519Vkey, formatNote, parseNote, signNote } from '#ledger/note.ts'
import { leafHash, rootOf } from '#ledger/tree.ts'

export const origin = 'log.example/1'
export const logKey = generateKeyPairSync('ed25519').privateKey
export const logVkey = ed25519Vkey(origin, logKey)

const keys = Array.from({ length: 6 }, () => generateKeyPairSync('ed25519').privateKey)
export const cosigners = keys.map((key, i) => ed25519Cosigner(`witness.example/${i}`, key))
export const witnessVkeys = keys.map((key, i) => cosignatureVkey(`witness.example/${i}`, key))
export const at = new Date('2026-11-24T08:00:00Z')

export const entries = Array.from({ length: 11 }, (_, i) => Buffer.from(`entry ${i}`))
export const leaves = entries.map(leafHash)
/** The log's checkpoint of all eleven, signed by the log alone. */
export const signed = await signNote(checkpointText({ origin, size: 11n, root: rootOf(leaves) }), [
  ed25519Signer(origin, logKey),
])

/** The note with more signature lines. */
export async function cosign(note: string, by: readonly Cosigner[], when = at): Promise<string> {
  const { text, signatures } = parseNote(note)
  const more = by.map(async (cosigner) => ({
    name: cosigner.name,
    keyId: cosigner.keyId,
    signature: await cosigner.cosign(text, when),
  }))
  return formatNote({ text, signatures: [...signatures, ...(await Promise.all(more))] })
}
