/** 公安机关办理行政案件程序规定 第一百三十六条：听证通知 */
import type { Article } from '../article.ts'
import { hearingNotice } from './apl-64.ts'
import { policeCounting } from './mps-35.ts'
import { policeRulesInForce } from './mps-266.ts'
import { term, yielding } from './term.ts'

export const article: Article = {
  id: 'mps/136',
  title: { zh: '听证通知的期限', en: 'Notice of a hearing' },
  asks: {
    zh: '举行听证的七日前将听证通知书送达申请人，并通知其他参加人。',
    en: 'Notice is served on the applicant, and given to the others, seven days before the hearing.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '2021年修订的行政处罚法规定为七个工作日。',
      en: 'Under the Penalty Law as revised in 2021 these are seven working days.',
    },
  ],
  rows: [
    {
      id: 'mps/136/days',
      from: '2013-01-01',
      value: 7,
      source: '《公安机关办理行政案件程序规定》（2018年修正）第一百三十六条（2012年文本第一百一十二条）',
      status: 'public copy of the text seen',
    },
    {
      id: 'mps/136/yields',
      from: '2021-07-15',
      value: true,
      source: '《行政处罚法》（2021年修订）第六十四条、第八十五条',
      status: 'public copy of the text seen',
    },
  ],
}

const own = term({
  rule: 'mps/136',
  id: 'mps/136/days',
  inForce: policeRulesInForce,
  counting: policeCounting,
  says: (days) => ({
    zh: `举行听证的${days}日前送达听证通知书；自听证之日向前倒数，当日不计。`,
    en: `Notice is served ${days} days before the hearing, counted back from it, its own day left out.`,
  }),
  lacks: {
    zh: '2013年以前的《公安机关办理行政案件程序规定》没有收录。',
    en: 'The police Procedure Rules before 2013 are not kept here.',
  },
  older: 'not-kept',
})

/** Counts back from the day of the hearing. */
export const policeHearingNotice = yielding('mps/136', own, hearingNotice)
