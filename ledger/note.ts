/**
 * Signed notes (c2sp.org/signed-note): a text, a blank line, and signatures that each name their key.
 *
 * A note from outside is bytes to distrust: everything that could be written two ways is refused unless written
 * the one canonical way, so that a note that verifies here is byte for byte what everybody else verifies.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** The type byte of an Ed25519 key that signs notes; the other types are in keys.ts. */
export const KEY_ED25519 = 0x01

/** The most a note may have; a witness answers far less. */
export const MAX_NOTE_BYTES = 65_536
export const MAX_SIGNATURES = 100

/** Why a note, or a key, policy or proof around one, was refused. `code` is stable. */
export class NoteRefused extends Error {
  readonly code:
    | 'malformed'
    | 'too-large'
    | 'bad-signature'
    | 'no-known-signature'
    | 'bad-key'
    | 'too-few-witnesses'
    | 'not-included'
  readonly detail: string
  constructor(code: NoteRefused['code'], detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'NoteRefused'
    this.code = code
    this.detail = detail
  }
}

/** Something that signs under one key. The private half may be in another process. */
export interface NoteSigner {
  readonly name: string
  /** 8 hex digits. */
  readonly keyId: string
  sign(text: Uint8Array): Uint8Array | Promise<Uint8Array>
}

/** Something that checks signatures of one key. `verify` never throws. */
export interface NoteVerifier {
  readonly name: string
  /** 8 hex digits. */
  readonly keyId: string
  verify(text: Uint8Array, signature: Uint8Array): boolean
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: string
  readonly signature: Uint8Array
}

/** A note taken apart. Nothing in it is to be believed before `openNote`. */
export interface ParsedNote {
  /** Ends with a newline, which is signed too. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key), as 8 hex digits. */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): string {
  const digest = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(type)).update(publicKey)
  return digest.digest('hex').slice(0, 8)
}

/** `name+keyid+base64(type ‖ key)`, the text by which a public key is handed on. */
export function formatVkey(name: string, type: number, publicKey: Uint8Array): string {
  requireName(name)
  const key = Buffer.concat([Uint8Array.of(type), publicKey])
  return `${name}+${keyIdOf(name, type, publicKey)}+${key.toString('base64')}`
}

/** @throws NoteRefused `bad-key` unless it's canonical and its key id is the one its key has. */
export function parseVkey(vkey: string): {
  name: string
  keyId: string
  type: number
  publicKey: Uint8Array
} {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(vkey)
  const key = parts ? decodeBase64(parts[3]!) : undefined
  if (!parts || !key || key.length < 2 || !isName(parts[1]!))
    throw new NoteRefused('bad-key', 'not a verifier key')
  const name = parts[1]!
  const type = key[0]!
  const publicKey = key.subarray(1)
  if (keyIdOf(name, type, publicKey) !== parts[2])
    throw new NoteRefused('bad-key', "the key id isn't that of the key")
  return { name, keyId: parts[2]!, type, publicKey }
}

/** Signs as `name` with an Ed25519 private key. */
export function ed25519Signer(name: string, privateKey: KeyObject): NoteSigner {
  requireName(name)
  const keyId = keyIdOf(name, KEY_ED25519, ed25519Raw(privateKey))
  return { name, keyId, sign: (text) => sign(null, text, privateKey) }
}

/** The verifier key of an Ed25519 key pair (either half) under this name. */
export function ed25519Vkey(name: string, key: KeyObject): string {
  return formatVkey(name, KEY_ED25519, ed25519Raw(key))
}

/** @throws NoteRefused `bad-key` if it isn't an Ed25519 verifier key. */
export function ed25519Verifier(vkey: string): NoteVerifier {
  const { name, keyId, type, publicKey } = parseVkey(vkey)
  if (type !== KEY_ED25519 || publicKey.length !== 32)
    throw new NoteRefused('bad-key', `type ${type} with ${publicKey.length} bytes isn't Ed25519`)
  return { name, keyId, verify: ed25519Check(publicKey) }
}

/** The check of a bare Ed25519 signature under this public key of 32 bytes. It never throws. */
export function ed25519Check(publicKey: Uint8Array): NoteVerifier['verify'] {
  const x = Buffer.from(publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return (text, signature) => signature.length === 64 && verify(null, text, key, signature)
}

/** The 32 bytes of the public half. @throws NoteRefused `bad-key` if it isn't an Ed25519 key. */
export function ed25519Raw(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== 'ed25519')
    throw new NoteRefused('bad-key', `an Ed25519 key is needed, not ${key.asymmetricKeyType ?? key.type}`)
  const half = key.type === 'private' ? createPublicKey(key) : key
  return Buffer.from(half.export({ format: 'jwk' }).x!, 'base64url')
}

/**
 * The note of this text with one signature line a signer, in that order.
 * @throws NoteRefused `malformed` if the text couldn't be read back.
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  requireText(text)
  const bytes = Buffer.from(text, 'utf8')
  const signatures: NoteSignature[] = []
  for (const signer of signers)
    signatures.push({ name: signer.name, keyId: signer.keyId, signature: await signer.sign(bytes) })
  return formatNote({ text, signatures })
}

/** @throws NoteRefused `malformed` or `too-large` if `parseNote` wouldn't take the result back. */
export function formatNote({ text, signatures }: ParsedNote): string {
  const note = `${text}\n${formatSignatures(signatures)}`
  parseNote(note)
  return note
}

/** The signature lines alone, as a witness answers. */
export function formatSignatures(signatures: readonly NoteSignature[]): string {
  const lines = signatures.map(({ name, keyId, signature }) => {
    const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), signature])
    return `— ${name} ${bytes.toString('base64')}\n`
  })
  return lines.join('')
}

/**
 * Take a note apart without believing it.
 * @throws NoteRefused `malformed` or `too-large`.
 */
export function parseNote(note: string | Uint8Array): ParsedNote {
  const size = typeof note === 'string' ? Buffer.byteLength(note) : note.length
  if (size > MAX_NOTE_BYTES) throw new NoteRefused('too-large', `${size} bytes`)
  const whole = typeof note === 'string' ? note : decodeUtf8(note)
  const split = whole.lastIndexOf('\n\n')
  if (split < 0) throw new NoteRefused('malformed', 'no blank line before the signatures')
  const text = whole.slice(0, split + 1)
  requireText(text)
  return { text, signatures: parseSignatures(whole.slice(split + 2)) }
}

/** One or more signature lines, each with its newline. @throws NoteRefused `malformed` or `too-large`. */
export function parseSignatures(text: string): NoteSignature[] {
  if (text.length > MAX_NOTE_BYTES) throw new NoteRefused('too-large', `${text.length} characters`)
  if (!text.endsWith('\n')) throw new NoteRefused('malformed', 'no newline at the end')
  const lines = text.slice(0, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) throw new NoteRefused('too-large', `${lines.length} signatures`)
  return lines.map(parseSignature)
}

/**
 * Believe a note: at least one given key signed it, and every signature by a given key is right. Signatures of
 * keys that weren't given are ignored, whatever they share with a given one. A key's second signature is checked
 * like its first.
 * @returns the text, the verifiers whose keys signed, and all signatures, the ignored ones too.
 * @throws NoteRefused, see its codes; `bad-key` if two of the given keys have one name and id.
 */
export function openNote(
  note: string | Uint8Array,
  verifiers: readonly NoteVerifier[],
): { text: string; by: readonly NoteVerifier[]; signatures: readonly NoteSignature[] } {
  const { text, signatures } = parseNote(note)
  const bytes = Buffer.from(text, 'utf8')
  const known = new Map<string, NoteVerifier>()
  for (const verifier of verifiers) {
    const { name, keyId } = verifier
    if ((known.get(`${keyId} ${name}`) ?? verifier) !== verifier)
      throw new NoteRefused('bad-key', `two keys are called ${name}+${keyId}`)
    known.set(`${keyId} ${name}`, verifier)
  }
  const by = new Set<NoteVerifier>()
  for (const { name, keyId, signature } of signatures) {
    const verifier = known.get(`${keyId} ${name}`)
    if (!verifier) continue
    if (!verifier.verify(bytes, signature)) throw new NoteRefused('bad-signature', `by ${name}+${keyId}`)
    by.add(verifier)
  }
  if (by.size === 0) throw new NoteRefused('no-known-signature', 'no given key signed it')
  return { text, by: [...by], signatures }
}

/** Standard base64 with padding, or undefined: Node's decoder takes far more, so its answer is encoded again. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

function parseSignature(line: string): NoteSignature {
  const parts = /^— (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line)
  const bytes = parts ? decodeBase64(parts[2]!) : undefined
  if (!parts || !bytes || bytes.length < 5 || !isName(parts[1]!))
    throw new NoteRefused('malformed', 'not a signature line')
  return { name: parts[1]!, keyId: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) }
}

function requireText(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the specification forbids
  if (!text.endsWith('\n') || /[\x00-\x09\x0b-\x1f]/.test(text) || !text.isWellFormed())
    throw new NoteRefused('malformed', 'the text lacks its last newline, or holds control characters')
}

function requireName(name: string): void {
  if (!isName(name)) throw new NoteRefused('bad-key', 'a key name is without spaces and plus signs')
}

function isName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name stands in a note, which has none
  return name.length > 0 && name.length <= 255 && name.isWellFormed() && !/[\s+\x00-\x1f\x85]/u.test(name)
}

/** @throws NoteRefused `malformed`. A byte order mark stays, as the character it is. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new NoteRefused('malformed', 'not UTF-8')
  }
}
