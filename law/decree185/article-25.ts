/** 北京市人民政府令第185号 第二十五条：拒不提供图像信息 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2007-04-01',
  source: '北京市人民政府令第185号第二十五条',
  status: 'original text seen; the English translation agrees in shape',
}

export const article: Article = {
  id: '185/25',
  title: { zh: '拒不提供图像信息', en: 'Refusing to provide images' },
  asks: {
    zh: '突发公共事件时拒不向有权部门提供图像信息的，对单位和责任人员罚款；构成治安违法或者犯罪的另行处理。',
    en: 'Refusing images to the competent departments when a sudden public event occurs is fined at once, unit and persons responsible; public-security or criminal law may follow.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '拒绝是本条的行为本身：没有回应、单位端离线、拒绝不符合第十七条的请求，都不是拒不提供。',
      en: 'Refusing is the act itself: silence, an offline station, or declining a request that fails Article 17 is none.',
    },
    {
      zh: '本条未规定责令；行政处罚法第二十八条要求处罚时责令改正。',
      en: 'The article orders nothing itself; Penalty Law 28 asks for an order to correct with any penalty.',
    },
    {
      zh: '条例施行后本条是否部分被取代，没有明确规定，答复中注明。',
      en: 'Whether the article is partly displaced since the Order is not settled; an answer says so.',
    },
  ],
  rows: [
    ...bandRows('185/25', row, {
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
        unit: '185/25/unit',
        principal: '185/25/principal',
        'directly-responsible': '185/25/directly-responsible',
      },
      mandatory: true,
    },
  ],
  referral: ['public-security', 'criminal'],
}

/** The fine for refusing images under Article 16: at once. */
export const refusedFine = fineUnder(penalty)
