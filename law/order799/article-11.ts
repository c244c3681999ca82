/** 国务院令第799号 第十一条：建设与档案 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty, everyOne } from '../reason/duty.ts'
import { all, type Finding } from '../reason/finding.ts'
import { article7Place } from './article-07.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/11',
  title: { zh: '按标准建设与档案', en: 'Built to standards, with an archive' },
  asks: {
    zh: '第七条场所的管理单位按相关标准建设系统，开展设计、施工、检验、验收，并依法保存、管理档案。',
    en: 'In places of Article 7 the managing unit builds to the standards, carries out design, construction, testing and acceptance, and keeps the archive of them.',
  },
  decides: {
    zh: '是否按标准建设，四个环节的档案是否齐全。',
    en: 'Whether it was built to the standards, and whether the archive holds all four stages.',
  },
  open: [
    {
      zh: '哪些标准“相关”由标准目录和人判断；档案保存年限依其他规定。',
      en: 'Which standards apply is for the catalogue of standards and for people; how long archives are kept is for other rules.',
    },
  ],
  rows: [
    {
      id: '799/11/stages',
      from: '2025-04-01',
      value: ['design', 'construction', 'testing', 'acceptance'],
      source: '国务院令第799号第十一条',
      status: 'original text seen',
    },
  ],
}

const standards = duty('799/11', 'builtToStandards', {
  yes: { zh: '系统按相关标准建设。', en: 'The system is built to the standards.' },
  no: { zh: '系统不按相关标准建设。', en: 'The system is not built to the standards.' },
  unknown: { zh: '是否按标准建设未知。', en: 'Whether it is built to them is not known.' },
})
const archive = everyOne(
  '799/11',
  'archived',
  { zh: '档案', en: 'parts of the archive' },
  {
    design: { zh: '设计', en: 'design' },
    construction: { zh: '施工', en: 'construction' },
    testing: { zh: '检验', en: 'testing' },
    acceptance: { zh: '验收', en: 'acceptance' },
  },
)

/** Whether the unit has done what Article 11 asks. `archived`: codes of the row `799/11/stages`. */
export function builtAndArchived(
  facts: {
    readonly placeClass?: PlaceClass
    readonly builtToStandards?: boolean
    readonly archived?: readonly string[]
    readonly on: string
  },
  book: Book,
): Finding {
  const { placeClass, builtToStandards, archived, on } = facts
  const binds = all(orderInForce(on, book), article7Place(placeClass))
  const stages = book.at('799/11/stages', on)
  if (stages === null) return complies(binds, binds)
  return complies(binds, standards(builtToStandards), archive(archived, stages))
}
