/** 北京市人民政府令第185号 第二十三条：未采取运行安全管理措施 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2007-04-01',
  source: '北京市人民政府令第185号第二十三条',
  status: 'original text seen; the English translation agrees in shape',
}

export const article: Article = {
  id: '185/23',
  title: { zh: '未采取运行安全管理措施', en: 'No operating-safety measures' },
  asks: {
    zh: '没有采取保障系统运行安全的管理措施、影响系统安全运行的，责令限期整改，可以同时罚款；逾期不整改或者复查不合格的，处更高罚款。',
    en: 'Where measures for safe running lack and that affects the running, an order to rectify within a limit comes with an optional fine; overdue or rectified badly, a higher one is due.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '须同时“影响系统安全运行”；是否影响由人判断。',
      en: 'It also has to affect the safe running of the system; whether it does is for a person.',
    },
    {
      zh: '可选的罚款与责令一并作出，不要求其他程序；没有证明逾期或者复查不合格的，不显示较高幅度。',
      en: 'The optional fine comes with the order and asks for no step; without proof of a passed deadline or a failed re-inspection the higher band isn’t shown.',
    },
    {
      zh: '条例施行后本条是否部分被取代，没有明确规定，答复中注明。',
      en: 'Whether the article is partly displaced since the Order is not settled; an answer says so.',
    },
  ],
  rows: [
    ...bandRows('185/23/with-order', row, {
      unit: [1000, 10000],
      principal: [null, 500],
      'directly-responsible': [null, 500],
    }),
    ...bandRows('185/23/overdue', row, {
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
        unit: '185/23/with-order/unit',
        principal: '185/23/with-order/principal',
        'directly-responsible': '185/23/with-order/directly-responsible',
      },
      mandatory: false,
    },
    {
      asks: [['order'], ['deadline-passed', 're-inspection-failed']],
      bands: {
        unit: '185/23/overdue/unit',
        principal: '185/23/overdue/principal',
        'directly-responsible': '185/23/overdue/directly-responsible',
      },
      mandatory: true,
    },
  ],
}

/** The fines for lacking operating-safety measures: optional with the order, higher when overdue. */
export const unsafeRunningFine = fineUnder(penalty)
