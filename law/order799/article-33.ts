/** 国务院令第799号 第三十三条：非公共场所 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/33',
  title: { zh: '非公共场所', en: 'Places that are not public' },
  asks: {
    zh: '在非公共场所安装设备，不得危害公共安全、侵犯他人权益，涉及公共安全和个人隐私的图像不得非法提供、公开传播；违反的依第三十一条处罚。',
    en: 'Equipment in a place that is not public may not endanger public safety or others’ rights, and images touching either may not be unlawfully provided or published; breaches are punished as Article 31 says.',
  },
  decides: {
    zh: '本条是否约束某一场所（条例中唯一约束非公共场所的一条）。',
    en: 'Whether the article binds a place: it is the only one of the Order that binds places that are not public.',
  },
  open: [
    {
      zh: '是否侵犯他人权益由人判断；本条没有自己的罚款数额。',
      en: 'Whether rights were infringed is for a person; the article has no amounts of its own.',
    },
  ],
  rows: [],
}

const used = ['placeClass']
const BINDS = yes(
  article.id,
  { zh: '非公共场所，适用第三十三条。', en: 'The place is not public; Article 33 binds it.' },
  used,
)
const PUBLIC = no(
  article.id,
  { zh: '是公共场所，适用条例的其他规定。', en: 'The place is public; the other articles bind it.' },
  used,
)
const OPEN = unknown(article.id, { zh: '场所类别未知。', en: 'The class of the place is not known.' }, used)

/** Whether the article binds a place on a day. */
export function article33Binds(placeClass: PlaceClass | undefined, on: string, book: Book): Finding {
  return all(
    orderInForce(on, book),
    placeClass === undefined ? OPEN : placeClass === 'non-public' ? BINDS : PUBLIC,
  )
}

/** The article asked for as a penalty. */
export const NO_FINE = no(article.id, {
  zh: '本条没有自己的罚款：依第三十一条转到其他法律。',
  en: 'The article has no fine of its own: it sends to the other laws through Article 31.',
})
