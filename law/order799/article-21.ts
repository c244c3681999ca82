/** 国务院令第799号 第二十一条：本人等查阅关联的图像 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { type Finding, no, type Row, type Text, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/21',
  title: { zh: '本人等查阅关联的图像', en: 'The person concerned views related images' },
  asks: {
    zh: '为保护自然人的生命健康、财产安全，经管理单位同意，本人、近亲属或者负有监护、看护、代管责任的人可以查阅关联的图像；对获悉的内容不得非法提供或者公开传播。',
    en: 'To protect life, health or property, the person, close relatives, or those who guard, care or hold in charge may view related images with the unit’s consent; what they learn they may not unlawfully provide or spread.',
  },
  decides: {
    zh: '目的、关系、同意三个条件是否具备；查阅之后有无非法传播。',
    en: 'Whether purpose, relation and consent are there; whether anything was unlawfully spread afterwards.',
  },
  open: [
    {
      zh: '目的须写明所保护的是生命、健康、人身或财产；写成其他文字的，由人判断。目的、关系是否属实由同意的单位核实。',
      en: 'The purpose has to name life, health, person or property; other words are for a person to judge. Whether purpose and relation are true is for the consenting unit to check.',
    },
    {
      zh: '复制本人信息依据其他法律，此处不能确定。',
      en: 'Copying of one’s own data rests on other law and can’t be said here.',
    },
    { zh: '哪些图像“关联”由人判断。', en: 'Which images are related is for people to judge.' },
    {
      zh: '条例施行前没有这一途径，第185号令第十四条不许擅自查阅。',
      en: 'Before the Order there is no such route, and Decree 185 Art. 14 bars viewing without leave.',
    },
  ],
  rows: [
    {
      id: '799/21/interests',
      from: '2025-04-01',
      value: ['life', 'health', 'property', '生命', '健康', '人身', '财产'],
      source: '国务院令第799号第二十一条',
      status: 'original text seen',
    },
  ],
}

/** The relations the article lists, with the words of each; `other` is none of them. */
export const RELATIONS = {
  self: { zh: '本人', en: 'the person' },
  'close-relative': { zh: '近亲属', en: 'close relative' },
  guardian: { zh: '负有监护责任的人', en: 'guardian' },
  carer: { zh: '负有看护责任的人', en: 'carer' },
  custodian: { zh: '负有代管责任的人', en: 'who holds in charge' },
  other: { zh: '其他关系', en: 'another relation' },
} as const satisfies { readonly [relation: string]: Text }

export type Relation = keyof typeof RELATIONS

const RELATED = yes('799/21', { zh: '具有条例所列的关系。', en: 'The relation is one the Order lists.' }, [
  'relation',
])
const UNRELATED = no(
  '799/21',
  { zh: '不具有条例所列的关系。', en: 'The relation is none that the Order lists.' },
  ['relation'],
)
const OPEN_RELATION = unknown('799/21', { zh: '与图像的关系未知。', en: 'The relation is not known.' }, [
  'relation',
])

/** Whether whoever asks has one of the relations listed. */
export function relationListed(relation: Relation | 'none' | undefined): Finding {
  if (relation === undefined) return OPEN_RELATION
  return relation === 'none' || relation === 'other' ? UNRELATED : RELATED
}

const made = new WeakMap<Row, { named: Finding; open: Finding }>()
function byRow(row: Row) {
  let of = made.get(row)
  if (of === undefined) {
    of = {
      named: yes(
        '799/21',
        { zh: '目的是保护生命健康、财产安全。', en: 'The purpose is life, health or property.' },
        ['purpose'],
        [row],
      ),
      open: unknown(
        '799/21',
        {
          zh: '目的没有写明保护生命、健康、人身或财产，须由人判断。',
          en: 'The purpose does not name life, health, person or property; a person has to judge.',
        },
        ['purpose'],
        ['purpose'],
        [row],
      ),
    }
    made.set(row, of)
  }
  return of
}
const NO_PURPOSE = no('799/21', { zh: '没有应当保护的利益。', en: 'There is nothing to be protected.' }, [
  'purpose',
])
const OPEN_PURPOSE = unknown('799/21', { zh: '目的未知。', en: 'The purpose is not known.' }, ['purpose'])

/** Whether the purpose names what the article protects. Before the Order there is nothing to compare with: unknown. */
export function interestNamed(purpose: string | undefined, on: string, book: Book): Finding {
  if (purpose === 'none') return NO_PURPOSE
  const row = book.at('799/21/interests', on)
  if (purpose === undefined || row === null) return OPEN_PURPOSE
  const said = purpose.toLowerCase()
  const { named, open } = byRow(row)
  return (row.value as readonly string[]).some((word) => said.includes(word)) ? named : open
}

const CONSENT = yes('799/21', { zh: '管理单位已同意。', en: 'The unit has consented.' }, ['consent'])
const NO_CONSENT = no('799/21', { zh: '管理单位没有同意。', en: 'The unit has not consented.' }, ['consent'])
const OPEN_CONSENT = unknown(
  '799/21',
  { zh: '管理单位是否同意未知。', en: 'Whether the unit consents is not known.' },
  ['consent'],
)

/** Whether the unit has consented: who did, or true; `none` and false: nobody. */
export function consented(consent: string | boolean | undefined): Finding {
  if (consent === undefined) return OPEN_CONSENT
  return consent === 'none' || consent === false ? NO_CONSENT : CONSENT
}

const spread = duty('799/21', 'keptToThemselves', {
  yes: { zh: '没有非法提供或公开传播。', en: 'Nothing was unlawfully provided or spread.' },
  no: { zh: '非法提供或公开传播了获悉的内容。', en: 'What was learned was unlawfully provided or spread.' },
  unknown: { zh: '有无非法提供或传播未知。', en: 'Whether anything was spread is not known.' },
})

/** Whether the person concerned kept to what Article 21 asks afterwards. */
export function concernedConduct(
  facts: { readonly keptToThemselves?: boolean; readonly on: string },
  book: Book,
): Finding {
  return complies(orderInForce(facts.on, book), spread(facts.keptToThemselves))
}
