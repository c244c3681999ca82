/** 北京市人民政府令第185号 第七条：由政府建设的公共场所 */
import { type Article, perRow } from '../article.ts'
import type { PlaceKind } from '../facts/place-kind.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '185/7',
  title: { zh: '由政府建设的公共场所', en: 'Places equipped by government alone' },
  asks: {
    zh: '交通道路、广场等公共场所的系统由政府建设，其他单位和个人不得在这些区域设置。',
    en: 'Roads, squares and public places like them are equipped by government, and nobody else may set up a system there.',
  },
  decides: {
    zh: '某人可否在某种场所设置设备；该种场所由谁建设。',
    en: 'Whether somebody may set up a device in a place of a kind, and who builds there.',
  },
  open: [
    {
      zh: '本条看设备设在何处，看到何处见第六条。',
      en: 'This article is about where the device stands; what it sees is Article 6.',
    },
    {
      zh: '“等公共场所”所及的未列举场所，由人判断。',
      en: 'Which unlisted places “and the like” reaches is for a person to judge.',
    },
    {
      zh: '地下通道、天桥、桥梁、隧道和路口按交通道路读。',
      en: 'Underpasses, footbridges, bridges, tunnels and crossings are read as roads.',
    },
  ],
  rows: [
    {
      id: '185/7/government',
      from: '2007-04-01',
      value: [
        ...['road', 'road-section', 'crossing', 'underpass', 'footbridge', 'bridge', 'tunnel'],
        ...['road-boundary', 'square'],
      ],
      source: '北京市人民政府令第185号第七条',
      status: 'original text seen',
    },
  ],
}

const both = ['kind', 'setUpBy']
const RESERVED = perRow((row) =>
  no(
    article.id,
    {
      zh: '该场所的系统由政府建设，其他单位和个人不得设置。',
      en: 'This place is equipped by government; nobody else may set up a system there.',
    },
    both,
    [row],
  ),
)
const GOVERNMENT = yes(
  article.id,
  { zh: '由政府设置，不受本条限制。', en: 'Set up by government, which this article lets.' },
  ['setUpBy'],
)
const FREE = perRow((row) =>
  yes(
    article.id,
    { zh: '该种场所不由政府专建。', en: 'A place of this kind isn’t reserved to government.' },
    ['kind'],
    [row],
  ),
)
const LIKE = unknown(
  article.id,
  {
    zh: '未列举的场所是否属于“道路、广场等公共场所”，请人工判断。',
    en: 'Whether an unlisted place is like roads and squares is for a person to judge.',
  },
  [],
  ['kind'],
)
const open = (...missing: readonly string[]) =>
  unknown(
    article.id,
    { zh: '场所种类或者设置者未知。', en: 'The kind of the place, or who sets it up, is not known.' },
    missing,
  )
const OPEN_KIND = open('kind')
const OPEN_BY = open('setUpBy')
const OPEN_BOTH = open('kind', 'setUpBy')

/** Whether somebody may set up a device that stands in a place of a kind. The Decree has to be in force. */
export function maySetUp(
  facts: {
    readonly kind?: PlaceKind | undefined
    readonly setUpBy?: 'government' | 'unit' | 'individual' | undefined
    readonly on: string
  },
  book: Book,
): Finding {
  const { kind, setUpBy, on } = facts
  if (setUpBy === 'government') return GOVERNMENT
  if (kind === undefined) return setUpBy === undefined ? OPEN_BOTH : OPEN_KIND
  if (kind === 'other') return LIKE
  const row = book.has('185/7/government', on)
  if (!(row.value as readonly string[]).includes(kind)) return FREE(row)
  return setUpBy === undefined ? OPEN_BY : RESERVED(row)
}

/** Whether the Decree leaves building in places of a kind to government. */
export function decreeGovernmentBuilds(kind: PlaceKind, on: string, book: Book): boolean {
  const row = book.at('185/7/government', on)
  return row !== null && (row.value as readonly string[]).includes(kind)
}
