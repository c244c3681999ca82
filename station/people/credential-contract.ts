/** A browser's answers about passkeys (WebAuthn level 3, JSON forms), every length bounded. */
import { Type } from 'typebox'
import { closed } from '../fields.ts'

/** Bytes in base64url without padding; `maxLength` in characters. */
export const base64url = (maxLength: number) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]+$', minLength: 1, maxLength })

const transports = Type.Array(Type.String({ maxLength: 20 }), { maxItems: 8 })

/** What `navigator.credentials.create` gave. */
export const registrationResponse = closed({
  id: base64url(1400),
  rawId: base64url(1400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 20 })),
  clientExtensionResults: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown(), { maxProperties: 8 }),
  response: closed({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(16000),
    authenticatorData: Type.Optional(base64url(8000)),
    transports: Type.Optional(transports),
    publicKeyAlgorithm: Type.Optional(Type.Integer()),
    publicKey: Type.Optional(base64url(8000)),
  }),
})

/** What `navigator.credentials.get` gave. */
export const authenticationResponse = closed({
  id: base64url(1400),
  rawId: base64url(1400),
  type: Type.Literal('public-key'),
  authenticatorAttachment: Type.Optional(Type.String({ maxLength: 20 })),
  clientExtensionResults: Type.Record(Type.String({ maxLength: 40 }), Type.Unknown(), { maxProperties: 8 }),
  response: closed({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(8000),
    signature: base64url(4000),
    userHandle: Type.Optional(Type.String({ maxLength: 100 })),
  }),
})
