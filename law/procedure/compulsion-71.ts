/** 行政强制法 第七十一条：施行日期 */
import type { Article } from '../article.ts'
import { inForce } from '../reason/in-force.ts'

const LAW = { zh: '《行政强制法》', en: 'the Administrative Compulsion Law' }

export const article: Article = {
  id: 'compulsion/71',
  title: { zh: '施行日期', en: 'Entry into force' },
  asks: {
    zh: '行政强制法自2012年1月1日起施行。',
    en: 'The Compulsion Law is in force from 2012-01-01.',
  },
  decides: {
    zh: '某日该法是否施行，以及自何日施行的文本。',
    en: 'Whether it is in force on a day, and since when the text of that day is.',
  },
  open: [],
  rows: [
    {
      id: 'compulsion/71/in-force',
      from: '2012-01-01',
      value: true,
      source: '《行政强制法》第七十一条',
      status: 'public copy of the text seen',
    },
  ],
}

/** Whether it binds on the day a limit counts from, and on the day the question is asked. */
export const compulsionLawInForce = {
  from: inForce(article.id, LAW, 'from'),
  on: inForce(article.id, LAW, 'on'),
}
