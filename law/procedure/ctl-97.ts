/** 反恐怖主义法 第九十七条：施行日期 */
import type { Article } from '../article.ts'
import { inForce } from '../reason/in-force.ts'

export const article: Article = {
  id: 'ctl/97',
  title: { zh: '施行日期', en: 'Entry into force' },
  asks: {
    zh: '反恐怖主义法自2016年1月1日起施行。',
    en: 'The Counter-Terrorism Law is in force from 2016-01-01.',
  },
  decides: { zh: '某日该法是否施行。', en: 'Whether the law is in force on a day.' },
  open: [],
  rows: [
    {
      id: 'ctl/97/in-force',
      from: '2016-01-01',
      value: true,
      source: '《反恐怖主义法》第九十七条',
      status: 'published law, original text not compared',
    },
  ],
}

/** Whether the law binds on the day the question is asked. */
export const counterTerrorismInForce = inForce(article.id, {
  zh: '《反恐怖主义法》',
  en: 'the Counter-Terrorism Law',
})
