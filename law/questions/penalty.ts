/** Whether a fine under a penalty article is possible, in which band, and what has to come before it. */
import { citation } from '../citation.ts'
import { date, oneOf, orNone } from '../facts/fact.ts'
import { placeClass } from '../facts/place-class.ts'
import { lastedTo, priorSteps, STEPS, type Step, type StepKind, subject } from '../facts/prior-steps.ts'
import { type Fineless, type Fining, PENALTIES, type PenaltyRule } from '../penalties.ts'
import { maybeDisplaced } from '../procedure/apl-14.ts'
import { correctionOrdered, orderGoesWith } from '../procedure/apl-28.ts'
import { ONCE } from '../procedure/apl-29.ts'
import { type Band, earliest, type Referral } from '../procedure/fine.ts'
import { hearingOffered } from '../procedure/mps-123.ts'
import { type Finding, type RuleId, type Text, unknown, yes } from '../reason/finding.ts'
import { contradiction, isBefore, question, type Try } from './question.ts'

export type PenaltyAnswer = {
  readonly bands: readonly Band[]
  /** All that the rule asks for before the fine. */
  readonly requires: readonly { readonly kind: StepKind }[]
  readonly lacking: readonly { readonly kind: StepKind }[]
  readonly displacedBy?: RuleId
  readonly referral?: readonly Referral[]
}

const REFERRALS: { readonly [to in Referral]: Text } = {
  'public-security': { zh: '治安管理处罚', en: 'public-security penalty' },
  criminal: { zh: '刑事责任', en: 'criminal liability' },
  'secrets-law': { zh: '国家秘密、军事秘密的有关法律', en: 'the laws on state and military secrets' },
  'competent-department': {
    zh: '通报有关主管部门（暂停业务、停业整顿、吊销许可或者执照）',
    en: 'tell the competent department (suspension, closure, revoking of licences)',
  },
  'own-department': { zh: '工作人员的主管部门追究责任', en: 'the officials’ own department' },
  'superior-organ': { zh: '上级机关责令改正、给予处分', en: 'the superior organ' },
  'cybersecurity-law': { zh: '网络安全法', en: 'Cybersecurity Law' },
  'data-security-law': { zh: '数据安全法', en: 'Data Security Law' },
  'personal-information-law': { zh: '个人信息保护法', en: 'Personal Information Protection Law' },
}

const NO_RULE = unknown('apl/4', { zh: '没有指明处罚条款。', en: 'No penalty article is named.' }, ['rule'])
const HIGHER_OPEN = unknown(
  '185/23',
  {
    zh: '如果责令后逾期或者复查不合格，适用较高的幅度；此前的程序未知。',
    en: 'After an order that passed, or failed re-inspection, the higher band applies; the prior steps are not known.',
  },
  ['priorSteps'],
)

const rules = Object.keys(PENALTIES) as PenaltyRule[]
const ruleNames = Object.fromEntries(rules.map((rule) => [rule, citation(rule)])) as {
  readonly [rule in PenaltyRule]: Text
}
/** What was asked about: every answer depends on it. */
const ABOUT: ReadonlyMap<PenaltyRule, Finding> = new Map(
  rules.map((rule) => {
    const { zh, en } = citation(rule)
    return [rule, yes(rule, { zh: `所问为${zh}。`, en: `Asked about ${en}.` }, ['rule'])]
  }),
)
const entryOf = (rule: PenaltyRule): Fining | Fineless => PENALTIES[rule]
const kinds = (list: readonly StepKind[]) => list.map((kind) => ({ kind }))
const name = 'penalty'

export const penalty = question({
  name,
  title: { zh: '罚款', en: 'Penalty' },
  facts: {
    rule: oneOf<PenaltyRule>({ zh: '处罚条款', en: 'penalty article' }, ruleNames),
    subject,
    placeClass,
    actedOn: date({ zh: '行为之日', en: 'day of the act' }),
    endedOn: orNone(
      date({ zh: '行为终了之日（none：仍在继续）', en: 'day the act ended (none: it goes on)' }),
    ),
    decidedOn: date({ zh: '决定之日', en: 'day of the decision' }),
    priorSteps,
  },
  says: {
    yes: {
      zh: '行为属实的，现在可以依本条罚款；是否罚款由公安机关决定。',
      en: 'If the conduct is proven, a fine under the article is possible now; whether there is one is for the police to decide.',
    },
    no: { zh: '现在不能依本条罚款。', en: 'A fine under the article is not possible now.' },
    unknown: {
      zh: '能否依本条罚款尚不能确定，不得据此罚款；请人工核实。',
      en: 'Whether a fine under the article is possible can not be said; none may rest on this, and a person has to look.',
    },
  },
  turns: [
    ...['185/19/', '185/20/', '185/21/', '185/22/', '185/23/', '185/24/', '185/25/', '185/27/'],
    ...['799/26/', '799/27/', '799/28/', '799/29/', '799/30/', '799/34/', 'apl/36/years', 'mps/123/'],
  ],

  refuse({ rule, actedOn, endedOn, decidedOn, priorSteps: steps }) {
    if (isBefore(decidedOn, actedOn))
      return contradiction(
        `${name}/decided-before-act`,
        'decidedOn',
        '决定在行为之前；请核对日期。',
        'it was decided before the act; check the days.',
      )
    if (isBefore(endedOn, actedOn))
      return contradiction(
        `${name}/ended-before-act`,
        'endedOn',
        '行为在开始之前已经终了；请核对日期。',
        'the act ended before it was done; check the days.',
      )
    if (steps === undefined) return null
    const wrong = (what: string, i: number, zh: string, en: string) =>
      contradiction(`${name}/${what}`, `priorSteps[${i}].on`, zh, en)
    let before: string | undefined
    for (const [i, { on }] of steps.entries()) {
      if (isBefore(on, actedOn))
        return wrong(
          'step-before-act',
          i,
          '这一程序在行为之前；请核对日期。',
          'the step was before the act; check the days.',
        )
      if (isBefore(decidedOn, on))
        return wrong(
          'step-after-decision',
          i,
          '这一程序在决定之后；此前的程序应在决定之前。',
          'the step was after the decision; prior steps come before it.',
        )
      if (isBefore(on, before))
        return wrong(
          'steps-out-of-order',
          i,
          '程序没有按日期先后列出；请按先后排列并核对日期。',
          'the steps are not in the order of their days; list them so and check the days.',
        )
      before = on ?? before
    }
    const early = answersNothing(steps)
    if (early >= 0)
      return wrong(
        'steps-out-of-order',
        early,
        '逾期、复查不合格或者拒不改正在责令改正之前；请核对日期。',
        'a passed deadline, failed re-inspection or refusal comes before the order to correct; check the days.',
      )
    if (rule !== undefined) {
      const entry = entryOf(rule)
      const unwarned =
        'penalty' in entry && entry.penalty.stages[0]!.asks.some(isWarning) ? beforeWarning(steps) : null
      if (unwarned !== null)
        return wrong(
          'steps-out-of-order',
          unwarned,
          '警告与责令一并作出；逾期、复查不合格或者拒不改正在警告之前；请核对日期。',
          'the warning is given with the order; a passed deadline, failed re-inspection or refusal comes before it; check the days.',
        )
      const lasted = 'penalty' in entry && entry.penalty.lasting ? lastedTo(steps) : null
      if (isBefore(endedOn, lasted ?? undefined))
        return contradiction(
          `${name}/ended-before-step`,
          'endedOn',
          `行为已在${lasted}之前终了，即已改正，与该日的逾期、复查不合格或者拒不改正矛盾；请核对。`,
          `it ended before ${lasted}, so it was put right, against the paper of that day that says it was not; check both.`,
        )
    }
    return null
  },

  decide(facts, { book }) {
    const { rule } = facts
    if (rule === undefined) return { finding: NO_RULE, answer: () => null }
    const entry = entryOf(rule)
    if ('none' in entry)
      return {
        finding: entry.none,
        answer: () => answer([], [], [], null, entry.referral),
        remarks: () => [ABOUT.get(rule)!],
      }
    const { finding, bands, requires, lacking, displacedBy } = entry.fine(facts, book)
    return {
      finding,
      answer: () => answer(bands, requires, lacking, displacedBy, entry.penalty.referral),
      remarks: () => {
        const remarks: Finding[] = [ABOUT.get(rule)!]
        const { law, beside, stages } = entry.penalty
        if (law === 'decree' && beside === undefined && finding.outcome !== 'no') {
          const maybe = maybeDisplaced(facts, book)
          if (maybe !== null) remarks.push(maybe)
        }
        if (finding.outcome !== 'yes') return remarks
        const { subject, decidedOn, priorSteps: steps, on } = facts
        if (stages.length > 1 && steps === undefined) remarks.push(HIGHER_OPEN)
        if (correctionOrdered(steps).outcome !== 'yes') remarks.push(orderGoesWith(rule))
        remarks.push(ONCE, hearingOffered(law, subject, bands[0]!.max, earliest(decidedOn!, on), book))
        return remarks
      },
    }
  },

  tries: (facts) => otherSteps(facts),

  tell(told) {
    const lines: Text[] = told.bands.map(({ rule, min, max, mandatory }) => ({
      zh: `${rule}：${min}元至${max}元${mandatory ? '' : '（可以并处）'}。`,
      en: `${rule}: CNY ${min} to ${max}${mandatory ? '' : ' (optional)'}.`,
    }))
    if (told.bands.length === 0) lines.push({ zh: '没有可用的罚款幅度。', en: 'No band is open.' })
    const list = (steps: readonly { readonly kind: StepKind }[], language: keyof Text) =>
      steps.map(({ kind }) => STEPS[kind][language]).join(language === 'zh' ? '、' : ', ')
    for (const [steps, zh, en] of [
      [told.requires, '罚款之前须有', 'Needed before a fine'],
      [told.lacking, '尚缺', 'Still lacking'],
    ] as const)
      if (steps.length > 0)
        lines.push({ zh: `${zh}：${list(steps, 'zh')}。`, en: `${en}: ${list(steps, 'en')}.` })
    if (told.displacedBy !== undefined)
      lines.push({ zh: `被${told.displacedBy}取代。`, en: `Displaced by ${told.displacedBy}.` })
    if (told.referral !== undefined)
      lines.push({
        zh: `另行处理：${told.referral.map((to) => REFERRALS[to].zh).join('、')}。`,
        en: `Beside it: ${told.referral.map((to) => REFERRALS[to].en).join(', ')}.`,
      })
    return lines
  },
})

const ANSWERS_ORDER: ReadonlySet<StepKind> = new Set(['deadline-passed', 're-inspection-failed', 'refusal'])

/** Where an answer to an order is dated before the first order, with or without its document; -1 where none is. */
function answersNothing(steps: readonly Step[]): number {
  const order = steps.find(({ kind }) => kind === undefined || kind === 'order')
  if (order?.kind !== 'order') return -1
  return steps.findIndex(({ kind, on }) => ANSWERS_ORDER.has(kind!) && isBefore(on, order.on))
}

const isWarning = (kinds: readonly StepKind[]): boolean => kinds.includes('warning')

/** Where the last answer to an order is dated before the first warning; null where one comes with it or after. */
function beforeWarning(steps: readonly Step[]): number | null {
  const warning = steps.find(({ kind }) => kind === undefined || kind === 'warning')
  const at = steps.findLastIndex(({ kind }) => kind === undefined || ANSWERS_ORDER.has(kind))
  const last = steps[at]
  return warning?.kind === 'warning' && last?.kind !== undefined && isBefore(last.on, warning.on) ? at : null
}

function answer(
  bands: readonly Band[],
  requires: readonly StepKind[],
  lacking: readonly StepKind[],
  displacedBy: RuleId | null,
  referral: readonly Referral[] | undefined,
): PenaltyAnswer {
  return {
    bands,
    requires: kinds(requires),
    lacking: kinds(lacking),
    ...(displacedBy === null ? {} : { displacedBy }),
    ...(referral === undefined || referral.length === 0 ? {} : { referral }),
  }
}

/** The steps with one less, none at all, and all that the rule asks for, on the day of the decision. */
function otherSteps(facts: {
  readonly rule?: PenaltyRule | undefined
  readonly decidedOn?: string | undefined
  readonly priorSteps?: readonly Step[] | undefined
}): readonly Try[] {
  const { rule, decidedOn, priorSteps: steps } = facts
  const tries: Try[] = [{ fact: 'priorSteps', to: [] }]
  if (steps !== undefined)
    for (const i of steps.keys()) tries.push({ fact: 'priorSteps', to: steps.toSpliced(i, 1) })
  if (rule === undefined || decidedOn === undefined) return tries
  const entry = entryOf(rule)
  if ('penalty' in entry) {
    const { asks } = entry.penalty.stages[0]!
    tries.push({
      fact: 'priorSteps',
      to: asks.map(([kind]) => ({ kind: kind!, on: decidedOn, document: '（文书）' })),
    })
  }
  return tries
}
