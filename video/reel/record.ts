/**
 * One record of a reel (ref/reel.md, "Record"): plain part ‖ commitment ‖ ciphertext ‖ tag ‖ leaf. Sealing is
 * AES-256-GCM under the reel key with the record number as nonce; whoever calls `sealRecord` twice with one number
 * and one key gives both pictures away, so only `ReelWriter` and the vectors call it.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import type { Fragment } from '../media/types.ts'
import { hexIdBytes, uuidBytes } from './ids.ts'
import {
  FLAG_DAMAGED,
  FLAG_KEY_FRAME,
  HASH_BYTES,
  MAX_FRAGMENT_BYTES,
  MAX_FRAGMENTS,
  PLAIN_PART_BYTES,
  RECORD_HEAD_BYTES,
  RECORD_OVERHEAD_BYTES,
  REEL_VERSION,
  ReelFormatError,
  TAG_BYTES,
} from './layout.ts'

/** What a record says without a key. */
export type PlainPart = {
  /** Length of the fragment in bytes. */
  readonly length: number
  readonly number: number
  readonly startMono90k: bigint
  readonly duration90k: number
  readonly startsWithKeyFrame: boolean
  readonly damaged: boolean
  readonly sampleCount: number
}

export type SealedRecord = {
  /** The record in pieces, to be written one after the other. */
  readonly parts: readonly Buffer[]
  readonly size: number
  readonly leaf: Buffer
}

/** A reel key made ready: what is the same for all records of a reel. Drop it to forget the key. */
export type ReelSeal = { readonly key: KeyObject; readonly aadStart: Buffer }

const SALT_LABEL = Buffer.from('mingjian/reel/1/commitment-salt', 'latin1')
const noSalt = Buffer.alloc(0)
// Above 128 KiB the allocator maps fresh zeroed pages for each output: four times slower than the cipher itself.
const STRIDE = 65_536

/** @param reelKey 32 bytes; the caller overwrites its own copy. */
export function reelSeal(reelKey: Buffer, reelId: string, camera: string): ReelSeal {
  if (reelKey.length !== 32) throw new RangeError('a reel key has 32 bytes')
  const aadStart = Buffer.alloc(2 + 16 + 16)
  aadStart.writeUInt16BE(REEL_VERSION, 0)
  hexIdBytes(reelId).copy(aadStart, 2)
  uuidBytes(camera).copy(aadStart, 18)
  return { key: createSecretKey(reelKey), aadStart }
}

/** 32 bytes of HKDF-SHA256(reel key, no salt, label ‖ u32 number): opens this record's commitment and no other. */
export function commitmentSalt(seal: ReelSeal, number: number): Buffer {
  const info = Buffer.alloc(SALT_LABEL.length + 4)
  SALT_LABEL.copy(info)
  info.writeUInt32BE(number, SALT_LABEL.length)
  return Buffer.from(hkdfSync('sha256', seal.key, noSalt, info, 32))
}

/** SHA-256(salt ‖ SHA-256(fragment)). */
export function commitmentOf(salt: Buffer, fragment: Buffer): Buffer {
  return hash('sha256', Buffer.concat([salt, hash('sha256', fragment, 'buffer')]), 'buffer')
}

/** SHA-256(0x00 ‖ plain part ‖ commitment ‖ SHA-256(ciphertext ‖ tag)); `head` is the record's first 56 bytes. */
export function leafOf(head: Buffer, cipherDigest: Buffer): Buffer {
  const data = Buffer.alloc(1 + RECORD_HEAD_BYTES + HASH_BYTES)
  head.copy(data, 1, 0, RECORD_HEAD_BYTES)
  cipherDigest.copy(data, 1 + RECORD_HEAD_BYTES)
  return hash('sha256', data, 'buffer')
}

/**
 * Seals one fragment as record `number`. The number counts as used from here on, whether the write succeeds or not.
 * @throws RangeError for a fragment that is empty, over 8 MiB or longer than 32 bits of 1/90,000 s.
 */
export function sealRecord(seal: ReelSeal, number: number, fragment: Fragment): SealedRecord {
  const plain = fragment.bytes
  const head = Buffer.allocUnsafe(RECORD_HEAD_BYTES)
  encodePlainPart(head, number, fragment)
  commitmentOf(commitmentSalt(seal, number), plain).copy(head, PLAIN_PART_BYTES)
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonceOf(number))
  cipher.setAAD(Buffer.concat([seal.aadStart, head]))
  const digest = createHash('sha256')
  const parts: Buffer[] = [head]
  for (let at = 0; at < plain.length; at += STRIDE) {
    const part = cipher.update(plain.subarray(at, at + STRIDE))
    digest.update(part)
    parts.push(part)
  }
  cipher.final()
  const end = Buffer.allocUnsafe(TAG_BYTES + HASH_BYTES)
  cipher.getAuthTag().copy(end)
  digest.update(end.subarray(0, TAG_BYTES))
  const leaf = leafOf(head, digest.digest())
  leaf.copy(end, TAG_BYTES)
  parts.push(end)
  return { parts, size: plain.length + RECORD_OVERHEAD_BYTES, leaf }
}

function encodePlainPart(out: Buffer, number: number, fragment: Fragment): void {
  const length = fragment.bytes.length
  if (length < 1 || length > MAX_FRAGMENT_BYTES) throw new RangeError('fragment empty or over 8 MiB')
  if (number >= MAX_FRAGMENTS) throw new RangeError('too many fragments for one reel')
  out.writeUInt32BE(length, 0)
  out.writeUInt32BE(number, 4)
  out.writeBigUInt64BE(fragment.startMono90k, 8)
  out.writeUInt32BE(fragment.duration90k, 16)
  const flags = (fragment.startsWithKeyFrame ? FLAG_KEY_FRAME : 0) | (fragment.damaged ? FLAG_DAMAGED : 0)
  out.writeUInt16BE(flags, 20)
  out.writeUInt16BE(Math.min(fragment.sampleCount, 0xffff), 22)
}

/**
 * Reads the plain part at the start of `bytes`. `offset` only names the place in errors.
 * @throws ReelFormatError for a length or flag that no writer of version 1 writes.
 */
export function decodePlainPart(bytes: Buffer, offset: number): PlainPart {
  if (bytes.length < PLAIN_PART_BYTES) throw new ReelFormatError('torn', offset, 'record ends early')
  const length = bytes.readUInt32BE(0)
  if (length < 1 || length > MAX_FRAGMENT_BYTES)
    throw new ReelFormatError('length', offset, 'record length out of range')
  const flags = bytes.readUInt16BE(20)
  if ((flags & ~(FLAG_KEY_FRAME | FLAG_DAMAGED)) !== 0)
    throw new ReelFormatError('value', offset + 20, 'unknown flags')
  return {
    length,
    number: bytes.readUInt32BE(4),
    startMono90k: bytes.readBigUInt64BE(8),
    duration90k: bytes.readUInt32BE(16),
    startsWithKeyFrame: (flags & FLAG_KEY_FRAME) !== 0,
    damaged: (flags & FLAG_DAMAGED) !== 0,
    sampleCount: bytes.readUInt16BE(22),
  }
}

/** The leaf a whole record ought to end with, computed from its bytes. */
export function leafOfRecord(record: Buffer): Buffer {
  const sealed = record.subarray(RECORD_HEAD_BYTES, record.length - HASH_BYTES)
  return leafOf(record, hash('sha256', sealed, 'buffer'))
}

export type OpenedRecord = { readonly plain: PlainPart; readonly bytes: Buffer; readonly salt: Buffer }

/**
 * Opens a whole record: decrypts, checks the tag, then the commitment.
 * @throws ReelFormatError `sealed` where the key, the reel or the place is another one, or a byte has changed.
 */
export function openRecord(seal: ReelSeal, record: Buffer, offset: number): OpenedRecord {
  const plain = decodePlainPart(record, offset)
  if (record.length !== plain.length + RECORD_OVERHEAD_BYTES)
    throw new ReelFormatError('torn', offset, 'record ends early')
  const head = record.subarray(0, RECORD_HEAD_BYTES)
  const tagAt = RECORD_HEAD_BYTES + plain.length
  const decipher = createDecipheriv('aes-256-gcm', seal.key, nonceOf(plain.number), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.concat([seal.aadStart, head]))
  decipher.setAuthTag(record.subarray(tagAt, tagAt + TAG_BYTES))
  const bytes = decipher.update(record.subarray(RECORD_HEAD_BYTES, tagAt))
  try {
    decipher.final()
  } catch {
    throw new ReelFormatError('sealed', offset, 'record does not open under this key')
  }
  const salt = commitmentSalt(seal, plain.number)
  if (!commitmentOf(salt, bytes).equals(head.subarray(PLAIN_PART_BYTES)))
    throw new ReelFormatError('sealed', offset, 'commitment differs')
  return { plain, bytes, salt }
}

/** 12 bytes: the number as an unsigned 96-bit big-endian integer. */
function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(number, 8)
  return nonce
}
