/** 公安机关办理行政案件程序规定 第三十七条：当场处罚（公安规定） */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import type { Finding } from '../reason/finding.ts'
import { type SpotFacts, spotLimit } from './on-the-spot.ts'

const row = {
  from: '2013-01-01',
  source: '公安机关办理行政案件程序规定第三十七条',
  status: 'published law, original text not compared',
}

export const article: Article = {
  id: 'mps/37',
  title: { zh: '当场处罚（公安规定）', en: 'Fines on the spot, police rules' },
  asks: {
    zh: '事实确凿的，民警可以当场对个人处50元以下、对单位处1000元以下罚款。',
    en: 'Where the facts are clear, an officer may fine an individual up to CNY 50 and a unit up to 1,000 on the spot.',
  },
  decides: {
    zh: '某一数额是否在公安规定的当场处罚限额之内。',
    en: 'Whether an amount is within the police rules’ limit for fines on the spot.',
  },
  open: [
    {
      zh: '行政处罚法2021年提高了限额，公安规定未随之修改：两个限额之间的数额为不能确定，见第五十一条。',
      en: 'The Penalty Law raised its limit in 2021 and these rules were not amended: between the two it is unknown, see Penalty Law 51.',
    },
  ],
  rows: [
    { id: 'mps/37/person', value: 50, ...row },
    { id: 'mps/37/unit', value: 1000, ...row },
  ],
}

/** Whether the police rules allow this fine on the spot. */
export const onTheSpotByPoliceRules: (facts: SpotFacts, book: Book) => Finding = spotLimit(article.id)
