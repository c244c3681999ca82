/** A limit of a procedure law: so many days from a day, under the text in force on it. */
import { perRow } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, type Row, type RuleId, type Text, unknown, yes } from '../reason/finding.ts'
import type { InForce } from '../reason/in-force.ts'

/** Whether so many days are working days under a law: yes, no (calendar days), or unknown. */
export type Counting = (days: number | undefined, day: string | undefined, book: Book) => Finding

export type Limit = {
  /** Yes: the law sets the limit. No: it doesn't, on that day. */
  readonly finding: Finding
  /** Null unless the finding is yes. */
  readonly days: number | null
  readonly working: boolean
  /** How the days are counted, and what else a reader ought to know. Never decides. */
  readonly remarks: readonly Finding[]
}

/** @param from the day that isn't counted. @param on the day asked for: no text that began later is looked at. */
export type Term = (from: string | undefined, on: string, book: Book) => Limit

/** The facts of the question `limits`, by their names. */
const WHOLE = ['law', 'kind', 'from', 'on']
const UNDATED = ['law', 'kind', 'on']

const limitless = (finding: Finding): Limit => ({ finding, days: null, working: false, remarks: [] })

/**
 * @param of `rule`: the article. `id`: its row, in days. `law`: its name. `inForce`: for the days `from` and `on`. `counting`:
 * which days count. `says`: the limit in a sentence. `lacks`: why there is none where no row has begun.
 */
export function term(of: {
  readonly rule: RuleId
  readonly id: string
  readonly inForce: { readonly from: InForce; readonly on: InForce }
  readonly counting: Counting
  readonly says: (days: number) => Text
  readonly lacks: Text
  /** Older texts aren't kept: before the first row nothing can be said. */
  readonly older?: 'not-kept'
}): Term {
  const { rule, id, inForce, counting, says, lacks, older } = of
  const lacking = (used: readonly string[], missing: readonly string[]) =>
    limitless(older === undefined ? no(rule, lacks, used) : unknown(rule, lacks, missing, used))
  const LACKING = lacking(WHOLE, [])
  const LACKING_UNDATED = lacking(UNDATED, ['from'])
  const OPEN = limitless(
    unknown(
      rule,
      {
        zh: '起算之日未知，无法计算。',
        en: 'The day to count from is not known, so nothing can be counted.',
      },
      ['from'],
      UNDATED,
    ),
  )
  const made = new WeakMap<Row, { force: Finding; counted: Finding; limit: Limit }[]>()
  return (from, on, book) => {
    if (from === undefined) return book.at(id, on) === null ? LACKING_UNDATED : OPEN
    const day = from < on ? from : on
    const row = book.at(id, day)
    const force = (from < on ? inForce.from : inForce.on)(day, book)
    if (row === null || force.outcome !== 'yes') return LACKING
    const days = row.value as number
    const counted = counting(days, day, book)
    let known = made.get(row)
    if (known === undefined) {
      known = []
      made.set(row, known)
    }
    for (const one of known) if (one.force === force && one.counted === counted) return one.limit
    const finding = all(force, yes(rule, says(days), WHOLE, [row]))
    const limit = { finding, days, working: counted.outcome === 'yes', remarks: [counted] }
    known.push({ force, counted, limit })
    return limit
  }
}

const covers = (value: Row['value'], days: number): boolean =>
  typeof value === 'number' ? days <= value : (value as readonly number[]).includes(days)

/**
 * Counting by a dated row that lists the numbers of days that are working days, or the longest such number.
 * @param before why the days are calendar days where no row has begun.
 */
export function countingBy(rule: RuleId, id: string, before: Text): Counting {
  const OPEN_DAYS = unknown(
    rule,
    {
      zh: '日数未知，无法判断是否为工作日。',
      en: 'The number of days is not known, so neither is how they count.',
    },
    [],
  )
  const OPEN_DAY = unknown(
    rule,
    { zh: '日期未知，无法判断适用哪一文本。', en: 'The day is not known, so neither is which text applies.' },
    [],
  )
  const BEFORE = no(rule, before)
  const made = new WeakMap<Row, Map<number, Finding>>()
  const make = (row: Row, days: number): Finding =>
    covers(row.value, days)
      ? yes(
          rule,
          {
            zh: `“${days}日”指工作日，不含法定节假日和休息日。`,
            en: `“${days} days” are working days, without holidays and rest days.`,
          },
          [],
          [row],
        )
      : no(
          rule,
          {
            zh: `“${days}日”按日历日计算，不是工作日。`,
            en: `“${days} days” are calendar days, not working days.`,
          },
          [],
          [row],
        )
  return (days, day, book) => {
    if (days === undefined) return OPEN_DAYS
    if (day === undefined) return OPEN_DAY
    const row = book.at(id, day)
    if (row === null) return BEFORE
    let byDays = made.get(row)
    if (byDays === undefined) {
      byDays = new Map()
      made.set(row, byDays)
    }
    let finding = byDays.get(days)
    if (finding === undefined) {
      finding = make(row, days)
      byDays.set(days, finding)
    }
    return finding
  }
}

/**
 * The own limit of a lower rule until its row `…/yields` begins, and from then on that of the higher law, with a remark.
 * @param rule the lower rule's article.
 */
export function yielding(rule: RuleId, own: Term, higher: Term): Term {
  const remark = perRow((row) =>
    yes(
      rule,
      {
        zh: `与${row.source}不一致，自${row.from}起以法律为准。`,
        en: `It differs from the Penalty Law as revised in 2021, which counts from ${row.from} on.`,
      },
      [],
      [row],
    ),
  )
  const made = new WeakMap<Limit, Limit>()
  return (from, on, book) => {
    const row = from === undefined ? null : book.at(`${rule}/yields`, from < on ? from : on)
    if (row?.value !== true) return own(from, on, book)
    const limit = higher(from, on, book)
    let remarked = made.get(limit)
    if (remarked === undefined) {
      remarked = { ...limit, remarks: [...limit.remarks, remark(row)] }
      made.set(limit, remarked)
    }
    return remarked
  }
}
