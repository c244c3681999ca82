/** 北京市人民政府令第185号 第四条：谁组织建设，谁监督管理 */
import type { Article } from '../article.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '185/4',
  title: { zh: '组织实施与监督管理', en: 'Who organises and who supervises' },
  asks: {
    zh: '市政府有关部门和区政府组织本行业、本地区的系统建设，并协助监督使用和维护；市和区公安机关负责日常监督管理。',
    en: 'Departments of the city and district governments organise building in their trade or area and help supervise use and maintenance; the municipal and district police supervise day by day.',
  },
  decides: {
    zh: '某机关对某区的系统有无日常监督管理权（可否派检查、看检查所需的记录）。',
    en: 'Whether an organ supervises the systems of a district day by day: whether it may inspect and see what an inspection needs.',
  },
  open: [
    {
      zh: '行业主管部门和区政府只是协助，不因此取得图像或者使用登记。',
      en: 'Trade departments and district governments help; that gives them neither images nor use registers.',
    },
    {
      zh: '区公安机关的职责以其辖区为限；跨区由市公安机关。',
      en: 'The police of a district is read as responsible for its district; across districts it is the municipal police.',
    },
    {
      zh: '“区、县”今日均为区；区划见第二条。',
      en: '“Districts and counties” are districts today; see Article 2.',
    },
  ],
  rows: [],
}

export type Organ = 'municipal-police' | 'district-police' | 'trade-department' | 'district-government'

const MUNICIPAL = yes(
  article.id,
  { zh: '市公安机关负责日常监督管理。', en: 'The municipal police supervises day by day.' },
  ['organ'],
)
const OWN = yes(
  article.id,
  {
    zh: '所在区的公安机关负责日常监督管理。',
    en: 'The police of the district it lies in supervises day by day.',
  },
  ['organ', 'organDistrict', 'district'],
)
const ANOTHER = no(
  article.id,
  {
    zh: '系统不在该区公安机关的辖区。',
    en: 'The system doesn’t lie in the district of that police.',
  },
  ['organ', 'organDistrict', 'district'],
)
const HELPS = no(
  article.id,
  {
    zh: '有关部门和区政府协助监督管理，不负责日常监督管理。',
    en: 'Departments and district governments help; they don’t supervise day by day.',
  },
  ['organ'],
)
const OPEN_ORGAN = unknown(article.id, { zh: '机关未知。', en: 'The organ is not known.' }, ['organ'])
const openDistricts = (...missing: readonly string[]) =>
  unknown(
    article.id,
    {
      zh: '公安机关所属的区或者系统所在区未知。',
      en: 'The district of the police or that of the system is not known.',
    },
    missing,
    ['organ'],
  )
const OPEN_BOTH = openDistricts('organDistrict', 'district')
const OPEN_OWN = openDistricts('organDistrict')
const OPEN_PLACE = openDistricts('district')

/** Whether an organ of Beijing supervises a system of Beijing day by day. @param facts districts as six digits. */
export function supervises(facts: {
  readonly organ?: Organ | undefined
  readonly organDistrict?: string | undefined
  readonly district?: string | undefined
}): Finding {
  const { organ, organDistrict, district } = facts
  switch (organ) {
    case undefined:
      return OPEN_ORGAN
    case 'municipal-police':
      return MUNICIPAL
    case 'trade-department':
    case 'district-government':
      return HELPS
    case 'district-police':
      if (organDistrict === undefined) return district === undefined ? OPEN_BOTH : OPEN_OWN
      if (district === undefined) return OPEN_PLACE
      return organDistrict === district ? OWN : ANOTHER
  }
}
