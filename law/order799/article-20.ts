/** 国务院令第799号 第二十条：国家机关查阅、调取 */
import type { Article } from '../article.ts'
import { power } from '../decree185/article-16.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/20',
  title: { zh: '国家机关查阅、调取', en: 'State organs view and retrieve' },
  asks: {
    zh: '国家机关为履行执法办案、处置突发事件等法定职责查阅、调取图像信息的，依照法律、行政法规规定的权限、程序进行，遵守保密规定，不超出必需的范围和限度。',
    en: 'State organs that view or retrieve images for their statutory duties do so within the powers and by the procedure of laws and administrative regulations, keep confidentiality and stay within what is necessary.',
  },
  decides: {
    zh: '查阅、调取有无法定权限和依据；是否超出必需的范围。',
    en: 'Whether there is the power and a legal basis; whether it stayed within what is necessary.',
  },
  open: [
    {
      zh: '本条只写查阅、调取；能否复制依其法律，须由人判断。',
      en: 'The words are view and retrieve; whether copying is allowed follows from the organ’s own law, and a person has to decide.',
    },
    {
      zh: '程序在各机关的法律中；二人、证件、文件为各程序共有，按第185号令第十七条的同样要求判断。',
      en: 'The procedure stands in each organ’s own law. Two people, IDs and a paper are common to them and are judged as in Decree 185 Art. 17.',
    },
    {
      zh: '条例施行前，国家机关依其自身法律查阅，本条不作判断。',
      en: 'Before the Order, state organs came under their own laws; nothing is decided here.',
    },
    { zh: '是否“必需”由人判断。', en: 'What is necessary is for people to judge.' },
  ],
  rows: [],
}

const BEFORE = unknown(
  '799/20',
  {
    zh: '条例当日尚未施行；国家机关依其自身法律查阅，须由人核实。',
    en: 'The Order was not in force on that day; the organ’s own law decides, and a person has to read it.',
  },
  [],
  ['on'],
)

/** Whether the Order opens this route on the day; before it the organ's own law did or didn't. */
export function stateOrganRoute(on: string, book: Book): Finding {
  const force = orderInForce(on, book)
  return force.outcome === 'no' ? BEFORE : force
}

/** Whether the organ acts within its statutory powers. */
export const statutoryPower = power('799/20', '法定权限', 'the statutory power')

const BASIS = yes('799/20', { zh: '说明了法律依据。', en: 'A legal basis is stated.' }, ['legalBasis'])
const NO_BASIS = no(
  '799/20',
  { zh: '没有法律、行政法规的依据。', en: 'No law or administrative regulation is named as its basis.' },
  ['legalBasis'],
)
const OPEN_BASIS = unknown('799/20', { zh: '法律依据未知。', en: 'The legal basis is not known.' }, [
  'legalBasis',
])

/** Whether a legal basis is stated; `none`: there is none. */
export function basisStated(legalBasis: string | undefined): Finding {
  return legalBasis === undefined ? OPEN_BASIS : legalBasis === 'none' ? NO_BASIS : BASIS
}

const necessary = duty('799/20', 'withinNecessary', {
  yes: { zh: '没有超出必需的范围和限度。', en: 'It stayed within what is necessary.' },
  no: { zh: '超出了必需的范围或限度。', en: 'It went beyond what is necessary.' },
  unknown: { zh: '是否超出必需的范围未知。', en: 'Whether it went beyond is not known.' },
})
const confidential = duty('799/20', 'keptConfidential', {
  yes: { zh: '遵守了保密规定。', en: 'Confidentiality was kept.' },
  no: { zh: '违反了保密规定。', en: 'Confidentiality was broken.' },
  unknown: { zh: '是否遵守保密规定未知。', en: 'Whether confidentiality was kept is not known.' },
})

/** Whether the organ kept to what Article 20 asks with and after the access. */
export function organConduct(
  facts: { readonly withinNecessary?: boolean; readonly keptConfidential?: boolean; readonly on: string },
  book: Book,
): Finding {
  return complies(
    orderInForce(facts.on, book),
    necessary(facts.withinNecessary),
    confidential(facts.keptConfidential),
  )
}
