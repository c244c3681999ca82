/**
 * 《公共安全视频图像信息系统管理条例》（国务院令第799号）第十七条
 *
 * 视频图像信息至少保存三十日；满三十日后，已经实现处理目的的应当删除；法律、行政法规另有规定的，从其规定。
 * 第七条所列场所适用；第九条场所除外。自2025年4月1日起施行。
 *
 * Images are kept for at least thirty days; after that, those whose purpose is served are to be deleted; other laws and
 * administrative regulations may set another period. Binds the places of Article 7, not those of Article 9; in force
 * from 2025-04-01.
 *
 * Not formalised here: the longer periods of other laws (e.g. 90 days for key targets, Counter-Terrorism Law Art. 32),
 * and when a purpose is served: there is no ceiling in days, so the unit declares its period.
 */

export type PlaceClass = '799-7-1' | '799-7-2' | '799-9' | 'non-public' | 'unknown'

type Floor = {
  readonly places: readonly PlaceClass[]
  /** First civil day (Asia/Shanghai) on which it holds. */
  readonly from: string
  readonly days: number
  readonly source: string
}

/** Dated: an amendment adds a row. The last row that has begun holds. */
const FLOORS: readonly Floor[] = [
  { places: ['799-7-1', '799-7-2'], from: '2025-04-01', days: 30, source: '799/17' },
]

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
export function retentionFloor(placeClass: PlaceClass, on: string): RetentionFloor {
  if (placeClass === 'unknown') return { outcome: 'unknown', why: WHY.unknown }
  const floor = FLOORS.findLast((row) => row.from <= on && row.places.includes(placeClass))
  if (floor !== undefined) {
    const { days, source } = floor
    return { outcome: 'yes', floorDays: days, source, deleteAfter: 'purpose-served' }
  }
  if (placeClass === '799-9') return { outcome: 'no', why: WHY.exempt }
  if (placeClass === 'non-public') return { outcome: 'no', why: WHY.private }
  return { outcome: 'unknown', why: WHY.before }
}
