/** 公安机关办理行政案件程序规定 第二百六十六条：施行日期 */
import type { Article } from '../article.ts'
import { inForce } from '../reason/in-force.ts'

const LAW = { zh: '《公安机关办理行政案件程序规定》', en: 'the Procedure Rules of the police' }

export const article: Article = {
  id: 'mps/266',
  title: { zh: '施行日期', en: 'Entry into force' },
  asks: {
    zh: '公安部令第125号发布的规定自2013年1月1日起施行，2014年、2018年、2020年修正；此前有2006年的规定。',
    en: 'The rules of Ministry Order 125 are in force from 2013-01-01, amended in 2014, 2018 and 2020; before them were those of 2006.',
  },
  decides: {
    zh: '某日该规定是否施行，以及自何日施行的文本。',
    en: 'Whether it is in force on a day, and since when the text of that day is.',
  },
  open: [
    {
      zh: '条文号依2018年修正文本；更早和更新的文本没有收录，不推测。',
      en: 'Articles are numbered as amended in 2018; older and newer texts are not kept, and nothing is guessed about them.',
    },
  ],
  rows: [
    {
      id: 'mps/266/in-force',
      from: '2013-01-01',
      value: true,
      source: '《公安机关办理行政案件程序规定》第二百六十六条',
      status: 'public copy of the text seen',
    },
  ],
}

/** Whether it binds on the day a limit counts from, and on the day the question is asked. */
export const policeRulesInForce = {
  from: inForce(article.id, LAW, 'from'),
  on: inForce(article.id, LAW, 'on'),
}
