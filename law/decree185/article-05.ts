/** 北京市人民政府令第185号 第五条：应当安装的单位和区域 */
import { type Article, perRow } from '../article.ts'
import type { PlaceKind, Premises } from '../facts/place-kind.ts'
import { unlisted } from '../facts/unlisted.ts'
import type { Book } from '../reason/book.ts'
import { any, type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'

const source = '北京市人民政府令第185号第五条'
const status = 'original text seen'
const from = '2007-04-01'

export const article: Article = {
  id: '185/5',
  title: { zh: '应当安装的单位和区域', en: 'Who must install' },
  asks: {
    zh: '五组单位和区域应当安装：重要单位；人员聚集的公共场所；重点道路、车站和枢纽；重要城市基础设施；国家法律、法规规定的其他地点。市级主管部门报市政府批准，可以另行确定。',
    en: 'Five groups must install: important units; public places where people gather; key roads, stations and hubs; important infrastructure of the city; other places named by national law. The municipal department may name more with the approval of the municipal government.',
  },
  decides: {
    zh: '某种场所是否应当安装、属于哪一组；市级主管部门另行确定的，依哪一批准文件、自何日起。',
    en: 'Whether a place of a kind must have a system and in which group; where the municipal department named it, by which document and from which day.',
  },
  open: [
    {
      zh: '前四组以“等”结尾：未列举而重要、重点或者人员聚集的场所为未知，由人判断，不视为不必安装。',
      en: 'Groups 1 to 4 end in “and the like”: an unlisted place that is important, key or crowded is unknown and for a person to judge, not free.',
    },
    {
      zh: '列举时附有“重点”“主要”条件的（道路、路段、路口、枢纽、文物保护单位），不符合条件即不必安装，不再以“等”推定。',
      en: 'What is listed under a condition (key roads, main crossings, key hubs, key relics) and doesn’t meet it needn’t install; “and the like” isn’t stretched to it.',
    },
    {
      zh: '“金融、服务单位”按两项读；服务单位限于重要单位，由人判断。',
      en: '“Financial, service units” is read as two items; a service unit counts where it is an important one, which a person judges.',
    },
    {
      zh: '第799号令第七条列举的场所，属于第（五）项国家法律、法规规定的地点；交通工具也作此处理。',
      en: 'Places that Article 7 of Order 799 lists are those of national law (item 5), vehicles included.',
    },
    {
      zh: '已知的市级另行确定为零项；有批准文件的，加一行：文件、区（或者 all）、场所种类。',
      en: 'No addition by the municipal department is known. One with its document of approval is a row: document, district or “all”, kinds.',
    },
  ],
  rows: [
    {
      id: '185/5/group-1',
      from,
      value: [
        ...['party-organ', 'state-organ', 'radio-station', 'television-station', 'telecom', 'postal'],
        ...['bank', 'financial-unit', 'service-unit', 'museum', 'archives', 'protected-relic'],
        ...['dangerous-goods-production', 'dangerous-goods-sale', 'dangerous-goods-storage'],
      ],
      source: `${source}第（一）项`,
      status,
    },
    {
      id: '185/5/group-2',
      from,
      value: [
        ...['hotel', 'restaurant', 'mall', 'hospital', 'school', 'kindergarten', 'cultural-venue'],
        ...['entertainment-venue', 'sports-venue', 'residential-area', 'car-park', 'public-car-park'],
      ],
      source: `${source}第（二）项`,
      status,
    },
    {
      id: '185/5/group-3',
      from,
      value: [
        ...['road', 'road-section', 'crossing', 'underpass', 'footbridge', 'airport', 'railway-station'],
        ...['metro-station', 'city-rail-station', 'bus-hub'],
      ],
      source: `${source}第（三）项`,
      status,
    },
    {
      id: '185/5/group-4',
      from,
      value: ['water-supply', 'drainage', 'power', 'gas', 'heating', 'river-or-lake', 'waterworks'],
      source: `${source}第（四）项`,
      status,
    },
    {
      id: '185/5/only-if-key',
      from,
      value: ['protected-relic', 'road', 'road-section', 'crossing', 'bus-hub'],
      source: `${source}第（一）、（三）项`,
      status,
    },
  ],
}

export type Group = 1 | 2 | 3 | 4 | 5

const GROUPS = [1, 2, 3, 4] as const
/** Written out once: an id put together at each look-up would have to be hashed anew. */
const ROWS = { 1: '185/5/group-1', 2: '185/5/group-2', 3: '185/5/group-3', 4: '185/5/group-4' } as const
const kind = ['premises.kind']
const keyed = ['premises.kind', 'premises.key']

const NAMES = {
  1: { zh: '重要单位', en: 'important units' },
  2: { zh: '人员聚集的公共场所', en: 'public places where people gather' },
  3: { zh: '重点道路、车站和枢纽', en: 'key roads, stations and hubs' },
  4: { zh: '重要城市基础设施', en: 'important infrastructure of the city' },
} as const
/** By the row of a group, `185/5/group-1` to `-4`. */
const listedIn = (used: readonly string[]) =>
  perRow((row) => {
    const group = +row.id.slice(-1) as keyof typeof NAMES
    return yes(
      article.id,
      {
        zh: `属于第（${'一二三四'[group - 1]}）项列举的${NAMES[group].zh}，应当安装。`,
        en: `Listed in item ${group}, ${NAMES[group].en}: it must have a system.`,
      },
      used,
      [row],
    )
  })
const LISTED = listedIn(kind)
const LISTED_KEY = listedIn(keyed)
const NOT_KEY = perRow((row) =>
  no(
    article.id,
    {
      zh: '该种场所只有重点（主要）的才应当安装，此处不是。',
      en: 'Of this kind only the key (main) ones must have a system, and this is none.',
    },
    keyed,
    [row],
  ),
)
const KEY_OPEN = perRow((row) =>
  unknown(
    article.id,
    {
      zh: '该种场所只有重点（主要）的才应当安装；是否重点未知。',
      en: 'Of this kind only the key (main) ones must have a system; whether this is one is not known.',
    },
    ['premises.key'],
    kind,
    [row],
  ),
)
const KIND_OPEN = unknown(
  article.id,
  { zh: '场所种类未知。', en: 'The kind of the place is not known.' },
  kind,
)
const DWELLING = no(
  article.id,
  {
    zh: '私人住宅不是应当安装的单位或者区域。',
    en: 'A private dwelling is none of the units and areas that must install.',
  },
  kind,
)
const NATIONAL = yes(
  article.id,
  {
    zh: '国家法规列举的场所属于第（五）项，应当安装。',
    en: 'A place that national law lists falls under item 5: it must have a system.',
  },
  kind,
)
const ADDED = perRow((row) =>
  yes(
    article.id,
    {
      zh: `市级主管部门另行确定应当安装（${added(row).document}，自${row.from}）。`,
      en: `Named by the municipal department (${added(row).document}, from ${row.from}): it must have a system.`,
    },
    ['premises.kind', 'premises.district'],
    [row],
  ),
)
const OPEN_ENDED = unlisted(article.id, {
  zh: '第185号令第五条未列举该场所',
  en: 'Decree 185 Art. 5 doesn’t list the place',
})

/** The group that lists a kind on a day, under a condition or without; 5 is not a list of its own. */
export function groupOf(of: PlaceKind, on: string, book: Book): 1 | 2 | 3 | 4 | null {
  for (const group of GROUPS) {
    const row = book.at(ROWS[group], on)
    if (row !== null && includes(row, of)) return group
  }
  return null
}

/** The group by which a place must have a system; null where the key it depends on isn't known to be there. In force only. */
export function obligingGroup(
  of: PlaceKind,
  key: boolean | undefined,
  on: string,
  book: Book,
): 1 | 2 | 3 | 4 | null {
  const group = groupOf(of, on, book)
  return key !== true && includes(book.has('185/5/only-if-key', on), of) ? null : group
}

/**
 * Whether a place in Beijing must have a system. The Decree's being in force and Beijing are the caller's to ask.
 * @param national whether Article 7 of the Order makes it a place of national law.
 */
export function mustInstall(premises: Premises, national: Finding, on: string, book: Book): Finding {
  const addition = additionTo(premises, on, book)
  const listed = listedOrLike(premises, national, on, book)
  return addition === null ? listed : any(listed, ADDED(addition))
}

function listedOrLike(premises: Premises, national: Finding, on: string, book: Book): Finding {
  const of = premises.kind
  if (of === undefined) return KIND_OPEN
  if (of === 'private-dwelling') return DWELLING
  const group = groupOf(of, on, book)
  if (group === null) return national.outcome === 'yes' ? NATIONAL : OPEN_ENDED(premises)
  const row = book.has(ROWS[group], on)
  const condition = book.has('185/5/only-if-key', on)
  if (!includes(condition, of)) return LISTED(row)
  if (premises.key === undefined) return KEY_OPEN(condition)
  return premises.key ? LISTED_KEY(row) : NOT_KEY(condition)
}

const ADDITIONS = '185/5/added-'
const ids = new WeakMap<Book, readonly string[]>()

/** The row by which the municipal department named a place; null where none is known. */
export function additionTo(premises: Premises, on: string, book: Book): Row | null {
  let known = ids.get(book)
  if (known === undefined) {
    known = [...new Set(book.rows.map(({ id }) => id))].filter((id) => id.startsWith(ADDITIONS))
    ids.set(book, known)
  }
  for (const id of known) {
    const row = book.at(id, on)
    if (row === null) continue
    const { district, kinds } = added(row)
    if ((district === 'all' || district === premises.district) && includesAny(kinds, premises.kind))
      return row
  }
  return null
}

/** Absent is in no list. */
const includesAny = (kinds: readonly unknown[], of: unknown): boolean => kinds.includes(of)

/** What a row of additions says: `[document, district or 'all', ...kinds]`; an empty one revokes. */
export function added(row: Row): {
  readonly document: string
  readonly district: string
  readonly kinds: readonly string[]
} {
  const [document = '', district = '', ...kinds] = row.value as readonly string[]
  return { document, district, kinds }
}

const includes = (row: Row, of: string): boolean => (row.value as readonly string[]).includes(of)
