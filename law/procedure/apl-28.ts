/** 行政处罚法 第二十八条：处罚时责令改正 */
import type { Article } from '../article.ts'
import { maybe, orderedOn, type Step } from '../facts/prior-steps.ts'
import { type Finding, no, type RuleId, type Text, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: 'apl/28',
  title: { zh: '处罚时责令改正', en: 'An order to correct with every penalty' },
  asks: {
    zh: '实施处罚时，应当责令改正或者限期改正违法行为。',
    en: 'With any penalty the act is also ordered to be corrected, at once or within a limit.',
  },
  decides: {
    zh: '是否已有责令改正的文书，以及按所依条款应使用哪一种文书。',
    en: 'Whether there is a document of an order to correct, and which paper the rule calls for.',
  },
  open: [
    {
      zh: '第185号令第二十四、二十五条没有写明责令，仍按本条责令改正。',
      en: 'Decree 185 Arts 24 and 25 name no order; this article still asks for one.',
    },
  ],
  rows: [],
}

const LIMIT: Text = { zh: '责令限期整改通知书', en: 'order to rectify within a limit' }
const CORRECT: Text = { zh: '责令改正通知书', en: 'order to correct' }
const CORRECT_BY: Text = { zh: '责令限期改正通知书', en: 'order to correct within a limit' }
const DISMANTLE: Text = { zh: '责令拆除', en: 'order to dismantle' }

const PAPERS: { readonly [rule: RuleId]: Text } = {
  '185/19': LIMIT,
  '185/20': CORRECT,
  '185/21': DISMANTLE,
  '185/22': CORRECT,
  '185/23': LIMIT,
  '799/13': CORRECT,
  '799/26': CORRECT_BY,
  '799/27(2)': CORRECT,
  '799/29': CORRECT_BY,
  '799/30': CORRECT,
}

/** The paper a rule calls for, or the plain order where the rule names none. */
export const orderPaper = (rule: RuleId): Text => PAPERS[rule] ?? CORRECT

const used = ['priorSteps']
const ORDERED = yes(article.id, { zh: '已有责令改正的文书。', en: 'There is an order to correct.' }, used)
const NOT_ORDERED = no(
  article.id,
  {
    zh: '没有责令改正的文书；处罚时须一并责令。',
    en: 'There is no order to correct; one has to go with the penalty.',
  },
  used,
)
const OPEN = unknown(
  article.id,
  { zh: '是否已责令改正尚不清楚。', en: 'Whether correction was ordered is not known.' },
  used,
)

/** Whether an order to correct is shown by a document. */
export function correctionOrdered(steps: readonly Step[] | undefined): Finding {
  if (steps === undefined) return OPEN
  if (orderedOn(steps, '') !== null) return ORDERED
  return steps.some((step) => maybe(step, ['order'], '')) ? OPEN : NOT_ORDERED
}

const withPaper = new Map<RuleId, Finding>()

/** What to say beside a fine for which no order is shown yet. */
export function orderGoesWith(rule: RuleId): Finding {
  let remark = withPaper.get(rule)
  if (remark === undefined) {
    const { zh, en } = orderPaper(rule)
    remark = yes(
      article.id,
      { zh: `处罚的同时须出具：${zh}。`, en: `With the penalty goes its paper: ${en}.` },
      used,
    )
    withPaper.set(rule, remark)
  }
  return remark
}
