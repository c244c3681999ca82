import { createHash } from 'node:crypto'

export type Credentials = { readonly username: string; readonly password: string }

type Algorithm = 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess'

/** One `WWW-Authenticate` challenge we can answer. */
export type Challenge =
  | { readonly scheme: 'basic' }
  | {
      readonly scheme: 'digest'
      readonly realm: string
      readonly nonce: string
      readonly opaque: string | null
      readonly algorithm: Algorithm
      /** Whether the camera named the algorithm (RFC 2069 devices choke on one they did not send). */
      readonly named: boolean
      readonly qop: boolean
      readonly stale: boolean
    }

const ALGORITHMS: readonly Algorithm[] = ['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess']

/**
 * Picks the strongest challenge of all `WWW-Authenticate` values (RFC 7616 3.7: several may be offered):
 * SHA-256, then MD5, then Basic. Null where none can be answered (`auth-int` alone, unknown schemes).
 */
export function chooseChallenge(values: readonly string[]): Challenge | null {
  let best: Challenge | null = null
  for (const value of values) {
    for (const challenge of readChallenges(value)) {
      if (best === null || strength(challenge) > strength(best)) best = challenge
    }
  }
  return best
}

function strength(challenge: Challenge): number {
  if (challenge.scheme === 'basic') return 0
  return challenge.algorithm.startsWith('SHA') ? 2 : 1
}

/** Splits `Digest a="b", c=d, Basic realm="x"` into its challenges (RFC 7235 2.1, 4.1). */
function readChallenges(value: string): Challenge[] {
  const found: { scheme: string; parameters: Map<string, string> }[] = []
  const token = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g
  for (const match of value.matchAll(token)) {
    const [, name, quoted, plain] = match
    if (quoted === undefined && plain === undefined)
      found.push({ scheme: name!.toLowerCase(), parameters: new Map() })
    else found.at(-1)?.parameters.set(name!.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain!)
  }
  return found.flatMap(({ scheme, parameters }) => {
    if (scheme === 'basic') return [{ scheme }]
    return scheme === 'digest' ? readDigest(parameters) : []
  })
}

function readDigest(parameters: ReadonlyMap<string, string>): Challenge[] {
  const realm = parameters.get('realm')
  const nonce = parameters.get('nonce')
  const written = parameters.get('algorithm')
  const algorithm = ALGORITHMS.find((known) => known.toLowerCase() === (written ?? 'MD5').toLowerCase())
  const qop = parameters
    .get('qop')
    ?.toLowerCase()
    .split(/[,\s]+/)
  if (realm === undefined || nonce === undefined || !algorithm) return []
  if (qop && !qop.includes('auth')) return []
  return [
    {
      scheme: 'digest',
      realm,
      nonce,
      opaque: parameters.get('opaque') ?? null,
      algorithm,
      named: written !== undefined,
      qop: qop !== undefined,
      stale: parameters.get('stale')?.toLowerCase() === 'true',
    },
  ]
}

/**
 * The `Authorization` value for one request.
 * @param count nonce count, from 1 with each new nonce
 * @param cnonce client nonce, fresh random text
 */
export function authorization(
  challenge: Challenge,
  { username, password }: Credentials,
  method: string,
  uri: string,
  count: number,
  cnonce: string,
): string {
  if (challenge.scheme === 'basic')
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const { realm, nonce, opaque, algorithm, named, qop } = challenge
  const name = algorithm.startsWith('SHA') ? 'sha256' : 'md5'
  const hash = (text: string) => createHash(name).update(text).digest('hex')
  let secret = hash(`${username}:${realm}:${password}`)
  if (algorithm.endsWith('-sess')) secret = hash(`${secret}:${nonce}:${cnonce}`)
  const nc = count.toString(16).padStart(8, '0')
  const request = hash(`${method}:${uri}`)
  const response = hash(
    qop ? `${secret}:${nonce}:${nc}:${cnonce}:auth:${request}` : `${secret}:${nonce}:${request}`,
  )
  const fields = [
    `username=${quote(username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `response="${response}"`,
  ]
  if (named) fields.push(`algorithm=${algorithm}`)
  if (opaque !== null) fields.push(`opaque=${quote(opaque)}`)
  if (qop) fields.push('qop=auth', `nc=${nc}`)
  if (qop || algorithm.endsWith('-sess')) fields.push(`cnonce=${quote(cnonce)}`)
  return `Digest ${fields.join(', ')}`
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
