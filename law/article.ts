/** What a file of one article says about itself, in our own words; the texts of the law are not kept here. */
import type { Finding, Row, RuleId, Text } from './reason/finding.ts'

export type Article = {
  /** `185/11`, `799/14`, `mps/35`. */
  readonly id: RuleId
  readonly title: Text
  /** What the law asks. */
  readonly asks: Text
  /** What the functions of the file decide. */
  readonly decides: Text
  /** What isn't formalised, and why; where we read a doubtful word in one of several ways. */
  readonly open: readonly Text[]
  /** Dated figures; their ids begin with the article's id and a slash. */
  readonly rows: readonly Row[]
}

/**
 * A finding that stands on a dated row, made once a row: deciding allocates nothing, and another book gives other
 * findings.
 */
export function perRow(make: (row: Row) => Finding): (row: Row) => Finding {
  const made = new WeakMap<Row, Finding>()
  return (row) => {
    let finding = made.get(row)
    if (finding === undefined) {
      finding = make(row)
      made.set(row, finding)
    }
    return finding
  }
}

/** As `perRow`, for a finding that stands on two rows. */
export function perRows(make: (one: Row, other: Row) => Finding): (one: Row, other: Row) => Finding {
  const made = new WeakMap<Row, (other: Row) => Finding>()
  return (one, other) => {
    let ofOne = made.get(one)
    if (ofOne === undefined) {
      ofOne = perRow((row) => make(one, row))
      made.set(one, ofOne)
    }
    return ofOne(other)
  }
}
