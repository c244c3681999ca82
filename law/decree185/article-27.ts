/** 北京市人民政府令第185号 第二十七条：施行日期 */
import type { Article } from '../article.ts'
import { inForce } from '../reason/in-force.ts'

export const DECREE = { zh: '第185号令', en: 'Decree 185' }

export const article: Article = {
  id: '185/27',
  title: { zh: '施行日期', en: 'Entry into force' },
  asks: {
    zh: '办法自2007年4月1日起施行；在此之前不产生义务。',
    en: 'The Decree is in force from 2007-04-01; before that day nobody owes anything under it.',
  },
  decides: { zh: '某日办法是否施行。', en: 'Whether the Decree is in force on a day.' },
  open: [],
  rows: [
    {
      id: '185/27/in-force',
      from: '2007-04-01',
      value: true,
      source: '北京市人民政府令第185号第二十七条',
      status: 'original text seen',
    },
  ],
}

/** Whether the Decree binds on the day in `fact`. */
export const decreeInForceOn = (fact: string) => inForce(article.id, DECREE, fact)

/** Whether the Decree binds on the day the question is asked. */
export const decreeInForce = decreeInForceOn('on')
