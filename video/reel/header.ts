/**
 * The header of a reel (ref/reel.md, "Header"): who, what, when, under which key, and how to decode it. Followed by
 * its own SHA-256, which is the torn-write check and the value that enters the reel leaf.
 */
import { hash } from 'node:crypto'
import type { CodecInit } from '../media/types.ts'
import { civilDayOf, dayNumber, dayText, hexIdBytes, uuidBytes, uuidText } from './ids.ts'
import {
  BINDING_BYTES,
  CLOCK_SOURCES,
  type ClockSource,
  HASH_BYTES,
  HEADER_FIXED_BYTES,
  HEADER_MAGIC,
  MAX_CODEC_BYTES,
  MAX_HEADER_BYTES,
  MAX_INIT_BYTES,
  REEL_VERSION,
  ReelFormatError,
  UNKNOWN_BOUND,
} from './layout.ts'

/** What identifies a reel before its key is sealed. The sealed key is bound to every field here. */
export type ReelIdentity = {
  readonly station: string
  readonly camera: string
  /** 0 main stream, 1 sub stream. */
  readonly stream: 0 | 1
  /** 32 lower-case hex digits, random. */
  readonly reelId: string
  readonly bootId: string
  readonly startMono90k: bigint
  /** What the wall clock showed at `startMono90k`, ms since 1970 UTC. A label, not an order. */
  readonly startWallMs: number
  readonly clockSource: ClockSource
  /** The wall clock was right to within ± this; null: not known. */
  readonly clockBoundMs: number | null
  /** Civil day (Asia/Shanghai) of `startWallMs`. */
  readonly onDay: string
  /** SHA-256 of the day key's public half. */
  readonly keyId: Buffer
  readonly generation: number
}

/** HPKE output: 32 bytes encapsulated key, 48 bytes sealed reel key. */
export type SealedKey = { readonly enc: Buffer; readonly ct: Buffer }

export type ReelHeader = ReelIdentity & { readonly sealedKey: SealedKey; readonly init: CodecInit }

export type DecodedHeader = {
  readonly header: ReelHeader
  /** SHA-256 of the header, checked. */
  readonly headerHash: Buffer
  /** Offset of the first record. */
  readonly length: number
}

/** Where things stand in the header; every reader of this file counts from here. */
const AT = {
  version: 4,
  reserved: 6,
  length: 8,
  station: 12,
  camera: 28,
  stream: 44,
  clockSource: 45,
  generation: 46,
  reelId: 48,
  bootId: 64,
  startMono: 80,
  startWall: 88,
  clockBound: 96,
  day: 100,
  keyId: 104,
  enc: 136,
  ct: 168,
  width: 216,
  height: 218,
  codecLength: 220,
  initLength: 222,
} as const

/**
 * The first 136 bytes of the header: the additional data under which the reel key is sealed. `initBytes` and
 * `codecBytes` count because the header's length stands among them.
 * @throws RangeError for a field out of its range.
 */
export function headerBinding(identity: ReelIdentity, init: CodecInit): Buffer {
  const codecBytes = Buffer.byteLength(init.codec, 'latin1')
  const out = Buffer.alloc(BINDING_BYTES)
  HEADER_MAGIC.copy(out, 0)
  out.writeUInt16BE(REEL_VERSION, AT.version)
  out.writeUInt32BE(HEADER_FIXED_BYTES + codecBytes + init.initSegment.length + HASH_BYTES, AT.length)
  uuidBytes(identity.station).copy(out, AT.station)
  uuidBytes(identity.camera).copy(out, AT.camera)
  out.writeUInt8(identity.stream, AT.stream)
  out.writeUInt8(CLOCK_SOURCES.indexOf(identity.clockSource), AT.clockSource)
  out.writeUInt16BE(identity.generation, AT.generation)
  hexIdBytes(identity.reelId).copy(out, AT.reelId)
  uuidBytes(identity.bootId).copy(out, AT.bootId)
  out.writeBigUInt64BE(identity.startMono90k, AT.startMono)
  out.writeBigInt64BE(BigInt(identity.startWallMs), AT.startWall)
  const bound = identity.clockBoundMs ?? UNKNOWN_BOUND
  if (identity.clockBoundMs !== null && bound >= UNKNOWN_BOUND) throw new RangeError('clock bound too wide')
  out.writeUInt32BE(bound, AT.clockBound)
  if (civilDayOf(identity.startWallMs) !== identity.onDay)
    throw new RangeError('civil day is not that of the start')
  out.writeUInt32BE(dayNumber(identity.onDay), AT.day)
  if (identity.keyId.length !== HASH_BYTES) throw new RangeError('a key id has 32 bytes')
  identity.keyId.copy(out, AT.keyId)
  if (identity.generation < 1) throw new RangeError('generations count from 1')
  return out
}

/** Header and its SHA-256, as they stand in the file. @throws RangeError for a field out of its range. */
export function encodeHeader(header: ReelHeader): Buffer {
  const codec = Buffer.from(header.init.codec, 'latin1')
  const segment = header.init.initSegment
  if (!isCodecText(header.init.codec)) throw new RangeError('codec is no RFC 6381 string')
  if (segment.length < 1 || segment.length > MAX_INIT_BYTES)
    throw new RangeError('init segment too long or empty')
  if (header.sealedKey.enc.length !== 32 || header.sealedKey.ct.length !== 48)
    throw new RangeError('sealed key size')
  const end = HEADER_FIXED_BYTES + codec.length + segment.length
  const out = Buffer.alloc(end + HASH_BYTES)
  headerBinding(header, header.init).copy(out, 0)
  header.sealedKey.enc.copy(out, AT.enc)
  header.sealedKey.ct.copy(out, AT.ct)
  out.writeUInt16BE(header.init.width, AT.width)
  out.writeUInt16BE(header.init.height, AT.height)
  out.writeUInt16BE(codec.length, AT.codecLength)
  out.writeUInt32BE(segment.length, AT.initLength)
  codec.copy(out, HEADER_FIXED_BYTES)
  segment.copy(out, HEADER_FIXED_BYTES + codec.length)
  hash('sha256', out.subarray(0, end), 'buffer').copy(out, end)
  return out
}

/**
 * Reads a header at the start of `bytes` (which may go on past it). Checks every length and its SHA-256.
 * @throws ReelFormatError `torn` where `bytes` ends before the header does.
 */
export function decodeHeader(bytes: Buffer): DecodedHeader {
  if (bytes.length < 12) throw new ReelFormatError('torn', bytes.length, 'header ends early')
  if (!bytes.subarray(0, 4).equals(HEADER_MAGIC)) throw new ReelFormatError('magic', 0, 'not a reel')
  if (bytes.readUInt16BE(AT.version) !== REEL_VERSION)
    throw new ReelFormatError('version', 4, 'unknown version')
  const length = bytes.readUInt32BE(AT.length)
  if (length < HEADER_FIXED_BYTES + HASH_BYTES || length > MAX_HEADER_BYTES)
    throw new ReelFormatError('length', AT.length, 'header length out of range')
  if (bytes.length < length) throw new ReelFormatError('torn', bytes.length, 'header ends early')
  const end = length - HASH_BYTES
  const headerHash = hash('sha256', bytes.subarray(0, end), 'buffer')
  if (!headerHash.equals(bytes.subarray(end, length)))
    throw new ReelFormatError('check', end, 'header check differs')
  return { header: fieldsOf(bytes, end), headerHash, length }
}

function fieldsOf(bytes: Buffer, end: number): ReelHeader {
  const bad = (at: number, what: string) => new ReelFormatError('value', at, what)
  if (bytes.readUInt16BE(AT.reserved) !== 0) throw bad(AT.reserved, 'reserved bytes are not zero')
  const stream = bytes.readUInt8(AT.stream)
  if (stream !== 0 && stream !== 1) throw bad(AT.stream, 'unknown stream')
  const clockSource = CLOCK_SOURCES[bytes.readUInt8(AT.clockSource)]
  if (clockSource === undefined) throw bad(AT.clockSource, 'unknown clock source')
  const generation = bytes.readUInt16BE(AT.generation)
  if (generation < 1) throw bad(AT.generation, 'generation zero')
  const startWall = bytes.readBigInt64BE(AT.startWall)
  if (startWall < 0n || startWall > 253_370_000_000_000n) throw bad(AT.startWall, 'wall start out of range')
  const onDay = dayText(bytes.readUInt32BE(AT.day))
  if (onDay === null || civilDayOf(Number(startWall)) !== onDay)
    throw bad(AT.day, 'civil day is not that of the start')
  const bound = bytes.readUInt32BE(AT.clockBound)
  const codecLength = bytes.readUInt16BE(AT.codecLength)
  const initLength = bytes.readUInt32BE(AT.initLength)
  if (
    codecLength > MAX_CODEC_BYTES ||
    initLength < 1 ||
    HEADER_FIXED_BYTES + codecLength + initLength !== end
  )
    throw bad(AT.codecLength, 'codec lengths do not fill the header')
  const codec = bytes.toString('latin1', HEADER_FIXED_BYTES, HEADER_FIXED_BYTES + codecLength)
  if (!isCodecText(codec)) throw bad(HEADER_FIXED_BYTES, 'codec is no RFC 6381 string')
  const copy = (from: number, to: number) => Buffer.from(bytes.subarray(from, to))
  return {
    station: uuidText(bytes.subarray(AT.station, AT.camera)),
    camera: uuidText(bytes.subarray(AT.camera, AT.stream)),
    stream,
    reelId: bytes.toString('hex', AT.reelId, AT.bootId),
    bootId: uuidText(bytes.subarray(AT.bootId, AT.startMono)),
    startMono90k: bytes.readBigUInt64BE(AT.startMono),
    startWallMs: Number(startWall),
    clockSource,
    clockBoundMs: bound === UNKNOWN_BOUND ? null : bound,
    onDay,
    keyId: copy(AT.keyId, AT.enc),
    generation,
    sealedKey: { enc: copy(AT.enc, AT.ct), ct: copy(AT.ct, AT.width) },
    init: {
      codec,
      width: bytes.readUInt16BE(AT.width),
      height: bytes.readUInt16BE(AT.height),
      initSegment: copy(HEADER_FIXED_BYTES + codecLength, end),
    },
  }
}

function isCodecText(codec: string): boolean {
  return /^[A-Za-z0-9.]{1,64}$/.test(codec)
}
