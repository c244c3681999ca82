/** 北京市人民政府令第185号 第十五条：标识 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { decreeInForce } from './article-27.ts'

export const article: Article = {
  id: '185/15',
  title: { zh: '标识', en: 'Signs' },
  asks: {
    zh: '在公共场所设置系统的，应当设置标识。',
    en: 'A system in a public place has a sign.',
  },
  decides: { zh: '是否须设标识、是否已设。', en: 'Whether a sign is due, and whether it is there.' },
  open: [
    {
      zh: '标识的内容和样式不在本条；条例第十三条要求显著。',
      en: 'What the sign says and how it looks is not here; Order 799 Art. 13 asks that it be conspicuous.',
    },
  ],
  rows: [],
}

const used = ['placeClass']
const PUBLIC = yes('185/15', { zh: '系统设在公共场所。', en: 'The system is in a public place.' }, used)
const NOT_PUBLIC = no('185/15', { zh: '不是公共场所。', en: 'It is not a public place.' }, used)
const OPEN = unknown(
  '185/15',
  { zh: '是否公共场所未知。', en: 'Whether the place is public is not known.' },
  used,
)
const signed = duty('185/15', 'signed', {
  yes: { zh: '已设置标识。', en: 'There is a sign.' },
  no: { zh: '没有设置标识。', en: 'There is no sign.' },
  unknown: { zh: '是否设置标识未知。', en: 'Whether there is a sign is not known.' },
})

/** Whether a sign is due: a public place, the Decree in force. */
export function signDue(placeClass: PlaceClass | undefined, on: string, book: Book): Finding {
  const place = placeClass === undefined ? OPEN : placeClass === 'non-public' ? NOT_PUBLIC : PUBLIC
  return all(decreeInForce(on, book), place)
}

/** Whether what is due is there. */
export function signThere(
  facts: { readonly placeClass?: PlaceClass; readonly signed?: boolean; readonly on: string },
  book: Book,
): Finding {
  return complies(signDue(facts.placeClass, facts.on, book), signed(facts.signed))
}
