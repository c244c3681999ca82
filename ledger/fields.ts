/** The types a field of an entry's body can have, and how each is checked in bytes from outside. */
import { createHash } from 'node:crypto'

/** A list of ids: itself up to 32, else how many and the SHA-256 of the sorted ids joined by newlines. */
export type IdList = readonly string[] | { readonly count: number; readonly sha256: string }

interface Values {
  /** A UUID in lower case with dashes. */
  id: string
  /** A whole number from 0, below 2^53. */
  count: number
  /** A whole number, either sign, below 2^53. */
  integer: number
  /** A whole number from 0 past 2^53, as decimal text (mono90k). */
  decimal: string
  /** UTC with milliseconds, as Date.toISOString writes it. */
  instant: string
  /** A civil date, Asia/Shanghai, YYYY-MM-DD. */
  date: string
  /** SHA-256, 64 hex digits. */
  hash: string
  /** A commitment to a personal value, 64 hex digits. */
  commitment: string
  /** A stable word of the product: `volume-full`, `use/same-officer`. */
  code: string
  codes: readonly string[]
  /** Impersonal text of at most 100 characters, such as a register number. */
  text: string
  ids: IdList
  /** A signed note of at most 3,000 bytes. */
  note: string
}

type Type = keyof Values

/** Field name to type; a question mark says that it may be absent. */
export type Fields = { readonly [field: string]: Type | `${Type}?` }

type Bare<T> = T extends `${infer U extends Type}?` ? U : T extends Type ? T : never

/** The object these fields describe. */
export type FieldsOf<F extends Fields> = {
  readonly [N in keyof F as F[N] extends `${string}?` ? never : N]: Values[Bare<F[N]>]
} & { readonly [N in keyof F as F[N] extends `${string}?` ? N : never]?: Values[Bare<F[N]>] }

const MAX_LISTED = 32

/** An id list that fits an entry whatever its length. The order doesn't matter. */
export function idList(ids: readonly string[]): IdList {
  const sorted = [...ids].sort()
  if (sorted.length <= MAX_LISTED) return sorted
  return { count: sorted.length, sha256: createHash('sha256').update(sorted.join('\n')).digest('hex') }
}

/** The first field that is missing, unknown or not of its type, or undefined when the body is right. */
export function wrongField(fields: Fields, body: unknown): string | undefined {
  if (!isPlain(body)) return 'body'
  for (const [name, type] of Object.entries(fields)) {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    if (value === undefined && type.endsWith('?') && !Object.hasOwn(body, name)) continue
    if (!CHECKS[type.replace('?', '') as Type](value)) return name
  }
  return Object.keys(body).find((name) => !Object.hasOwn(fields, name))
}

const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)

const CODE = /^[a-z0-9][a-z0-9./:_-]{0,79}$/

/** The check of each type, for the envelope's own fields too. */
export const CHECKS: { readonly [T in Type]: (value: unknown) => boolean } = {
  id: matches(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  count: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  integer: (value) => Number.isSafeInteger(value),
  decimal: matches(/^(0|[1-9][0-9]{0,18})$/),
  instant: isInstant,
  date: (value) => matches(/^\d{4}-\d{2}-\d{2}$/)(value) && isInstant(`${value}T00:00:00.000Z`),
  hash: matches(/^[0-9a-f]{64}$/),
  commitment: matches(/^[0-9a-f]{64}$/),
  code: matches(CODE),
  codes: (value) => Array.isArray(value) && value.length <= 20 && value.every(matches(CODE)),
  text: (value) => typeof value === 'string' && value.length >= 1 && value.length <= 100,
  ids: isIdList,
  note: (value) => typeof value === 'string' && Buffer.byteLength(value) <= 3000,
}

function isInstant(value: unknown): boolean {
  if (!matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)(value)) return false
  const at = new Date(value as string)
  // A day like 02-30 parses as 1 or 2 March: it must come back as it was.
  return !Number.isNaN(at.getTime()) && at.toISOString() === value
}

function isIdList(value: unknown): boolean {
  if (Array.isArray(value))
    return (
      value.length <= MAX_LISTED && value.every((id, i) => CHECKS.id(id) && (i === 0 || value[i - 1] < id))
    )
  return isPlain(value) && wrongField({ count: 'count', sha256: 'hash' }, value) === undefined
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
