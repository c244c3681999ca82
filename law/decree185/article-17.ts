/** 北京市人民政府令第185号 第十七条：工作人员查看、调取、复制时应当遵守的规定 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'
import { decreeInForce } from './article-27.ts'

export const article: Article = {
  id: '185/17',
  title: { zh: '工作人员应当遵守的规定', en: 'What officials have to do' },
  asks: {
    zh: '工作人员不少于二人；出示工作证件和证明文件；填写查看、调取、复制登记表；遵守使用、保密制度，不擅自提供、传播，对国家秘密、商业秘密和个人隐私保密。',
    en: 'At least two officials; they show work ID and a supporting document; they fill in the access register form themselves; they keep the rules of use and confidentiality.',
  },
  decides: {
    zh: '是否有二名不同的工作人员、每人的证件是否查验、证明文件是否出示、登记表是否由其填写。',
    en: 'Whether there are two different officials, whether each one’s ID and a document were seen, whether they filled in the form.',
  },
  open: [
    {
      zh: '登记的每名工作人员都须出示证件；同一工作证件号在同一单位或同一姓名之下视为一人，全角、空格、连字符不作区别。',
      en: 'Everybody named has to show the ID. One work ID of one unit, or under one name, is one person; full width, spaces and hyphens make no difference.',
    },
    {
      zh: '证件和文件的真伪由人查验。证明文件的种类没有限定。',
      en: 'Whether ID and paper are genuine is for people to see. The Decree does not limit the kind of paper.',
    },
    {
      zh: '登记表在查看时填写，不是来访的前提，故不影响“可否查看”之问。',
      en: 'The form is filled in with the access and is no condition before it, so the question of access does not depend on it.',
    },
  ],
  rows: [
    {
      id: '185/17/officials',
      from: '2007-04-01',
      value: 2,
      source: '北京市人民政府令第185号第十七条第（一）项',
      status: 'original text seen',
    },
  ],
}

export type Official = {
  readonly name?: string | undefined
  /** `none` where there is known to be no ID. */
  readonly workId?: string | undefined
  readonly unit?: string | undefined
  readonly idSeen?: boolean | undefined
}
export type Officials = readonly Official[] | undefined

/** Full-width digits, spaces, hyphens and case make no second person. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}-]+/gu, '')
    .toUpperCase()

/** Whether two words are the same; null where one of them isn't known. */
function same(a: string | undefined, b: string | undefined): boolean | null {
  if (a === undefined || b === undefined) return null
  if (a === b) return plain(a) === '' ? null : true
  const [first, second] = [plain(a), plain(b)]
  return first === '' || second === '' ? null : first === second
}

/** Whether two entries are one person: one work ID, within one unit or under one name. Null: not known. */
export function onePerson(a: Official, b: Official): boolean | null {
  // Two people without an ID are not one person by that.
  const ids = a.workId === 'none' || b.workId === 'none' ? null : same(a.workId, b.workId)
  if (ids === false) return false
  const [units, names] = [same(a.unit, b.unit), same(a.name, b.name)]
  if (units === false && names === false) return false
  return ids === true && (units === true || names === true) ? true : null
}

const used = ['officials']
const OPEN = unknown(
  '185/17(1)',
  { zh: '来了哪些工作人员未知。', en: 'Which officials have come is not known.' },
  used,
)
const OPEN_WHO = unknown(
  '185/17(1)',
  {
    zh: '登记的姓名、单位、证件号不全，不能确定是不同的人。',
    en: 'Names, units or ID numbers are incomplete, so whether they are different people is not known.',
  },
  used,
)
const figures = new WeakMap<Row, { few: Finding; same: Finding; enough: Finding }>()
function byRow(row: Row) {
  let made = figures.get(row)
  if (made === undefined) {
    const n = row.value
    made = {
      few: no('185/17(1)', { zh: `工作人员少于${n}人。`, en: `There are fewer than ${n} officials.` }, used, [
        row,
      ]),
      same: no(
        '185/17(1)',
        {
          zh: `登记的工作人员是同一人，不足${n}人。`,
          en: `The officials named are one person; there have to be ${n}.`,
        },
        used,
        [row],
      ),
      enough: yes(
        '185/17(1)',
        { zh: `有${n}名以上不同的工作人员。`, en: `There are at least ${n} different officials.` },
        used,
        [row],
      ),
    }
    figures.set(row, made)
  }
  return made
}

/** Whether there are as many entries as the article asks for people. */
export function enoughNamed(officials: Officials, on: string, book: Book): Finding {
  if (officials === undefined) return OPEN
  const row = book.at('185/17/officials', on)
  if (row === null) return BEFORE
  const { few, enough } = byRow(row)
  return officials.length < (row.value as number) ? few : enough
}

/** Whether as many of them are different people. Too few entries is for `enoughNamed` to say. */
export function enoughDifferent(officials: Officials, on: string, book: Book): Finding {
  if (officials === undefined) return OPEN
  const row = book.at('185/17/officials', on)
  if (row === null) return BEFORE
  const { same: one, enough } = byRow(row)
  const needed = row.value as number
  if (officials.length < needed) return enough
  if (apart(officials, needed, isOther)) return enough
  return apart(officials, needed, maybeOther) ? OPEN_WHO : one
}

const isOther = (a: Official, b: Official) => onePerson(a, b) === false
const maybeOther = (a: Official, b: Official) => onePerson(a, b) !== true

/** Whether so many entries can be picked that each is another than each. Not counted from the first on: who is one
 * with two others can stand between these. */
function apart(
  officials: readonly Official[],
  needed: number,
  other: (a: Official, b: Official) => boolean,
  from = 0,
  picked: readonly Official[] = [],
): boolean {
  if (picked.length >= needed) return true
  for (let i = from; i < officials.length; i++) {
    const next = officials[i]!
    if (!picked.every((one) => other(one, next))) continue
    if (apart(officials, needed, other, i + 1, [...picked, next])) return true
  }
  return false
}

const BEFORE = unknown(
  '185/17(1)',
  {
    zh: '当日尚无规定须有几名工作人员。',
    en: 'On that day nothing said how many officials there have to be.',
  },
  [],
  ['on'],
)

const SEEN = yes('185/17(2)', { zh: '每人的工作证件均已查验。', en: 'Everybody’s work ID was seen.' }, used)
const UNSEEN = no(
  '185/17(2)',
  { zh: '有工作人员没有出示工作证件。', en: 'Somebody has not shown the work ID.' },
  used,
)
const OPEN_SEEN = unknown(
  '185/17(2)',
  { zh: '是否每人都出示了工作证件未知。', en: 'Whether everybody has shown the work ID is not known.' },
  used,
)

/** Whether everybody named has shown the work ID. */
export function idsSeen(officials: Officials): Finding {
  if (officials === undefined) return OPEN_SEEN
  let seen: Finding = SEEN
  for (const { workId, idSeen } of officials) {
    if (idSeen === false || workId === 'none') return UNSEEN
    if (idSeen === undefined) seen = OPEN_SEEN
  }
  return seen
}

const paper = duty('185/17(2)', 'supportingDocument', {
  yes: { zh: '证明文件已出示。', en: 'A supporting document was shown.' },
  no: { zh: '没有出示证明文件。', en: 'No supporting document was shown.' },
  unknown: { zh: '是否出示证明文件未知。', en: 'Whether a document was shown is not known.' },
})

/** Whether a supporting document was shown: words that name it, or true; `none` and false: not. */
export function documentShown(document: string | boolean | undefined): Finding {
  return paper(document === undefined ? undefined : document !== 'none' && document !== false)
}

const filled = duty('185/17(3)', 'formFilledByThem', {
  yes: { zh: '登记表由工作人员填写。', en: 'The officials filled in the form themselves.' },
  no: { zh: '工作人员没有填写登记表。', en: 'The officials did not fill in the form.' },
  unknown: { zh: '登记表是否由其填写未知。', en: 'Whether they filled in the form is not known.' },
})
const confidential = duty('185/17(4)', 'keptConfidential', {
  yes: { zh: '工作人员遵守使用和保密规定。', en: 'They kept the rules of use and confidentiality.' },
  no: { zh: '工作人员违反使用或保密规定。', en: 'They broke the rules of use or confidentiality.' },
  unknown: { zh: '是否遵守使用和保密规定未知。', en: 'Whether they kept the rules is not known.' },
})

/** Whether officials did what they owe with the access: the form, and confidentiality after it (see Article 26). */
export function officialsConduct(
  facts: {
    readonly formFilledByThem?: boolean
    readonly keptConfidential?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  return complies(
    decreeInForce(facts.on, book),
    filled(facts.formFilledByThem),
    confidential(facts.keptConfidential),
  )
}
