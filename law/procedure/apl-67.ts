/** 行政处罚法 第六十七条：缴纳罚款 */
import type { Article } from '../article.ts'
import { penaltyLawCounting } from './apl-85.ts'
import { penaltyLawInForce } from './apl-86.ts'
import { term } from './term.ts'

export const article: Article = {
  id: 'apl/67',
  title: { zh: '缴纳罚款的期限', en: 'Time to pay a fine' },
  asks: {
    zh: '当事人自收到处罚决定书之日起十五日内到指定银行或者通过电子支付系统缴纳罚款。',
    en: 'A fine is paid within fifteen days of receiving the decision, at the bank named or by electronic payment.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '经申请批准可以暂缓或者分期缴纳（第六十六条），不在此计算。',
      en: 'Paying later or in parts, where it was applied for and approved (Article 66), is not computed here.',
    },
  ],
  rows: [
    {
      id: 'apl/67/days',
      from: '1996-10-01',
      value: 15,
      source: '《行政处罚法》（1996年）第四十六条',
      status: 'published law, original text not compared',
    },
    {
      id: 'apl/67/days',
      from: '2021-07-15',
      value: 15,
      source: '《行政处罚法》（2021年修订）第六十七条第三款',
      status: 'public copy of the text seen',
    },
  ],
}

/** Counts from the receipt of the decision. */
export const payFine = term({
  rule: 'apl/67',
  id: 'apl/67/days',
  inForce: penaltyLawInForce,
  counting: penaltyLawCounting,
  says: (days) => ({
    zh: `自收到处罚决定书之日起${days}日内缴纳罚款。`,
    en: `The fine is paid within ${days} days of receiving the decision.`,
  }),
  lacks: {
    zh: '当日《行政处罚法》尚未施行。',
    en: 'On that day the Penalty Law was not in force yet.',
  },
})
