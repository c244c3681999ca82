/**
 * One entry of a ledger: an envelope in canonical JSON, at most 4 KiB, whose bytes are the leaf of the tree.
 *
 * It carries no index: its place in the log is the sequence number, given by the sequencer alone. Its `id` is made
 * and kept by whoever writes it, so that a commit with an unknown outcome can be tried again without doubling.
 */
import { randomUUID } from 'node:crypto'
import { canonicalBytes, parseCanonical } from './canonical.ts'
import { CHECKS, wrongField } from './fields.ts'
import { type Body, KINDS, type Kind } from './kinds.ts'

export const MAX_ENTRY_BYTES = 4096

export interface Entry<K extends Kind = Kind> {
  readonly v: 1
  readonly id: string
  readonly kind: K
  /** The log it was written for. An entry that waited through a change of epoch keeps the old one. */
  readonly origin: string
  readonly epoch: number
  /** When the act happened by the station's clock: UTC, milliseconds. A witness bounds it from outside. */
  readonly at: string
  readonly body: Body<K>
}

/** Any entry, its body typed by its kind. */
export type AnyEntry = { [K in Kind]: Entry<K> }[Kind]

/** Bytes from outside that aren't an entry. */
export class EntryRefused extends Error {
  readonly code: 'too-large' | 'not-canonical' | 'envelope' | 'unknown-version' | 'unknown-kind' | 'body'
  constructor(code: EntryRefused['code'], detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options)
    this.name = 'EntryRefused'
    this.code = code
  }
}

/** The log that new entries belong to. */
export interface LogName {
  readonly origin: string
  readonly epoch: number
}

/** A new entry with a fresh id. Make it once, keep it, and append that very one again if the answer is lost. */
export function makeEntry<K extends Kind>(log: LogName, kind: K, at: Date, body: Body<K>): Entry<K> {
  return { v: 1, id: randomUUID(), kind, origin: log.origin, epoch: log.epoch, at: at.toISOString(), body }
}

/**
 * The bytes that are stored and hashed.
 * @throws EntryRefused if `decodeEntry` wouldn't take them back: a bug in the caller.
 */
export function encodeEntry<K extends Kind>(entry: Entry<K>): Buffer {
  requireEntry(entry)
  const bytes = canonicalBytes(entry)
  requireSize(bytes)
  return bytes
}

/** Read untrusted bytes, strictly. @throws EntryRefused with a stable code, and nothing else. */
export function decodeEntry(bytes: Uint8Array): AnyEntry {
  requireSize(bytes)
  let value: unknown
  try {
    value = parseCanonical(bytes)
  } catch (cause) {
    throw new EntryRefused('not-canonical', 'not canonical JSON', { cause })
  }
  requireEntry(value)
  return value
}

function requireSize(bytes: Uint8Array): void {
  if (bytes.length > MAX_ENTRY_BYTES)
    throw new EntryRefused('too-large', `${bytes.length} bytes, of ${MAX_ENTRY_BYTES} allowed`)
}

const ENVELOPE = ['v', 'id', 'kind', 'origin', 'epoch', 'at', 'body']

function requireEntry(value: unknown): asserts value is AnyEntry {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new EntryRefused('envelope', 'not an object')
  const entry = value as Record<string, unknown>
  if (entry.v !== 1) throw new EntryRefused('unknown-version', String(entry.v))
  const names = Object.keys(entry)
  if (names.length !== ENVELOPE.length || !ENVELOPE.every((name) => Object.hasOwn(entry, name)))
    throw new EntryRefused('envelope', names.join(' '))
  if (!CHECKS.id(entry.id)) throw new EntryRefused('envelope', 'id')
  if (!isOrigin(entry.origin)) throw new EntryRefused('envelope', 'origin')
  if (!CHECKS.count(entry.epoch) || entry.epoch === 0) throw new EntryRefused('envelope', 'epoch')
  if (!CHECKS.instant(entry.at)) throw new EntryRefused('envelope', 'at')
  const { kind } = entry
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind))
    throw new EntryRefused('unknown-kind', String(kind))
  const wrong = wrongField(KINDS[kind as Kind], entry.body)
  if (wrong !== undefined) throw new EntryRefused('body', `${kind}: ${wrong}`)
}

function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21-\x2a\x2c-\x7e]{1,200}$/.test(value)
}
