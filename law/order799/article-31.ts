/** 国务院令第799号 第三十一条：依其他法律处罚 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { article7Place } from './article-07.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/31',
  title: { zh: '依其他法律处罚', en: 'Punished under other laws' },
  asks: {
    zh: '没有履行网络安全、数据安全、个人信息保护义务，或者非法提供、公开传播图像的，依网络安全法、数据安全法、个人信息保护法处罚；另有治安、刑事责任。本条没有自己的罚款数额。',
    en: 'Not fulfilling duties of network security, data security or personal information, or unlawfully providing or publishing images, is punished under the Cybersecurity, Data Security and Personal Information Protection Laws, and public-security or criminal law. The article has no amounts of its own.',
  },
  decides: {
    zh: '某种行为在某类场所是否由本条转到其他法律。',
    en: 'Whether a conduct in a class of place is sent to the other laws by this article.',
  },
  open: [
    {
      zh: '其他法律的数额不在此计算；作为处罚条款询问时结论为“否”（本条不罚款），并列出所转的法律。',
      en: 'The amounts of the other laws are not computed; asked for as a penalty it is “no” (no fine of its own), with the laws it refers to.',
    },
    {
      zh: '第九条场所不适用第十五、十六（二）条，但其他法律本身的义务不受影响。',
      en: 'Places of Article 9 are exempt from Articles 15 and 16(2); the duties of the other laws themselves are untouched.',
    },
  ],
  rows: [],
}

/** `security-duties`: Articles 15, 16(2); `spreading`: 23(1); `neither`. */
export type Conduct31 = 'security-duties' | 'spreading' | 'neither'

const SPREADING = yes(
  article.id,
  {
    zh: '非法提供或者公开传播图像：依个人信息保护法等法律处罚。',
    en: 'Unlawful providing or publishing is punished under the Personal Information Protection Law and the others.',
  },
  ['conduct'],
)
const DUTIES = yes(
  article.id,
  {
    zh: '没有履行安全与个人信息保护义务：依网络安全法、数据安全法、个人信息保护法处罚。',
    en: 'Security or personal-information duties not fulfilled: punished under the three laws.',
  },
  ['conduct'],
)
const NEITHER = no(
  article.id,
  { zh: '不属于本条所列的行为。', en: 'It is none of the conduct the article is about.' },
  ['conduct'],
)
const OPEN = unknown(article.id, { zh: '行为属于哪一种未知。', en: 'Which conduct it was is not known.' }, [
  'conduct',
])

/** Whether the article sends the conduct to the other laws. */
export function otherLawsPunish(
  facts: {
    readonly conduct?: Conduct31 | undefined
    readonly placeClass?: PlaceClass | undefined
    readonly on: string
  },
  book: Book,
): Finding {
  const force = orderInForce(facts.on, book)
  if (force.outcome !== 'yes') return force
  switch (facts.conduct) {
    case undefined:
      return OPEN
    case 'neither':
      return NEITHER
    case 'spreading':
      return SPREADING
    case 'security-duties':
      return all(DUTIES, article7Place(facts.placeClass))
  }
}

/** The article asked for as a penalty. */
export const NO_FINE = no(article.id, {
  zh: '本条没有自己的罚款：依网络安全法、数据安全法、个人信息保护法处罚，其数额不在此计算。',
  en: 'The article has no fine of its own: the Cybersecurity, Data Security and Personal Information Protection Laws punish; their amounts are not computed here.',
})
