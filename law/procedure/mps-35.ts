/** 公安机关办理行政案件程序规定 第三十五条：期间的计算 */
import type { Article } from '../article.ts'
import { daysBetween, plusDays } from '../calendar/civil.ts'
import type { WorkingDays } from '../calendar/working-days.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'
import type { Counting } from './term.ts'

export const article: Article = {
  id: 'mps/35',
  title: { zh: '期间的计算', en: 'Counting time' },
  asks: {
    zh: '期间开始之日不计算在内；期间届满的最后一日是节假日的，以节假日后的第一个工作日为期满之日。',
    en: 'The first day is not counted; where the last is a holiday, time ends on the next working day.',
  },
  decides: {
    zh: '按日历日计算的期限的最后一日，以及遇休息日顺延到的日期。',
    en: 'The last day of a limit in calendar days, and the day it moves to.',
  },
  open: [
    {
      zh: '原文为“节假日后的第一日”；节假日包括周末，调休上班的周末不算，因此顺延到第一个工作日。',
      en: 'The text says “the first day after the holiday”. Weekends are holidays in this sense, moved working weekends are not; so time ends on the next working day.',
    },
    {
      zh: '放假安排逐年公布；尚未公布的年份不推测，顺延后的日期即为未知。',
      en: 'Holidays are published year by year; for a year without a notice nothing is guessed and the moved day is unknown.',
    },
  ],
  rows: [],
}

export type Clock = {
  readonly rule: string
  readonly startsOn: string
  /** Last day as counted. */
  readonly dueOn: string
  /** Where the last day isn't worked: the working day it moves to; null: past the published calendar, not known. */
  readonly rolledTo?: string | null
  /** Last day about which a notice is published; only where it is passed. */
  readonly horizon?: string
  /** From the day asked for to the later of `dueOn` and `rolledTo`; negative after it. */
  readonly daysLeft: number
  /** Null: the moved day isn't known, so nobody can say. */
  readonly overdue: boolean | null
}

/** @param day the day for which `daysLeft` and `overdue` are told. */
export function clock(
  rule: string,
  startsOn: string,
  days: number,
  day: string,
  calendar: WorkingDays,
): Clock {
  const dueOn = plusDays(startsOn, days)
  const rolled = calendar.rolled(dueOn)
  if (rolled === null) {
    const overdue = day <= dueOn ? false : null
    const daysLeft = daysBetween(day, dueOn)
    return { rule, startsOn, dueOn, rolledTo: null, horizon: calendar.horizon, daysLeft, overdue }
  }
  const told = { daysLeft: daysBetween(day, rolled), overdue: day > rolled }
  return rolled === dueOn
    ? { rule, startsOn, dueOn, ...told }
    : { rule, startsOn, dueOn, rolledTo: rolled, ...told }
}

const CALENDAR = no(article.id, {
  zh: '规定没有说明为工作日，按日历日计算。',
  en: 'The rules don’t say that they are working days, so they are calendar days.',
})

/** The rules have no working days of their own. */
export const policeCounting: Counting = () => CALENDAR

/** Said beside a limit whose last day moves. */
export const MOVED = yes(article.id, {
  zh: '最后一日为休息日，顺延到其后的第一个工作日。',
  en: 'The last day is not worked, so time ends on the next working day.',
})
const HORIZON = unknown(
  article.id,
  {
    zh: '最后一日所在年份的放假安排尚未公布，是否顺延未知。',
    en: 'The holidays of the year of the last day are not published yet, so whether it moves is not known.',
  },
  [],
)

/** What to say beside clocks that move, or whose moving isn't known. */
export function clockRemarks(clocks: readonly Clock[]): readonly Finding[] {
  const remarks: Finding[] = []
  if (clocks.some(({ rolledTo }) => typeof rolledTo === 'string')) remarks.push(MOVED)
  if (clocks.some(({ rolledTo }) => rolledTo === null)) remarks.push(HORIZON)
  return remarks
}
