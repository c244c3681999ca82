/** 北京市人民政府令第185号 第二十四条：违反图像信息安全管理制度 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2007-04-01',
  source: '北京市人民政府令第185号第二十四条',
  status:
    'original text seen; the English translation agrees in shape; press: unit max 30000, person max 1000',
}

export const article: Article = {
  id: '185/24',
  title: { zh: '违反信息安全管理制度', en: 'Breaking the information-security regime' },
  asks: {
    zh: '没有建立健全或者违反图像信息安全管理制度，以及擅自查阅、复制、提供、传播图像的，对单位和责任人员罚款；构成治安违法或者犯罪的另行处理。',
    en: 'Lacking or breaking the information-security regime, and unauthorised viewing, copying, providing or spreading, is fined at once, unit and persons responsible; public-security or criminal law may follow.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '本条未规定责令；行政处罚法第二十八条要求处罚时责令改正。',
      en: 'The article orders nothing itself; Penalty Law 28 asks for an order to correct with any penalty.',
    },
    {
      zh: '是否“擅自”由人判断；办法允许的查看、调取、复制不属于。',
      en: 'Whether it was unauthorised is for a person; what the Decree allows is not.',
    },
    {
      zh: '条例施行后本条是否部分被取代，没有明确规定，答复中注明。',
      en: 'Whether the article is partly displaced since the Order is not settled; an answer says so.',
    },
  ],
  rows: [
    ...bandRows('185/24', row, {
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
  lasting: false,
  stages: [
    {
      asks: [],
      bands: {
        unit: '185/24/unit',
        principal: '185/24/principal',
        'directly-responsible': '185/24/directly-responsible',
      },
      mandatory: true,
    },
  ],
  referral: ['public-security', 'criminal'],
}

/** The fine for lacking or breaking the information-security regime: at once. */
export const regimeFine = fineUnder(penalty)
