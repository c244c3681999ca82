/** The camera's side of RTSP sign-in: Basic (RFC 7617), Digest with MD5 or SHA-256 (RFC 7616, and 2617 without qop). */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export type AuthKind = 'none' | 'basic' | 'digest-md5' | 'digest-sha256'

export const REALM = 'Sample camera'

/** The `WWW-Authenticate` value for one connection's nonce. */
export function challenge(kind: Exclude<AuthKind, 'none'>, nonce: string): string {
  if (kind === 'basic') return `Basic realm="${REALM}"`
  // Cameras with MD5 mostly send no qop and no algorithm; SHA-256 comes with both.
  if (kind === 'digest-md5') return `Digest realm="${REALM}", nonce="${nonce}"`
  return `Digest realm="${REALM}", nonce="${nonce}", algorithm=SHA-256, qop="auth"`
}

export function newNonce(): string {
  return randomBytes(16).toString('hex')
}

/** True where the `Authorization` value proves the password for this request. */
export function authorized(
  header: string | undefined,
  expected: {
    readonly kind: AuthKind
    readonly username: string
    readonly password: string
    readonly nonce: string
  },
  request: { readonly method: string; readonly uri: string },
): boolean {
  if (expected.kind === 'none') return true
  if (header === undefined) return false
  if (expected.kind === 'basic') {
    const wanted = `Basic ${Buffer.from(`${expected.username}:${expected.password}`).toString('base64')}`
    return same(header.trim(), wanted)
  }
  if (!/^digest\s/i.test(header)) return false
  const given = parameters(header.slice(7))
  const algorithm = expected.kind === 'digest-md5' ? 'MD5' : 'SHA-256'
  if ((given.algorithm ?? 'MD5').toUpperCase() !== algorithm) return false
  if (given.username !== expected.username || given.realm !== REALM || given.nonce !== expected.nonce)
    return false
  if (given.uri !== request.uri) return false
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex')
  const a1 = hash(`${expected.username}:${REALM}:${expected.password}`)
  const a2 = hash(`${request.method}:${given.uri}`)
  const middle =
    given.qop === undefined
      ? expected.nonce
      : `${expected.nonce}:${given.nc ?? ''}:${given.cnonce ?? ''}:${given.qop}`
  return same((given.response ?? '').toLowerCase(), hash(`${a1}:${middle}:${a2}`))
}

function parameters(text: string): Record<string, string | undefined> {
  const out: Record<string, string> = Object.create(null)
  for (const m of text.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g))
    out[m[1]!.toLowerCase()] = m[2] ?? m[3]!
  return out
}

function same(a: string, b: string): boolean {
  const x = createHash('sha256').update(a).digest()
  const y = createHash('sha256').update(b).digest()
  return timingSafeEqual(x, y)
}
