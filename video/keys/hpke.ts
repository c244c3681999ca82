/**
 * Sealing one short secret to a public half: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
 * AES-256-GCM, one message a context. Base mode says nothing of who sealed: trust comes from the ledger.
 */
import { createPublicKey, generateKeyPairSync, hash } from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import type { SealedKey } from '../reel/header.ts'

/** What a sealed secret is for: a box of one purpose never opens as another. */
export type SealPurpose = 'day-key' | 'hold-key' | 'reel-key' | 'key-box' | 'derived-file'

/** Raw X25519 halves, 32 bytes each. */
export type KeyPair = { readonly publicHalf: Buffer; readonly privateHalf: Buffer }

export const KEY_BYTES = 32
export const SEALED_BYTES = 48

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** `info` of the key schedule: format version and purpose. */
export function infoOf(purpose: SealPurpose): Buffer {
  return Buffer.from(`mingjian/keys/1/${purpose}`, 'latin1')
}

/** The name of a key pair everywhere: SHA-256 of its public half. */
export function keyIdOf(publicHalf: Buffer): Buffer {
  if (publicHalf.length !== KEY_BYTES) throw new RangeError('a public half has 32 bytes')
  return hash('sha256', publicHalf, 'buffer')
}

export function newKeyPair(): KeyPair {
  const { privateKey } = generateKeyPairSync('x25519')
  const jwk = privateKey.export({ format: 'jwk' })
  return { publicHalf: Buffer.from(jwk.x!, 'base64url'), privateHalf: Buffer.from(jwk.d!, 'base64url') }
}

/** The public half that belongs to a private half. */
export function publicHalfOf(privateHalf: Buffer): Buffer {
  const der = Buffer.concat([PKCS8_X25519, privateHalf])
  const jwk = createPublicKey({ key: der, format: 'der', type: 'pkcs8' } as never).export({ format: 'jwk' })
  der.fill(0)
  return Buffer.from(jwk.x!, 'base64url')
}

/**
 * Seals 32 bytes.
 * @param ephemeral only for test vectors: a fixed seed makes the output repeatable and the seal worthless.
 */
export async function sealTo(
  publicHalf: Buffer,
  purpose: SealPurpose,
  aad: Buffer,
  secret: Buffer,
  ephemeral?: Buffer,
): Promise<SealedKey> {
  if (secret.length !== KEY_BYTES) throw new RangeError('only 32-byte secrets are sealed')
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicHalf)
  const params = { recipientPublicKey, info: infoOf(purpose), ...(ephemeral ? { ekm: ephemeral } : {}) }
  const { enc, ct } = await suite.seal(params, secret, aad)
  return { enc: Buffer.from(enc), ct: Buffer.from(ct) }
}

/** Opens what `sealTo` sealed; null where key, purpose, aad or a byte is another. */
export async function openWith(
  privateHalf: Buffer,
  purpose: SealPurpose,
  aad: Buffer,
  sealed: SealedKey,
): Promise<Buffer | null> {
  if (sealed.enc.length !== KEY_BYTES || sealed.ct.length !== SEALED_BYTES) return null
  const recipientKey = await suite.kem.deserializePrivateKey(privateHalf)
  try {
    return Buffer.from(
      await suite.open({ recipientKey, enc: sealed.enc, info: infoOf(purpose) }, sealed.ct, aad),
    )
  } catch {
    return null
  }
}
