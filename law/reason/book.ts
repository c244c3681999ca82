/**
 * The dated rows of every article: what held on a day. An amendment adds a row and edits no function. The book is
 * given to a rule, not taken, so that a reader can ask what an answer would be under another book.
 */
import type { Row } from './finding.ts'

export class Book {
  readonly rows: readonly Row[]
  readonly #byId = new Map<string, Row[]>()
  readonly #turns = new Map<readonly string[], readonly string[]>()

  /** @throws Error where two rows of one id begin on one day: then nobody could say which holds. */
  constructor(rows: readonly Row[]) {
    this.rows = rows
    for (const row of rows) {
      const known = this.#byId.get(row.id)
      if (known === undefined) this.#byId.set(row.id, [row])
      else if (known.some(({ from }) => from === row.from))
        throw new Error(`two rows of ${row.id} from ${row.from}`)
      else known.push(row)
    }
    for (const known of this.#byId.values()) known.sort((a, b) => (a.from < b.from ? -1 : 1))
  }

  /** The row in force on a civil day, or null where none has begun. @throws Error for an id nobody wrote. */
  at(id: string, on: string): Row | null {
    const known = this.#byId.get(id)
    if (known === undefined) throw new Error(`no row is called ${id}`)
    for (let i = known.length - 1; i >= 0; i--) if (known[i]!.from <= on) return known[i]!
    return null
  }

  /** As `at`, the value as a number. @throws Error where the row holds something else. */
  number(id: string, on: string): number | null {
    const row = this.at(id, on)
    if (row === null) return null
    if (typeof row.value !== 'number') throw new Error(`${id} is not a number`)
    return row.value
  }

  /** The row in force on a civil day where the caller knows that one is. @throws Error where none has begun. */
  has(id: string, on: string): Row {
    const row = this.at(id, on)
    if (row === null) throw new Error(`${id} has no row on ${on}`)
    return row
  }

  /** The days on which a row of these ids begins: where an answer may change. Remembered by the list itself. */
  turns(prefixes: readonly string[]): readonly string[] {
    let turns = this.#turns.get(prefixes)
    if (turns === undefined) {
      const days = new Set<string>()
      for (const row of this.rows)
        if (prefixes.some((prefix) => row.id.startsWith(prefix))) days.add(row.from)
      turns = [...days].sort()
      this.#turns.set(prefixes, turns)
    }
    return turns
  }
}
