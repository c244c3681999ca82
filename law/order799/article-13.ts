/** 国务院令第799号 第十三条：位置、角度、范围与提示标识 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/13',
  title: { zh: '位置、角度、范围与提示标识', en: 'Position, angle, scope and signs' },
  asks: {
    zh: '按维护公共安全所必需、保护隐私和个人信息的要求，合理确定设备的位置、角度和采集范围，并设置显著的提示标识；未设置的由公安机关责令改正。',
    en: 'Position, angle and scope are set by what public safety needs and with privacy in mind, and there is a conspicuous sign; without one the police order it put right.',
  },
  decides: {
    zh: '本条是否适用于该场所；位置范围是否合理、标识是否设置且显著。',
    en: 'Whether the article binds the place; whether the view is as it should be and a conspicuous sign is there.',
  },
  open: [
    {
      zh: '“必需”“合理”“显著”由人判断；第九条场所同样适用。',
      en: '“Necessary”, “reasonable” and “conspicuous” are for people; places of Article 9 are bound too.',
    },
  ],
  rows: [],
}

const used = ['placeClass']
const PUBLIC = yes('799/13', { zh: '系统设在公共场所。', en: 'The system is in a public place.' }, used)
const NOT_PUBLIC = no(
  '799/13',
  { zh: '不是公共场所，不适用本条。', en: 'The place is not public, so the article does not bind.' },
  used,
)
const OPEN = unknown('799/13', { zh: '场所类别未知。', en: 'The class of the place is not known.' }, used)

/** Whether a conspicuous sign is due: the Order in force, a public place of either kind. */
export function conspicuousSignDue(placeClass: PlaceClass | undefined, on: string, book: Book): Finding {
  const place = placeClass === undefined ? OPEN : placeClass === 'non-public' ? NOT_PUBLIC : PUBLIC
  return all(orderInForce(on, book), place)
}

const view = duty('799/13', 'viewNecessary', {
  yes: { zh: '位置、角度和范围限于必需。', en: 'Position, angle and scope are what is needed.' },
  no: { zh: '位置、角度或范围超出必需。', en: 'Position, angle or scope go beyond what is needed.' },
  unknown: { zh: '范围是否必需未知。', en: 'Whether the view is what is needed is not known.' },
})
const signed = duty('799/13', 'signed', {
  yes: { zh: '已设置提示标识。', en: 'There is a sign.' },
  no: {
    zh: '没有设置提示标识，由公安机关责令改正。',
    en: 'There is no sign: the police order it put right.',
  },
  unknown: { zh: '是否设置标识未知。', en: 'Whether there is a sign is not known.' },
})
const conspicuous = duty('799/13', 'conspicuous', {
  yes: { zh: '标识显著。', en: 'The sign is conspicuous.' },
  no: { zh: '标识不显著。', en: 'The sign is not conspicuous.' },
  unknown: { zh: '标识是否显著未知。', en: 'Whether the sign is conspicuous is not known.' },
})

/** Whether view and sign are as Article 13 asks. */
export function viewAndSign(
  facts: {
    readonly placeClass?: PlaceClass
    readonly viewNecessary?: boolean
    readonly signed?: boolean
    readonly conspicuous?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  return complies(
    conspicuousSignDue(facts.placeClass, facts.on, book),
    view(facts.viewNecessary),
    signed(facts.signed),
    conspicuous(facts.conspicuous),
  )
}
