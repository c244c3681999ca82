/** 北京市人民政府令第185号 第二十二条：不遵守备案制度 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2007-04-01',
  source: '北京市人民政府令第185号第二十二条',
  status: 'original text seen; the English translation agrees in shape',
}

export const article: Article = {
  id: '185/22',
  title: { zh: '不遵守备案制度', en: 'Not complying with filing' },
  asks: {
    zh: '不遵守备案制度的，责令改正，同时对单位和责任人员罚款。',
    en: 'Who doesn’t comply with filing is ordered to correct and fined with it, as are the persons responsible.',
  },
  decides: {
    zh: '在列明的处罚对象、日期之下，现在可否依本条罚款，幅度多少，是否已被第799号令第二十九条取代。',
    en: 'Whether a fine under the article is possible now for the subject and days given, in which band, and whether Order 799 Art. 29 displaces it.',
  },
  open: [
    {
      zh: '第799号令第十四条适用的场所，2025年4月1日以后的行为不再适用本条罚款，以该令第二十九条为准；此前已终了、此后决定的，两者并列，结论为不能确定。',
      en: 'Where Order 799 Art. 14 binds, acts from 2025-04-01 are no longer fined under this article but under Art. 29; for those that had ended before and are decided later both are shown, unknown.',
    },
    {
      zh: '不备案的状态持续到备案为止，时限自终了之日起算。',
      en: 'Not filing goes on until it is filed; the time limit counts from its end.',
    },
  ],
  rows: [
    ...bandRows('185/22', row, {
      unit: [1000, 10000],
      principal: [null, 500],
      'directly-responsible': [null, 500],
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
      asks: [],
      bands: {
        unit: '185/22/unit',
        principal: '185/22/principal',
        'directly-responsible': '185/22/directly-responsible',
      },
      mandatory: true,
    },
  ],
  beside: { rule: '799/29', bands: { unit: '799/29/unit' }, mandatory: true },
}

/** The Decree’s fine for not filing: with the order, unless Order 799 Art. 29 displaces it. */
export const notFiledFine = fineUnder(penalty)
