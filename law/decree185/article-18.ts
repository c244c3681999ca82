/** 北京市人民政府令第185号 第十八条：监督检查 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import type { Finding } from '../reason/finding.ts'
import { power } from './article-16.ts'
import { decreeInForce } from './article-27.ts'

export const article: Article = {
  id: '185/18',
  title: { zh: '监督检查', en: 'Inspection' },
  asks: {
    zh: '公安机关监督检查系统的日常使用、维护，发现问题督促及时整改；必要时质量技术监督、信息化部门协助技术检测。',
    en: 'The police inspect daily use and maintenance and press for timely rectification; where needed, the quality and information departments help with technical tests.',
  },
  decides: {
    zh: '来人是否有监督检查权；发现问题后是否已督促整改。',
    en: 'Whether those who come have the power to inspect; whether rectification was pressed for.',
  },
  open: [
    {
      zh: '检查须查看画面的，同时适用第十七条；检查中可否调取、复制，本条没有写明，须由人判断。',
      en: 'Inspectors who look at pictures fall under Article 17 too. Whether they may retrieve or copy in an inspection is not said; a person has to decide.',
    },
    { zh: '“及时”整改没有日数。', en: '“Timely” names no days.' },
  ],
  rows: [],
}

/** Whether those who come have the power to inspect. */
export const inspectionPower = power('185/18', '监督检查权', 'the power to inspect')

const problems = duty('185/18', 'problemsFound', {
  yes: { zh: '检查发现了问题。', en: 'The inspection found something wrong.' },
  no: { zh: '检查没有发现问题。', en: 'The inspection found nothing wrong.' },
  unknown: { zh: '检查是否发现问题未知。', en: 'Whether anything was found is not known.' },
})
const pressed = duty('185/18', 'rectificationPressed', {
  yes: { zh: '已督促及时整改。', en: 'Rectification was pressed for.' },
  no: { zh: '没有督促整改。', en: 'Rectification was not pressed for.' },
  unknown: { zh: '是否督促整改未知。', en: 'Whether rectification was pressed for is not known.' },
})

/** Whether the police followed up what an inspection found. */
export function followedUp(
  facts: {
    readonly problemsFound?: boolean
    readonly rectificationPressed?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  const due = problems(facts.problemsFound)
  return complies(decreeInForce(facts.on, book), complies(due, pressed(facts.rectificationPressed)))
}
