/**
 * Cosignatures (c2sp.org/tlog-cosignature), version 1: a witness's word that at this second the checkpoint was the
 * largest it had seen of that log, and continued all it had seen before.
 */
import { type KeyObject, sign } from 'node:crypto'
import { parseCheckpointText } from './checkpoint.ts'
import { ed25519Check, ed25519Raw, formatVkey, NoteRefused, type NoteVerifier, parseVkey } from './note.ts'

/** The type byte of a key that cosigns with Ed25519. The same key under type 0x01 would be another key. */
export const KEY_COSIGNATURE = 0x04

const TIME_BYTES = 8
/** The last second a Date can hold. Later ones, which the format has room for, are refused as being in the future. */
const LAST_SECOND = 8_640_000_000_000n

/** The key of a witness. The private half may be in another process. */
export interface Cosigner {
  readonly name: string
  /** 8 hex digits. */
  readonly keyId: string
  /**
   * @param text the text of a checkpoint; anything else is refused.
   * @param at the second to be vouched for: one at which this checkpoint is the largest seen.
   * @returns time and signature, as they stand in the signature line behind the key id.
   */
  cosign(text: string, at: Date): Uint8Array | Promise<Uint8Array>
}

/** Cosigns as `name` with an Ed25519 private key. The signature doesn't cover the name: one key, one name. */
export function ed25519Cosigner(name: string, privateKey: KeyObject): Cosigner {
  const { keyId } = parseVkey(cosignatureVkey(name, privateKey))
  return {
    name,
    keyId,
    cosign(text, at) {
      parseCheckpointText(text)
      const time = BigInt(Math.floor(at.getTime() / 1000))
      if (time <= 0n) throw new RangeError(`no cosignature is of ${at.toISOString()}`)
      const bytes = Buffer.alloc(TIME_BYTES)
      bytes.writeBigUInt64BE(time)
      return Buffer.concat([bytes, sign(null, signedText(time, text), privateKey)])
    },
  }
}

/** The verifier key of an Ed25519 key pair (either half) that cosigns under this name. */
export function cosignatureVkey(name: string, key: KeyObject): string {
  return formatVkey(name, KEY_COSIGNATURE, ed25519Raw(key))
}

/** @throws NoteRefused `bad-key` if it isn't a verifier key of type 0x04. */
export function cosignatureVerifier(vkey: string): NoteVerifier {
  const { name, keyId, type, publicKey } = parseVkey(vkey)
  if (type !== KEY_COSIGNATURE || publicKey.length !== 32)
    throw new NoteRefused('bad-key', `type ${type} with ${publicKey.length} bytes isn't a cosigner's Ed25519`)
  const check = ed25519Check(publicKey)
  return {
    name,
    keyId,
    verify(text, signature) {
      const time = timeOf(signature)
      if (time === undefined) return false
      return check(signedText(time, Buffer.from(text).toString('utf8')), signature.subarray(TIME_BYTES))
    },
  }
}

/** The second a cosignature is of. @throws RangeError for a signature that no cosignature verifier has accepted. */
export function cosignedAt(signature: Uint8Array): Date {
  const time = timeOf(signature)
  if (time === undefined) throw new RangeError('not a cosignature')
  return new Date(Number(time) * 1000)
}

/** Seconds since 1970; undefined if it's none, too late for a Date, or 0, by which a time is left out. */
function timeOf(signature: Uint8Array): bigint | undefined {
  if (signature.length !== TIME_BYTES + 64) return undefined
  const time = Buffer.from(signature.subarray(0, TIME_BYTES)).readBigUInt64BE()
  return time > 0n && time <= LAST_SECOND ? time : undefined
}

function signedText(time: bigint, text: string): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`, 'utf8')
}
