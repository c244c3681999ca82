import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, article33Binds, NO_FINE } from './article-33.ts'

const on = '2026-11-24'

sentences(article, [
  {
    says: '非公共场所适用 / it binds a place that is not public',
    gives: 'yes',
    when: () => article33Binds('non-public', on, LAW.book),
  },
  {
    says: '施行当日即适用 / from the first day of the Order',
    gives: 'yes',
    when: () => article33Binds('non-public', '2025-04-01', LAW.book),
  },
  {
    says: '施行前不适用 / not before it',
    gives: 'no',
    when: () => article33Binds('non-public', '2025-03-31', LAW.book),
  },
  {
    says: '第九条场所是公共场所 / a place of Article 9 is public',
    gives: 'no',
    when: () => article33Binds('799-9', on, LAW.book),
  },
  {
    says: '第七条场所是公共场所 / so is one of Article 7',
    gives: 'no',
    when: () => article33Binds('799-7-1', on, LAW.book),
  },
  {
    says: '场所类别未知 / the class of the place is not known',
    gives: 'unknown',
    when: () => article33Binds(undefined, on, LAW.book),
  },
  { says: '本条没有自己的罚款 / the article has no fine of its own', gives: 'no', when: () => NO_FINE },
])
