/** With which police a system is filed: Decree 185 Art. 11 by guarding affiliation, Order 799 Art. 14 by place. */
import { districtInBeijing, noSuchDistrict, ofBeijing } from '../decree185/article-02.ts'
import { type Affiliation, type Authority, decreeAuthority } from '../decree185/article-11.ts'
import { decreeInForce } from '../decree185/article-27.ts'
import { district, oneOf, orNone, trying } from '../facts/fact.ts'
import { placeClass } from '../facts/place-class.ts'
import { orderAuthority } from '../order799/article-14.ts'
import { all, any } from '../reason/finding.ts'
import { contradiction, question } from './question.ts'

export type Jurisdiction = { readonly authorities: readonly Authority[] }

const name = 'jurisdiction'
const inBeijing = districtInBeijing('district')

export const jurisdiction = question({
  name,
  title: { zh: '备案机关', en: 'Where to file' },
  facts: {
    placeClass,
    affiliation: oneOf<Affiliation>(
      { zh: '保卫隶属关系', en: 'affiliation for guarding' },
      {
        municipal: { zh: '隶属于市公安机关', en: 'to the municipal police' },
        district: { zh: '隶属于区公安机关', en: 'to the police of a district' },
        none: { zh: '没有保卫隶属关系', en: 'to nobody' },
      },
    ),
    affiliationDistrict: orNone(
      trying(district({ zh: '保卫隶属的区', en: 'district whose police it is affiliated to' }), '110101'),
    ),
    district: trying(district({ zh: '所在区', en: 'district it lies in' }), '110101', '310101'),
  },
  says: {
    yes: { zh: '备案机关已确定。', en: 'There is police with which it is filed.' },
    no: { zh: '当日没有应当备案的公安机关。', en: 'On that day there is no police with which it is filed.' },
    unknown: {
      zh: '备案机关尚不能确定，请人工核实。',
      en: 'With which police it is filed can not be said; a person has to look.',
    },
  },
  turns: ['185/2/', '185/27/', '799/34/'],

  refuse({ affiliation, affiliationDistrict, district, on }) {
    const of = affiliationDistrict === 'none' ? undefined : affiliationDistrict
    if (affiliation === 'district' && of === undefined)
      return contradiction(
        `${name}/affiliation-without-district`,
        'affiliationDistrict',
        '保卫隶属于区公安机关的，请写明是哪一区。',
        'it is affiliated to the police of a district; say of which.',
      )
    if (of !== undefined && (affiliation === 'none' || (affiliation === 'municipal' && of !== MUNICIPALITY)))
      return contradiction(
        `${name}/affiliation-district-not-asked`,
        'affiliationDistrict',
        '保卫不隶属于区公安机关，却写了隶属的区；请核对。',
        'it is not affiliated to the police of a district, and yet a district is named; check which is right.',
      )
    if (affiliation !== 'municipal' && noSuchDistrict(of, on)) return noDistrict('affiliationDistrict', on)
    if (noSuchDistrict(district, on)) return noDistrict('district', on)
    if (of !== undefined && !ofBeijing(of) && district !== undefined && ofBeijing(district))
      return contradiction(
        `${name}/affiliation-outside-beijing`,
        'affiliationDistrict',
        '场所在北京市，保卫隶属的区却不在北京市；请核对。',
        'it lies in Beijing, and the district it is affiliated to doesn’t; check which is right.',
      )
    return null
  },

  decide(facts, { book }) {
    const { district, on } = facts
    const byDecree = decreeAuthority(facts)
    const decree = all(decreeInForce(on, book), inBeijing(district, on, book), byDecree.finding)
    const order = orderAuthority(facts, book)
    const finding = any(decree, order.finding)
    return {
      finding,
      answer: () => {
        if (finding.outcome === 'unknown') return null
        const authorities: Authority[] = []
        if (decree.outcome === 'yes') authorities.push(byDecree.authority!)
        if (order.authority !== null) authorities.push(order.authority)
        return { authorities } satisfies Jurisdiction
      },
      // One authority is known; whether there is a second is told too.
      remarks: () => [decree, order.finding],
    }
  },

  tell: ({ authorities }) =>
    authorities.length === 0
      ? [{ zh: '没有备案机关。', en: 'There is nobody to file with.' }]
      : authorities.map(({ rule, level, district }) => ({
          zh: `${rule}：${LEVELS[level].zh}（${district}）。`,
          en: `${rule}: ${LEVELS[level].en} (${district}).`,
        })),
})

const MUNICIPALITY = '110000'
const LEVELS = {
  municipal: { zh: '市公安机关', en: 'the municipal police' },
  district: { zh: '区公安机关', en: 'the police of the district' },
  county: { zh: '县级公安机关', en: 'the county-level police' },
} as const

function noDistrict(path: string, on: string) {
  return contradiction(
    `${name}/no-such-district`,
    path,
    `${on} 北京市没有这个代码的区；请核对区划代码。`,
    `on ${on} Beijing has no district of this code; check it.`,
  )
}
