/**
 * Answers the key process's requests, one message each (design/seams.md, "Key socket"). Knows no sockets: it takes a
 * decoded message and gives one back. Whatever it can't read is refused; only refusals and public values go out, and
 * reel keys as the lease or job allows.
 */
import { type CheckpointSigner, SigningRefused, type SignRequest } from '#ledger/signer.ts'
import type { StationKeys } from './folder.ts'
import { logVkey } from './logkey.ts'
import { type Opening, openForJob, openForLease } from './opening.ts'
import { KeyRefusal } from './refusals.ts'

export type KeyAnswer = { readonly json: Record<string, unknown>; readonly binary?: Buffer }

export type KeyServiceParts = Omit<Opening, 'stationPrivate'> & {
  readonly keys: StationKeys
  readonly signer: CheckpointSigner
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const MAX_PROOF = 63

/** What anybody may know, hex and text. @param origin a log's name, for the text by which others know its key. */
export function publicFacts(keys: StationKeys, origin?: string) {
  return {
    stationPublic: keys.stationPublic.toString('hex'),
    keyId: keys.stationKeyId.toString('hex'),
    logPublic: keys.logPublic.toString('hex'),
    ...(origin === undefined ? {} : { logVkey: logVkey(origin, keys.logKey) }),
  }
}

/** Answers one request; never throws. `{error}` carries a code of `refusals.ts`, or `not-the-last`, `not-an-extension`. */
export async function answerKeyRequest(
  parts: KeyServiceParts,
  request: { readonly json: Record<string, unknown>; readonly binary: Buffer },
  onFault: (error: unknown) => void,
): Promise<KeyAnswer> {
  const { json, binary } = request
  try {
    return await answer(parts, json, binary)
  } catch (error) {
    if (error instanceof KeyRefusal) return { json: { error: error.code } }
    if (error instanceof SigningRefused)
      return { json: { error: 'keys/tree-not-extended', signing: error.code, detail: error.message } }
    onFault(error)
    return { json: { error: 'keys/fault' } }
  }
}

async function answer(
  parts: KeyServiceParts,
  json: Record<string, unknown>,
  binary: Buffer,
): Promise<KeyAnswer> {
  const opening: Opening = {
    keyring: parts.keyring,
    leases: parts.leases,
    stationPrivate: parts.keys.stationPrivate,
  }
  switch (json.t) {
    case 'public':
      return { json: publicFacts(parts.keys, json.origin === undefined ? undefined : originOf(json.origin)) }
    case 'open-reel':
      return { json: {}, binary: await openForLease(opening, uuid(json.lease), binary) }
    case 'open-job': {
      const { as, bytes } = await openForJob(opening, uuid(json.job), binary, rootNumber(json.only))
      return { json: { as }, binary: bytes }
    }
    case 'sign-checkpoint':
      return { json: { note: await parts.signer.sign(signRequest(json)) } }
    default:
      throw new KeyRefusal('keys/malformed', 'unknown request')
  }
}

function uuid(value: unknown): string {
  if (typeof value !== 'string' || !UUID.test(value)) throw new KeyRefusal('keys/malformed', 'not a UUID')
  return value
}

function rootNumber(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > 255)
    throw new KeyRefusal('keys/malformed', 'not a root number')
  return value as number
}

function signRequest(json: Record<string, unknown>): SignRequest {
  const { proof } = json
  if (!Array.isArray(proof) || proof.length > MAX_PROOF) throw new KeyRefusal('keys/malformed', 'proof')
  return {
    origin: originOf(json.origin),
    oldSize: size(json.oldSize),
    size: size(json.size),
    root: hashOf(json.root),
    proof: proof.map(hashOf),
  }
}

function originOf(value: unknown): string {
  if (typeof value !== 'string' || !/^[\x21-\x2a\x2c-\x7e]{1,200}$/.test(value))
    throw new KeyRefusal('keys/malformed', 'origin')
  return value
}

function size(value: unknown): bigint {
  if (typeof value !== 'string' || !/^(0|[1-9][0-9]{0,18})$/.test(value))
    throw new KeyRefusal('keys/malformed', 'size')
  return BigInt(value)
}

function hashOf(value: unknown): Buffer {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value))
    throw new KeyRefusal('keys/malformed', 'hash')
  return Buffer.from(value, 'hex')
}
