/** 公安机关办理行政案件程序规定 第一百三十三条：要求听证 */
import type { Article } from '../article.ts'
import { hearingRequest } from './apl-64.ts'
import { policeCounting } from './mps-35.ts'
import { policeRulesInForce } from './mps-266.ts'
import { term, yielding } from './term.ts'

export const article: Article = {
  id: 'mps/133',
  title: { zh: '要求听证的期限', en: 'Time to ask for a hearing' },
  asks: {
    zh: '违法嫌疑人要求听证的，在告知后三日内提出。',
    en: 'A suspect who wants a hearing asks within three days of being told.',
  },
  decides: {
    zh: '某日适用的日数，按工作日还是日历日计算。',
    en: 'The number of days on a day, and whether they are working or calendar days.',
  },
  open: [
    {
      zh: '2021年修订的行政处罚法规定五个工作日，规章的三日自该日起不再适用。',
      en: 'The Penalty Law as revised in 2021 sets five working days, and the three days of the rules give way to it.',
    },
  ],
  rows: [
    {
      id: 'mps/133/days',
      from: '2013-01-01',
      value: 3,
      source: '《公安机关办理行政案件程序规定》（2018年修正）第一百三十三条（2012年文本第一百零九条）',
      status: 'public copy of the text seen',
    },
    {
      id: 'mps/133/yields',
      from: '2021-07-15',
      value: true,
      source: '《行政处罚法》（2021年修订）第六十四条、第八十五条',
      status: 'public copy of the text seen',
    },
  ],
}

const own = term({
  rule: 'mps/133',
  id: 'mps/133/days',
  inForce: policeRulesInForce,
  counting: policeCounting,
  says: (days) => ({
    zh: `要求听证的，在告知之日后${days}日内提出。`,
    en: `A hearing is asked for within ${days} days of being told.`,
  }),
  lacks: {
    zh: '2013年以前的《公安机关办理行政案件程序规定》没有收录。',
    en: 'The police Procedure Rules before 2013 are not kept here.',
  },
  older: 'not-kept',
})

/** Counts from the day on which the party was told. */
export const policeHearingRequest = yielding('mps/133', own, hearingRequest)
