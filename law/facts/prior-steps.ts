/** Whom a fine would be for, and what was done before it. A paper without a document doesn't count. */
import { date, listOf, oneOf, orNone, text } from './fact.ts'

export const SUBJECTS = {
  unit: { zh: '单位', en: 'the unit' },
  principal: { zh: '单位主要负责人', en: 'the principal of the unit' },
  'directly-responsible': { zh: '直接责任人员', en: 'a person directly responsible' },
  'person-in-charge': { zh: '直接负责的主管人员', en: 'the person directly in charge' },
  'other-responsible': { zh: '其他直接责任人员', en: 'another person directly responsible' },
  individual: { zh: '个人', en: 'an individual' },
} as const

export type Subject = keyof typeof SUBJECTS

export const subject = oneOf<Subject>({ zh: '处罚对象', en: 'whom the fine is for' }, SUBJECTS)

export const STEPS = {
  order: { zh: '责令改正', en: 'order to correct' },
  warning: { zh: '警告', en: 'warning' },
  'deadline-passed': { zh: '逾期未整改', en: 'deadline passed without rectification' },
  're-inspection-failed': { zh: '复查不合格', en: 're-inspection failed' },
  refusal: { zh: '拒不改正', en: 'refusal to correct' },
  'serious-consequence': { zh: '造成严重后果', en: 'serious consequence' },
} as const

export type StepKind = keyof typeof STEPS

export const priorSteps = listOf(
  { zh: '此前的程序', en: 'prior steps' },
  {
    kind: oneOf<StepKind>({ zh: '种类', en: 'kind' }, STEPS),
    on: date({ zh: '日期', en: 'day' }),
    document: orNone(text({ zh: '文书', en: 'document' })),
  },
)

export type Step = NonNullable<(typeof priorSteps)['value']>[number]

/** Whether a document shows it: true, false where there is known to be none, null where that isn't known. */
const shown = ({ document }: Step): boolean | null => (document === undefined ? null : document !== 'none')

/** Whether it is one of these kinds, with a document, on a day not before `from`. An absent kind or day is neither. */
export const surely = (step: Step, kinds: readonly StepKind[], from: string): boolean =>
  kinds.includes(step.kind!) && shown(step) === true && step.on! >= from

/** Whether it could be, if more were known about it. */
export const maybe = (step: Step, kinds: readonly StepKind[], from: string): boolean =>
  (step.kind === undefined || kinds.includes(step.kind)) &&
  shown(step) !== false &&
  (step.on === undefined || step.on >= from)

const STILL: readonly StepKind[] = ['deadline-passed', 're-inspection-failed', 'refusal']

/**
 * The last day on which a document shows that nothing had been put right; null where none does.
 * @param steps by day, as the question takes them.
 */
export const lastedTo = (steps: readonly Step[] | undefined): string | null =>
  steps?.findLast((step) => surely(step, STILL, ''))?.on ?? null

const ORDER: readonly StepKind[] = ['order']

/** The earliest day of one of these kinds that has its document; null where there is none. @param steps by day. */
export const firstShown = (
  steps: readonly Step[] | undefined,
  kinds: readonly StepKind[],
  from: string,
): string | null => steps?.find((step) => surely(step, kinds, from))?.on ?? null

/** The earliest day of an order to correct that has its document; null where there is none. @param steps by day. */
export const orderedOn = (steps: readonly Step[] | undefined, from: string): string | null =>
  firstShown(steps, ORDER, from)
