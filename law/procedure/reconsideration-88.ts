/** 行政复议法 第八十八条：期间的计算 */
import type { Article } from '../article.ts'
import { yes } from '../reason/finding.ts'
import { countingBy } from './term.ts'

export const article: Article = {
  id: 'reconsideration/88',
  title: { zh: '期间的计算', en: 'Counting time' },
  asks: {
    zh: '三日、五日、七日、十日是工作日；该法没有规定的依照民事诉讼法，最后一日是法定休假日的顺延。',
    en: 'Three, five, seven and ten days are working days; what the law leaves open follows the Civil Procedure Law, so that a last day on a holiday moves.',
  },
  decides: {
    zh: '某一日数是工作日还是日历日。',
    en: 'Whether a number of days is in working days or calendar days.',
  },
  open: [
    {
      zh: '2024年以前只有五日、七日是工作日（原第四十条）。',
      en: 'Before 2024 only five and seven days were working days (the former Article 40).',
    },
  ],
  rows: [
    {
      id: 'reconsideration/88/working',
      from: '1999-10-01',
      value: [5, 7],
      source: '《行政复议法》（1999年）第四十条',
      status: 'public copy of the text seen',
    },
    {
      id: 'reconsideration/88/working',
      from: '2024-01-01',
      value: [3, 5, 7, 10],
      source: '《行政复议法》（2023年修订）第八十八条',
      status: 'published law, original text not compared',
    },
  ],
}

export const reconsiderationLawCounting = countingBy(article.id, 'reconsideration/88/working', {
  zh: '该法尚未施行。',
  en: 'The law was not in force yet.',
})

/** Said beside a limit whose last day moves. */
export const MOVED_BY_CIVIL_PROCEDURE = yes(article.id, {
  zh: '期间依照民事诉讼法计算，最后一日为休假日的，顺延到其后的第一个工作日。',
  en: 'Time is counted by the Civil Procedure Law: a last day on a holiday moves to the next working day.',
})
