/** Whether a law binds on a day: a row `…/in-force`, true from its first day; a repeal adds a row that says false. */
import type { Book } from './book.ts'
import { type Finding, no, type Row, type RuleId, type Text, unknown, yes } from './finding.ts'

export type InForce = (on: string | undefined, book: Book) => Finding

/**
 * @param rule the article that says so, e.g. `185/27`; the row is `185/27/in-force`.
 * @param law its name, for the reason.
 * @param fact the fact that holds the day.
 */
export function inForce(rule: RuleId, law: Text, fact = 'on'): InForce {
  const id = `${rule}/in-force`
  const used = [fact]
  const never = no(
    rule,
    { zh: `当日${law.zh}尚未施行。`, en: `On that day ${law.en} wasn't yet in force.` },
    used,
  )
  const open = unknown(
    rule,
    {
      zh: `日期未知，无法判断${law.zh}是否施行。`,
      en: `The day isn't known, so whether ${law.en} is in force isn't.`,
    },
    used,
  )
  const of = new WeakMap<Row, Finding>()
  const make = (row: Row): Finding =>
    row.value === true
      ? yes(
          rule,
          { zh: `${law.zh}自${row.from}起施行。`, en: `${law.en} is in force from ${row.from}.` },
          used,
          [row],
        )
      : no(
          rule,
          {
            zh: `${law.zh}自${row.from}起不再施行。`,
            en: `${law.en} is no longer in force from ${row.from}.`,
          },
          used,
          [row],
        )
  return (on, book) => {
    if (on === undefined) return open
    const row = book.at(id, on)
    if (row === null) return never
    let finding = of.get(row)
    if (finding === undefined) {
      finding = make(row)
      of.set(row, finding)
    }
    return finding
  }
}
