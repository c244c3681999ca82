/**
 * Connections, and how PostgreSQL's values become ours. Set here once, for every pool:
 *
 * - `int8` (bigint, count(*)) → bigint. A number would lose digits past 2^53, and the driver's text is worse.
 * - `date` → the text YYYY-MM-DD. A civil date has no instant; the driver would make one of the machine's zone.
 * - `timestamptz` → Date, in milliseconds. Columns that need more are bigints with their unit in the name.
 * - `numeric` stays text: nothing here uses it, and a silent double would be wrong.
 */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20
const INT8_ARRAY = 1016
const DATE = 1082
const DATE_ARRAY = 1182

type Oid = Parameters<typeof pg.types.getTypeParser>[0]

// The driver's types list only scalar types; its array parsers are there all the same.
const textArray = pg.types.getTypeParser(1009 as number as Oid)

const PARSERS: { readonly [oid: number]: (text: string) => unknown } = {
  [INT8]: BigInt,
  [INT8_ARRAY]: (text) => (textArray(text) as (string | null)[]).map((item) => item && BigInt(item)),
  [DATE]: (text) => text,
  [DATE_ARRAY]: textArray,
}

/** For a `pg.Client` or `pg.Pool` made elsewhere. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format !== 'binary' && PARSERS[oid as number]) || pg.types.getTypeParser(oid, format),
}

/** A statement that begins so is parsed and planned once a connection: for the few that are run all the time. */
export const PREPARED = '/* prepared */'

/** Statements one connection keeps prepared; more (a caller builds lists into the text) run unprepared. */
const MAX_PREPARED = 100

/** Names the statements marked PREPARED, which Kysely has no way to do. */
export class PreparingClient extends pg.Client {
  readonly #names = new Map<string, string>()

  // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature has a dozen overloads
  override query(...args: any[]): any {
    const [text, values] = args
    if (
      typeof text === 'string' &&
      Array.isArray(values) &&
      args.length === 2 &&
      text.trimStart().startsWith(PREPARED)
    ) {
      const known = this.#names.get(text)
      if (known === undefined && this.#names.size < MAX_PREPARED)
        this.#names.set(text, `p${this.#names.size}`)
      const name = this.#names.get(text)
      if (name !== undefined) return super.query({ name, text, values })
    }
    return super.query(...(args as [string, unknown[]]))
  }
}

/**
 * A pool under one role's URL. When the server goes away, queries under way fail, idle connections are replaced
 * (told to `onError`), and the process lives on.
 */
export function openPool(
  url: string,
  options: { max?: number; onError?: (error: Error) => void; Client?: typeof pg.Client } = {},
): pg.Pool {
  const { max = 10, onError = () => undefined, Client = PreparingClient } = options
  const pool = new pg.Pool({ connectionString: url, max, types: valueTypes, Client })
  pool.on('error', onError)
  // A lent connection that breaks fails its query and then emits `error` too; unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Kysely over a pool; `destroy()` ends the pool. */
export function openDatabase<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
