/**
 * The kinds of keys that a policy or a note may name (c2sp.org/signed-note, "Signature types").
 *
 * Two are implemented. The others are recognised, so that a policy that prepares for them can be read, but nothing
 * they sign is ever believed: their signatures are ignored like those of unknown keys, and a quorum that needs them
 * isn't met.
 */
import { cosignatureVerifier, KEY_COSIGNATURE } from './cosignature.ts'
import { ed25519Verifier, KEY_ED25519, NoteRefused, type NoteVerifier, parseVkey } from './note.ts'

/** ML-DSA-44 cosignatures, by logs and by witnesses. */
export const KEY_ML_DSA_44 = 0x06
/** For types without a number: what type it is stands in front of the key. */
export const KEY_PRIVATE = 0xff
/** SM2 (GB/T 32918) with SM3, as a private type; then the public point, uncompressed. */
export const SM2_LABEL = 'mingjian/sm2@v1'

export type KeyType = 'ed25519' | 'cosignature' | 'ml-dsa-44' | 'sm2'

/** A verifier key, and the verifier if its type is implemented. */
export interface Key {
  readonly type: KeyType
  readonly name: string
  /** 8 hex digits. */
  readonly keyId: string
  /** Without the type. Two keys are the same if this is, whatever they are called. */
  readonly publicKey: Uint8Array
  readonly verifier: NoteVerifier | undefined
}

/** @throws NoteRefused `bad-key` if it's malformed or of no type in `KeyType`. */
export function parseKey(vkey: string): Key {
  const { name, keyId, type, publicKey } = parseVkey(vkey)
  const key = (kind: KeyType, verifier?: NoteVerifier) => ({ type: kind, name, keyId, publicKey, verifier })
  if (type === KEY_ED25519) return key('ed25519', ed25519Verifier(vkey))
  if (type === KEY_COSIGNATURE) return key('cosignature', cosignatureVerifier(vkey))
  if (type === KEY_ML_DSA_44 && publicKey.length === 1312) return key('ml-dsa-44')
  if (type === KEY_PRIVATE && isSm2(publicKey)) return key('sm2')
  throw new NoteRefused('bad-key', `type ${type} with ${publicKey.length} bytes is no key known here`)
}

function isSm2(key: Uint8Array): boolean {
  const label = Buffer.from(SM2_LABEL, 'ascii')
  return (
    key.length === label.length + 65 &&
    Buffer.compare(key.subarray(0, label.length), label) === 0 &&
    key[label.length] === 0x04
  )
}
