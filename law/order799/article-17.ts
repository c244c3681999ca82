/** 国务院令第799号 第十七条：保存期限 */
import type { Article } from '../article.ts'
import type { PlaceClass as Known } from '../facts/place-class.ts'
import { Book } from '../reason/book.ts'

export const article: Article = {
  id: '799/17',
  title: { zh: '保存期限', en: 'How long images are kept' },
  asks: {
    zh: '第七条场所的视频图像信息至少保存30日；此后已经实现处理目的的应当删除；法律、行政法规另有规定的从其规定。',
    en: 'In places of Article 7 images are kept for at least 30 days; after that, those whose purpose is served are to be deleted; other laws and administrative regulations may set another period.',
  },
  decides: {
    zh: '条例要求的最短保存日数，以及满期后应否删除。',
    en: 'The least number of days the Order asks for, and that deletion follows.',
  },
  open: [
    {
      zh: '何时实现处理目的没有日数上限，由单位申明期限。',
      en: 'When a purpose is served has no ceiling in days; the unit declares its period.',
    },
    {
      zh: '其他法律的更长期限（如反恐怖主义法第三十二条的90日）不在本条计算。',
      en: 'The longer periods of other laws, such as 90 days under Counter-Terrorism Law 32, are not computed here.',
    },
  ],
  rows: [
    {
      id: '799/17/days',
      from: '2025-04-01',
      value: 30,
      source: '国务院令第799号第十七条',
      status: 'original text seen',
    },
  ],
}

const OWN = new Book(article.rows)

export type PlaceClass = Known | 'unknown'

export type RetentionFloor =
  | {
      readonly outcome: 'yes'
      readonly floorDays: number
      readonly source: string
      readonly deleteAfter: 'purpose-served'
    }
  | { readonly outcome: 'no' | 'unknown'; readonly why: { readonly zh: string; readonly en: string } }

const WHY = {
  before: {
    zh: '条例施行（2025年4月1日）以前，第185号令要求按规定期限留存，但未规定日数。',
    en: 'Before the Order was in force (2025-04-01) the Decree asks for the prescribed period and names no number of days.',
  },
  unknown: {
    zh: '场所类别未确定，无法判断第十七条是否适用。',
    en: 'The class of the place is not known, so whether Article 17 binds is not known.',
  },
  exempt: {
    zh: '第九条所列场所不适用第十七条；第185号令要求按规定期限留存，但未规定日数。',
    en: 'Article 17 does not bind the places of Article 9; the Decree asks for the prescribed period and names no number of days.',
  },
  private: {
    zh: '非公共场所不适用第十七条。',
    en: 'Article 17 does not bind places that are not public.',
  },
} as const

/**
 * The least number of days that the Order asks for. `no`: the Order sets none here (which is no leave to delete
 * earlier: the Decree's Art. 13(3) still asks for the prescribed period). `unknown` is a task for a person.
 * @param on civil day (Asia/Shanghai) of the question.
 */
export function retentionFloor(placeClass: PlaceClass, on: string, book: Book = OWN): RetentionFloor {
  if (placeClass === 'unknown') return { outcome: 'unknown', why: WHY.unknown }
  const days = book.at('799/17/days', on)
  if (days !== null && (placeClass === '799-7-1' || placeClass === '799-7-2'))
    return {
      outcome: 'yes',
      floorDays: days.value as number,
      source: article.id,
      deleteAfter: 'purpose-served',
    }
  if (placeClass === '799-9') return { outcome: 'no', why: WHY.exempt }
  if (placeClass === 'non-public') return { outcome: 'no', why: WHY.private }
  return { outcome: 'unknown', why: WHY.before }
}
