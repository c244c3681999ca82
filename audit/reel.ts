/**
 * The independent reader of reels, written from ref/reel.md alone: it shares no code with the recorder, so that a
 * mistake there can't hide here. Without a key it checks every leaf, the fragment root, the trailer and the reel leaf;
 * with the reel key it also opens every record and checks its commitment. It reports, it never repairs.
 *
 * What it can't know: whether the reel is the one that was recorded. That is for the minute entry (ref/entry.md).
 */
import { createDecipheriv, createHash, createHmac } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes by position; fewer than asked only at the end. */
export type ReelSource = { readonly size: number; read(at: number, length: number): Buffer }

export type ReelFindingCode =
  | 'not-a-reel'
  | 'unknown-version'
  | 'header-cut'
  | 'header-length'
  | 'header-hash'
  | 'header-field'
  | 'record-cut'
  | 'record-length'
  | 'record-number'
  | 'record-time'
  | 'record-flags'
  | 'record-leaf'
  | 'record-does-not-open'
  | 'record-commitment'
  | 'no-trailer'
  | 'trailer-cut'
  | 'trailer-version'
  | 'trailer-field'
  | 'trailer-count'
  | 'trailer-bytes'
  | 'trailer-end'
  | 'fragment-root'
  | 'reel-leaf'
  | 'bytes-after-end'

/** One thing that is not as the format says. `record` is the number by position, where it is about one. */
export type ReelFinding = {
  readonly code: ReelFindingCode
  readonly at: number
  readonly record: number | null
}

export type ReelReport = {
  /** Nothing found, the trailer included: the file is a finished reel. */
  readonly ok: boolean
  readonly findings: readonly ReelFinding[]
  readonly reelId: string | null
  readonly camera: string | null
  readonly count: number
  /** Computed from the bytes, hex; null where the file gives none. */
  readonly headerHash: string | null
  readonly fragmentRoot: string
  readonly reelLeaf: string | null
  /** Records opened with the key. */
  readonly opened: number
}

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}
const ZERO = Buffer.of(0)
const ONE = Buffer.of(1)
const HEADER_START = 226
const LARGEST_HEADER = 226 + 64 + 65_536 + 32
const TRAILER = 64
const KNOWN_CAUSES = 8

/** Checks a reel. @param reelKey 32 bytes, to open the records too. */
export function auditReel(source: ReelSource, reelKey?: Buffer): ReelReport {
  return new Audit(source, reelKey ?? null).run()
}

/** A whole reel in memory. */
export function sourceOf(bytes: Buffer): ReelSource {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) }
}

/** Checks a reel file, reading a record at a time. System errors as they come. */
export function auditReelFile(path: string, reelKey?: Buffer): ReelReport {
  const file = openSync(path, 'r')
  try {
    const read = (at: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length)
      let got = 0
      for (let n = -1; got < length && n !== 0; got += n)
        n = readSync(file, bytes, got, length - got, at + got)
      return bytes.subarray(0, got)
    }
    return auditReel({ size: fstatSync(file).size, read }, reelKey)
  } finally {
    closeSync(file)
  }
}

class Audit {
  readonly #source: ReelSource
  readonly #key: Buffer | null
  readonly #findings: ReelFinding[] = []
  #header: Buffer = Buffer.alloc(0)
  #headerHash: Buffer | null = null
  readonly #leaves: Buffer[] = []
  #opened = 0
  #at = 0
  #recordsEnd = 0
  #lastStart = 0n
  #end = 0n
  #reelLeaf: Buffer | null = null

  constructor(source: ReelSource, key: Buffer | null) {
    this.#source = source
    this.#key = key
  }

  run(): ReelReport {
    if (this.#readHeader()) {
      this.#at = this.#header.length + 32
      this.#lastStart = this.#header.readBigUInt64BE(80)
      this.#end = this.#lastStart
      while (this.#readRecord());
      this.#recordsEnd = this.#at
      this.#readTrailer()
    }
    const known = this.#headerHash !== null
    return {
      ok: this.#findings.length === 0,
      findings: this.#findings,
      reelId: known ? this.#header.toString('hex', 48, 64) : null,
      camera: known ? this.#header.toString('hex', 28, 44) : null,
      count: this.#leaves.length,
      headerHash: this.#headerHash?.toString('hex') ?? null,
      fragmentRoot: treeHead(this.#leaves).toString('hex'),
      reelLeaf: this.#reelLeaf?.toString('hex') ?? null,
      opened: this.#opened,
    }
  }

  #find(code: ReelFindingCode, at: number, record: number | null = null): false {
    this.#findings.push({ code, at, record })
    return false
  }

  #readHeader(): boolean {
    const start = this.#source.read(0, HEADER_START)
    if (start.length < 12) return this.#find('header-cut', start.length)
    if (start.toString('latin1', 0, 4) !== 'MJRL') return this.#find('not-a-reel', 0)
    if (start.readUInt16BE(4) !== 1) return this.#find('unknown-version', 4)
    const length = start.readUInt32BE(8)
    if (length < HEADER_START + 32 || length > LARGEST_HEADER) return this.#find('header-length', 8)
    const bytes = this.#source.read(0, length)
    if (bytes.length < length) return this.#find('header-cut', bytes.length)
    this.#header = bytes.subarray(0, length - 32)
    this.#headerHash = sha256(this.#header)
    if (!this.#headerHash.equals(bytes.subarray(length - 32))) this.#find('header-hash', length - 32)
    this.#checkHeaderFields()
    return true
  }

  #checkHeaderFields(): void {
    const h = this.#header
    const bad = (at: number) => this.#find('header-field', at)
    if (h.readUInt16BE(6) !== 0) bad(6)
    if (h.readUInt8(44) > 1) bad(44)
    if (h.readUInt8(45) > 2) bad(45)
    if (h.readUInt16BE(46) === 0) bad(46)
    const day = h.readUInt32BE(100)
    const wallMs = h.readBigInt64BE(88)
    if (wallMs < 0n || wallMs > 253_370_000_000_000n) bad(88)
    else if (beijingDay(Number(wallMs)) !== day) bad(100)
    const codec = h.readUInt16BE(220)
    const init = h.readUInt32BE(222)
    if (codec < 1 || codec > 64 || init < 1 || init > 65_536 || HEADER_START + codec + init !== h.length)
      bad(220)
    else if (!/^[A-Za-z0-9.]+$/.test(h.toString('latin1', HEADER_START, HEADER_START + codec)))
      bad(HEADER_START)
  }

  /** Reads one record; false where none begins here or its length can't be believed. */
  #readRecord(): boolean {
    const at = this.#at
    const number = this.#leaves.length
    const start = this.#source.read(at, 4)
    if (start.length < 4 || start.toString('latin1') === 'MJRT') return false
    const length = start.readUInt32BE(0)
    if (length < 1 || length > 8_388_608) return this.#find('record-length', at, number)
    const bytes = this.#source.read(at, length + 104)
    if (bytes.length < length + 104) return this.#find('record-cut', at, number)
    this.#checkPlainPart(bytes, at, number)
    const leaf = sha256(ZERO, bytes.subarray(0, 56), sha256(bytes.subarray(56, 72 + length)))
    if (!leaf.equals(bytes.subarray(72 + length))) this.#find('record-leaf', at, number)
    if (this.#key) this.#open(bytes, length, at, number)
    this.#leaves.push(leaf)
    this.#at += bytes.length
    return true
  }

  #checkPlainPart(bytes: Buffer, at: number, number: number): void {
    if (bytes.readUInt32BE(4) !== number || number > 65_534) this.#find('record-number', at + 4, number)
    const start = bytes.readBigUInt64BE(8)
    const offset = start - this.#header.readBigUInt64BE(80)
    if (start < this.#lastStart || offset < 0n || offset > 0xffff_ffffn)
      this.#find('record-time', at + 8, number)
    if ((bytes.readUInt16BE(20) & ~3) !== 0) this.#find('record-flags', at + 20, number)
    this.#lastStart = start
    this.#end = start + BigInt(bytes.readUInt32BE(16))
  }

  #open(bytes: Buffer, length: number, at: number, number: number): void {
    const nonce = Buffer.alloc(12)
    bytes.copy(nonce, 8, 4, 8)
    const decipher = createDecipheriv('aes-256-gcm', this.#key!, nonce, { authTagLength: 16 })
    const h = this.#header
    decipher.setAAD(
      Buffer.concat([Buffer.of(0, 1), h.subarray(48, 64), h.subarray(28, 44), bytes.subarray(0, 56)]),
    )
    decipher.setAuthTag(bytes.subarray(56 + length, 72 + length))
    const fragment = decipher.update(bytes.subarray(56, 56 + length))
    try {
      decipher.final()
    } catch {
      this.#find('record-does-not-open', at, number)
      return
    }
    this.#opened++
    const salt = hkdf(
      this.#key!,
      Buffer.concat([Buffer.from('mingjian/reel/1/commitment-salt'), bytes.subarray(4, 8)]),
    )
    if (!sha256(salt, sha256(fragment)).equals(bytes.subarray(24, 56)))
      this.#find('record-commitment', at + 24, number)
  }

  #readTrailer(): void {
    const at = this.#at
    const rest = this.#source.read(at, TRAILER + 32)
    if (rest.toString('latin1', 0, 4) !== 'MJRT') {
      if (this.#findings.at(-1)?.at !== at) this.#find('no-trailer', at)
      return
    }
    if (rest.length < TRAILER + 32) return void this.#find('trailer-cut', at + rest.length)
    const trailer = rest.subarray(0, TRAILER)
    if (trailer.readUInt16BE(4) !== 1) this.#find('trailer-version', at + 4)
    const cause = trailer.readUInt8(6)
    const sealer = trailer.readUInt8(7)
    if (cause < 1 || cause > KNOWN_CAUSES || sealer < 1 || sealer > 2 || (cause === 8) !== (sealer === 2))
      this.#find('trailer-field', at + 6)
    if (trailer.readUInt32BE(8) !== this.#leaves.length) this.#find('trailer-count', at + 8)
    if (trailer.readUInt32BE(12) !== this.#recordsEnd - this.#header.length - 32)
      this.#find('trailer-bytes', at + 12)
    if (trailer.readBigUInt64BE(16) !== this.#end) this.#find('trailer-end', at + 16)
    if (!treeHead(this.#leaves).equals(trailer.subarray(32))) this.#find('fragment-root', at + 32)
    this.#reelLeaf = sha256(ZERO, this.#headerHash!, trailer)
    if (!this.#reelLeaf.equals(rest.subarray(TRAILER))) this.#find('reel-leaf', at + TRAILER)
    if (at + TRAILER + 32 !== this.#source.size) this.#find('bytes-after-end', at + TRAILER + 32)
  }
}

/** RFC 6962 §2.1 as it is written there: split at the largest power of two below the number. */
function treeHead(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return sha256()
  if (leaves.length === 1) return leaves[0]!
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(ONE, treeHead(leaves.slice(0, split)), treeHead(leaves.slice(split)))
}

/** RFC 5869 with SHA-256, no salt, 32 bytes: one block. */
function hkdf(key: Buffer, info: Buffer): Buffer {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(key).digest()
  return createHmac('sha256', extracted).update(info).update(ONE).digest()
}

function beijingDay(wallMs: number): number {
  const day = new Date(wallMs + 8 * 3_600_000)
  return day.getUTCFullYear() * 10_000 + (day.getUTCMonth() + 1) * 100 + day.getUTCDate()
}
