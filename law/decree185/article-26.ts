/** 北京市人民政府令第185号 第二十六条：主管部门工作人员的责任 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { decreeInForce } from './article-27.ts'

export const article: Article = {
  id: '185/26',
  title: { zh: '主管部门工作人员的责任', en: 'Officials who break the access rules' },
  asks: {
    zh: '主管部门的工作人员查看、调取、复制图像时违反管理制度的，由其主管部门追究行政责任；构成犯罪的追究刑事责任。本条没有罚款。',
    en: 'Officials who break the rules while viewing, retrieving or copying are held liable by their own department, and criminally where it is a crime. The article has no fine.',
  },
  decides: {
    zh: '查看记录应否移交工作人员所在的主管部门。',
    en: 'Whether the record of an access goes to the officials’ own department.',
  },
  open: [
    {
      zh: '是否违反制度由其主管部门认定；记录送主管部门或者上级，不送被投诉的窗口。',
      en: 'Whether rules were broken is for the department; the record goes to it or to its superior, not to the desk complained of.',
    },
  ],
  rows: [],
}

const used = ['byOfficials', 'brokeRules']
const THEIRS = yes(
  article.id,
  {
    zh: '工作人员违反查看、调取、复制的制度：记录移交其主管部门追究责任，不罚款。',
    en: 'Officials broke the access rules: the record goes to their department, which holds them liable; no fine.',
  },
  used,
)
const NOT_OFFICIALS = no(
  article.id,
  { zh: '不是主管部门的工作人员，不适用本条。', en: 'They are no officials; the article is not about them.' },
  ['byOfficials'],
)
const NOTHING_BROKEN = no(article.id, { zh: '没有违反管理制度。', en: 'No rule was broken.' }, ['brokeRules'])
const OPEN_WHO = unknown(
  article.id,
  { zh: '是否为主管部门的工作人员未知。', en: 'Whether they were officials is not known.' },
  ['byOfficials'],
)
const OPEN_WHAT = unknown(
  article.id,
  { zh: '是否违反管理制度未知。', en: 'Whether rules were broken is not known.' },
  ['brokeRules'],
)

/** Whether their own department has to hold officials liable for an access on the day. */
export function ownDepartmentLiable(
  facts: {
    readonly byOfficials?: boolean | undefined
    readonly brokeRules?: boolean | undefined
    readonly on: string
  },
  book: Book,
): Finding {
  const { byOfficials, brokeRules, on } = facts
  const force = decreeInForce(on, book)
  if (force.outcome !== 'yes') return force
  if (byOfficials === true && brokeRules === true) return THEIRS
  return all(
    byOfficials === undefined ? OPEN_WHO : byOfficials ? force : NOT_OFFICIALS,
    brokeRules === undefined ? OPEN_WHAT : brokeRules ? force : NOTHING_BROKEN,
  )
}

/** The article asked for as a penalty: nobody is fined under it. */
export const NO_FINE = no(article.id, {
  zh: '本条没有罚款：由工作人员的主管部门追究行政责任。',
  en: 'The article has no fine: their own department holds officials liable.',
})
