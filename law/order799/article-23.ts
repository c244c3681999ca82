/** 国务院令第799号 第二十三条：禁止的行为 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, type Text, unknown, yes } from '../reason/finding.ts'
import { article7Place } from './article-07.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/23',
  title: { zh: '禁止的行为', en: 'Forbidden acts' },
  asks: {
    zh: '任何人不得违法提供、公开传播图像；不得擅自改动、迁移、拆除或妨碍第七条的设备；不得非法侵入、控制系统，获取、删改数据；不得以其他行为妨碍运行、危害安全。',
    en: 'Nobody may unlawfully provide or publish images; alter, move, remove or hinder devices of Article 7 without leave; unlawfully intrude or take control, take data, or delete, hide, change or add any; or otherwise hinder operation or endanger security.',
  },
  decides: { zh: '某行为是否被禁止、依哪一项。', en: 'Whether an act is forbidden, and under which item.' },
  open: [
    {
      zh: '是否“违法”“非法”“擅自”作为事实给出；第（六）项的其他行为由人判断。',
      en: 'Whether it was unlawful or without leave is given as a fact; other acts of item (6) are for a person.',
    },
  ],
  rows: [
    {
      id: '799/23/acts',
      from: '2025-04-01',
      value: ['provide', 'publish', 'alter-device', 'hinder-device', 'intrude', 'take-data', 'change-data'],
      source: '国务院令第799号第二十三条第（一）至（五）项',
      status: 'original text seen',
    },
  ],
}

const text = (zh: string, en: string): Text => ({ zh, en })
const ITEMS = {
  provide: [1, text('向外提供图像', 'providing images to others')],
  publish: [1, text('公开传播图像', 'publishing images')],
  'alter-device': [2, text('改动、迁移、拆除设备', 'altering, moving or removing a device')],
  'hinder-device': [2, text('喷涂、遮挡设备', 'painting over or blocking a device')],
  intrude: [3, text('侵入、控制系统', 'intruding into or controlling a system')],
  'take-data': [4, text('获取系统中的数据', 'taking data of a system')],
  'change-data': [
    5,
    text('删除、隐匿、修改、增加数据或程序', 'deleting, hiding, changing or adding data or programs'),
  ],
} as const satisfies { readonly [act: string]: readonly [number, Text] }

export type ForbiddenAct = keyof typeof ITEMS

const used = ['act', 'authorised']
const leaves = Object.fromEntries(
  Object.entries(ITEMS).map(([act, [item, { zh, en }]]) => {
    const rule = `799/23(${item})`
    return [
      act,
      {
        forbidden: yes(
          rule,
          text(`${zh}，没有合法依据：禁止。`, `${en} without lawful leave: forbidden.`),
          used,
        ),
        allowed: no(rule, text(`${zh}，有合法依据。`, `${en} with lawful leave.`), used),
        open: unknown(
          rule,
          text(`${zh}，有无合法依据未知。`, `Whether there was lawful leave for ${en} is not known.`),
          ['authorised'],
          ['act'],
        ),
      },
    ]
  }),
)
const OTHER = unknown(
  '799/23(6)',
  text(
    '其他行为是否妨碍运行、危害安全，由人判断。',
    'Whether another act hinders operation or endangers security is for a person.',
  ),
  [],
  ['act'],
)
const OPEN = unknown('799/23', text('做了什么未知。', 'What was done is not known.'), ['act'])

/**
 * Whether an act is forbidden: yes, it is. `authorised`: it was lawful, or the unit gave leave. Items on devices are about
 * places of Article 7 only.
 */
export function isForbidden(
  facts: {
    readonly act?: ForbiddenAct | 'other'
    readonly authorised?: boolean
    readonly placeClass?: PlaceClass
    readonly on: string
  },
  book: Book,
): Finding {
  const { act, authorised, on } = facts
  const force = orderInForce(on, book)
  if (act === undefined) return all(force, OPEN)
  if (act === 'other') return all(force, OTHER)
  const { forbidden, allowed, open } = leaves[act]!
  const found = authorised === undefined ? open : authorised ? allowed : forbidden
  return ITEMS[act][0] === 2 ? all(force, article7Place(facts.placeClass), found) : all(force, found)
}
