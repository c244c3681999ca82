/** 国务院令第799号 第二十四条：监督检查与举报 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, type Finding, no, type Text, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/24',
  title: { zh: '监督检查与举报', en: 'Inspection and reports' },
  asks: {
    zh: '公安机关监督检查系统的建设、使用，单位和个人应当协助、配合；发现违反第七条第三款、第八条第一款、第九条第一款安装设备的，可以举报，公安机关依法及时处理。',
    en: 'The police inspect building and use, and units and persons assist. Anyone who finds devices installed against Articles 7(3), 8(1) or 9(1) may report it, and the police deal with it promptly.',
  },
  decides: {
    zh: '单位是否配合检查；某项发现可否依本条举报。',
    en: 'Whether a unit assists an inspection; whether a finding may be reported under this article.',
  },
  open: [
    {
      zh: '其他违法情形也可依其他法律举报，本条不作判断。离线、沉默不是拒绝配合。',
      en: 'Other wrongs may be reported under other law. A station that is offline or silent has not refused.',
    },
    { zh: '“及时”没有时限。', en: '“Promptly” names no time.' },
  ],
  rows: [
    {
      id: '799/24/reportable',
      from: '2025-04-01',
      value: ['799/7(3)', '799/8(1)', '799/9(1)'],
      source: '国务院令第799号第二十四条第二款',
      status: 'original text seen',
    },
  ],
}

const police = duty('799/24', 'byThePolice', {
  yes: { zh: '检查由公安机关进行。', en: 'The police carry out the inspection.' },
  no: { zh: '检查不是公安机关进行的。', en: 'It is not the police who inspect.' },
  unknown: { zh: '由谁检查未知。', en: 'Who inspects is not known.' },
})
const assisted = duty('799/24', 'assisted', {
  yes: { zh: '单位协助、配合。', en: 'The unit assists.' },
  no: { zh: '单位不协助、配合。', en: 'The unit does not assist.' },
  unknown: { zh: '单位是否配合未知。', en: 'Whether the unit assists is not known.' },
})

/** Whether a unit does what an inspection asks of it. */
export function inspectionAssisted(
  facts: { readonly byThePolice?: boolean; readonly assisted?: boolean; readonly on: string },
  book: Book,
): Finding {
  return complies(all(orderInForce(facts.on, book), police(facts.byThePolice)), assisted(facts.assisted))
}

const text = (zh: string, en: string): Text => ({ zh, en })
const used = ['against']
const REPORTABLE = yes('799/24', text('可以向公安机关举报。', 'It may be reported to the police.'), used)
const NOT_HERE = no(
  '799/24',
  text('不属于本条所列的违法安装。', 'It is none of the installations the article lists.'),
  used,
)
const OPEN = unknown('799/24', text('违反哪一条未知。', 'Which rule it goes against is not known.'), used)

/** Whether an installation may be reported. `against`: the rule it goes against, e.g. `799/8(1)`. */
export function mayReport(against: string | undefined, on: string, book: Book): Finding {
  const force = orderInForce(on, book)
  const row = book.at('799/24/reportable', on)
  if (row === null) return force
  if (against === undefined) return all(force, OPEN)
  return all(force, (row.value as readonly string[]).includes(against) ? REPORTABLE : NOT_HERE)
}
