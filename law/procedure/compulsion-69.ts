/** 行政强制法 第六十九条：工作日 */
import type { Article } from '../article.ts'
import { countingBy } from './term.ts'

export const article: Article = {
  id: 'compulsion/69',
  title: { zh: '工作日', en: 'Working days' },
  asks: {
    zh: '该法十日以内的期限是工作日，不含法定节假日。',
    en: 'Limits of up to ten days in the law are working days, without holidays.',
  },
  decides: {
    zh: '某一日数是工作日还是日历日。',
    en: 'Whether a number of days is in working days or calendar days.',
  },
  open: [],
  rows: [
    {
      id: 'compulsion/69/working-up-to',
      from: '2012-01-01',
      value: 10,
      source: '《行政强制法》第六十九条',
      status: 'public copy of the text seen',
    },
  ],
}

export const compulsionLawCounting = countingBy(article.id, 'compulsion/69/working-up-to', {
  zh: '该法尚未施行。',
  en: 'The law was not in force yet.',
})
