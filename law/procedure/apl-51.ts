/** 行政处罚法 第五十一条：当场处罚 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, unknown } from '../reason/finding.ts'
import { onTheSpotByPoliceRules } from './mps-37.ts'
import { type SpotFacts, spotLimit } from './on-the-spot.ts'

const status = 'published law, original text not compared'
const source = '行政处罚法（2021年修订）第五十一条'
const before = '行政处罚法（1996年）第三十三条'

export const article: Article = {
  id: 'apl/51',
  title: { zh: '当场处罚', en: 'Fines on the spot' },
  asks: {
    zh: '事实确凿并有法定依据的，可以当场对公民处200元以下、对单位处3000元以下罚款；2021年7月15日之前为50元、1000元。',
    en: 'Where the facts are clear and the law has a ground, a fine may be decided on the spot: a person up to CNY 200, a unit up to 3,000; before 2021-07-15 50 and 1,000.',
  },
  decides: {
    zh: '某一数额可否当场决定：同时比较处罚法与公安规定的限额，两者都列出。',
    en: 'Whether an amount may be decided on the spot: compared with the Penalty Law’s limit and the police rules’, both shown.',
  },
  open: [
    {
      zh: '在公安规定的限额以上、处罚法的限额以内的，结论为不能确定。',
      en: 'Above the police rules’ limit and within the Penalty Law’s: unknown.',
    },
    {
      zh: '本条例与办法的罚款大多高于限额，不能当场决定。',
      en: 'Most fines of the Order and the Decree are above the limits and can not be decided on the spot.',
    },
  ],
  rows: [
    { id: 'apl/51/person', from: '1996-10-01', value: 50, source: before, status },
    { id: 'apl/51/unit', from: '1996-10-01', value: 1000, source: before, status },
    { id: 'apl/51/person', from: '2021-07-15', value: 200, source, status },
    { id: 'apl/51/unit', from: '2021-07-15', value: 3000, source, status },
  ],
}

/** The Penalty Law's own limit. */
export const onTheSpotByLaw: (facts: SpotFacts, book: Book) => Finding = spotLimit(article.id)

const BETWEEN = unknown(
  article.id,
  {
    zh: '处罚法与公安规定的限额不同，数额在两者之间：能否当场处罚须由人确定。',
    en: 'The Penalty Law and the police rules differ and the amount lies between: whether it may be decided on the spot is for a person.',
  },
  [],
  ['subject', 'amount', 'on'],
)

/** Whether a fine may be decided on the spot: yes where both limits allow it, no where neither does. */
export function onTheSpot(facts: SpotFacts, book: Book): Finding {
  const law = onTheSpotByLaw(facts, book)
  const police = onTheSpotByPoliceRules(facts, book)
  const same = law.outcome === police.outcome
  return {
    ...BETWEEN,
    outcome: same ? law.outcome : 'unknown',
    reason: null,
    used: [],
    // Where the police rules say nothing of that day, the amount lies between nothing.
    of: same || police.outcome === 'unknown' ? [law, police] : [BETWEEN, law, police],
  }
}
