/** 北京市人民政府令第185号 第十一条：备案期限 */
import { type Article, perRow } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'
import { decreeInForce } from './article-27.ts'

const source = '北京市人民政府令第185号第十一条'

export const article: Article = {
  id: '185/11',
  title: { zh: '备案', en: 'Filing' },
  asks: {
    zh: '系统竣工验收合格之日起30日内，使用单位按保卫隶属关系向公安机关备案；没有隶属关系的向所在地区公安机关备案。办法施行前已建成的，自施行之日起30日内。',
    en: 'The unit files within 30 days of the system passing completion acceptance, with the police it is affiliated to for guarding, or those of its district. Systems built before the Decree: 30 days from its entry into force.',
  },
  decides: {
    zh: '备案义务是否已经产生、自何日起算、共几日；向哪一级公安机关备案。',
    en: 'Whether the duty to file has arisen, from which day it counts and for how many days; with which police it is filed.',
  },
  open: [
    {
      zh: '施行前建成、施行后才验收合格的，按验收合格之日起算；仅知建成日的，按施行之日起算。',
      en: 'Built before and accepted after the entry into force: counted from acceptance. Where only the day of building is known, from the entry into force.',
    },
    {
      zh: '保卫隶属关系由公安机关确定，本处只按所给事实得出备案机关。',
      en: 'Which police a unit is affiliated to for guarding is for the police to say; here it is a fact.',
    },
    {
      zh: '办法没有规定备案内容变更的期限，不作推算。',
      en: 'The Decree names no time for amending a filing; none is computed.',
    },
    {
      zh: '系统是否属于办法所称的公共安全图像信息系统，另见适用范围之问。',
      en: 'Whether the system is one of the Decree at all is the question of applicability.',
    },
  ],
  rows: [
    { id: '185/11/days', from: '2007-04-01', value: 30, source, status: 'original text seen' },
    { id: '185/11/days-already-built', from: '2007-04-01', value: 30, source, status: 'original text seen' },
  ],
}

/** A duty with a clock: `startsOn` and `days` are null unless the outcome is yes. */
export type Duty = { readonly finding: Finding; readonly startsOn: string | null; readonly days: Row | null }

const accepted = perRow((row) =>
  yes(
    '185/11',
    {
      zh: `自竣工验收合格之日起${row.value}日内备案。`,
      en: `To be filed within ${row.value} days of passing completion acceptance.`,
    },
    ['acceptedOn'],
    [row],
  ),
)
const builtBefore = (fact: string) =>
  perRow((row) =>
    yes(
      '185/11',
      {
        zh: `施行前已建成的系统，自施行之日起${row.value}日内备案。`,
        en: `Built before the Decree: to be filed within ${row.value} days of its entry into force.`,
      },
      [fact],
      [row],
    ),
  )
const BUILT_BEFORE = { builtOn: builtBefore('builtOn'), acceptedOn: builtBefore('acceptedOn') }
const NOT_ACCEPTED = no(
  '185/11',
  {
    zh: '系统尚未竣工验收合格，备案期限尚未起算。',
    en: 'The system has not passed acceptance yet, so no time runs.',
  },
  ['acceptedOn', 'builtOn'],
)
const open = (...missing: readonly string[]) =>
  unknown(
    '185/11',
    {
      zh: '竣工验收合格之日（或建成之日）未知，无法起算。',
      en: 'The day of acceptance, or of building, is not known, so nothing can be counted.',
    },
    missing,
  )
const OPEN_ACCEPTED = open('acceptedOn')
const OPEN_BUILT = open('builtOn')
const OPEN_BOTH = open('acceptedOn', 'builtOn')

/** @param facts days, `none` where it is known that it hasn't happened. */
export function decreeFiling(
  facts: {
    readonly acceptedOn?: string | undefined
    readonly builtOn?: string | undefined
    readonly on: string
  },
  book: Book,
): Duty {
  const { acceptedOn, builtOn, on } = facts
  const force = decreeInForce(on, book)
  if (force.outcome !== 'yes') return { finding: force, startsOn: null, days: null }
  const first = force.rows[0]!.from
  if (acceptedOn !== undefined && acceptedOn !== 'none' && acceptedOn >= first) {
    const days = book.has('185/11/days', acceptedOn < on ? acceptedOn : on)
    return { finding: all(force, accepted(days)), startsOn: acceptedOn, days }
  }
  const early =
    builtOn !== undefined && builtOn < first
      ? 'builtOn'
      : acceptedOn !== undefined && acceptedOn < first
        ? 'acceptedOn'
        : null
  if (early !== null) {
    const days = book.has('185/11/days-already-built', first)
    return { finding: all(force, BUILT_BEFORE[early](days)), startsOn: first, days }
  }
  const finding =
    acceptedOn === undefined
      ? builtOn === undefined
        ? OPEN_BOTH
        : OPEN_ACCEPTED
      : builtOn === undefined
        ? OPEN_BUILT
        : NOT_ACCEPTED
  return { finding, startsOn: null, days: null }
}

/** Who a unit is affiliated to for guarding (保卫隶属关系); `none`: nobody. */
export type Affiliation = 'municipal' | 'district' | 'none'

/** A public-security organ; `district` is 110000 for the municipality. */
export type Authority = {
  readonly rule: string
  readonly level: 'municipal' | 'district' | 'county'
  readonly district: string
}

const MUNICIPAL = yes(
  '185/11',
  {
    zh: '保卫隶属于市公安机关，向市公安机关备案。',
    en: 'Affiliated to the municipal police for guarding: filed with it.',
  },
  ['affiliation'],
)
const DISTRICT = yes(
  '185/11',
  {
    zh: '保卫隶属于区公安机关，向该区公安机关备案。',
    en: 'Affiliated to a district’s police for guarding: filed with it.',
  },
  ['affiliation', 'affiliationDistrict'],
)
const OF_THE_PLACE = yes(
  '185/11',
  {
    zh: '没有保卫隶属关系，向所在地的区公安机关备案。',
    en: 'No affiliation for guarding: filed with the police of the district it lies in.',
  },
  ['affiliation', 'district'],
)
const AFFILIATION_OPEN = unknown(
  '185/11',
  {
    zh: '保卫隶属关系未知，备案机关未知。',
    en: 'The affiliation for guarding is not known, so where to file is not.',
  },
  ['affiliation'],
)
const AFFILIATED_TO_OPEN = unknown(
  '185/11',
  {
    zh: '隶属于哪一区公安机关未知。',
    en: 'Which district’s police it is affiliated to is not known.',
  },
  ['affiliationDistrict'],
)
const PLACE_OPEN = unknown(
  '185/11',
  { zh: '所在区未知，备案机关未知。', en: 'Where it lies is not known, so where to file is not.' },
  ['district'],
)

/** With whom it is filed under the Decree, which has to bind the place. `authority` is null unless it is known. */
export function decreeAuthority(facts: {
  readonly affiliation?: Affiliation | undefined
  readonly affiliationDistrict?: string | undefined
  readonly district?: string | undefined
}): { readonly finding: Finding; readonly authority: Authority | null } {
  const { affiliation, affiliationDistrict, district } = facts
  if (affiliation === undefined) return { finding: AFFILIATION_OPEN, authority: null }
  if (affiliation === 'municipal')
    return {
      finding: MUNICIPAL,
      authority: { rule: '185/11', level: 'municipal', district: '110000' },
    }
  const affiliated = affiliation === 'district'
  const of = affiliated ? affiliationDistrict : district
  if (of === undefined) return { finding: affiliated ? AFFILIATED_TO_OPEN : PLACE_OPEN, authority: null }
  return {
    finding: affiliated ? DISTRICT : OF_THE_PLACE,
    authority: { rule: '185/11', level: 'district', district: of },
  }
}
