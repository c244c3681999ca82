/** 公安机关办理行政案件程序规定 第一百二十三条：听证的罚款数额 */
import { type Article, perRow } from '../article.ts'
import type { Subject } from '../facts/prior-steps.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'

const row = {
  from: '2013-01-01',
  source: '公安机关办理行政案件程序规定第一百二十三条',
  status: 'published law, original text not compared',
}

export const article: Article = {
  id: 'mps/123',
  title: { zh: '听证的罚款数额', en: 'Fines that open a hearing' },
  asks: {
    zh: '对个人处2000元以上、对单位处10000元以上罚款的，事先告知可以要求听证；依地方规章罚款的，数额由地方规定。',
    en: 'Before a fine from CNY 2,000 on for a person, or 10,000 for a unit, the right to a hearing is told; for fines under local rules the amount is local.',
  },
  decides: {
    zh: '拟处的罚款是否须告知听证权利：条例的罚款按本条数额；办法的罚款数额未知，默认告知。',
    en: 'Whether the right to a hearing has to be told: for the Order by these amounts; for the Decree the amount is not known and the hearing is offered.',
  },
  open: [
    {
      zh: '依第185号令罚款的听证数额由地方规定，尚未查到：作为带日期的参数，值为“一律告知”。',
      en: 'The amount for fines under Decree 185 is local and not known: a dated parameter, whose value is to offer the hearing.',
    },
  ],
  rows: [
    { id: 'mps/123/person', value: 2000, ...row },
    { id: 'mps/123/unit', value: 10000, ...row },
    {
      id: 'mps/123/decree',
      from: '2007-04-01',
      value: 'offer the hearing',
      source: '北京市地方规定（未查到）',
      status: 'not known: local threshold',
    },
  ],
}

const used = ['subject']
const offered = perRow((from: Row) =>
  yes(
    article.id,
    {
      zh: `罚款${from.value}元以上的，作出决定前告知可以要求听证。`,
      en: `For a fine from CNY ${from.value} on, the right to a hearing is told before the decision.`,
    },
    used,
    [from],
  ),
)
const below = perRow((from: Row) =>
  no(
    article.id,
    {
      zh: `低于听证数额${from.value}元，告知陈述和申辩的权利即可。`,
      en: `Below the amount of CNY ${from.value}: the right to state and defend is told.`,
    },
    used,
    [from],
  ),
)
const local = perRow((from: Row) =>
  unknown(
    article.id,
    {
      zh: '依办法罚款的听证数额由地方规定，尚未查到：一律告知可以要求听证。',
      en: 'The amount for fines under the Decree is local and not known: offer the hearing.',
    },
    [],
    used,
    [from],
  ),
)
const text = {
  zh: '处罚对象或者数额未知，无法判断是否达到听证数额；先行告知。',
  en: 'Subject or amount is not known, nor so whether a hearing opens; offer it.',
}
const NO_AMOUNT = unknown(
  article.id,
  {
    zh: '当日没有可查的听证数额；先行告知。',
    en: 'No amount is written down for that day; offer the hearing.',
  },
  [],
  ['on'],
)
const OPEN_SUBJECT = unknown(article.id, text, used)
const OPEN_AMOUNT = unknown(article.id, text, ['amount'])

/** @param amount CNY. @param on the day of the decision. Yes: the right to a hearing has to be told. */
export function hearingOffered(
  law: 'decree' | 'order',
  subject: Subject | undefined,
  amount: number | undefined,
  on: string,
  book: Book,
): Finding {
  if (law === 'decree') {
    const row = book.at('mps/123/decree', on)
    return row === null ? NO_AMOUNT : local(row)
  }
  if (subject === undefined) return OPEN_SUBJECT
  if (amount === undefined) return OPEN_AMOUNT
  const from = book.at(subject === 'unit' ? 'mps/123/unit' : 'mps/123/person', on)
  if (from === null) return NO_AMOUNT
  return (amount >= (from.value as number) ? offered : below)(from)
}
