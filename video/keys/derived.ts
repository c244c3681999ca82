/**
 * A derived file (ref/keys.md): a preview, baseline picture, diagnosis frame or transcode under a random key of its
 * own, which is sealed to the day key of what it shows, or to a hold key where it is kept longer. Destroying that key
 * destroys it, wherever copies of it lie.
 */
import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'
import type { SealedKey } from '../reel/header.ts'
import { dayNumber, dayText, hexIdBytes, uuidBytes, uuidText } from '../reel/ids.ts'
import { KeyFileError } from './files.ts'
import { openWith, sealTo } from './hpke.ts'
import type { PublicKey } from './keyring.ts'

export const DERIVED_KINDS = ['preview', 'baseline', 'frame', 'transcode'] as const
export type DerivedKind = (typeof DERIVED_KINDS)[number]
export const DERIVED_TYPES = ['image/jpeg', 'image/png', 'video/mp4', 'application/octet-stream'] as const

export type DerivedAbout = {
  readonly kind: DerivedKind
  readonly contentType: (typeof DERIVED_TYPES)[number]
  readonly station: string
  readonly camera: string
  /** 32 lower-case hex digits, random. */
  readonly fileId: string
  /** Civil day of the pictures it was made from. */
  readonly onDay: string
  /** Wall time of the (first) picture shown, ms. */
  readonly pictureWallMs: number
}

export type DerivedHeader = DerivedAbout & {
  readonly keyId: Buffer
  readonly generation: number
  readonly sealedKey: SealedKey
  readonly length: number
}

export const DERIVED_HEADER_BYTES = 188
/** Larger results are kept as several files. */
export const MAX_DERIVED_BYTES = 64 << 20
const MAGIC = Buffer.from('MJDV', 'latin1')
const VERSION = 1
const BOUND_BYTES = 108
const END_BYTES = 16 + 32
// Every file has its own key and one message, so that the nonce may be constant.
const NONCE = Buffer.alloc(12)

/** Encrypts and seals; returns the whole file. @throws RangeError for a field or length out of range. */
export async function sealDerived(to: PublicKey, about: DerivedAbout, bytes: Buffer): Promise<Buffer> {
  const contentKey = randomBytes(32)
  try {
    const head = boundOf(to, about, bytes.length)
    const sealed = await sealTo(to.publicHalf, 'derived-file', head, contentKey)
    return encryptDerived(Buffer.concat([head, sealed.enc, sealed.ct]), contentKey, bytes)
  } finally {
    contentKey.fill(0)
  }
}

/** The file from its header, content key and content. Only for `sealDerived` and the vectors. */
export function encryptDerived(header: Buffer, contentKey: Buffer, bytes: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', contentKey, NONCE)
  cipher.setAAD(header)
  const body = Buffer.concat([header, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  return Buffer.concat([body, hash('sha256', body, 'buffer')])
}

/** The header's first 108 bytes, under which the content key is sealed. */
export function boundOf(to: Omit<PublicKey, 'publicHalf'>, about: DerivedAbout, length: number): Buffer {
  if (length < 1 || length > MAX_DERIVED_BYTES) throw new RangeError('derived file empty or over 64 MiB')
  const out = Buffer.alloc(BOUND_BYTES)
  MAGIC.copy(out, 0)
  out.writeUInt16BE(VERSION, 4)
  out.writeUInt8(DERIVED_KINDS.indexOf(about.kind) + 1, 6)
  out.writeUInt8(DERIVED_TYPES.indexOf(about.contentType) + 1, 7)
  out.writeUInt32BE(length, 8)
  uuidBytes(about.station).copy(out, 12)
  uuidBytes(about.camera).copy(out, 28)
  hexIdBytes(about.fileId).copy(out, 44)
  out.writeUInt32BE(dayNumber(about.onDay), 60)
  out.writeUInt16BE(to.generation, 64)
  out.writeBigInt64BE(BigInt(about.pictureWallMs), 68)
  to.keyId.copy(out, 76)
  return out
}

/** Reads what stands in the clear and checks the file's own SHA-256. @throws KeyFileError */
export function decodeDerived(file: Buffer): DerivedHeader {
  if (file.length < DERIVED_HEADER_BYTES + END_BYTES) throw new KeyFileError('derived file ends early')
  if (!file.subarray(0, 4).equals(MAGIC) || file.readUInt16BE(4) !== VERSION)
    throw new KeyFileError('no derived file')
  const length = file.readUInt32BE(8)
  if (file.length !== DERIVED_HEADER_BYTES + length + END_BYTES) throw new KeyFileError('length differs')
  const check = file.length - 32
  if (!hash('sha256', file.subarray(0, check), 'buffer').equals(file.subarray(check)))
    throw new KeyFileError('check differs')
  const kind = DERIVED_KINDS[file.readUInt8(6) - 1]
  const contentType = DERIVED_TYPES[file.readUInt8(7) - 1]
  const onDay = dayText(file.readUInt32BE(60))
  const wall = Number(file.readBigInt64BE(68))
  if (!kind || !contentType || onDay === null || file.readUInt16BE(66) !== 0 || !Number.isSafeInteger(wall))
    throw new KeyFileError('field out of range')
  const copy = (from: number, to: number) => Buffer.from(file.subarray(from, to))
  return {
    kind,
    contentType,
    station: uuidText(file.subarray(12, 28)),
    camera: uuidText(file.subarray(28, 44)),
    fileId: file.toString('hex', 44, 60),
    onDay,
    pictureWallMs: wall,
    keyId: copy(76, 108),
    generation: file.readUInt16BE(64),
    sealedKey: { enc: copy(108, 140), ct: copy(140, DERIVED_HEADER_BYTES) },
    length,
  }
}

/**
 * Opens a derived file's content key with the private half it was sealed to; null where that is another.
 * @param head the file's first 188 bytes, already decoded by `decodeDerived`.
 */
export function openDerivedKey(privateHalf: Buffer, head: Buffer): Promise<Buffer | null> {
  const sealed = { enc: head.subarray(BOUND_BYTES, 140), ct: head.subarray(140, DERIVED_HEADER_BYTES) }
  return openWith(privateHalf, 'derived-file', head.subarray(0, BOUND_BYTES), sealed)
}

/** Decrypts a derived file. @throws KeyFileError where it is damaged or the content key another's. */
export function openDerived(contentKey: Buffer, file: Buffer): Buffer {
  const { length } = decodeDerived(file)
  const tagAt = DERIVED_HEADER_BYTES + length
  const decipher = createDecipheriv('aes-256-gcm', contentKey, NONCE, { authTagLength: 16 })
  decipher.setAAD(file.subarray(0, DERIVED_HEADER_BYTES))
  decipher.setAuthTag(file.subarray(tagAt, tagAt + 16))
  const bytes = decipher.update(file.subarray(DERIVED_HEADER_BYTES, tagAt))
  try {
    decipher.final()
  } catch {
    throw new KeyFileError('derived file does not open under this key')
  }
  return bytes
}
