/** 国务院令第799号 第二十五条：对公安机关的监督与检举、控告 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, any, type Finding } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/25',
  title: { zh: '对公安机关的监督', en: 'Supervision of the police' },
  asks: {
    zh: '公安机关严格执行内部监督，监督工作人员履职；公安机关及其工作人员违反条例或者滥用职权、玩忽职守、徇私舞弊的，任何单位或者个人有权检举、控告。',
    en: 'The police supervise their own staff strictly. Where they or their staff break the Order, abuse power, neglect duty or act for private ends, anyone may accuse them.',
  },
  decides: {
    zh: '某行为可否检举、控告；检举应当送到哪里才合适。',
    en: 'Whether conduct may be complained of; whether a complaint reaches somebody other than the desk complained of.',
  },
  open: [
    {
      zh: '条例没有写受理机关；按第三十二条由上级公安机关或者有关主管部门处理，故送交被检举者本人不算送达。',
      en: 'The article names no receiver. By Article 32 it is the superior organ or the competent department, so handing it to those complained of is no delivery.',
    },
    { zh: '内部监督如何进行由公安机关规定。', en: 'How the police supervise themselves is for their rules.' },
  ],
  rows: [],
}

const byPolice = duty('799/25', 'byThePolice', {
  yes: { zh: '行为人是公安机关或其工作人员。', en: 'It is the police or their staff who acted.' },
  no: { zh: '行为人不是公安机关或其工作人员。', en: 'It is not the police or their staff who acted.' },
  unknown: { zh: '行为人是谁未知。', en: 'Who acted is not known.' },
})
const against = duty('799/25', 'againstTheOrder', {
  yes: { zh: '被指违反条例。', en: 'It is said to go against the Order.' },
  no: { zh: '未被指违反条例。', en: 'It is not said to go against the Order.' },
  unknown: { zh: '是否违反条例未知。', en: 'Whether it goes against the Order is not known.' },
})
const abuse = duty('799/25', 'abuseOrNeglect', {
  yes: { zh: '被指滥用职权、玩忽职守或徇私舞弊。', en: 'Abuse, neglect or private ends are alleged.' },
  no: {
    zh: '未被指滥用职权、玩忽职守或徇私舞弊。',
    en: 'Neither abuse, neglect nor private ends are alleged.',
  },
  unknown: { zh: '有无滥用职权等未知。', en: 'Whether there was abuse or neglect is not known.' },
})

/** Whether anyone may complain of it under this article. What is alleged is enough: nobody has to prove it first. */
export function mayAccuse(
  facts: {
    readonly byThePolice?: boolean
    readonly againstTheOrder?: boolean
    readonly abuseOrNeglect?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  return all(
    orderInForce(facts.on, book),
    byPolice(facts.byThePolice),
    any(against(facts.againstTheOrder), abuse(facts.abuseOrNeglect)),
  )
}

const elsewhere = duty('799/25', 'sentAboveOrBeside', {
  yes: {
    zh: '已送上级机关或有关主管部门。',
    en: 'It went to the superior organ or the competent department.',
  },
  no: { zh: '只送到了被检举的机关。', en: 'It went to those complained of only.' },
  unknown: { zh: '送到了哪里未知。', en: 'Where it went is not known.' },
})

/** Whether a complaint that may be made reached somebody who may act on it. */
export function complaintSent(
  facts: Parameters<typeof mayAccuse>[0] & { readonly sentAboveOrBeside?: boolean },
  book: Book,
): Finding {
  return complies(mayAccuse(facts, book), elsewhere(facts.sentAboveOrBeside))
}
