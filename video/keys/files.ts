/**
 * The small files of the keyring (ref/keys.md): key file, key box, station public file. Each ends with the SHA-256 of
 * what stands before, so that a torn or rotten copy is told from the other one.
 */
import { hash } from 'node:crypto'
import type { SealedKey } from '../reel/header.ts'
import { dayNumber, dayText, hexIdBytes, uuidBytes, uuidText } from '../reel/ids.ts'
import { BINDING_BYTES } from '../reel/layout.ts'
import { keyIdOf } from './hpke.ts'

const VERSION = 1
const KEY_FILE = Buffer.from('MJKF', 'latin1')
const KEY_BOX = Buffer.from('MJKB', 'latin1')
const STATION_PUBLIC = Buffer.from('MJSP', 'latin1')
export const KEY_FILE_BYTES = 224
export const KEY_BOX_BYTES = 304
const STATION_PUBLIC_BYTES = 88

/** Bytes of a key file, and of a box, under which their secret is sealed. */
const KEY_FILE_BOUND = 112
const KEY_BOX_BOUND = 192

/** A day key or hold key at rest: public half in the clear, private half sealed to the station key. */
export type KeyFile = {
  readonly kind: 'day' | 'hold'
  readonly generation: number
  readonly station: string
  /** The camera of a day key, the hold of a hold key. */
  readonly subject: string
  /** Civil day of a day key, review date of a hold key. */
  readonly on: string
  readonly publicHalf: Buffer
  readonly stationKeyId: Buffer
  readonly sealed: SealedKey
}

/** A reel key sealed once more: to a new generation, or to a hold key. */
export type KeyBox = {
  readonly kind: 'reseal' | 'hold'
  /** The key it is sealed to. */
  readonly keyId: Buffer
  readonly reelId: string
  /** The first 136 bytes of the reel's header. */
  readonly binding: Buffer
  readonly sealed: SealedKey
}

/** Why a keyring file isn't one. */
export class KeyFileError extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'KeyFileError'
  }
}

/** What stands before the sealed private half, and binds it. */
export function keyFileBinding(file: Omit<KeyFile, 'sealed'>): Buffer {
  const out = Buffer.alloc(KEY_FILE_BOUND)
  KEY_FILE.copy(out, 0)
  out.writeUInt16BE(VERSION, 4)
  out.writeUInt16BE(file.generation, 6)
  uuidBytes(file.station).copy(out, 8)
  uuidBytes(file.subject).copy(out, 24)
  out.writeUInt32BE(dayNumber(file.on), 40)
  out.writeUInt8(file.kind === 'day' ? 1 : 2, 44)
  file.publicHalf.copy(out, 48)
  file.stationKeyId.copy(out, 80)
  return out
}

export function encodeKeyFile(file: KeyFile): Buffer {
  return closed([keyFileBinding(file), file.sealed.enc, file.sealed.ct], KEY_FILE_BYTES)
}

/** @throws KeyFileError */
export function decodeKeyFile(bytes: Buffer): KeyFile {
  opened(bytes, KEY_FILE, KEY_FILE_BYTES)
  const kind = bytes.readUInt8(44)
  const on = dayText(bytes.readUInt32BE(40))
  const generation = bytes.readUInt16BE(6)
  if ((kind !== 1 && kind !== 2) || on === null || generation < 1 || bytes.readUIntBE(45, 3) !== 0)
    throw new KeyFileError('field out of range')
  return {
    kind: kind === 1 ? 'day' : 'hold',
    generation,
    station: uuidText(bytes.subarray(8, 24)),
    subject: uuidText(bytes.subarray(24, 40)),
    on,
    publicHalf: copyOf(bytes, 48, 80),
    stationKeyId: copyOf(bytes, 80, 112),
    sealed: { enc: copyOf(bytes, 112, 144), ct: copyOf(bytes, 144, 192) },
  }
}

/** What stands before the sealed reel key of a box, and binds it. */
export function keyBoxBinding(box: Omit<KeyBox, 'sealed'>): Buffer {
  if (box.binding.length !== BINDING_BYTES) throw new RangeError('a binding has 136 bytes')
  const out = Buffer.alloc(KEY_BOX_BOUND)
  KEY_BOX.copy(out, 0)
  out.writeUInt16BE(VERSION, 4)
  out.writeUInt8(box.kind === 'reseal' ? 1 : 2, 6)
  box.keyId.copy(out, 8)
  hexIdBytes(box.reelId).copy(out, 40)
  box.binding.copy(out, 56)
  return out
}

export function encodeKeyBox(box: KeyBox): Buffer {
  return closed([keyBoxBinding(box), box.sealed.enc, box.sealed.ct], KEY_BOX_BYTES)
}

/** @throws KeyFileError */
export function decodeKeyBox(bytes: Buffer): KeyBox {
  opened(bytes, KEY_BOX, KEY_BOX_BYTES)
  const kind = bytes.readUInt8(6)
  if ((kind !== 1 && kind !== 2) || bytes.readUInt8(7) !== 0) throw new KeyFileError('field out of range')
  return {
    kind: kind === 1 ? 'reseal' : 'hold',
    keyId: copyOf(bytes, 8, 40),
    reelId: bytes.toString('hex', 40, 56),
    binding: copyOf(bytes, 56, 192),
    sealed: { enc: copyOf(bytes, 192, 224), ct: copyOf(bytes, 224, 272) },
  }
}

/** `station.pub` of a keyring: whom the recorder seals day keys to when nobody with a secret is awake. */
export function encodeStationPublic(station: string, publicHalf: Buffer): Buffer {
  const head = Buffer.alloc(24)
  STATION_PUBLIC.copy(head, 0)
  head.writeUInt16BE(VERSION, 4)
  uuidBytes(station).copy(head, 8)
  return closed([head, publicHalf], STATION_PUBLIC_BYTES)
}

/** @throws KeyFileError */
export function decodeStationPublic(bytes: Buffer): { station: string; publicHalf: Buffer; keyId: Buffer } {
  opened(bytes, STATION_PUBLIC, STATION_PUBLIC_BYTES)
  const publicHalf = copyOf(bytes, 24, 56)
  return { station: uuidText(bytes.subarray(8, 24)), publicHalf, keyId: keyIdOf(publicHalf) }
}

function closed(parts: readonly Buffer[], size: number): Buffer {
  const body = Buffer.concat(parts)
  if (body.length !== size - 32) throw new RangeError('field of a wrong size')
  return Buffer.concat([body, hash('sha256', body, 'buffer')])
}

function opened(bytes: Buffer, magic: Buffer, size: number): void {
  if (bytes.length !== size) throw new KeyFileError(`has ${bytes.length} bytes, not ${size}`)
  if (!bytes.subarray(0, 4).equals(magic)) throw new KeyFileError('another kind of file')
  if (bytes.readUInt16BE(4) !== VERSION) throw new KeyFileError('unknown version')
  if (!hash('sha256', bytes.subarray(0, size - 32), 'buffer').equals(bytes.subarray(size - 32)))
    throw new KeyFileError('check differs')
}

function copyOf(bytes: Buffer, from: number, to: number): Buffer {
  return Buffer.from(bytes.subarray(from, to))
}
