/** 国务院令第799号 第十四条：备案 */
import { type Article, perRow } from '../article.ts'
import { ofBeijing } from '../decree185/article-02.ts'
import type { Authority, Duty } from '../decree185/article-11.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { article7Place } from './article-07.ts'
import { orderInForce } from './article-34.ts'

const source = '国务院令第799号第十四条第一款'

export const article: Article = {
  id: '799/14',
  title: { zh: '备案', en: 'Filing' },
  asks: {
    zh: '第七条场所的管理单位自系统投入使用之日起30日内，将单位、位置、设备数量类型、存储期限等基本信息向所在地县级公安机关备案；条例施行前已启用的，自施行之日起90日内；事项变化的及时变更。单位对真实性负责；公安机关已能共享取得的信息不再要求提供。',
    en: 'In places of Article 7 the managing unit files within 30 days of putting the system into use with the county-level police of the place; systems in use before the Order: within 90 days of its entry into force; changes promptly. The unit answers for the truth; what the state already has may not be asked for again.',
  },
  decides: {
    zh: '备案义务是否已经产生、自何日起算、共几日；向哪一公安机关备案。',
    en: 'Whether the duty to file has arisen, from which day it counts and for how many days; with which police it is filed.',
  },
  open: [
    {
      zh: '“及时”办理变更没有日数，不作推算。',
      en: '“Promptly” for changes has no number of days; none is computed.',
    },
    {
      zh: '所在地县级公安机关，在北京市即所在区的公安机关。',
      en: 'The county-level police of the place is, in Beijing, that of the district.',
    },
    { zh: '备案信息是否真实由人核实。', en: 'Whether what was filed is true is for people to check.' },
  ],
  rows: [
    { id: '799/14/days', from: '2025-04-01', value: 30, source, status: 'original text seen' },
    { id: '799/14/days-already-in-use', from: '2025-04-01', value: 90, source, status: 'original text seen' },
  ],
}

const used = ['inUseOn']
const putIntoUse = perRow((row) =>
  yes(
    '799/14',
    {
      zh: `自投入使用之日起${row.value}日内备案。`,
      en: `To be filed within ${row.value} days of being put into use.`,
    },
    used,
    [row],
  ),
)
const alreadyInUse = perRow((row) =>
  yes(
    '799/14',
    {
      zh: `条例施行前已经启用，自施行之日起${row.value}日内备案。`,
      en: `In use before the Order: to be filed within ${row.value} days of its entry into force.`,
    },
    used,
    [row],
  ),
)
const NOT_IN_USE = no(
  '799/14',
  { zh: '系统尚未投入使用，备案期限尚未起算。', en: 'The system is not in use yet, so no time runs.' },
  used,
)
const OPEN = unknown(
  '799/14',
  {
    zh: '投入使用之日未知，无法起算。',
    en: 'The day it was put into use is not known, so nothing can be counted.',
  },
  used,
)

/** Whether Article 14 binds the place on the day: the Order is in force and the place is one of Article 7. */
export function article14Binds(placeClass: PlaceClass | undefined, on: string, book: Book): Finding {
  return all(orderInForce(on, book), article7Place(placeClass))
}

/** @param facts `inUseOn`: a day; `none` where it is known that it isn't in use. */
export function orderFiling(
  facts: {
    readonly placeClass?: PlaceClass | undefined
    readonly inUseOn?: string | undefined
    readonly on: string
  },
  book: Book,
): Duty {
  const { placeClass, inUseOn, on } = facts
  const binds = article14Binds(placeClass, on, book)
  if (binds.outcome === 'no') return { finding: binds, startsOn: null, days: null }
  if (inUseOn === undefined || inUseOn === 'none')
    return { finding: all(binds, inUseOn === undefined ? OPEN : NOT_IN_USE), startsOn: null, days: null }
  if (binds.outcome === 'unknown') return { finding: binds, startsOn: null, days: null }
  const first = book.has('799/34/in-force', on).from
  if (inUseOn < first) {
    const days = book.has('799/14/days-already-in-use', first)
    return { finding: all(binds, alreadyInUse(days)), startsOn: first, days }
  }
  const days = book.has('799/14/days', inUseOn < on ? inUseOn : on)
  return { finding: all(binds, putIntoUse(days)), startsOn: inUseOn, days }
}

const OF_THE_PLACE = yes(
  '799/14',
  {
    zh: '向所在地县级公安机关备案（北京市为所在区公安机关）。',
    en: 'Filed with the county-level police of the place; in Beijing, that of the district.',
  },
  ['district'],
)
const PLACE_OPEN = unknown(
  '799/14',
  { zh: '所在区未知，备案机关未知。', en: 'Where it lies is not known, so where to file is not.' },
  ['district'],
)

/** With whom it is filed under the Order. `authority` is null unless it is known. */
export function orderAuthority(
  facts: {
    readonly placeClass?: PlaceClass | undefined
    readonly district?: string | undefined
    readonly on: string
  },
  book: Book,
): { readonly finding: Finding; readonly authority: Authority | null } {
  const { placeClass, district, on } = facts
  const binds = article14Binds(placeClass, on, book)
  const finding = all(binds, district === undefined ? PLACE_OPEN : OF_THE_PLACE)
  if (finding.outcome !== 'yes') return { finding, authority: null }
  const level = ofBeijing(district!) ? 'district' : 'county'
  return { finding, authority: { rule: '799/14', level, district: district! } }
}
