/** 北京市人民政府令第185号 第十九条：应建不建或者不按规范标准建设 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2007-04-01',
  source: '北京市人民政府令第185号第十九条',
  status: 'original text seen; amounts and steps corroborated by the Beijing police discretion standard',
}

export const article: Article = {
  id: '185/19',
  title: { zh: '应建不建或者不按标准建设', en: 'Not building, or not to the standards' },
  asks: {
    zh: '应当建设系统而不建设，或者不按规范和标准建设的，先责令限期整改并警告；逾期不整改或者复查不合格的，对单位和责任人员罚款。',
    en: 'Who has to build a system and doesn’t, or not to the norms and standards, is ordered to rectify within a limit and warned; overdue, or rectified badly, the unit and the persons responsible are fined.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '条文没有写明所违反的条款；“不建设”指第五条，“不按规范和标准”按第八条理解。',
      en: 'The article names no breach; “not building” is Article 5, “not to the norms and standards” is read as Article 8.',
    },
    {
      zh: '责令限期整改与警告须各有文书；期限届满的证明与复查不合格的证明有其一即可。',
      en: 'Order and warning each need a document; of the passed deadline and the failed re-inspection one is enough.',
    },
    {
      zh: '条例施行后本条是否部分被取代，没有明确规定，答复中注明。',
      en: 'Whether the article is partly displaced since the Order is not settled; an answer says so.',
    },
  ],
  rows: [
    ...bandRows('185/19', row, {
      unit: [10000, 30000],
      principal: [500, 1000],
      'directly-responsible': [500, 1000],
    }),
  ],
}

export const penalty: Penalty = {
  rule: article.id,
  law: 'decree',
  place: 'any',
  lasting: true,
  stages: [
    {
      asks: [['order'], ['warning'], ['deadline-passed', 're-inspection-failed']],
      bands: {
        unit: '185/19/unit',
        principal: '185/19/principal',
        'directly-responsible': '185/19/directly-responsible',
      },
      mandatory: true,
    },
  ],
}

/** The fine for not building a system, or not to the standards: after order, warning and a passed deadline. */
export const notBuiltFine = fineUnder(penalty)
