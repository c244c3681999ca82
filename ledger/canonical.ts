/**
 * Canonical JSON (RFC 8785, JCS): one value, one byte string, so that signatures and digests over JSON mean
 * something. Only what JSON itself can say is accepted; everything else is refused rather than bent.
 */

/** A JSON value. Numbers must be finite; integers past 2^53 don't survive JSON and travel as strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** No honest document of ours nests deeper, and a hostile one must not exhaust the stack. */
const MAX_DEPTH = 32

/**
 * The canonical text. Object members are sorted by UTF-16 code units; numbers are written as ECMAScript writes
 * them, so -0 becomes 0.
 * @throws TypeError for undefined, functions, bigints, class instances, holes, NaN, infinities, strings with lone
 *   surrogates (they have no UTF-8), and nesting deeper than 32.
 */
export function canonical(value: unknown): string {
  return write(value, 0)
}

/** `canonical` as UTF-8. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonical(value), 'utf8')
}

/**
 * Read untrusted canonical JSON: the value, only if its canonical form is these very bytes. So duplicate members,
 * white space, other spellings of a number, a byte order mark and broken UTF-8 are all refused alike.
 * @throws SyntaxError or TypeError, whatever the bytes.
 */
export function parseCanonical(bytes: Uint8Array): Json {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  const value: Json = JSON.parse(text)
  if (canonical(value) !== text) throw new SyntaxError('not in canonical form')
  return value
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new TypeError(`nested deeper than ${MAX_DEPTH}`)
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} isn't a JSON number`)
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth)
    default:
      throw new TypeError(`a ${typeof value} isn't JSON`)
  }
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a string with a lone surrogate')
  // ECMAScript's escapes are those of RFC 8785 §3.2.2.2: the short ones, \u00xx in lower case, nothing else.
  return JSON.stringify(value)
}

function writeArray(value: readonly unknown[], depth: number): string {
  // Not map(): it skips holes, and a hole isn't JSON.
  const items: string[] = []
  for (let i = 0; i < value.length; i++) items.push(write(value[i], depth + 1))
  return `[${items.join(',')}]`
}

function writeObject(value: object, depth: number): string {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('only plain objects are JSON')
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${writeString(name)}:${write(member, depth + 1)}`).join(',')}}`
}
