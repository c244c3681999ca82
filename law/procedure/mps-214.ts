/** 公安机关办理行政案件程序规定 第二百一十四条：缴纳罚款 */
import type { Article } from '../article.ts'
import { policeCounting } from './mps-35.ts'
import { policeRulesInForce } from './mps-266.ts'
import { term } from './term.ts'

export const article: Article = {
  id: 'mps/214',
  title: { zh: '缴纳罚款的期限', en: 'Time to pay a fine' },
  asks: {
    zh: '被处罚人自收到处罚决定书之日起十五日内到指定银行缴纳罚款；所列情形可以当场收缴。',
    en: 'A fine is paid within fifteen days of receiving the decision, at the bank named; in the cases listed it may be taken on the spot.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '可以当场收缴的情形不在此计算。',
      en: 'Fines taken on the spot are not computed here.',
    },
  ],
  rows: [
    {
      id: 'mps/214/days',
      from: '2013-01-01',
      value: 15,
      source: '《公安机关办理行政案件程序规定》（2018年修正）第二百一十四条',
      status: 'public copy of the text seen',
    },
  ],
}

/** Counts from the receipt of the decision. */
export const policePayFine = term({
  rule: 'mps/214',
  id: 'mps/214/days',
  inForce: policeRulesInForce,
  counting: policeCounting,
  says: (days) => ({
    zh: `自收到处罚决定书之日起${days}日内缴纳罚款。`,
    en: `The fine is paid within ${days} days of receiving the decision.`,
  }),
  lacks: {
    zh: '2013年以前的《公安机关办理行政案件程序规定》没有收录。',
    en: 'The police Procedure Rules before 2013 are not kept here.',
  },
  older: 'not-kept',
})
