import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, decreeInForce } from './article-27.ts'

sentences(article, [
  {
    says: '2007年4月1日办法已施行 / the Decree is in force on 2007-04-01',
    gives: 'yes',
    when: () => decreeInForce('2007-04-01', LAW.book),
  },
  {
    says: '2007年3月31日办法尚未施行 / the Decree is not in force on 2007-03-31',
    gives: 'no',
    when: () => decreeInForce('2007-03-31', LAW.book),
  },
  {
    says: '日期未知则无从判断 / without a day nobody can say',
    gives: 'unknown',
    when: () => decreeInForce(undefined, LAW.book),
  },
])
