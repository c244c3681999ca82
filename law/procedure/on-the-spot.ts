/** Limits for a fine decided on the spot: one for a person, one for a unit, as rows `ID/person` and `ID/unit`. */
import { perRow } from '../article.ts'
import type { Subject } from '../facts/prior-steps.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, no, type Row, type RuleId, unknown, yes } from '../reason/finding.ts'

export type SpotFacts = {
  readonly subject?: Subject | undefined
  /** CNY. */
  readonly amount?: number | undefined
  readonly on: string
}

/** @returns yes up to the limit, no above it; unknown where subject or amount is, or no limit is in force. */
export function spotLimit(rule: RuleId): (facts: SpotFacts, book: Book) => Finding {
  const within = perRow((row: Row) =>
    yes(
      rule,
      { zh: `不超过当场处罚的限额${row.value}元。`, en: `Within the limit of CNY ${row.value} on the spot.` },
      ['subject', 'amount'],
      [row],
    ),
  )
  const above = perRow((row: Row) =>
    no(
      rule,
      { zh: `超过当场处罚的限额${row.value}元。`, en: `Above the limit of CNY ${row.value} on the spot.` },
      ['subject', 'amount'],
      [row],
    ),
  )
  const text = {
    zh: '处罚对象或者数额未知，无法与当场处罚的限额比较。',
    en: 'Subject or amount is not known, so the limit can not be compared.',
  }
  const OPEN = [
    unknown(rule, text, ['subject']),
    unknown(rule, text, ['amount']),
    unknown(rule, text, ['subject', 'amount']),
  ] as const
  const NO_LIMIT = unknown(
    rule,
    { zh: '当日没有可查的限额。', en: 'No limit is written down for that day.' },
    [],
    ['on'],
  )
  return ({ subject, amount, on }, book) => {
    if (subject === undefined) return amount === undefined ? OPEN[2] : OPEN[0]
    if (amount === undefined) return OPEN[1]
    const row = book.at(`${rule}/${subject === 'unit' ? 'unit' : 'person'}`, on)
    if (row === null) return NO_LIMIT
    return (amount <= (row.value as number) ? within : above)(row)
  }
}
