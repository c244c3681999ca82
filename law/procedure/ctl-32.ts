/** 反恐怖主义法 第三十二条：重点目标的录像保存期限 */
import { type Article, perRow } from '../article.ts'
import type { Floor } from '../order799/article-17.ts'
import type { Book } from '../reason/book.ts'
import { all, no, unknown, yes } from '../reason/finding.ts'
import { counterTerrorismInForce } from './ctl-97.ts'

export const article: Article = {
  id: 'ctl/32',
  title: { zh: '重点目标的录像保存期限', en: 'How long key targets keep images' },
  asks: {
    zh: '防范恐怖袭击重点目标的管理单位，其公共安全视频图像信息至少保存90日，并建立值班监看、保存使用、运行维护等制度。',
    en: 'Whoever runs a key target for protection against terrorist attacks keeps its images for at least 90 days, and has rules for watching, keeping, using and maintaining.',
  },
  decides: {
    zh: '是否适用90日的最短保存期限。',
    en: 'Whether the floor of 90 days applies.',
  },
  open: [
    {
      zh: '哪些是重点目标由公安机关会同有关部门确定并备案，不作推定；未告知即为未知。',
      en: 'Which places are key targets is settled by the police with other departments; nothing is presumed, and not being told is unknown.',
    },
  ],
  rows: [
    {
      id: 'ctl/32/days',
      from: '2016-01-01',
      value: 90,
      source: '《反恐怖主义法》第三十二条',
      status: 'published law, original text not compared',
    },
  ],
}

const used = ['counterTerrorismKeyTarget']
const kept = perRow((row) =>
  yes(
    'ctl/32',
    {
      zh: `防范恐怖袭击的重点目标，视频图像信息至少保存${row.value}日。`,
      en: `A key target for protection against terrorist attacks keeps images for at least ${row.value} days.`,
    },
    [...used, 'on'],
    [row],
  ),
)
const NOT_KEY = no(
  'ctl/32',
  {
    zh: '不是防范恐怖袭击的重点目标，不适用第三十二条的期限。',
    en: 'It is no key target for protection against terrorist attacks, so the period of Article 32 does not apply.',
  },
  used,
)
const OPEN = unknown(
  'ctl/32',
  {
    zh: '是否为防范恐怖袭击的重点目标未知。',
    en: 'Whether it is a key target for protection against terrorist attacks is not known.',
  },
  used,
)

/** The floor for key targets. */
export function keyTargetFloor(keyTarget: boolean | undefined, on: string, book: Book): Floor {
  const force = counterTerrorismInForce(on, book)
  if (force.outcome !== 'yes') return { finding: force, days: null }
  if (keyTarget !== true) return { finding: keyTarget === undefined ? OPEN : NOT_KEY, days: null }
  const days = book.has('ctl/32/days', on)
  return { finding: all(force, kept(days)), days }
}
