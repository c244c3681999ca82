import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, NO_FINE, otherLawsPunish } from './article-31.ts'

const on = '2026-11-24'
const sent = (facts: Partial<Parameters<typeof otherLawsPunish>[0]>) =>
  otherLawsPunish({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '非法传播图像，任何场所都转到其他法律 / spreading images goes to the other laws, whatever the place',
    gives: 'yes',
    when: () => sent({ conduct: 'spreading' }),
  },
  {
    says: '学校没有履行安全义务 / a school that didn’t fulfil its security duties',
    gives: 'yes',
    when: () => sent({ conduct: 'security-duties', placeClass: '799-7-2' }),
  },
  {
    says: '第九条场所不适用第十五条 / Article 15 does not bind a place of Article 9',
    gives: 'no',
    when: () => sent({ conduct: 'security-duties', placeClass: '799-9' }),
  },
  {
    says: '其他行为不属于本条 / other conduct is not meant',
    gives: 'no',
    when: () => sent({ conduct: 'neither' }),
  },
  {
    says: '条例尚未施行 / the Order is not in force yet',
    gives: 'no',
    when: () => sent({ conduct: 'spreading', on: '2025-03-31' }),
  },
  {
    says: '行为未知 / the conduct is not known',
    gives: 'unknown',
    when: () => sent({ placeClass: '799-7-2' }),
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => sent({ conduct: 'security-duties' }),
  },
  { says: '本条没有自己的罚款 / the article has no fine of its own', gives: 'no', when: () => NO_FINE },
])
