/** Which law binds a system: Decree 185 Arts 2 and 3, Order 799 Arts 2, 7, 9 and 33. Everything else follows from it. */
import { saidInBeijing } from '../decree185/article-02.ts'
import { concernsPublicSafety } from '../decree185/article-03.ts'
import { decreeInForce } from '../decree185/article-27.ts'
import { boolean } from '../facts/fact.ts'
import { placeClass } from '../facts/place-class.ts'
import { boundByOrder } from '../order799/article-02.ts'
import { all, any, type Outcome, type Text } from '../reason/finding.ts'
import { question } from './question.ts'

/** A part that isn't known whole is null. */
export type Applicability = {
  readonly decree185: boolean | null
  readonly order799: { readonly binds: readonly string[]; readonly exempt: readonly string[] } | null
}

export const applicability = question({
  name: 'applicability',
  title: { zh: '适用哪些规定', en: 'Which law applies' },
  facts: {
    inBeijing: boolean({ zh: '在北京市行政区域内', en: 'lies in Beijing' }),
    publicSafety: boolean({
      zh: '记录涉及公共安全的区域',
      en: 'records an area concerning public safety',
    }),
    placeClass,
  },
  says: {
    yes: { zh: '至少有一部规定适用。', en: 'At least one of the two applies.' },
    no: { zh: '当日两部规定均不适用。', en: 'On that day neither applies.' },
    unknown: {
      zh: '是否适用尚不能确定，请人工核实。',
      en: 'Whether either applies can not be said; a person has to look.',
    },
  },
  turns: ['185/27/', '799/2/', '799/9/', '799/34/'],

  refuse: () => null,

  decide(facts, { book }) {
    const decree = all(
      decreeInForce(facts.on, book),
      saidInBeijing(facts.inBeijing),
      concernsPublicSafety(facts.publicSafety),
    )
    const order = boundByOrder(facts, book)
    const finding = any(decree, order.finding)
    return {
      finding,
      answer: () =>
        finding.outcome === 'unknown'
          ? null
          : {
              decree185: known(decree.outcome),
              order799: order.binds === null ? null : { binds: order.binds, exempt: order.exempt },
            },
      // The law that doesn't decide is told too: that it doesn't bind, or why it isn't known.
      remarks: () => [decree, order.finding],
    }
  },

  tell: ({ decree185, order799 }) => [
    decree185 === null
      ? { zh: '第185号令是否适用未知。', en: 'Whether Decree 185 applies is not known.' }
      : decree185
        ? { zh: '第185号令适用。', en: 'Decree 185 applies.' }
        : { zh: '第185号令不适用。', en: 'Decree 185 does not apply.' },
    ...(order799 === null
      ? [{ zh: '第799号令的哪些条文适用未知。', en: 'Which articles of Order 799 bind is not known.' }]
      : orderLines(order799.binds, order799.exempt)),
  ],
})

const known = (outcome: Outcome): boolean | null => (outcome === 'unknown' ? null : outcome === 'yes')

function orderLines(binds: readonly string[], exempt: readonly string[]): Text[] {
  if (binds.length === 0) return [{ zh: '第799号令没有条文适用。', en: 'No article of Order 799 binds.' }]
  const lines = [
    { zh: `第799号令适用：${binds.join('、')}。`, en: `Of Order 799 bind: ${binds.join(', ')}.` },
  ]
  if (exempt.length > 0)
    lines.push({
      zh: `第九条除外：${exempt.join('、')}。`,
      en: `Exempt under Article 9: ${exempt.join(', ')}.`,
    })
  return lines
}
