/** 北京市人民政府令第185号 第二十一条：擅自在公共场所设置系统 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2007-04-01',
  source: '北京市人民政府令第185号第二十一条',
  status: 'original text seen; individual band corroborated by press 2006-12',
}

export const article: Article = {
  id: '185/21',
  title: { zh: '擅自在公共场所设置', en: 'Setting up where only government may' },
  asks: {
    zh: '在应由政府设置系统的公共场所擅自设置的，责令拆除；单位设置的对单位和责任人员罚款，个人设置的对个人罚款。',
    en: 'A system set up without authority in a public place reserved to government is to be dismantled; a unit and the persons responsible, or an individual, is fined with it.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '“擅自”指没有政府授权；设置地点是否属于第七条场所由人判断。',
      en: '“Without authority” is without that of government; whether the position is one of Article 7 is for a person.',
    },
    {
      zh: '条例施行后本条是否部分被取代，没有明确规定，答复中注明。',
      en: 'Whether the article is partly displaced since the Order is not settled; an answer says so.',
    },
  ],
  rows: [
    ...bandRows('185/21', row, {
      unit: [10000, 30000],
      principal: [500, 1000],
      'directly-responsible': [500, 1000],
      individual: [500, 1000],
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
        unit: '185/21/unit',
        principal: '185/21/principal',
        'directly-responsible': '185/21/directly-responsible',
        individual: '185/21/individual',
      },
      mandatory: true,
    },
  ],
}

/** The fine for setting up a system in a place reserved to government: with the order to dismantle. */
export const reservedPlaceFine = fineUnder(penalty)
