/** 行政复议法 第九十条：施行日期 */
import type { Article } from '../article.ts'
import { inForce } from '../reason/in-force.ts'

const LAW = { zh: '《行政复议法》', en: 'the Administrative Reconsideration Law' }

export const article: Article = {
  id: 'reconsideration/90',
  title: { zh: '施行日期', en: 'Entry into force' },
  asks: {
    zh: '行政复议法自1999年10月1日起施行，2023年修订的文本自2024年1月1日起施行。',
    en: 'The Reconsideration Law is in force from 1999-10-01, as revised in 2023 from 2024-01-01.',
  },
  decides: {
    zh: '某日该法是否施行，以及自何日施行的文本。',
    en: 'Whether it is in force on a day, and since when the text of that day is.',
  },
  open: [],
  rows: [
    {
      id: 'reconsideration/90/in-force',
      from: '1999-10-01',
      value: true,
      source: '《行政复议法》（1999年）第四十三条',
      status: 'public copy of the text seen',
    },
    {
      id: 'reconsideration/90/in-force',
      from: '2024-01-01',
      value: true,
      source: '《行政复议法》（2023年修订）第九十条',
      status: 'published law, original text not compared',
    },
  ],
}

/** Whether it binds on the day a limit counts from, and on the day the question is asked. */
export const reconsiderationLawInForce = {
  from: inForce(article.id, LAW, 'from'),
  on: inForce(article.id, LAW, 'on'),
}
