/** 行政处罚法 第八十六条：施行日期 */
import type { Article } from '../article.ts'
import { inForce } from '../reason/in-force.ts'

const LAW = { zh: '《行政处罚法》', en: 'the Administrative Penalty Law' }

export const article: Article = {
  id: 'apl/86',
  title: { zh: '施行日期', en: 'Entry into force' },
  asks: {
    zh: '行政处罚法自1996年10月1日起施行，2021年修订的文本自2021年7月15日起施行。',
    en: 'The Penalty Law is in force from 1996-10-01, as revised in 2021 from 2021-07-15.',
  },
  decides: {
    zh: '某日该法是否施行，以及自何日施行的文本。',
    en: 'Whether it is in force on a day, and since when the text of that day is.',
  },
  open: [],
  rows: [
    {
      id: 'apl/86/in-force',
      from: '1996-10-01',
      value: true,
      source: '《行政处罚法》（1996年10月1日起施行）',
      status: 'published law, original text not compared',
    },
    {
      id: 'apl/86/in-force',
      from: '2021-07-15',
      value: true,
      source: '《行政处罚法》（2021年修订）第八十六条',
      status: 'public copy of the text seen',
    },
  ],
}

/** Whether it binds on the day a limit counts from, and on the day the question is asked. */
export const penaltyLawInForce = {
  from: inForce(article.id, LAW, 'from'),
  on: inForce(article.id, LAW, 'on'),
}
