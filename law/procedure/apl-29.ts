/** 行政处罚法 第二十九条：一事不再罚款 */
import type { Article } from '../article.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'
import type { Band } from './fine.ts'

export const article: Article = {
  id: 'apl/29',
  title: { zh: '一事不再罚款', en: 'One act is fined once' },
  asks: {
    zh: '同一违法行为不得给予两次以上罚款；违反多项规定的，按罚款数额高的规定处罚。',
    en: 'One act is never fined twice; where it breaks several rules, the one with the higher fine applies.',
  },
  decides: {
    zh: '同一对象的同一行为是否还可以罚款，以及几种现行幅度中以哪一种为准。',
    en: 'Whether one subject may still be fined for one act, and which of several standing bands applies.',
  },
  open: [
    {
      zh: '几件事是否为“同一行为”由人判断。单位与责任人员是不同的对象。',
      en: 'Whether two facts are one act is for a person. The unit and the persons responsible are different subjects.',
    },
    {
      zh: '被取代的幅度不在其列：“从高”不能使其恢复。',
      en: 'A displaced band is not among them: “the higher fine” never revives it.',
    },
  ],
  rows: [],
}

const used = ['finedOn']
const NOT_YET = yes(
  article.id,
  { zh: '对这一对象的这一行为尚未罚款。', en: 'This subject has not been fined for this act.' },
  used,
)
const ALREADY = no(
  article.id,
  {
    zh: '对这一对象的这一行为已经罚款，不得再次罚款。',
    en: 'This subject has been fined for this act already and is not fined again.',
  },
  used,
)
const OPEN = unknown(
  article.id,
  {
    zh: '是否已就这一行为罚款尚不清楚；作出决定前先核查。',
    en: 'Whether it was fined already is not known; look before deciding.',
  },
  used,
)

/** @param finedOn the day of an earlier fine on the same subject for the same act; `none` where there is none. */
export function mayBeFined(finedOn: string | undefined): Finding {
  if (finedOn === undefined) return OPEN
  return finedOn === 'none' ? NOT_YET : ALREADY
}

/** Of bands that stand, the one that applies: the higher upper bound, then the higher lower one. Null for none. */
export function higherBand(bands: readonly Band[]): Band | null {
  let highest: Band | null = null
  for (const band of bands)
    if (highest === null || band.max > highest.max || (band.max === highest.max && band.min > highest.min))
      highest = band
  return highest
}

/** What to say beside a fine. */
export const ONCE = yes(article.id, {
  zh: '同一行为只罚款一次；此前已罚款的不得再罚。',
  en: 'One act is fined once; where it was fined before, not again.',
})
