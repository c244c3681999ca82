/** 国务院令第799号 第二十九条：未备案或者提供虚假备案信息 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2025-04-01',
  source: '国务院令第799号第二十九条',
  status: 'original text seen',
}

export const article: Article = {
  id: '799/29',
  title: { zh: '未备案或者虚假备案', en: 'Not filing, or filing falsely' },
  asks: {
    zh: '第七条场所未按第十四条备案或者备案虚假的，责令限期改正；拒不改正的罚款。',
    en: 'Not filing under Article 14, or filing falsely, in a place of Article 7: order to correct within a limit; on refusal a fine.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '“拒不改正”须有文书；仅逾期而没有拒绝的证明，不视为拒绝。',
      en: 'Refusal needs a document; a passed deadline alone is not taken for one.',
    },
    {
      zh: '条文没有区分单位与个人：罚款对象理解为管理单位。',
      en: 'The text doesn’t split unit and person: the managing unit is the one that is fined.',
    },
    {
      zh: '2025年4月1日之前已终了、此后决定的，与办法第二十二条并列，结论为不能确定。',
      en: 'Acts that ended before 2025-04-01 and are decided later: shown beside the Decree’s Article 22, unknown.',
    },
  ],
  rows: [
    ...bandRows('799/29', row, {
      unit: [null, 10000],
    }),
  ],
}

export const penalty: Penalty = {
  rule: article.id,
  law: 'order',
  place: 'article-7',
  lasting: true,
  stages: [{ asks: [['order'], ['refusal']], bands: { unit: '799/29/unit' }, mandatory: true }],
  // Only the unit is fined under this article, so only its band stands beside.
  beside: { rule: '185/22', bands: { unit: '185/22/unit' }, mandatory: true },
}

/** The Order’s fine for not filing or filing falsely: after the order, on refusal. */
export const notFiledOrderFine = fineUnder(penalty)
