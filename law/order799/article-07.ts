/** 国务院令第799号 第七条：公共场所的系统由谁建设 */
import { type Article, perRow } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { PlaceKind, Premises } from '../facts/place-kind.ts'
import { unlisted } from '../facts/unlisted.ts'
import type { Book } from '../reason/book.ts'
import { duty } from '../reason/duty.ts'
import { all, type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'

const from = '2025-04-01'
const status = 'original text seen'

export const article: Article = {
  id: '799/7',
  title: { zh: '公共场所系统的建设', en: 'Who builds in public places' },
  asks: {
    zh: '道路、广场等公共区域由县级以上地方政府组织建设；人员聚集场所、交通枢纽、大中型公共交通工具、服务区由经营管理单位建设。安装须为维护公共安全所必需，其他单位和个人不得安装。',
    en: 'Roads, squares and the like are equipped by government; gathering places, transport hubs, large vehicles and service areas by the unit that runs them. Installing has to be necessary for public safety, and nobody else may.',
  },
  decides: {
    zh: '已确定类别的场所是否属于第七条场所（第十一、十四、十五、十六（二）、十七条以此为前提）；某种场所是否为本条列举、由谁建设；某人可否安装。',
    en: 'Whether a place of a known class is one of Article 7, on which Articles 11, 14, 15, 16(2) and 17 depend; whether this article lists a kind of place and who builds there; whether somebody may install.',
  },
  open: [
    {
      zh: '场所属于哪一类，由人依据场所种类判断；“等”字所及的未列举场所不作推定。',
      en: 'Which class a place has is for a person to say; places that only “and the like” could cover are not presumed.',
    },
    {
      zh: '商场按商贸中心读，博物馆按文化场所读，过街天桥按桥梁读，主要路口按主要路段读。',
      en: 'A mall is read as a trade centre, a museum as a cultural venue, a footbridge as a bridge, a main crossing as part of a main road section.',
    },
    {
      zh: '公共电汽车枢纽、文物保护单位本条未列举，也没有“重点”的条件：是否为“等”字所及，由人判断。',
      en: 'Bus hubs and protected relics are not listed, and no “key” is asked of them: whether “and the like” reaches one is for a person to say.',
    },
    {
      zh: '是否为维护公共安全“必需”由人判断。',
      en: 'Whether installing is necessary for public safety is for a person to say.',
    },
  ],
  rows: [
    {
      id: '799/7/government',
      from,
      value: [
        ...['road', 'road-section', 'crossing', 'road-boundary', 'bridge', 'footbridge', 'tunnel'],
        ...['underpass', 'square', 'key-unit-surroundings'],
      ],
      source: '国务院令第799号第七条第一款',
      status,
    },
    {
      id: '799/7/unit',
      from,
      value: [
        ...['trade-centre', 'mall', 'exhibition-centre', 'scenic-area', 'cultural-venue', 'museum'],
        ...[
          'sports-venue',
          'other-sports',
          'entertainment-venue',
          'school',
          'kindergarten',
          'other-educational',
          'hospital',
        ],
        ...['other-medical', 'government-service-hall', 'park', 'public-car-park', 'border-crossing'],
        ...['airport', 'port-terminal', 'navigation-structure', 'railway-station', 'coach-station'],
        ...['metro-station', 'city-rail-station', 'passenger-train', 'coach', 'city-rail-vehicle'],
        ...['passenger-ship', 'expressway-service-area', 'highway-service-area'],
      ],
      source: '国务院令第799号第七条第二款',
      status,
    },
    {
      id: '799/7/only-if-key',
      from,
      value: ['road', 'road-section', 'crossing'],
      source: '国务院令第799号第七条第一款',
      status,
    },
  ],
}

const used = ['placeClass']
const IS = yes('799/7', { zh: '属于第七条规定的场所。', en: 'It is a place of Article 7.' }, used)
const OTHER_PUBLIC = no(
  '799/9',
  {
    zh: '属于第九条规定的其他公共场所，不适用第十一、十四、十五、十六（二）、十七条的强制要求。',
    en: 'It is another public place (Article 9), exempt from Articles 11, 14, 15, 16(2) and 17.',
  },
  used,
)
const NOT_PUBLIC = no(
  '799/33',
  { zh: '不是公共场所，只适用第三十三条。', en: 'It is not a public place; Article 33 alone applies.' },
  used,
)
const OPEN = unknown(
  '799/7',
  { zh: '场所类别未知，无法判断是否为第七条场所。', en: 'The class of the place is not known.' },
  used,
)

/** Whether it is a place of Article 7. The class alone: whether the Order is in force is Article 34. */
export function article7Place(placeClass: PlaceClass | undefined): Finding {
  switch (placeClass) {
    case undefined:
      return OPEN
    case '799-7-1':
    case '799-7-2':
      return IS
    case '799-9':
      return OTHER_PUBLIC
    case 'non-public':
      return NOT_PUBLIC
  }
}

const kind = ['premises.kind']
const keyed = ['premises.kind', 'premises.key']
const named = (paragraph: 'government' | 'unit', facts: readonly string[]) =>
  perRow((row) =>
    yes(
      '799/7',
      paragraph === 'government'
        ? {
            zh: '属于第一款列举的公共场所，由县级以上地方政府组织建设。',
            en: 'Listed in paragraph 1: it is equipped by government.',
          }
        : {
            zh: '属于第二款列举的公共场所，由经营管理单位建设。',
            en: 'Listed in paragraph 2: it is equipped by the unit that runs it.',
          },
      facts,
      [row],
    ),
  )
const NAMED = { government: named('government', kind), unit: named('unit', kind) }
const NAMED_KEY = { government: named('government', keyed), unit: named('unit', keyed) }
const NOT_KEY = perRow((row) =>
  no(
    '799/7',
    {
      zh: '该种场所只有主要（重点）的才可能属于第七条，此处不是。',
      en: 'Of this kind only the main (key) ones can be places of Article 7, and this is none.',
    },
    keyed,
    [row],
  ),
)
const KEY_OPEN = perRow((row) =>
  unknown(
    '799/7',
    {
      zh: '该种场所只有主要（重点）的才可能属于第七条；是否主要未知。',
      en: 'Of this kind only the main (key) ones can be places of Article 7; whether this is one is not known.',
    },
    ['premises.key'],
    kind,
    [row],
  ),
)
const KIND_OPEN = unknown('799/7', { zh: '场所种类未知。', en: 'The kind of the place is not known.' }, kind)
const DWELLING = no(
  '799/7',
  { zh: '私人住宅不是公共场所。', en: 'A private dwelling is not a public place.' },
  kind,
)
const OPEN_ENDED = unlisted('799/7', {
  zh: '第799号令第七条未列举该场所',
  en: 'Order 799 Art. 7 doesn’t list the place',
})

const BUILDERS = [
  ['government', '799/7/government'],
  ['unit', '799/7/unit'],
] as const

/** Who builds in places of a kind that Article 7 lists on a day; null where it lists none such. */
export function builderNamed(
  of: PlaceKind,
  on: string,
  book: Book,
): { readonly by: 'government' | 'unit'; readonly row: Row } | null {
  for (const [by, id] of BUILDERS) {
    const row = book.at(id, on)
    if (row !== null && includes(row, of)) return { by, row }
  }
  return null
}

/** Whether Article 7 lists the place, so that a system has to be built there. The Order has to be in force. */
export function listedByArticle7(premises: Premises, on: string, book: Book): Finding {
  const of = premises.kind
  if (of === undefined) return KIND_OPEN
  if (of === 'private-dwelling') return DWELLING
  const builder = builderNamed(of, on, book)
  const condition = book.has('799/7/only-if-key', on)
  if (includes(condition, of)) {
    if (premises.key === undefined) return KEY_OPEN(condition)
    if (!premises.key) return NOT_KEY(condition)
    if (builder !== null) return NAMED_KEY[builder.by](builder.row)
  }
  return builder === null ? OPEN_ENDED(premises) : NAMED[builder.by](builder.row)
}

const includes = (row: Row, of: string): boolean => (row.value as readonly string[]).includes(of)

const necessity = duty('799/7(3)', 'necessary', {
  yes: { zh: '为维护公共安全所必需。', en: 'It is necessary for public safety.' },
  no: {
    zh: '并非维护公共安全所必需，不得安装。',
    en: 'It is not necessary for public safety and may not be installed.',
  },
  unknown: {
    zh: '是否为维护公共安全所必需未知，请书面说明。',
    en: 'Whether it is necessary for public safety is not known; write down why.',
  },
})
const byWhom = ['placeClass', 'installedBy']
const MANAGES = yes(
  '799/7(3)',
  {
    zh: '由第七条规定的管理单位安装。',
    en: 'Installed by whom Article 7 says: the managing unit.',
  },
  byWhom,
)
const OTHERS = no(
  '799/7(3)',
  {
    zh: '安装者不是第七条规定的政府部门或者经营管理单位，不得安装。',
    en: 'Who installs is not whom Article 7 says, and may not.',
  },
  byWhom,
)
const ANYBODY_ELSE = no(
  '799/7(3)',
  {
    zh: '既非政府部门，也非经营管理单位，不得在第七条场所安装。',
    en: 'Neither government nor the unit that runs the place: it may not install there.',
  },
  ['installedBy'],
)
const installerOpen = (...missing: readonly string[]) =>
  unknown(
    '799/7(3)',
    {
      zh: '场所属于哪一款或者由谁安装未知。',
      en: 'Which paragraph the place falls under, or who installs, is not known.',
    },
    missing,
  )
const OPEN_CLASS = installerOpen('placeClass')
const OPEN_INSTALLER = installerOpen('installedBy')
const OPEN_WHOLLY = installerOpen('placeClass', 'installedBy')

/**
 * Whether somebody may install in a place of Article 7: it is necessary, and it is the government or the unit to which
 * the article gives the place. A place of Article 9 has its own rule there.
 */
export function mayInstallInArticle7Place(facts: {
  readonly placeClass?: '799-7-1' | '799-7-2' | undefined
  readonly installedBy?: 'government' | 'operator' | 'other' | undefined
  readonly necessary?: boolean | undefined
}): Finding {
  const { placeClass, installedBy, necessary } = facts
  return all(necessity(necessary), installer(placeClass, installedBy))
}

function installer(
  placeClass: '799-7-1' | '799-7-2' | undefined,
  by: 'government' | 'operator' | 'other' | undefined,
): Finding {
  if (by === 'other') return ANYBODY_ELSE
  if (placeClass === undefined) return by === undefined ? OPEN_WHOLLY : OPEN_CLASS
  if (by === undefined) return OPEN_INSTALLER
  return (by === 'government') === (placeClass === '799-7-1') ? MANAGES : OTHERS
}
