/**
 * How an article that fines is decided: whom it fines, whether its law judges the act, whether the place is one of its
 * places, whether every step it asks for is shown by a document, and the time limit. An article declares it as data.
 */
import { perRow } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import { lastedTo, type Step, type StepKind, SUBJECTS, type Subject } from '../facts/prior-steps.ts'
import { article7Place } from '../order799/article-07.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, type Row, type RuleId, type Text, unknown, yes } from '../reason/finding.ts'
import { DECISION_OPEN, filingFineStands, olderThan, overlap } from './apl-14.ts'
import { inTime } from './apl-36.ts'
import { decreeJudges, type Era, orderJudges } from './apl-37.ts'
import { stepsBefore } from './steps.ts'

/** The facts of a case. An absent one is unknown. */
export type Case = {
  readonly subject?: Subject | undefined
  readonly placeClass?: PlaceClass | undefined
  readonly actedOn?: string | undefined
  /** A day, or `none`: it goes on. */
  readonly endedOn?: string | undefined
  readonly decidedOn?: string | undefined
  readonly priorSteps?: readonly Step[] | undefined
  readonly on: string
}

/** CNY, bounds inclusive; `min` 0 where the text sets none. */
export type Band = {
  readonly rule: RuleId
  readonly min: number
  readonly max: number
  readonly mandatory: boolean
  readonly status: string
}

/** What goes beside a fine, or instead of one. */
export type Referral =
  | 'public-security'
  | 'criminal'
  | 'secrets-law'
  | 'competent-department'
  | 'own-department'
  | 'superior-organ'
  | 'cybersecurity-law'
  | 'data-security-law'
  | 'personal-information-law'

export type Stage = {
  /** Each of these is needed: any one of its kinds; the first is the one that is named where it lacks. */
  readonly asks: readonly (readonly StepKind[])[]
  /** Whom it fines, and by which row. */
  readonly bands: { readonly [whom in Subject]?: string }
  readonly mandatory: boolean
}

export type Penalty = {
  readonly rule: RuleId
  readonly law: 'decree' | 'order'
  /** The places it is about. */
  readonly place: 'any' | 'public' | 'article-7'
  /** Not building and not filing go on by nature: a paper that says “not put right” shows that they did. */
  readonly lasting: boolean
  /** One, or two: the last whose steps are shown counts, and the first of two asks for none. */
  readonly stages: readonly Stage[]
  /** The other rule on the same conduct: Decree Art. 22 and Order Art. 29. */
  readonly beside?: { readonly rule: RuleId; readonly bands: Stage['bands']; readonly mandatory: boolean }
  readonly referral?: readonly Referral[]
}

export type Fine = {
  /** Yes: a fine under the rule is possible now, the conduct taken as proven. */
  readonly finding: Finding
  readonly bands: readonly Band[]
  readonly requires: readonly StepKind[]
  readonly lacking: readonly StepKind[]
  readonly displacedBy: RuleId | null
}

const NONE: readonly never[] = []

export const bandOf = (rule: RuleId, row: Row, mandatory: boolean): Band => {
  const [min, max] = row.value as readonly [number | null, number]
  return { rule, min: min ?? 0, max, mandatory, status: row.status }
}

const PUBLIC = yes('799/2', { zh: '是公共场所。', en: 'It is a public place.' }, ['placeClass'])
const NOT_PUBLIC = no(
  '799/33',
  { zh: '不是公共场所，只适用第三十三条。', en: 'It is not a public place; Article 33 alone applies.' },
  ['placeClass'],
)
const PUBLIC_OPEN = unknown(
  '799/2',
  {
    zh: '场所类别未知，无法判断是否为公共场所。',
    en: 'The class of the place is not known, nor so whether it is public.',
  },
  ['placeClass'],
)
const publicPlace = (placeClass: PlaceClass | undefined): Finding =>
  placeClass === undefined ? PUBLIC_OPEN : placeClass === 'non-public' ? NOT_PUBLIC : PUBLIC

/** An article's fine, as a function of a case. */
export function fineUnder(penalty: Penalty): (facts: Case, book: Book) => Fine {
  const { rule, law, place, lasting, stages, beside } = penalty
  const judges = law === 'decree' ? decreeJudges : orderJudges
  const steps = stages.map(({ asks }) => stepsBefore(rule, asks))
  const bands = stages.map((stage) => bandLeaves(rule, stage))
  const notFined = no(
    rule,
    { zh: '本条不对这一对象处以罚款。', en: 'The article does not fine such a subject.' },
    ['subject'],
  )
  const whom = unknown(rule, { zh: '处罚对象未知。', en: 'Whom the fine would be for is not known.' }, [
    'subject',
  ])

  return (facts, book) => {
    const { subject, placeClass, priorSteps, on } = facts
    const lasted = lasting ? lastedTo(priorSteps) : null
    const act = { ...facts, lasted }
    const time = judges(act, book)
    const from = time.finding.rows[0]?.from ?? ''
    // The last stage whose steps are shown; the first of two comes with the order and asks for none.
    let at = stages.length - 1
    let taken = steps[at]!(priorSteps, from)
    while (at > 0 && taken.finding.outcome !== 'yes') taken = steps[--at]!(priorSteps, from)
    const { requires, lacking } = taken
    const id = stages[at]!.bands[subject!]
    const parts: Finding[] = []
    if (subject === undefined) parts.push(whom)
    else if (id === undefined) parts.push(notFined)
    if (place === 'public') parts.push(publicPlace(placeClass))
    else if (place === 'article-7') parts.push(article7Place(placeClass))
    let both = false
    let displacedBy: RuleId | null = null
    if (beside !== undefined && law === 'decree') {
      const standing = filingFineStands(act, book)
      parts.push(standing.finding)
      both = standing.both
      if (standing.finding.outcome === 'no') displacedBy = beside.rule
    }
    if (beside !== undefined && law === 'order' && OPEN_ERAS.has(time.era)) {
      // Which law judges it is open, and what the Order would still ask for doesn't settle that.
      parts.push(
        time.era === 'older'
          ? overlap(book.has(FORCE, on))
          : time.era === 'older-open'
            ? DECISION_OPEN
            : time.finding,
      )
      both = article7Place(placeClass).outcome === 'yes' && olderThan(act, book.has(FORCE, on).from)
    } else {
      parts.push(time.finding, taken.finding)
      if (!parts.some(isNo)) parts.push(inTime(act, from, book))
    }
    let finding = all(...parts)
    if (finding.outcome === 'yes') {
      const row = book.has(id!, bandDay(facts, lasting))
      finding = all(bands[at]![subject!]!(row), finding)
      return { finding, bands: [bandOf(rule, row, stages[at]!.mandatory)], requires, lacking, displacedBy }
    }
    const shown = finding.outcome === 'unknown' && both ? bothBands(penalty, facts, book) : NONE
    return { finding, bands: shown, requires, lacking, displacedBy }
  }
}

const FORCE = '799/34/in-force'
const OPEN_ERAS: ReadonlySet<Era | null> = new Set<Era | null>(['older', 'older-open', 'open'])
const isNo = ({ outcome }: Finding): boolean => outcome === 'no'

/**
 * The day whose band counts: the end of the act, or the decision while it goes on, but never later than `on`. Only for
 * a fine that is possible: then the decision has its day, and an act that doesn't go on by nature too.
 */
const bandDay = ({ actedOn, endedOn, decidedOn, on }: Case, lasting: boolean): string =>
  // `none` sorts after every day.
  earliest(endedOn ?? (lasting ? decidedOn! : actedOn!), decidedOn!, on)

/** Of days, and `none`, which sorts after every day. */
export const earliest = (...days: string[]): string => days.sort()[0]!

/** Acts older than the Order that are decided under it: what either rule would say, for legal review. */
function bothBands({ rule, stages, beside }: Penalty, facts: Case, book: Book): readonly Band[] {
  const day = earliest(facts.decidedOn!, facts.on)
  const shown: Band[] = []
  for (const { rule: of, bands, mandatory } of [{ rule, ...stages[0]! }, beside!]) {
    const id = bands[facts.subject!]
    if (id !== undefined) shown.push(bandOf(of, book.has(id, day), mandatory))
  }
  return shown
}

function bandLeaves(rule: RuleId, { bands, mandatory }: Stage) {
  const leaves: { [whom in Subject]?: (row: Row) => Finding } = {}
  for (const whom of Object.keys(bands) as Subject[])
    leaves[whom] = perRow((row) => {
      const { min, max } = bandOf(rule, row, mandatory)
      const { zh, en } = SUBJECTS[whom]
      const text: Text = {
        zh: `对${zh}${mandatory ? '' : '可以'}罚款${min}元至${max}元。`,
        en: `Fine for ${en}: CNY ${min} to ${max}${mandatory ? '' : ', optional'}.`,
      }
      return yes(rule, text, ['subject'], [row])
    })
  return leaves
}

/** The rows of an article's bands, `ID/whom`: lowest (null: the text sets none) and highest, CNY, inclusive. */
export const bandRows = (
  id: RuleId,
  row: Pick<Row, 'from' | 'source' | 'status'>,
  bands: { readonly [whom: string]: readonly [number | null, number] },
): readonly Row[] => Object.entries(bands).map(([whom, value]) => ({ id: `${id}/${whom}`, ...row, value }))
