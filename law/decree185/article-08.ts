/** 北京市人民政府令第185号 第八条：技术规范和标准 */
import type { Article } from '../article.ts'
import { duty } from '../reason/duty.ts'
import { all, type Finding, type Text } from '../reason/finding.ts'

export const article: Article = {
  id: '185/8',
  title: { zh: '技术规范和标准', en: 'Norms and standards' },
  asks: {
    zh: '系统的建设应当符合国家和本市的技术规范和标准；系统应当具有采集、录像、传输等功能。',
    en: 'Systems are built to national and municipal norms and standards; a system collects, records and transmits.',
  },
  decides: {
    zh: '系统是否具备采集、录像、传输三项功能，且有合格的符合性记录。',
    en: 'Whether a system has the three functions, and its record of conformity is good.',
  },
  open: [
    {
      zh: '各项标准的指标不在本条；符合与否来自测量或者检验记录，由人负责。',
      en: 'What each standard measures isn’t here; that it is met comes from measuring or testing, for which a person answers.',
    },
    {
      zh: '“等功能”未列举的不作推算。',
      en: 'Further functions that “and the like” could mean are not computed.',
    },
  ],
  rows: [],
}

const has = (fact: string, name: Text) =>
  duty(article.id, fact, {
    yes: { zh: `具有${name.zh}功能。`, en: `It has the function of ${name.en}.` },
    no: { zh: `不具有${name.zh}功能。`, en: `It lacks the function of ${name.en}.` },
    unknown: {
      zh: `是否具有${name.zh}功能未知。`,
      en: `Whether it has the function of ${name.en} is not known.`,
    },
  })
const collecting = has('collects', { zh: '采集', en: 'collecting' })
const recording = has('records', { zh: '录像', en: 'recording' })
const transmitting = has('transmits', { zh: '传输', en: 'transmitting' })
const conforming = duty(article.id, 'conformityPassed', {
  yes: { zh: '符合性记录合格。', en: 'The record of conformity is good.' },
  no: {
    zh: '符合性记录有不合格项，应当整改。',
    en: 'The record of conformity has items that fail; they have to be put right.',
  },
  unknown: {
    zh: '没有符合性记录，是否符合规范和标准未知。',
    en: 'There is no record of conformity, so whether it meets the standards is not known.',
  },
})

/** Whether a system is built as Article 8 asks. `conformityPassed` is what its record says; absent, there is none. */
export const builtToStandards = (facts: {
  readonly collects?: boolean | undefined
  readonly records?: boolean | undefined
  readonly transmits?: boolean | undefined
  readonly conformityPassed?: boolean | undefined
}): Finding =>
  all(
    collecting(facts.collects),
    recording(facts.records),
    transmitting(facts.transmits),
    conforming(facts.conformityPassed),
  )
