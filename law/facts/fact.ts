/**
 * The small vocabulary in which a question declares its facts. The type of the facts follows from the declaration. A
 * fact that is absent is unknown; `"none"`, `false` and `[]` are known absence. Every fact may be absent unless it is
 * `required`.
 */
import type { Text } from '../reason/finding.ts'

export type Kind =
  | { readonly is: 'date' }
  | { readonly is: 'district' }
  | { readonly is: 'boolean' }
  | { readonly is: 'one-of'; readonly values: { readonly [value: string]: Text } }
  | { readonly is: 'text'; readonly longest: number }
  | { readonly is: 'stated'; readonly longest: number }
  | { readonly is: 'integer'; readonly least: number; readonly most: number }
  | { readonly is: 'object'; readonly of: Shape }
  | { readonly is: 'list'; readonly of: Shape; readonly longest: number }

export type Fact<T = unknown, Required extends boolean = boolean> = {
  readonly kind: Kind
  /** What a person reads on the page that explains an answer. */
  readonly name: Text
  /** Whether `"none"` may be said: it is known that there is none. */
  readonly none: boolean
  readonly required: Required
  /** Values to ask again with, for kinds whose values can't be listed. */
  readonly tries: readonly unknown[]
  /** Never there: carries the type. */
  readonly value?: T
}

export type Shape = { readonly [name: string]: Fact }

type ValueOf<F> = F extends Fact<infer T> ? T : never
type Flat<T> = { readonly [K in keyof T]: T[K] }

export type FactsOf<S extends Shape> = Flat<
  { readonly [K in keyof S as S[K] extends { required: true } ? K : never]: ValueOf<S[K]> } & {
    readonly [K in keyof S as S[K] extends { required: true } ? never : K]?: ValueOf<S[K]> | undefined
  }
>

const fact = <T>(kind: Kind, name: Text): Fact<T, false> => ({
  kind,
  name,
  none: false,
  required: false,
  tries: [],
})

/** A civil day, `YYYY-MM-DD`, that exists. */
export const date = (name: Text) => fact<string>({ is: 'date' }, name)

/** Six digits of GB/T 2260, the first not 0. */
export const district = (name: Text) => fact<string>({ is: 'district' }, name)

export const boolean = (name: Text) => fact<boolean>({ is: 'boolean' }, name)

/** One of the listed values; each has its words. */
export const oneOf = <V extends string>(name: Text, values: { readonly [value in V]: Text }) =>
  fact<V>({ is: 'one-of', values }, name)

/** Not blank, no control characters. @param longest in UTF-16 units. */
export const text = (name: Text, longest = 500) => fact<string>({ is: 'text', longest }, name)

/** Something that is there or not: the words in which it is stated, or `true` / `false` where only that is known. */
export const stated = (name: Text, longest = 500) => fact<string | boolean>({ is: 'stated', longest }, name)

/** Bounds inclusive. */
export const integer = (name: Text, least: number, most: number) =>
  fact<number>({ is: 'integer', least, most }, name)

export const object = <S extends Shape>(name: Text, of: S) => fact<FactsOf<S>>({ is: 'object', of }, name)

/** Objects of one shape. An empty list is known absence. */
export const listOf = <S extends Shape>(name: Text, of: S, longest = 100) =>
  fact<readonly FactsOf<S>[]>({ is: 'list', of, longest }, name)

/** Also takes `"none"`. */
export const orNone = <T, R extends boolean>(of: Fact<T, R>): Fact<T | 'none', R> => ({
  ...(of as Fact<T | 'none', R>),
  none: true,
})

/** Absence is bad input, not unknown. */
export const required = <T>(of: Fact<T>): Fact<T, true> => ({ ...of, required: true })

/** Adds values to ask again with, when what would change the outcome is looked for. */
export const trying = <T, R extends boolean>(of: Fact<T, R>, ...tries: readonly T[]): Fact<T, R> => ({
  ...of,
  tries,
})
