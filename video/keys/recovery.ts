/**
 * The sealed recovery copy of the station key (ref/keys.md, "Recovery"): a file that opens with a code printed once.
 * The code carries 160 random bits, so scrypt here only slows a guesser who has seen part of the print.
 */
import { createCipheriv, createDecipheriv, hash, randomBytes, scryptSync } from 'node:crypto'
import { uuidBytes, uuidText } from '../reel/ids.ts'
import { publicHalfOf } from './hpke.ts'
import { KeyRefusal } from './refusals.ts'

const MAGIC = Buffer.from('MJRC', 'latin1')
const VERSION = 1
const SCRYPT_KDF = 1
const LOG2_N = 15
const R = 8
const P = 1
const HEAD_BYTES = 92
export const RECOVERY_BYTES = HEAD_BYTES + 48
// Crockford's base 32: no I, L, O, U, so that a handwritten code survives.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_SYMBOLS = 32
const CHECK_SYMBOLS = 4

/** A fresh code as printed: nine groups of four, the last one a check. */
export function newRecoveryCode(random: Buffer = randomBytes(20)): string {
  const symbols = symbolsOf(random, CODE_SYMBOLS)
  return `${symbols}${checkOf(symbols)}`.replace(/(.{4})(?!$)/g, '$1-')
}

/**
 * What was typed as the 32 symbols of the code; case, blanks and dashes don't matter, I and L read as 1, O as 0.
 * @throws KeyRefusal `keys/recovery-code-mistyped`
 */
export function readRecoveryCode(typed: string): string {
  const all = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0')
  const symbols = all.slice(0, CODE_SYMBOLS)
  if (!/^[0-9A-HJKMNP-TV-Z]{36}$/.test(all) || checkOf(symbols) !== all.slice(CODE_SYMBOLS))
    throw new KeyRefusal('keys/recovery-code-mistyped')
  return symbols
}

/** @param code as printed. @param fixed salt and nonce, for vectors only. */
export function sealRecovery(
  station: string,
  privateHalf: Buffer,
  code: string,
  fixed: { readonly salt: Buffer; readonly nonce: Buffer } = {
    salt: randomBytes(16),
    nonce: randomBytes(12),
  },
): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  MAGIC.copy(head, 0)
  head.writeUInt16BE(VERSION, 4)
  head.writeUInt8(SCRYPT_KDF, 6)
  head.writeUInt8(LOG2_N, 7)
  head.writeUInt16BE(R, 8)
  head.writeUInt16BE(P, 10)
  fixed.salt.copy(head, 12)
  uuidBytes(station).copy(head, 28)
  publicHalfOf(privateHalf).copy(head, 44)
  fixed.nonce.copy(head, 76)
  const key = derive(readRecoveryCode(code), fixed.salt, LOG2_N, R, P)
  const cipher = createCipheriv('aes-256-gcm', key, fixed.nonce)
  cipher.setAAD(head)
  const body = Buffer.concat([cipher.update(privateHalf), cipher.final(), cipher.getAuthTag()])
  key.fill(0)
  return Buffer.concat([head, body])
}

/** What a recovery file says without its code. @throws KeyRefusal `keys/recovery-unreadable` */
export function describeRecovery(file: Buffer): { station: string; publicHalf: Buffer } {
  const known =
    file.length === RECOVERY_BYTES &&
    file.subarray(0, 4).equals(MAGIC) &&
    file.readUInt16BE(4) === VERSION &&
    file.readUInt8(6) === SCRYPT_KDF &&
    // Bounds what a foreign file can make us compute: 1 GiB.
    file.readUInt8(7) <= 20 &&
    file.readUInt16BE(8) === R &&
    file.readUInt16BE(10) === P
  if (!known) throw new KeyRefusal('keys/recovery-unreadable')
  return { station: uuidText(file.subarray(28, 44)), publicHalf: Buffer.from(file.subarray(44, 76)) }
}

/**
 * The station's private half.
 * @throws KeyRefusal `keys/recovery-code-mistyped`, `keys/recovery-wrong-code` or `keys/recovery-unreadable`.
 */
export function openRecovery(file: Buffer, typed: string): Buffer {
  describeRecovery(file)
  const key = derive(readRecoveryCode(typed), file.subarray(12, 28), file.readUInt8(7), R, P)
  const decipher = createDecipheriv('aes-256-gcm', key, file.subarray(76, 88), { authTagLength: 16 })
  key.fill(0)
  decipher.setAAD(file.subarray(0, HEAD_BYTES))
  decipher.setAuthTag(file.subarray(HEAD_BYTES + 32))
  const privateHalf = decipher.update(file.subarray(HEAD_BYTES, HEAD_BYTES + 32))
  try {
    decipher.final()
  } catch {
    throw new KeyRefusal('keys/recovery-wrong-code')
  }
  return privateHalf
}

function derive(symbols: string, salt: Buffer, log2N: number, r: number, p: number): Buffer {
  const N = 2 ** log2N
  return scryptSync(symbols, salt, 32, { N, r, p, maxmem: 256 * N * r })
}

function checkOf(symbols: string): string {
  return symbolsOf(hash('sha256', `mingjian/recovery/1/${symbols}`, 'buffer'), CHECK_SYMBOLS)
}

function symbolsOf(bytes: Buffer, count: number): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`) >> BigInt(bytes.length * 8 - count * 5)
  let text = ''
  for (let i = 0; i < count; i++, bits >>= 5n) text = ALPHABET[Number(bits & 31n)] + text
  return text
}
