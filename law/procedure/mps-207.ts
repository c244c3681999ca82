/** 公安机关办理行政案件程序规定 第二百零七条：催告 */
import type { Article } from '../article.ts'
import { compulsionLawCounting } from './compulsion-69.ts'
import { policeRulesInForce } from './mps-266.ts'
import { term } from './term.ts'

export const article: Article = {
  id: 'mps/207',
  title: { zh: '申请法院强制执行前的催告', en: 'Demand before asking the court' },
  asks: {
    zh: '申请人民法院强制执行前应当催告；催告书送达十日后仍不履行的，可以申请。',
    en: 'Before asking a court to enforce, the party is called upon; ten days after service, the court may be asked.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '规定没有说明十日是否工作日；与行政强制法第五十四条是同一期限，依其第六十九条按工作日计算。',
      en: 'The rules do not say how the ten days count; it is the limit of Compulsion Law 54, whose Article 69 makes them working days.',
    },
  ],
  rows: [
    {
      id: 'mps/207/days',
      from: '2013-01-01',
      value: 10,
      source: '《公安机关办理行政案件程序规定》（2018年修正）第二百零七条',
      status: 'public copy of the text seen',
    },
  ],
}

/** Counts from the service of the demand. */
export const policeDemand = term({
  rule: 'mps/207',
  id: 'mps/207/days',
  inForce: policeRulesInForce,
  counting: compulsionLawCounting,
  says: (days) => ({
    zh: `催告书送达${days}日后仍不履行的，可以申请人民法院强制执行。`,
    en: `If nothing is done within ${days} days of service of the demand, the court may be asked to enforce.`,
  }),
  lacks: {
    zh: '2013年以前的《公安机关办理行政案件程序规定》没有收录。',
    en: 'The police Procedure Rules before 2013 are not kept here.',
  },
  older: 'not-kept',
})
