/** 国务院令第799号 第二十二条：公开传播时的保护 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty, everyOne } from '../reason/duty.ts'
import { all, type Finding } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/22',
  title: { zh: '公开传播时的保护', en: 'Protection in publication' },
  asks: {
    zh: '图像依法用于公开传播，可能损害个人、组织权益的，对人脸、号牌等敏感个人信息和组织的名称、执照等信息严格保护。',
    en: 'Where images are lawfully published and that may harm people or organisations, faces, plates and the like, and names and licences of organisations, are strictly protected.',
  },
  decides: {
    zh: '公开前须遮蔽什么、是否都已遮蔽。',
    en: 'What has to be masked before publication, and whether it all is.',
  },
  open: [
    {
      zh: '可否公开依其他法律，不在本条；是否可能损害权益由人判断。',
      en: 'Whether it may be published at all is for other law; whether it may harm anybody is for people.',
    },
    { zh: '“等”所及的其他信息由人判断。', en: 'What else “and the like” covers is for people.' },
  ],
  rows: [
    {
      id: '799/22/protected',
      from: '2025-04-01',
      value: ['faces', 'plates', 'names', 'licences'],
      source: '国务院令第799号第二十二条',
      status: 'original text seen',
    },
  ],
}

const lawful = duty('799/22', 'lawfullyPublished', {
  yes: { zh: '公开有法律依据。', en: 'There is a legal basis to publish.' },
  no: { zh: '公开没有法律依据。', en: 'There is no legal basis to publish.' },
  unknown: { zh: '公开有无法律依据未知。', en: 'Whether there is a legal basis is not known.' },
})
const harm = duty('799/22', 'mayHarm', {
  yes: { zh: '可能损害个人或组织的权益。', en: 'It may harm people or organisations.' },
  no: { zh: '不会损害任何人的权益。', en: 'It harms nobody.' },
  unknown: { zh: '是否可能损害权益未知。', en: 'Whether it may harm anybody is not known.' },
})
const masked = everyOne(
  '799/22',
  'masked',
  { zh: '须遮蔽的信息', en: 'masks' },
  {
    faces: { zh: '人脸', en: 'faces' },
    plates: { zh: '机动车号牌', en: 'number plates' },
    names: { zh: '组织名称', en: 'names of organisations' },
    licences: { zh: '营业执照', en: 'licences' },
  },
)

/** Whether a picture may be published as it is. `masked`: codes of the row `799/22/protected`, also where none is seen. */
export function publishable(
  facts: {
    readonly lawfullyPublished?: boolean
    readonly mayHarm?: boolean
    readonly masked?: readonly string[]
    readonly on: string
  },
  book: Book,
): Finding {
  const force = orderInForce(facts.on, book)
  const row = book.at('799/22/protected', facts.on)
  const basis = lawful(facts.lawfullyPublished)
  if (row === null) return basis
  return all(basis, complies(all(force, harm(facts.mayHarm)), masked(facts.masked, row)))
}
