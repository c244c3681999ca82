/** 行政处罚法 第三十七条：适用行为时的规定 */
import { type Article, perRow } from '../article.ts'
import { DECREE } from '../decree185/article-27.ts'
import { ORDER } from '../order799/article-34.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, no, type Row, type Text, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: 'apl/37',
  title: { zh: '适用行为时的规定', en: 'The law at the time of the act' },
  asks: {
    zh: '处罚适用行为发生时的规定；作出决定时规定已修改或者废止，且新规定较轻或者不认为违法的，适用新规定。',
    en: 'A penalty goes by the rules in force when the act was done, unless they were amended or repealed by lighter ones before the decision.',
  },
  decides: {
    zh: '某一行为是否属于办法或者条例施行之后的行为：此后开始，或者延续到此后；以及决定是否在施行之后作出。',
    en: 'Whether an act falls under the Decree or the Order: begun after its entry into force, or going on past it, and decided after it.',
  },
  open: [
    {
      zh: '旧行为新决定的，新规定是否较轻、是否属于“修改或者废止”，由人审查：两者并列，结论为不能确定。',
      en: 'For an earlier act decided later, whether the new rule is lighter and amends the old is for legal review: both are shown and the outcome is unknown.',
    },
  ],
  rows: [],
}

/** The days of an act. `lasted`: a day on which papers show that it still went on. */
export type Act = {
  readonly actedOn?: string | undefined
  readonly endedOn?: string | undefined
  readonly lasted?: string | null | undefined
  readonly decidedOn?: string | undefined
  readonly on: string
}

/**
 * `before`: decided before the law. `under`: the law judges it. `older`: it had ended before the law and is decided
 * later. `older-open`: the same, the day of the decision unknown. `open`: not known.
 */
export type Era = 'before' | 'under' | 'older' | 'older-open' | 'open'

/** @param from the first day of the law. */
export function eraOf({ actedOn, endedOn, lasted, decidedOn }: Act, from: string): Era {
  if (decidedOn !== undefined && decidedOn < from) return 'before'
  if (actedOn !== undefined && actedOn >= from) return 'under'
  // `none` sorts after every day.
  if (endedOn !== undefined && endedOn < from) return decidedOn === undefined ? 'older-open' : 'older'
  if (endedOn === undefined && (lasted == null || lasted < from)) return 'open'
  return decidedOn === undefined ? 'open' : 'under'
}

/** Which of the three days are not known, as findings that miss them. */
export function daysMissing({ actedOn, endedOn, decidedOn }: Act): Finding {
  return OPEN[
    (actedOn === undefined ? 1 : 0) + (endedOn === undefined ? 2 : 0) + (decidedOn === undefined ? 4 : 0)
  ]!
}

const OPEN: readonly Finding[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
  unknown(
    article.id,
    {
      zh: '行为、行为终了或者决定之日未知，无法判断适用哪一时期的规定。',
      en: 'The day of the act, of its end or of the decision is not known, so which rules judge it is not either.',
    },
    ['actedOn', 'endedOn', 'decidedOn'].filter((_, i) => (bits & (1 << i)) !== 0),
  ),
)

export type LawInTime = (act: Act, book: Book) => { readonly finding: Finding; readonly era: Era | null }

/** The `in-force` row that counts: of the decision's day, but never later than the day of asking. */
export const forceRow = (id: string, on: string, book: Book): Row | null => {
  const row = book.at(id, on)
  return row?.value === true ? row : null
}

function lawInTime(id: string, law: Text): LawInTime {
  const rule = id.slice(0, id.lastIndexOf('/'))
  const NOT_YET = no(
    rule,
    { zh: `询问当日${law.zh}未施行。`, en: `On the day of asking ${law.en} was not in force.` },
    ['on'],
  )
  const BEFORE = no(
    rule,
    { zh: `决定作出时${law.zh}尚未施行。`, en: `When it was decided, ${law.en} was not in force yet.` },
    ['decidedOn', 'on'],
  )
  const OLDER = no(
    article.id,
    {
      zh: `行为在${law.zh}施行之前已经终了，不适用${law.zh}。`,
      en: `The act had ended before ${law.en} was in force, which does not judge it.`,
    },
    ['endedOn', 'on'],
  )
  const under = (used: readonly string[]) =>
    perRow((row) =>
      yes(
        rule,
        {
          zh: `行为发生于或者延续到${law.zh}施行（${row.from}）之后。`,
          en: `The act was done, or went on, after ${law.en} came into force on ${row.from}.`,
        },
        used,
        [row],
      ),
    )
  const ACTED = under(['actedOn', 'on'])
  const WENT_ON = under(['endedOn', 'decidedOn', 'on'])
  const LASTED = under(['priorSteps', 'decidedOn', 'on'])
  return (act, book) => {
    const row = forceRow(id, act.on, book)
    if (row === null) return { finding: NOT_YET, era: null }
    const era = eraOf(act, row.from)
    switch (era) {
      case 'before':
        return { finding: BEFORE, era }
      case 'older':
      case 'older-open':
        return { finding: OLDER, era }
      case 'open':
        return { finding: daysMissing(act), era }
      case 'under': {
        const { actedOn, endedOn } = act
        const leaf =
          actedOn !== undefined && actedOn >= row.from ? ACTED : endedOn === undefined ? LASTED : WENT_ON
        return { finding: leaf(row), era }
      }
    }
  }
}

/** Whether the Decree judges an act. `era` is null where the Decree isn't in force on the day of asking. */
export const decreeJudges: LawInTime = lawInTime('185/27/in-force', DECREE)

/** Whether the Order does. */
export const orderJudges: LawInTime = lawInTime('799/34/in-force', ORDER)
