/** A passkey authenticator in software: ES256, user verification, a counter, resident credentials. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()
const b64 = (bytes: Buffer): string => bytes.toString('base64url')

/** The little CBOR that attestation needs. */
function cbor(value: unknown): Buffer {
  const head = (major: number, n: number): Buffer =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map)
    return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v)])])
  throw new Error('not needed here')
}

export class Authenticator {
  readonly id = randomBytes(32)
  readonly #key: KeyObject
  readonly #point: Buffer
  counter = 0
  userHandle = ''
  /** Change to be another site. */
  origin: string
  rpId: string

  constructor(origin: string) {
    this.origin = origin
    this.rpId = new URL(origin).hostname
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#key = pair.privateKey
    const jwk = pair.publicKey.export({ format: 'jwk' })
    this.#point = Buffer.concat([Buffer.from(jwk.x!, 'base64url'), Buffer.from(jwk.y!, 'base64url')])
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }

  #authenticatorData(flags: number, more: Buffer = Buffer.alloc(0)): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    return Buffer.concat([sha256(this.rpId), Buffer.from([flags]), counter, more])
  }

  /** `navigator.credentials.create` for these options. */
  create(options: { challenge: string; user: { id: string } }): Record<string, unknown> {
    this.userHandle = options.user.id
    const key = new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, this.#point.subarray(0, 32)],
      [-3, this.#point.subarray(32)],
    ])
    const length = Buffer.from([0, this.id.length])
    const data = this.#authenticatorData(0x45, Buffer.concat([Buffer.alloc(16), length, this.id, cbor(key)]))
    const attestation = cbor(
      new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', data],
      ]),
    )
    return {
      id: b64(this.id),
      rawId: b64(this.id),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(this.#clientData('webauthn.create', options.challenge)),
        attestationObject: b64(attestation),
        transports: ['internal'],
      },
    }
  }

  /** `navigator.credentials.get`. @param flags 0x05 = present and verified. */
  get(options: { challenge: string }, flags = 0x05): Record<string, unknown> {
    this.counter++
    const clientData = this.#clientData('webauthn.get', options.challenge)
    const data = this.#authenticatorData(flags)
    const signature = sign('sha256', Buffer.concat([data, sha256(clientData)]), this.#key)
    return {
      id: b64(this.id),
      rawId: b64(this.id),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: b64(clientData),
        authenticatorData: b64(data),
        signature: b64(signature),
        userHandle: this.userHandle,
      },
    }
  }
}
