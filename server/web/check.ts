/**
 * Validation at the edge: what a contract doesn't name is refused, every string has an end, and no string carries what
 * PostgreSQL or a page would stumble over.
 */
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Refusal } from '#station/refusal.ts'

export type Check = (value: unknown) => unknown

/** Control characters but tab, line feed and carriage return. */
const control = /(?![\t\n\r])\p{Cc}/u

function assertCharacters(value: unknown, where: string): void {
  if (typeof value === 'string') {
    if (control.test(value) || !value.isWellFormed())
      throw new Refusal('request/characters', { where: where || '/' })
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) assertCharacters(item, `${where}/${i}`)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) assertCharacters(item, `${where}/${key}`)
  }
}

type Shape = {
  type?: string
  properties?: Record<string, Shape>
  items?: Shape
  anyOf?: Shape[]
  const?: unknown
}

/** Query and path values are text: a number, a boolean or a list is read where the schema asks for one. */
function fromText(value: unknown, shape: Shape): unknown {
  if (shape.type === 'array')
    return (Array.isArray(value) ? value : [value]).map((v) => fromText(v, shape.items ?? {}))
  if (typeof value !== 'string') return value
  if ((shape.type === 'integer' || shape.type === 'number') && /^-?\d{1,17}(\.\d{1,12})?$/.test(value))
    return Number(value)
  if (shape.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  if (shape.anyOf) {
    for (const one of shape.anyOf) {
      const read = fromText(value, one)
      if (typeof read !== 'string' && (one.const === undefined || one.const === read)) return read
    }
  }
  if (shape.const !== undefined && typeof shape.const === 'number' && String(shape.const) === value)
    return shape.const
  return value
}

function explain(validator: Validator, part: string, value: unknown): Refusal {
  const first = validator.Errors(value)[0]
  if (!first) return new Refusal('request/invalid', { where: part, what: '?' })
  const extra = (first.params as { additionalProperties?: string[] }).additionalProperties
  const lacking = (first.params as { requiredProperties?: string[] }).requiredProperties
  const where = `${part}${first.instancePath}${extra ? `/${extra[0]}` : lacking ? `/${lacking[0]}` : ''}`
  return new Refusal('request/invalid', { where: printable(where), what: printable(first.message) })
}

/** An attacker's text comes back in our answer: short, and without control characters. */
const printable = (text: string): string =>
  text
    .slice(0, 120)
    .replace(/[\p{Cc}<>]/gu, '·')
    .toWellFormed()

/**
 * A function that returns the value checked, or throws Refusal `request/invalid` or `request/characters`.
 * @param text the values came as text (query, path).
 */
export function checkOf(
  schema: TSchema | undefined,
  part: 'params' | 'query' | 'body',
  text: boolean,
): Check {
  if (!schema) {
    return (value) => {
      const empty = value === undefined || value === null || Object.keys(value as object).length === 0
      if (!empty) throw new Refusal('request/invalid', { where: part, what: 'nothing is expected here' })
      return undefined
    }
  }
  const validator = Compile(schema) as unknown as Validator
  const properties = (schema as Shape).properties ?? {}
  return (given) => {
    let value = given
    if (text && typeof given === 'object' && given !== null) {
      value = Object.fromEntries(
        Object.entries(given).map(([k, v]) => [
          k,
          fromText(v, Object.hasOwn(properties, k) ? properties[k]! : {}),
        ]),
      )
    }
    if (!validator.Check(value)) throw explain(validator, part, value)
    assertCharacters(value, part)
    return value
  }
}
