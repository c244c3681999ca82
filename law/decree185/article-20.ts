/** 北京市人民政府令第185号 第二十条：擅自采集本单位范围以外的公共区域 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2007-04-01',
  source: '北京市人民政府令第185号第二十条',
  status: 'original text seen; unit band corroborated by press 2007-07-03 and 2006-12',
}

export const article: Article = {
  id: '185/20',
  title: { zh: '擅自采集范围以外公共区域', en: 'Images of public areas outside one’s scope' },
  asks: {
    zh: '单位的系统擅自采集本单位范围以外公共区域图像的，责令改正，同时对单位和责任人员罚款。',
    en: 'A unit whose system collects images of public areas outside its own scope without authority is ordered to correct and fined with it, as are the persons responsible.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '画面占比只是线索：是否“擅自”、是否属于范围以外，由人判断。',
      en: 'A share of the picture is a hint; whether it was without authority and outside the scope is for a person.',
    },
    {
      zh: '条例施行后本条是否部分被取代，没有明确规定，答复中注明。',
      en: 'Whether the article is partly displaced since the Order is not settled; an answer says so.',
    },
  ],
  rows: [
    ...bandRows('185/20', row, {
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
        unit: '185/20/unit',
        principal: '185/20/principal',
        'directly-responsible': '185/20/directly-responsible',
      },
      mandatory: true,
    },
  ],
}

/** The fine for collecting images of public areas outside the unit’s scope: with the order. */
export const outsideScopeFine = fineUnder(penalty)
