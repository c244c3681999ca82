/** The fields contracts are made of: every string has an end, every object is closed. */
import { type TProperties, Type } from 'typebox'

/** An object that takes exactly these properties. */
export const closed = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })

export const id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  minLength: 36,
  maxLength: 36,
})

/** An instant: RFC 3339, UTC, milliseconds. The format knows how long months are. */
export const at = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
  format: 'date-time',
})

/** A civil date (Asia/Shanghai), on the calendar. */
export const on = Type.String({
  pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  format: 'date',
  maxLength: 10,
})

/** Words of a person: at least one visible character. */
export const words = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })

/** Words that may be missing. */
export const maybeWords = (maxLength: number) => Type.String({ maxLength })

export const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** A closed list of words. */
export const oneOf = <const T extends readonly string[]>(...values: T) => Type.Enum<[...T]>([...values])

export const done = closed({ done: Type.Literal(true) })
