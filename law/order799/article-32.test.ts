import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, NO_FINE, type Organ, superiorDeals } from './article-32.ts'

const goes = (against?: Organ, on = '2026-11-24') => superiorDeals(against, on, LAW.book)

sentences(article, [
  {
    says: '投诉公安机关，送上级 / a complaint against police goes to the superior',
    gives: 'yes',
    when: () => goes('police'),
  },
  {
    says: '投诉其他国家机关，送其上级 / against another state organ, to its superior',
    gives: 'yes',
    when: () => goes('state-organ', '2025-04-01'),
  },
  {
    says: '投诉使用单位，由公安机关处理 / against a unit, the police handle it',
    gives: 'no',
    when: () => goes('unit'),
  },
  {
    says: '条例尚未施行 / the Order is not in force yet',
    gives: 'no',
    when: () => goes('police', '2025-03-31'),
  },
  {
    says: '被投诉的是谁未知 / against whom is not known',
    gives: 'unknown',
    when: () => goes(),
  },
  { says: '本条没有罚款 / the article has no fine', gives: 'no', when: () => NO_FINE },
])
