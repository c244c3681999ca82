import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, counterTerrorismInForce } from './ctl-97.ts'

sentences(article, [
  {
    says: '2016年1月1日已施行 / in force on 2016-01-01',
    gives: 'yes',
    when: () => counterTerrorismInForce('2016-01-01', LAW.book),
  },
  {
    says: '前一日尚未施行 / on the day before it was not',
    gives: 'no',
    when: () => counterTerrorismInForce('2015-12-31', LAW.book),
  },
  {
    says: '日期未知 / the day is not known',
    gives: 'unknown',
    when: () => counterTerrorismInForce(undefined, LAW.book),
  },
])
