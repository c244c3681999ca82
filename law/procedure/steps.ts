/** Whether the steps that an article asks for before a fine were taken, each shown by a document. */
import { firstShown, maybe, STEPS, type Step, type StepKind, surely } from '../facts/prior-steps.ts'
import { all, type Finding, no, type RuleId, unknown, yes } from '../reason/finding.ts'

export type Steps = {
  readonly finding: Finding
  /** All that is asked; where either of two will do, the one that is shown, else the first. */
  readonly requires: readonly StepKind[]
  /** Of these, the ones not shown. */
  readonly lacking: readonly StepKind[]
}

const NONE: readonly never[] = []
const AFTER_ORDER: readonly StepKind[] = ['deadline-passed', 're-inspection-failed', 'refusal']
const GIVEN_TOGETHER: readonly StepKind[] = ['order', 'warning']

/**
 * @param asks each is needed, any of its kinds will do.
 * @returns a function of the steps of a case (absent: unknown) and the first day of the law they have to be under.
 */
export function stepsBefore(
  rule: RuleId,
  asks: readonly (readonly StepKind[])[],
): (steps: readonly Step[] | undefined, from: string) => Steps {
  if (asks.length === 0) {
    const finding = yes(rule, {
      zh: '罚款与责令一并作出，此前不需要其他程序。',
      en: 'The fine comes with the order itself or at once; no step is needed before it.',
    })
    const nothing: Steps = { finding, requires: NONE, lacking: NONE }
    return () => nothing
  }
  const leaves = asks.map((kinds) => leavesOf(rule, kinds))
  const first = asks.map((kinds) => kinds[0]!)
  const unsaid: Steps = {
    finding: all(...leaves.map(({ open }) => open)),
    requires: first,
    lacking: first,
  }
  return (steps, from) => {
    if (steps === undefined) return unsaid
    const findings: Finding[] = []
    const requires: StepKind[] = []
    const lacking: StepKind[] = []
    const since = answeredFrom(asks, from, (kinds) => firstShown(steps, kinds, from))
    const couldSince = answeredFrom(
      asks,
      from,
      (kinds) => steps.find((step) => maybe(step, kinds, from))?.on ?? null,
    )
    for (let i = 0; i < asks.length; i++) {
      const leaf = leaves[i]!
      const shown = shownKind(steps, asks[i]!, from, since)
      requires.push(shown ?? first[i]!)
      if (shown !== null) findings.push(leaf.taken)
      else {
        lacking.push(first[i]!)
        findings.push(couldBe(steps, asks[i]!, from, couldSince) ? leaf.open : leaf.lacks)
      }
    }
    return { finding: all(...findings), requires, lacking }
  }
}

/**
 * The day from which a step can answer: what answers an order comes after the order, and after the warning that the
 * article has given with it. @param first the first day of one of these kinds; null where there is none.
 */
function answeredFrom(
  asks: readonly (readonly StepKind[])[],
  from: string,
  first: (kinds: readonly StepKind[]) => string | null,
): string {
  let since = from
  for (const kinds of asks) {
    const on = GIVEN_TOGETHER.includes(kinds[0]!) ? first(kinds) : null
    if (on !== null && on > since) since = on
  }
  return since
}

/** The kind that is shown, the first of the list before the others; null where none is. */
function shownKind(
  steps: readonly Step[],
  kinds: readonly StepKind[],
  from: string,
  answered: string,
): StepKind | null {
  for (const kind of kinds) {
    const since = AFTER_ORDER.includes(kind) ? answered : from
    for (const step of steps) if (surely(step, KIND[kind], since)) return kind
  }
  return null
}

/** @param answered counted from what may still turn out to be shown: the first of them is the earliest it can be. */
function couldBe(
  steps: readonly Step[],
  kinds: readonly StepKind[],
  from: string,
  answered: string,
): boolean {
  for (const kind of kinds) {
    const since = AFTER_ORDER.includes(kind) ? answered : from
    for (const step of steps) if (maybe(step, KIND[kind], since)) return true
  }
  return false
}

const KIND: { readonly [kind in StepKind]: readonly StepKind[] } = {
  order: ['order'],
  warning: ['warning'],
  'deadline-passed': ['deadline-passed'],
  're-inspection-failed': ['re-inspection-failed'],
  refusal: ['refusal'],
  'serious-consequence': ['serious-consequence'],
}

const used = ['priorSteps']

function leavesOf(rule: RuleId, kinds: readonly StepKind[]) {
  const zh = kinds.map((kind) => STEPS[kind].zh).join('或者')
  const en = kinds.map((kind) => STEPS[kind].en).join(' or ')
  return {
    taken: yes(rule, { zh: `有文书证明：${zh}。`, en: `Shown by a document: ${en}.` }, used),
    lacks: no(
      rule,
      {
        zh: `罚款之前须有：${zh}，并附文书；现有材料中没有。`,
        en: `Before a fine there has to be, with its document: ${en}. There is none.`,
      },
      used,
    ),
    open: unknown(
      rule,
      {
        zh: `罚款之前须有：${zh}，并附文书；是否已有，尚不清楚。`,
        en: `Before a fine there has to be, with its document: ${en}. Whether there is isn’t known.`,
      },
      used,
    ),
  }
}
