/** 行政处罚法 第六十条：办案期限 */
import type { Article } from '../article.ts'
import { penaltyLawCounting } from './apl-85.ts'
import { penaltyLawInForce } from './apl-86.ts'
import { term } from './term.ts'

export const article: Article = {
  id: 'apl/60',
  title: { zh: '办案期限', en: 'Time to decide a case' },
  asks: {
    zh: '自立案之日起九十日内作出处罚决定；法律、法规、规章另有规定的从其规定。',
    en: 'A penalty is decided within ninety days of opening the case; laws, regulations and rules may set another time.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '是否有另外的办案期限、鉴定等是否扣除，由人核对。',
      en: 'Whether another time is set, or days such as those of an expert opinion are left out, is for a person to check.',
    },
  ],
  rows: [
    {
      id: 'apl/60/days',
      from: '2021-07-15',
      value: 90,
      source: '《行政处罚法》（2021年修订）第六十条',
      status: 'public copy of the text seen',
    },
  ],
}

/** Counts from the opening of the case. */
export const decideCase = term({
  rule: 'apl/60',
  id: 'apl/60/days',
  inForce: penaltyLawInForce,
  counting: penaltyLawCounting,
  says: (days) => ({
    zh: `自立案之日起${days}日内作出行政处罚决定。`,
    en: `The case is decided within ${days} days of being opened.`,
  }),
  lacks: {
    zh: '当日《行政处罚法》没有规定办案期限。',
    en: 'On that day the Penalty Law set no time to decide a case.',
  },
})
