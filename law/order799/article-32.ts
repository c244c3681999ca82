/** 国务院令第799号 第三十二条：公安机关和国家机关的责任 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/32',
  title: { zh: '公安机关和国家机关的责任', en: 'Police and state organs that break the Order' },
  asks: {
    zh: '公安机关、其他国家机关及其人员违反条例或者滥用职权的，由上级机关或者有关主管部门责令改正、给予处分；构成犯罪的追究刑事责任。本条没有罚款。',
    en: 'Police, other state organs and their people who break the Order or abuse their powers are ordered to correct and disciplined by the superior organ or the competent department; crimes are prosecuted. The article has no fine.',
  },
  decides: {
    zh: '对某一机关的投诉应当送往何处：上级机关，还是按普通程序处理。',
    en: 'Where a complaint goes: to the superior organ, or the ordinary way.',
  },
  open: [
    {
      zh: '是否滥用职权由上级机关认定；投诉不送被投诉的机关。',
      en: 'Whether power was abused is for the superior organ; a complaint never goes to the organ complained of.',
    },
  ],
  rows: [],
}

export type Organ = 'police' | 'state-organ' | 'unit'

const used = ['against']
const SUPERIOR = {
  police: yes(
    article.id,
    {
      zh: '投诉公安机关及其人员：送上级公安机关或者有关主管部门。',
      en: 'A complaint against police goes to the superior police or the competent department.',
    },
    used,
  ),
  'state-organ': yes(
    article.id,
    {
      zh: '投诉其他国家机关及其人员：送其上级机关或者有关主管部门。',
      en: 'A complaint against another state organ goes to its superior or the competent department.',
    },
    used,
  ),
} as const
const UNIT = no(
  article.id,
  {
    zh: '被投诉的不是国家机关：按普通程序由公安机关处理。',
    en: 'It is no state organ: the police handle it the ordinary way.',
  },
  used,
)
const OPEN = unknown(
  article.id,
  { zh: '被投诉的是谁未知，无法确定送往何处。', en: 'Against whom it is isn’t known, nor so where it goes.' },
  used,
)

/** Whether the superior organ, and not the one complained of, has to deal with a complaint. */
export function superiorDeals(against: Organ | undefined, on: string, book: Book): Finding {
  const force = orderInForce(on, book)
  if (force.outcome !== 'yes') return force
  if (against === undefined) return OPEN
  return against === 'unit' ? UNIT : SUPERIOR[against]
}

/** The article asked for as a penalty. */
export const NO_FINE = no(article.id, {
  zh: '本条没有罚款：由上级机关责令改正、给予处分。',
  en: 'The article has no fine: the superior organ orders correction and disciplines.',
})
