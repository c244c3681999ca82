/** 北京市人民政府令第185号 第二条：适用区域 */
import { type Article, perRow } from '../article.ts'
import { Book } from '../reason/book.ts'
import { duty } from '../reason/duty.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'

const CHANGED = 'administrative code list; day of the change as reported'

export const article: Article = {
  id: '185/2',
  title: { zh: '适用区域', en: 'Where it applies' },
  asks: {
    zh: '办法适用于北京市行政区域内的系统的建设和管理。',
    en: 'The Decree governs the building and running of systems within Beijing.',
  },
  decides: {
    zh: '场所是否在北京市；行政区划代码当日是否为北京市的区。',
    en: 'Whether a place lies in Beijing, and whether a code is that of a district of Beijing on a day.',
  },
  open: [
    {
      zh: '区划代码按询问之日有效的名单核对；合并前的旧代码在合并后不再是区。',
      en: 'Codes are checked against the list of the day asked for; the code of a district that was merged is none afterwards.',
    },
    {
      zh: '跨市界的系统由人判断哪些设备在本市。',
      en: 'Where a system crosses the city’s boundary, a person says which devices lie within.',
    },
  ],
  rows: [
    {
      id: '185/2/districts',
      from: '2007-04-01',
      value: [
        ...['110101', '110102', '110103', '110104', '110105', '110106', '110107', '110108', '110109'],
        ...['110111', '110112', '110113', '110114', '110115', '110116', '110117', '110228', '110229'],
      ],
      source: 'GB/T 2260（北京市）',
      status: 'administrative code list',
    },
    {
      id: '185/2/districts',
      from: '2010-07-01',
      value: [
        ...['110101', '110102', '110105', '110106', '110107', '110108', '110109'],
        ...['110111', '110112', '110113', '110114', '110115', '110116', '110117', '110228', '110229'],
      ],
      source: 'GB/T 2260（北京市）；2010年7月1日报道：崇文区、宣武区并入东城区、西城区',
      status: CHANGED,
    },
    {
      id: '185/2/districts',
      from: '2015-11-13',
      value: [
        ...['110101', '110102', '110105', '110106', '110107', '110108', '110109'],
        ...['110111', '110112', '110113', '110114', '110115', '110116', '110117', '110118', '110119'],
      ],
      source: 'GB/T 2260（北京市）；2015年11月13日报道：密云县、延庆县改为区',
      status: CHANGED,
    },
  ],
}

const IN_BEIJING = { zh: '在北京市行政区域内。', en: 'It lies in Beijing.' }
const OUTSIDE = {
  zh: '不在北京市行政区域内，不适用第185号令。',
  en: 'It doesn’t lie in Beijing, so Decree 185 doesn’t bind it.',
}
const UNKNOWN = { zh: '是否在北京市未知。', en: 'Whether it lies in Beijing is not known.' }

/** What the asker says of the place, as the fact `inBeijing`. */
export const saidInBeijing = duty(article.id, 'inBeijing', { yes: IN_BEIJING, no: OUTSIDE, unknown: UNKNOWN })

export type InBeijing = (district: string | undefined, on: string, book: Book) => Finding

/** Whether a district is one of Beijing's on the day. @param fact the path of the fact that holds its code. */
export function districtInBeijing(fact: string): InBeijing {
  const read = [fact, 'on']
  const listed = perRow((row) => yes(article.id, IN_BEIJING, read, [row]))
  const unlisted = perRow((row) =>
    unknown(
      article.id,
      {
        zh: '该代码当日不在北京市的区名单中，请核对。',
        en: 'The code is not in the list of Beijing’s districts of that day; check it.',
      },
      [],
      read,
      [row],
    ),
  )
  const outside = no(article.id, OUTSIDE, [fact])
  const before = yes(article.id, IN_BEIJING, [fact])
  const open = unknown(article.id, UNKNOWN, [fact])
  return (district, on, book) => {
    if (district === undefined) return open
    if (!ofBeijing(district)) return outside
    const row = book.at('185/2/districts', on)
    if (row === null) return before
    return (row.value as readonly string[]).includes(district) ? listed(row) : unlisted(row)
  }
}

/** Whether a code begins as Beijing's do; says nothing about whether it exists. */
export const ofBeijing = (code: string): boolean => code.startsWith('11')

const OWN = new Book(article.rows)

/** Whether a code begins as Beijing's do and is no district on the day: bad input. Quiet about absent facts. */
export function noSuchDistrict(code: string | undefined, on: string): boolean {
  if (code === undefined || !ofBeijing(code)) return false
  const row = OWN.at('185/2/districts', on)
  return row !== null && !(row.value as readonly string[]).includes(code)
}
