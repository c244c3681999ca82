import { sentences } from '#tests/law/sentences.ts'
import { article, article7Place } from './article-07.ts'

sentences(article, [
  {
    says: '政府建设的道路属于第七条场所 / a road equipped by government is a place of Article 7',
    gives: 'yes',
    when: () => article7Place('799-7-1'),
  },
  {
    says: '学校属于第七条场所 / a school is a place of Article 7',
    gives: 'yes',
    when: () => article7Place('799-7-2'),
  },
  {
    says: '第九条场所不属于第七条场所 / a place of Article 9 is none of Article 7',
    gives: 'no',
    when: () => article7Place('799-9'),
  },
  {
    says: '非公共场所不属于第七条场所 / a place that is not public is none of Article 7',
    gives: 'no',
    when: () => article7Place('non-public'),
  },
  {
    says: '类别未知则不能确定 / a place of unknown class may or may not be',
    gives: 'unknown',
    when: () => article7Place(undefined),
  },
])
