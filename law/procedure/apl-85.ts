/** 行政处罚法 第八十五条：工作日 */
import type { Article } from '../article.ts'
import { countingBy } from './term.ts'

export const article: Article = {
  id: 'apl/85',
  title: { zh: '工作日', en: 'Working days' },
  asks: {
    zh: '该法所说的二日、三日、五日、七日是工作日，不含法定节假日。',
    en: 'Two, three, five and seven days in the law are working days, without holidays.',
  },
  decides: {
    zh: '某一日数是工作日还是日历日。',
    en: 'Whether a number of days is in working days or calendar days.',
  },
  open: [
    {
      zh: '2021年修订以前没有这一规定，按日历日计算；实务中有按工作日计算的，有争议时由人核定。',
      en: 'Before the revision of 2021 there was no such rule and days are counted as calendar days; practice sometimes counted working days, which a person has to settle.',
    },
  ],
  rows: [
    {
      id: 'apl/85/working',
      from: '2021-07-15',
      value: [2, 3, 5, 7],
      source: '《行政处罚法》（2021年修订）第八十五条',
      status: 'public copy of the text seen',
    },
  ],
}

export const penaltyLawCounting = countingBy(article.id, 'apl/85/working', {
  zh: '2021年修订施行以前没有工作日的规定，按日历日计算。',
  en: 'Before the revision of 2021 was in force no days were said to be working days; they are calendar days.',
})
