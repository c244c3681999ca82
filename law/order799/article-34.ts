/** 国务院令第799号 第三十四条：施行日期 */
import type { Article } from '../article.ts'
import { inForce } from '../reason/in-force.ts'

export const ORDER = { zh: '第799号令', en: 'Order 799' }

export const article: Article = {
  id: '799/34',
  title: { zh: '施行日期', en: 'Entry into force' },
  asks: {
    zh: '条例自2025年4月1日起施行；在此之前不产生义务。',
    en: 'The Order is in force from 2025-04-01; before that day it binds nothing.',
  },
  decides: { zh: '某日条例是否施行。', en: 'Whether the Order is in force on a day.' },
  open: [],
  rows: [
    {
      id: '799/34/in-force',
      from: '2025-04-01',
      value: true,
      source: '国务院令第799号第三十四条',
      status: 'original text seen',
    },
  ],
}

/** Whether the Order binds on the day in `fact`. */
export const orderInForceOn = (fact: string) => inForce(article.id, ORDER, fact)

/** Whether the Order binds on the day the question is asked. */
export const orderInForce = orderInForceOn('on')
