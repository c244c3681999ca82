/** 北京市人民政府令第185号 第一条：目的 */
import type { Article } from '../article.ts'
import { type Finding, no, type Text, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '185/1',
  title: { zh: '目的', en: 'Purpose' },
  asks: {
    zh: '规范系统的建设和管理，提高预防和处置突发公共事件的能力，保障公共安全，保护公民的合法权益。',
    en: 'Systems are built and run to prevent and handle sudden public events, to keep the public safe and to protect citizens’ lawful rights.',
  },
  decides: {
    zh: '为摄像机写明的用途是否在办法的目的之内。',
    en: 'Whether the purpose written down for a camera is one of the Decree’s.',
  },
  open: [
    {
      zh: '目的条款本身不设义务；用途在目的之外的，由使用单位说明依据，变更用途见第十二条（四）。',
      en: 'A purpose alone obliges nobody. For another one the unit has to name its ground; changing it is Article 12(4).',
    },
    {
      zh: '考勤、营销等用途在目的之外，不等于其他法律禁止，另行判断。',
      en: 'That attendance or marketing is none of its purposes doesn’t mean that other law forbids it.',
    },
  ],
  rows: [],
}

/** What a camera is for, in the words of a filing; `other` is written out and judged by a person. */
export const PURPOSES = {
  'prevent-events': { zh: '预防突发公共事件', en: 'preventing sudden public events' },
  'handle-events': { zh: '处置突发公共事件', en: 'handling sudden public events' },
  'public-safety': { zh: '维护公共安全', en: 'keeping the public safe' },
  'protect-rights': { zh: '保护公民的合法权益', en: 'protecting citizens’ lawful rights' },
  attendance: { zh: '考勤、考核员工', en: 'watching attendance or work' },
  marketing: { zh: '客流分析、营销', en: 'marketing' },
  other: { zh: '其他', en: 'another one' },
} as const satisfies { readonly [purpose: string]: Text }

export type Purpose = keyof typeof PURPOSES

const used = ['purpose']
const WITHIN = yes(
  article.id,
  { zh: '用途在办法的目的之内。', en: 'The purpose is one of the Decree’s.' },
  used,
)
const BEYOND = no(
  article.id,
  {
    zh: '用途不在办法的目的之内，须另有依据。',
    en: 'The purpose is none of the Decree’s and needs another ground.',
  },
  used,
)
const OTHER = unknown(
  article.id,
  { zh: '其他用途请人工判断。', en: 'Another purpose is for a person to judge.' },
  [],
  used,
)
const OPEN = unknown(article.id, { zh: '用途未写明。', en: 'No purpose is written down.' }, used)

/** Whether a purpose that is written down is one for which the Decree has systems built. */
export function withinPurpose(purpose: Purpose | undefined): Finding {
  switch (purpose) {
    case undefined:
      return OPEN
    case 'other':
      return OTHER
    case 'attendance':
    case 'marketing':
      return BEYOND
    case 'prevent-events':
    case 'handle-events':
    case 'public-safety':
    case 'protect-rights':
      return WITHIN
  }
}
