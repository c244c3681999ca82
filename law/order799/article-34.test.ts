import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, orderInForce } from './article-34.ts'

sentences(article, [
  {
    says: '2025年4月1日条例已施行 / the Order is in force on 2025-04-01',
    gives: 'yes',
    when: () => orderInForce('2025-04-01', LAW.book),
  },
  {
    says: '2025年3月31日条例尚未施行 / the Order is not in force on 2025-03-31',
    gives: 'no',
    when: () => orderInForce('2025-03-31', LAW.book),
  },
  {
    says: '日期未知则无从判断 / without a day nobody can say',
    gives: 'unknown',
    when: () => orderInForce(undefined, LAW.book),
  },
])
