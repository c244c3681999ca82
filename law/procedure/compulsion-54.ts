/** 行政强制法 第五十四条：催告 */
import type { Article } from '../article.ts'
import { compulsionLawCounting } from './compulsion-69.ts'
import { compulsionLawInForce } from './compulsion-71.ts'
import { term } from './term.ts'

export const article: Article = {
  id: 'compulsion/54',
  title: { zh: '申请法院强制执行前的催告', en: 'Demand before asking the court' },
  asks: {
    zh: '申请人民法院强制执行前应当催告；催告书送达十日后仍不履行的，方可申请。',
    en: 'Before asking a court to enforce, the party is called upon to comply; ten days after service of the demand, the court may be asked.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '行政机关自己强制执行前的催告（第三十五条）由催告书写明履行期限，没有法定日数。',
      en: 'A demand before the authority enforces by itself (Article 35) names its own time; the law sets no number of days.',
    },
  ],
  rows: [
    {
      id: 'compulsion/54/days',
      from: '2012-01-01',
      value: 10,
      source: '《行政强制法》第五十四条',
      status: 'public copy of the text seen',
    },
  ],
}

/** Counts from the service of the demand; its last day is the last on which the party may still comply undisturbed. */
export const demand = term({
  rule: 'compulsion/54',
  id: 'compulsion/54/days',
  inForce: compulsionLawInForce,
  counting: compulsionLawCounting,
  says: (days) => ({
    zh: `催告书送达${days}日后仍不履行的，可以申请人民法院强制执行。`,
    en: `If nothing is done within ${days} days of service of the demand, the court may be asked to enforce.`,
  }),
  lacks: {
    zh: '当日《行政强制法》尚未施行。',
    en: 'On that day the Compulsion Law was not in force yet.',
  },
})
