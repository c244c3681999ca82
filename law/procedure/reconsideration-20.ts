/** 行政复议法 第二十条：申请期限 */
import type { Article } from '../article.ts'
import { reconsiderationLawCounting } from './reconsideration-88.ts'
import { reconsiderationLawInForce } from './reconsideration-90.ts'
import { term } from './term.ts'

export const article: Article = {
  id: 'reconsideration/20',
  title: { zh: '申请行政复议的期限', en: 'Time to apply for reconsideration' },
  asks: {
    zh: '自知道或者应当知道行政行为之日起六十日内申请；法律规定更长的从其规定。',
    en: 'An application is made within sixty days of knowing of the act, or having to know; a law may set a longer time.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '未告知复议权利、不可抗力等对期限的影响由人判断。',
      en: 'What follows from not being told of the right, or from force majeure, is for a person to judge.',
    },
  ],
  rows: [
    {
      id: 'reconsideration/20/days',
      from: '1999-10-01',
      value: 60,
      source: '《行政复议法》（1999年）第九条',
      status: 'public copy of the text seen',
    },
    {
      id: 'reconsideration/20/days',
      from: '2024-01-01',
      value: 60,
      source: '《行政复议法》（2023年修订）第二十条',
      status: 'published law, original text not compared',
    },
  ],
}

/** Counts from knowing of the act. */
export const applyForReconsideration = term({
  rule: 'reconsideration/20',
  id: 'reconsideration/20/days',
  inForce: reconsiderationLawInForce,
  counting: reconsiderationLawCounting,
  says: (days) => ({
    zh: `自知道该行政行为之日起${days}日内申请行政复议。`,
    en: `Reconsideration is applied for within ${days} days of knowing of the act.`,
  }),
  lacks: {
    zh: '当日《行政复议法》尚未施行。',
    en: 'On that day the Reconsideration Law was not in force yet.',
  },
})
