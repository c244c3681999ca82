/** The last day of a step in a case: the Penalty, Compulsion and Reconsideration Laws and the police rules. */
import { plusDays } from '../calendar/civil.ts'
import { REST_NAMES } from '../calendar/rest-names.ts'
import type { RestDay, WorkingDays } from '../calendar/working-days.ts'
import { LAWS } from '../citation.ts'
import { date, oneOf } from '../facts/fact.ts'
import { decideCase } from '../procedure/apl-60.ts'
import { hearingNotice, hearingRequest } from '../procedure/apl-64.ts'
import { payFine } from '../procedure/apl-67.ts'
import { demand } from '../procedure/compulsion-54.ts'
import { MOVED } from '../procedure/mps-35.ts'
import { policeHearingRequest } from '../procedure/mps-133.ts'
import { policeHearingNotice } from '../procedure/mps-136.ts'
import { policeDemand } from '../procedure/mps-207.ts'
import { policePayFine } from '../procedure/mps-214.ts'
import { applyForReconsideration } from '../procedure/reconsideration-20.ts'
import { MOVED_BY_CIVIL_PROCEDURE } from '../procedure/reconsideration-88.ts'
import type { Limit, Term } from '../procedure/term.ts'
import { type Finding, no, type RuleId, type Text, unknown } from '../reason/finding.ts'
import { question } from './question.ts'

export type Limits = {
  readonly days: number
  readonly counts: 'working' | 'calendar'
  /** Last day as counted; null: the count leaves the published calendar. */
  readonly dueOn: string | null
  /** Where a calendar limit ends on a day that isn't worked: the day it moves to; null: not known. */
  readonly rolledTo?: string | null
  /** Days that aren't worked and were passed over, in the order of counting. */
  readonly skipped: readonly RestDay[]
  /** Where the calendar is left: the last day, or the first, about which a notice is kept. */
  readonly horizon?: string
}

type LawName = 'apl' | 'compulsion' | 'reconsideration' | 'mps'
type Kind = keyof typeof KINDS

const KINDS = {
  'hearing-request': { zh: '要求听证', en: 'asking for a hearing' },
  'hearing-notice': { zh: '听证通知', en: 'notice of a hearing' },
  'pay-fine': { zh: '缴纳罚款', en: 'paying a fine' },
  'decide-case': { zh: '作出处罚决定', en: 'deciding the case' },
  demand: { zh: '申请法院强制执行前的催告', en: 'demand before asking the court' },
  reconsideration: { zh: '申请行政复议', en: 'applying for reconsideration' },
}
const LAW_NAMES: { readonly [law in LawName]: Text } = {
  apl: LAWS.apl!,
  compulsion: LAWS.compulsion!,
  reconsideration: LAWS.reconsideration!,
  mps: LAWS.mps!,
}

const TERMS: { readonly [law in LawName]: { readonly [kind in Kind]?: Term } } = {
  apl: {
    'hearing-request': hearingRequest,
    'hearing-notice': hearingNotice,
    'pay-fine': payFine,
    'decide-case': decideCase,
  },
  compulsion: { demand },
  reconsideration: { reconsideration: applyForReconsideration },
  mps: {
    'hearing-request': policeHearingRequest,
    'hearing-notice': policeHearingNotice,
    'pay-fine': policePayFine,
    demand: policeDemand,
  },
}

/** The article that says how the law counts: cited where it has no such limit. */
const COUNTED_BY: { readonly [law in LawName]: RuleId } = {
  apl: 'apl/85',
  compulsion: 'compulsion/69',
  reconsideration: 'reconsideration/88',
  mps: 'mps/35',
}

/** Why a law that has something of the kind still doesn't set this limit. */
const BESIDE: { readonly [pair: string]: { readonly rule: RuleId; readonly why: Text } } = {
  'mps decide-case': {
    rule: 'mps/165',
    why: {
      zh: '三十日的办案期限只适用于治安案件；其他行政案件依照有关法律。',
      en: 'Its thirty days are for public-order cases only; other cases follow the laws about them.',
    },
  },
  'reconsideration hearing-notice': {
    rule: 'reconsideration/88',
    why: {
      zh: '复议机关自己举行听证的通知期限不在此问。',
      en: 'Notice of the hearings of a reconsideration body itself is not asked for here.',
    },
  },
  'reconsideration decide-case': {
    rule: 'reconsideration/88',
    why: {
      zh: '复议机关作出复议决定的期限不是处罚案件的办案期限。',
      en: 'The time in which a reconsideration body decides is not that of the penalty case.',
    },
  },
}

const USED = ['law', 'kind']
const NEVER = new Map<LawName, Map<Kind, Finding>>()
for (const law of Object.keys(TERMS) as LawName[]) {
  const kinds = new Map<Kind, Finding>()
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const beside = BESIDE[`${law} ${kind}`]
    const setBy = (Object.keys(TERMS) as LawName[]).filter((other) => TERMS[other][kind] !== undefined)
    const [zh, en] = [
      setBy.map((o) => LAW_NAMES[o].zh).join('、'),
      setBy.map((o) => LAW_NAMES[o].en).join(', '),
    ]
    kinds.set(
      kind,
      no(
        beside?.rule ?? COUNTED_BY[law],
        {
          zh: `${LAW_NAMES[law].zh}没有“${KINDS[kind].zh}”的期限。${beside?.why.zh ?? ''}规定此期限的有：${zh}。`,
          en: `The ${LAW_NAMES[law].en} sets no limit for ${KINDS[kind].en}. ${beside === undefined ? '' : `${beside.why.en} `}It is set by: ${en}.`,
        },
        USED,
      ),
    )
  }
  NEVER.set(law, kinds)
}

/** What isn't told yet, where law, kind or both are absent; by these and whether the day is told. */
const open = (...missing: readonly string[]) =>
  unknown(
    'mps/35',
    {
      zh: '依哪部法律、何种期限尚未给出，无法计算。',
      en: 'Which law or which limit it is has not been told, so nothing can be counted.',
    },
    missing,
  )
const OPEN = [
  [open('law', 'kind', 'from'), open('law', 'kind')],
  [open('law', 'from'), open('law')],
  [open('kind', 'from'), open('kind')],
] as const

const horizons = new WeakMap<WorkingDays, Finding>()
/** The count, or the day it moves to, lies where no notice is kept. */
function pastHorizon(calendar: WorkingDays): Finding {
  let finding = horizons.get(calendar)
  if (finding === undefined) {
    finding = unknown(
      'mps/35',
      {
        zh: `放假安排收录自${calendar.from}至${calendar.horizon}；计算超出这一范围，最后一日未知，不作推测。`,
        en: `Holidays are kept from ${calendar.from} to ${calendar.horizon}; the count leaves them, so the last day is not known and none is guessed.`,
      },
      [],
    )
    horizons.set(calendar, finding)
  }
  return finding
}

export const limits = question({
  name: 'limits',
  title: { zh: '办案期限', en: 'Limits of procedure' },
  facts: {
    law: oneOf({ zh: '依据的法律', en: 'the law' }, LAW_NAMES),
    kind: oneOf({ zh: '期限种类', en: 'the limit' }, KINDS),
    from: date({
      zh: '起算之日（听证通知为听证之日）',
      en: 'the day it counts from (for notice of a hearing: the hearing)',
    }),
  },
  says: {
    yes: { zh: '最后一日可以算出。', en: 'The last day can be told.' },
    no: { zh: '该法没有这一期限。', en: 'The law sets no such limit.' },
    unknown: {
      zh: '最后一日尚不能确定，请人工核实。',
      en: 'The last day can not be said; a person has to look.',
    },
  },
  turns: ['apl/', 'compulsion/', 'reconsideration/', 'mps/'],

  refuse: () => null,

  decide({ law, kind, from, on }, { book, days: calendar }) {
    if (law === undefined || kind === undefined) {
      const asked = OPEN[law !== undefined ? 2 : kind !== undefined ? 1 : 0]
      return { finding: asked[from === undefined ? 0 : 1], answer: nothing }
    }
    const term = TERMS[law][kind]
    if (term === undefined) return { finding: NEVER.get(law)!.get(kind)!, answer: nothing }
    const limit = term(from, on, book)
    if (limit.days === null) return { finding: limit.finding, answer: nothing, remarks: () => limit.remarks }
    const back = kind === 'hearing-notice'
    const end = endOf(from!, limit, back, calendar)
    const known = end.dueOn !== null && end.rolledTo !== null
    return {
      finding: known ? limit.finding : pastHorizon(calendar),
      answer: () => told(from!, limit, back, end, calendar),
      remarks: () => [
        limit.finding,
        ...limit.remarks,
        ...(typeof end.rolledTo === 'string'
          ? [law === 'reconsideration' ? MOVED_BY_CIVIL_PROCEDURE : MOVED]
          : []),
      ],
    }
  },

  tell({ days, counts, dueOn, rolledTo, skipped, horizon }) {
    const working = counts === 'working'
    return [
      {
        zh: `${days}个${working ? '工作日' : '日历日'}，${dueOn === null ? '最后一日未知' : `至${dueOn}`}。`,
        en: `${days} ${counts} days, ${dueOn === null ? 'last day not known' : `to ${dueOn}`}.`,
      },
      ...(rolledTo === undefined
        ? []
        : rolledTo === null
          ? [{ zh: '是否顺延未知。', en: 'Whether it moves is not known.' }]
          : [{ zh: `顺延至${rolledTo}。`, en: `It moves to ${rolledTo}.` }]),
      ...(skipped.length === 0
        ? []
        : [
            {
              zh: `不计的休息日：${skipped.map(({ on, why }) => `${on}（${why}）`).join('、')}。`,
              en: `Days not worked: ${skipped.map(({ on, why }) => `${on} (${REST_NAMES[why] ?? why})`).join(', ')}.`,
            },
          ]),
      ...(horizon === undefined
        ? []
        : [{ zh: `放假安排收录至${horizon}为止。`, en: `Holidays are kept as far as ${horizon}.` }]),
    ]
  },
})

const nothing = () => null

type End = { readonly dueOn: string | null; readonly rolledTo: string | null | undefined }

/** @param back the limit counts back from the day. A calendar limit that does so isn't moved: that would shorten it. */
function endOf(from: string, limit: Limit, back: boolean, calendar: WorkingDays): End {
  const days = back ? -limit.days! : limit.days!
  if (limit.working) return { dueOn: calendar.counted(from, days), rolledTo: undefined }
  const dueOn = plusDays(from, days)
  if (back) return { dueOn, rolledTo: undefined }
  const rolled = calendar.rolled(dueOn)
  return { dueOn, rolledTo: rolled === dueOn ? undefined : rolled }
}

function told(
  from: string,
  limit: Limit,
  back: boolean,
  { dueOn, rolledTo }: End,
  calendar: WorkingDays,
): Limits {
  const counts = limit.working ? 'working' : 'calendar'
  const days = limit.days!
  const { from: first, horizon: last } = calendar
  // A count that ends nowhere leaves the calendar the way it goes, unless it begins outside.
  const early = back ? from <= last : from < first
  const horizon = early ? first : last
  if (dueOn === null) return { days, counts, dueOn, skipped: [], horizon }
  if (limit.working)
    return { days, counts, dueOn, skipped: calendar.restBetween(from, dueOn).filter(({ on }) => on !== from) }
  if (rolledTo === undefined) return { days, counts, dueOn, skipped: [] }
  if (rolledTo === null) return { days, counts, dueOn, rolledTo, skipped: [], horizon }
  return { days, counts, dueOn, rolledTo, skipped: calendar.restBetween(dueOn, rolledTo) }
}
