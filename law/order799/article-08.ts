/** 国务院令第799号 第八条：禁止安装的位置 */
import { type Article, perRow } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, no, type Text, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/8',
  title: { zh: '禁止安装的位置', en: 'Where nothing may be installed' },
  asks: {
    zh: '旅馆等的客房、包间内部，学生宿舍和单位内部休息住宿的房间内部，公共的浴室、卫生间、更衣室、哺乳室、试衣间内部，以及其他能够拍摄、窥视、窃听他人隐私的位置，禁止安装；经营管理者应当日常检查，发现的立即报告公安机关。',
    en: 'Nothing may be installed inside guest rooms and private dining rooms, rooms of dormitories and of staff who rest or sleep, public bathrooms, toilets, changing, nursing and fitting rooms, or wherever others’ privacy can be watched or overheard. Who runs such places checks them day by day and reports what is found to the police at once.',
  },
  decides: {
    zh: '某位置可否安装；经营管理者的检查和报告是否做到。',
    en: 'Whether something may be installed at a position, and whether who runs it checks and reports.',
  },
  open: [
    {
      zh: '列举之外的位置能否拍摄他人隐私，由人判断。',
      en: 'Whether privacy can be watched from a position that isn’t listed is for a person to say.',
    },
    {
      zh: '“日常”检查没有日数，“立即”报告没有时限，不作推算。',
      en: '“Day by day” and “at once” have no figures; none are computed.',
    },
  ],
  rows: [
    {
      id: '799/8/forbidden',
      from: '2025-04-01',
      value: [
        ...['guest-room', 'private-dining-room', 'dormitory-room', 'staff-rest-room', 'bathroom'],
        ...['toilet', 'changing-room', 'nursing-room', 'fitting-room'],
      ],
      source: '国务院令第799号第八条第一款',
      status: 'original text seen',
    },
  ],
}

/** Where a camera stands or looks, as far as the article speaks of it. */
export const POSITIONS = {
  'guest-room': { zh: '客房内部', en: 'inside a guest room' },
  'private-dining-room': { zh: '包间内部', en: 'inside a private dining room' },
  'dormitory-room': { zh: '学生宿舍房间内部', en: 'inside a room of a student dormitory' },
  'staff-rest-room': {
    zh: '单位内部住宿、休息的房间内部',
    en: 'inside a room where staff sleep or rest',
  },
  bathroom: { zh: '公共浴室内部', en: 'inside a public bathroom' },
  toilet: { zh: '公共卫生间内部', en: 'inside a public toilet' },
  'changing-room': { zh: '公共更衣室内部', en: 'inside a public changing room' },
  'nursing-room': { zh: '公共哺乳室内部', en: 'inside a public nursing room' },
  'fitting-room': { zh: '公共试衣间内部', en: 'inside a public fitting room' },
  elsewhere: { zh: '其他位置', en: 'elsewhere' },
} as const satisfies { readonly [position: string]: Text }

export type Position = keyof typeof POSITIONS

const FORBIDDEN = perRow((row) =>
  no(
    '799/8',
    { zh: '该位置禁止安装。', en: 'Nothing may be installed at this position.' },
    ['position'],
    [row],
  ),
)
const WATCHES = no(
  '799/8',
  {
    zh: '能够拍摄、窥视、窃听他人隐私，禁止安装。',
    en: 'Others’ privacy can be watched or overheard from it, so nothing may be installed.',
  },
  ['reachesPrivacy'],
)
const FREE = yes(
  '799/8',
  { zh: '不在禁止安装的位置。', en: 'It is none of the positions where nothing may be installed.' },
  ['position', 'reachesPrivacy'],
)
const NOT_YET = yes(
  '799/34',
  {
    zh: '当日第799号令尚未施行；隐私另见第185号令第九条。',
    en: 'On that day Order 799 wasn’t in force; for privacy see Decree 185 Art. 9.',
  },
  ['on'],
)
const positionOpen = (...missing: readonly string[]) =>
  unknown(
    '799/8',
    {
      zh: '位置或者能否触及他人隐私未知。',
      en: 'The position, or whether it reaches others’ privacy, is not known.',
    },
    missing,
  )
const OPEN_BOTH = positionOpen('position', 'reachesPrivacy')
const OPEN_POSITION = positionOpen('position')
const OPEN_REACH = positionOpen('reachesPrivacy')

/**
 * Whether the Order lets something be installed at a position. Before it is in force it forbids none, which is no leave
 * under other law. @param facts `reachesPrivacy`: a person's finding for what isn't listed.
 */
export function mayInstallAt(
  facts: {
    readonly position?: Position | undefined
    readonly reachesPrivacy?: boolean | undefined
    readonly on: string
  },
  book: Book,
): Finding {
  const { position, reachesPrivacy, on } = facts
  const force = orderInForce(on, book)
  if (force.outcome !== 'yes') return NOT_YET
  const row = book.has('799/8/forbidden', on)
  if ((row.value as readonly unknown[]).includes(position)) return FORBIDDEN(row)
  if (reachesPrivacy === true) return WATCHES
  if (position === undefined) return reachesPrivacy === undefined ? OPEN_BOTH : OPEN_POSITION
  return reachesPrivacy === undefined ? OPEN_REACH : FREE
}
const CHECKED = yes(
  '799/8(2)',
  { zh: '已检查，没有发现安装的设备。', en: 'Checked, and nothing was found.' },
  ['checked', 'found'],
)
const REPORTED = yes(
  '799/8(2)',
  {
    zh: '已检查，发现的设备已报告公安机关。',
    en: 'Checked, and what was found was reported to the police.',
  },
  ['checked', 'reported'],
)
const UNCHECKED = no('799/8(2)', { zh: '没有日常检查。', en: 'There were no checks.' }, ['checked'])
const UNREPORTED = no(
  '799/8(2)',
  {
    zh: '发现安装的设备，没有报告公安机关。',
    en: 'Something was found and not reported to the police.',
  },
  ['found', 'reported'],
)
const checksOpen = (...missing: readonly string[]) =>
  unknown(
    '799/8(2)',
    {
      zh: '是否检查、有无发现或者是否报告未记录。',
      en: 'Whether there were checks, findings or a report is not on record.',
    },
    missing,
  )
// Eight sets of what is absent, by one bit each.
const CHECK_FACTS = ['checked', 'found', 'reported'] as const
const OPEN_CHECKS = Array.from({ length: 8 }, (_, bits) =>
  checksOpen(...CHECK_FACTS.filter((_, i) => (bits & (1 << i)) !== 0)),
)

/** Whether who runs such a place checks it and reports what is found. */
export function checksAndReports(facts: {
  readonly checked?: boolean | undefined
  readonly found?: boolean | undefined
  readonly reported?: boolean | undefined
}): Finding {
  const { checked, found, reported } = facts
  if (checked === false) return UNCHECKED
  if (found === true && reported === false) return UNREPORTED
  const rest = found === false ? CHECKED : reported === true ? REPORTED : null
  if (checked === true && rest !== null) return rest
  const absent = rest === null ? (found === undefined ? 2 : 0) + (reported === undefined ? 4 : 0) : 0
  return OPEN_CHECKS[absent + (checked === undefined ? 1 : 0)]!
}
