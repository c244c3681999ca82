/** The class of a place under Order 799: everything else follows from it. Absent: unknown. */
import { oneOf } from './fact.ts'

export const placeClass = oneOf(
  { zh: '场所类别', en: 'class of the place' },
  {
    '799-7-1': { zh: '第七条第一款场所（政府建设）', en: 'a place of Article 7(1), built by government' },
    '799-7-2': {
      zh: '第七条第二款场所（经营管理单位建设）',
      en: 'a place of Article 7(2), built by the unit that runs it',
    },
    '799-9': { zh: '第九条场所（其他公共场所）', en: 'a place of Article 9, another public place' },
    'non-public': { zh: '非公共场所', en: 'not a public place' },
  },
)

export type PlaceClass = NonNullable<(typeof placeClass)['value']>
