/** 行政处罚法 第六十四条：听证 */
import type { Article } from '../article.ts'
import { penaltyLawCounting } from './apl-85.ts'
import { penaltyLawInForce } from './apl-86.ts'
import { term } from './term.ts'

export const article: Article = {
  id: 'apl/64',
  title: { zh: '听证的期限', en: 'Limits of a hearing' },
  asks: {
    zh: '当事人要求听证的，在告知后五日内提出；举行听证的七日前通知时间、地点。',
    en: 'Whoever wants a hearing asks within five days of being told; its time and place are notified seven days before it.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '举行听证之日不计入，自其前一日向前倒数；通知最迟在倒数的最后一日送达。',
      en: 'The day of the hearing is not counted: days run back from the day before, and notice is given by the last of them at the latest.',
    },
  ],
  rows: [
    {
      id: 'apl/64/hearing-request',
      from: '1996-10-01',
      value: 3,
      source: '《行政处罚法》（1996年）第四十二条',
      status: 'published law, original text not compared',
    },
    {
      id: 'apl/64/hearing-request',
      from: '2021-07-15',
      value: 5,
      source: '《行政处罚法》（2021年修订）第六十四条第一项',
      status: 'public copy of the text seen',
    },
    {
      id: 'apl/64/hearing-notice',
      from: '1996-10-01',
      value: 7,
      source: '《行政处罚法》（1996年）第四十二条',
      status: 'published law, original text not compared',
    },
    {
      id: 'apl/64/hearing-notice',
      from: '2021-07-15',
      value: 7,
      source: '《行政处罚法》（2021年修订）第六十四条第二项',
      status: 'public copy of the text seen',
    },
  ],
}

/** Counts from the day on which the party was told. */
export const hearingRequest = term({
  rule: 'apl/64',
  id: 'apl/64/hearing-request',
  inForce: penaltyLawInForce,
  counting: penaltyLawCounting,
  says: (days) => ({
    zh: `要求听证的，在告知之日后${days}日内提出。`,
    en: `A hearing is asked for within ${days} days of being told.`,
  }),
  lacks: {
    zh: '当日《行政处罚法》尚未施行。',
    en: 'On that day the Penalty Law was not in force yet.',
  },
})

/** Counts back from the day of the hearing. */
export const hearingNotice = term({
  rule: 'apl/64',
  id: 'apl/64/hearing-notice',
  inForce: penaltyLawInForce,
  counting: penaltyLawCounting,
  says: (days) => ({
    zh: `举行听证的${days}日前通知时间、地点；自听证之日向前倒数，当日不计。`,
    en: `Notice of the time and place is given ${days} days before the hearing, counted back from it, its own day left out.`,
  }),
  lacks: {
    zh: '当日《行政处罚法》尚未施行。',
    en: 'On that day the Penalty Law was not in force yet.',
  },
})
