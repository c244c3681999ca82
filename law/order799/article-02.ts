/** 国务院令第799号 第二条：什么是公共安全视频系统 */
import { type Article, perRow } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'
import { exemptUnderNine } from './article-09.ts'
import { orderInForce } from './article-34.ts'

const source = '国务院令第799号第二条、第七条至第二十五条、第三十三条'
const status = 'original text seen'
const from = '2025-04-01'

export const article: Article = {
  id: '799/2',
  title: { zh: '系统的含义与适用的各条', en: 'What a system is, and which articles bind it' },
  asks: {
    zh: '系统是在公共场所安装图像采集设备及相关设施，对涉及公共安全的区域收集、传输、显示、存储视频图像信息的系统。',
    en: 'A system is one installed in a public place that collects, carries, shows and stores video images of areas concerning public safety.',
  },
  decides: {
    zh: '是否属于条例所称系统；条例的哪些条文适用、哪些因第九条除外。',
    en: 'Whether it is a system of the Order, which articles of the Order bind it, and which Article 9 exempts it from.',
  },
  open: [
    {
      zh: '公共场所中不涉及公共安全区域的设备不是系统，但仍受安装规则约束：第七条第三款或者第九条第一款、第八条、第十条。',
      en: 'A device in a public place that serves no public safety is no system, and still falls under the rules on installing: Article 7(3) or 9(1), 8 and 10.',
    },
    {
      zh: '所列各条包括约束受托方、电信业务经营者、国家机关和公安机关的条文（第十八条至第二十条、第二十五条）；总则与罚则不列。',
      en: 'The lists hold the articles about such a system whomever they address: carriers, contractors, state organs and police too (18 to 20, 25). General provisions and penalties are not listed.',
    },
    {
      zh: '场所类别未知时，条例部分为未知，不以空表代替。',
      en: 'Where the class of the place is not known the Order’s part is unknown, not an empty list.',
    },
  ],
  rows: [
    {
      id: '799/2/binds-article-7-place',
      from,
      value: [
        ...['799/7', '799/8', '799/10', '799/11', '799/12', '799/13', '799/14', '799/15', '799/16(1)'],
        ...['799/16(2)', '799/17', '799/18', '799/19', '799/20', '799/21', '799/22', '799/23', '799/24'],
        '799/25',
      ],
      source,
      status,
    },
    {
      id: '799/2/binds-article-9-place',
      from,
      value: [
        ...['799/8', '799/9', '799/10', '799/12', '799/13', '799/16(1)', '799/18', '799/19', '799/20'],
        ...['799/21', '799/22', '799/23', '799/24', '799/25'],
      ],
      source,
      status,
    },
    {
      id: '799/2/binds-no-system-article-7-place',
      from,
      value: ['799/7(3)', '799/8', '799/10'],
      source,
      status,
    },
    {
      id: '799/2/binds-no-system-article-9-place',
      from,
      value: ['799/8', '799/9(1)', '799/10'],
      source,
      status,
    },
    { id: '799/2/binds-not-public', from, value: ['799/33'], source, status },
  ],
}

/** Which articles bind; null where the lists can't be said whole. */
export type Bound = {
  readonly finding: Finding
  readonly binds: readonly string[] | null
  readonly exempt: readonly string[]
}

const NONE: readonly never[] = []
const CLASS_UNKNOWN = unknown(
  article.id,
  {
    zh: '场所类别未知，条例的哪些条文适用未知。',
    en: 'The class of the place is not known, so which articles of the Order bind is not.',
  },
  ['placeClass'],
)
const NOT_PUBLIC = perRow((row) =>
  yes(
    '799/33',
    { zh: '非公共场所，只适用第三十三条。', en: 'Not a public place: Article 33 alone binds.' },
    ['placeClass'],
    [row],
  ),
)
const both = ['placeClass', 'publicSafety']
const ARTICLE_7 = {
  system: perRow((row) =>
    yes(
      '799/7',
      { zh: '第七条场所的公共安全视频系统。', en: 'A public-safety system in a place of Article 7.' },
      both,
      [row],
    ),
  ),
  none: perRow((row) =>
    yes(
      '799/7(3)',
      {
        zh: '不涉及公共安全的设备，在第七条场所仍受安装规则约束。',
        en: 'It serves no public safety; in a place of Article 7 the rules on installing still bind.',
      },
      both,
      [row],
    ),
  ),
  open: perRow((row) =>
    yes(
      '799/7(3)',
      {
        zh: '是否涉及公共安全未知；无论如何，第七条场所的安装规则适用。',
        en: 'Whether it serves public safety is not known; the rules on installing in a place of Article 7 bind either way.',
      },
      ['placeClass'],
      [row],
    ),
  ),
}
const ARTICLE_9 = {
  system: perRow((row) =>
    yes(
      '799/9',
      {
        zh: '第九条场所的公共安全视频系统；部分条文除外。',
        en: 'A public-safety system in a place of Article 9, which exempts it from some articles.',
      },
      both,
      [row],
    ),
  ),
  none: perRow((row) =>
    yes(
      '799/9(1)',
      {
        zh: '不涉及公共安全的设备，在第九条场所仍受安装规则约束。',
        en: 'It serves no public safety; in a place of Article 9 the rules on installing still bind.',
      },
      both,
      [row],
    ),
  ),
  open: perRow((row) =>
    yes(
      '799/9(1)',
      {
        zh: '是否涉及公共安全未知；无论如何，第九条场所的安装规则适用。',
        en: 'Whether it serves public safety is not known; the rules on installing in a place of Article 9 bind either way.',
      },
      ['placeClass'],
      [row],
    ),
  ),
}

/** What of the Order binds equipment in a place on a day. */
export function boundByOrder(
  facts: {
    readonly placeClass?: PlaceClass | undefined
    readonly publicSafety?: boolean | undefined
    readonly on: string
  },
  book: Book,
): Bound {
  const { placeClass, publicSafety, on } = facts
  const force = orderInForce(on, book)
  if (force.outcome !== 'yes') return { finding: force, binds: NONE, exempt: NONE }
  if (placeClass === undefined) return { finding: all(force, CLASS_UNKNOWN), binds: null, exempt: NONE }
  if (placeClass === 'non-public') {
    const row = book.has('799/2/binds-not-public', on)
    return { finding: all(force, NOT_PUBLIC(row)), binds: list(row), exempt: NONE }
  }
  const inNine = placeClass === '799-9'
  const says = inNine ? ARTICLE_9 : ARTICLE_7
  const exemption = inNine ? book.has('799/9/exempt', on) : null
  const exempt = exemption === null ? NONE : list(exemption)
  const found = (leaf: Finding) =>
    exemption === null ? all(force, leaf) : all(force, leaf, exemptUnderNine(exemption))
  const place = inNine ? 'article-9-place' : 'article-7-place'
  if (publicSafety === true) {
    const row = book.has(`799/2/binds-${place}`, on)
    return { finding: found(says.system(row)), binds: list(row), exempt }
  }
  const row = book.has(`799/2/binds-no-system-${place}`, on)
  return publicSafety === false
    ? { finding: found(says.none(row)), binds: list(row), exempt }
    : { finding: found(says.open(row)), binds: null, exempt }
}

const list = (row: Row): readonly string[] => row.value as readonly string[]

const SYSTEM = yes(
  article.id,
  {
    zh: '公共场所中涉及公共安全区域的视频系统，属于条例所称系统。',
    en: 'In a public place and of an area concerning public safety: a system of the Order.',
  },
  both,
)
const NOT_IN_PUBLIC = no(
  article.id,
  { zh: '不在公共场所，不是条例所称系统。', en: 'Not in a public place, so no system of the Order.' },
  ['placeClass'],
)
const NO_SAFETY = no(
  article.id,
  {
    zh: '所收集的区域不涉及公共安全，不是条例所称系统。',
    en: 'The area doesn’t concern public safety, so it is no system of the Order.',
  },
  ['publicSafety'],
)
const OPEN_BOTH = open(both)
const OPEN_CLASS = open(['placeClass'])
const OPEN_SAFETY = open(['publicSafety'])
function open(missing: readonly string[]): Finding {
  return unknown(
    article.id,
    {
      zh: '场所类别或者是否涉及公共安全未知，是否属于条例所称系统未知。',
      en: 'The class of the place, or whether it concerns public safety, is not known.',
    },
    missing,
  )
}

/** Whether it is a public-safety video system of the Order: those who run one are watched, those who don't aren't. */
export function isOrderSystem(
  placeClass: PlaceClass | undefined,
  publicSafety: boolean | undefined,
): Finding {
  if (placeClass === 'non-public') return NOT_IN_PUBLIC
  if (publicSafety === false) return NO_SAFETY
  if (placeClass !== undefined) return publicSafety === undefined ? OPEN_SAFETY : SYSTEM
  return publicSafety === undefined ? OPEN_BOTH : OPEN_CLASS
}
