/** 行政处罚法 第三十六条：追究的时限 */
import { type Article, perRow } from '../article.ts'
import { plusYears } from '../calendar/civil.ts'
import { orderedOn, type Step } from '../facts/prior-steps.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, unknown, yes } from '../reason/finding.ts'
import type { Act } from './apl-37.ts'

const status = 'national law as published; figure cross-checked'

export const article: Article = {
  id: 'apl/36',
  title: { zh: '追究的时限', en: 'The limit for undiscovered acts' },
  asks: {
    zh: '两年内未被发现的违法行为不再处罚；危害公民生命健康安全、金融安全且有后果的为五年。有连续或者继续状态的，自行为终了之日起算。',
    en: 'An act not discovered within two years is no longer punished; five where life, health or financial safety was harmed. A continuing act counts from its end.',
  },
  decides: {
    zh: '决定是否在行为终了后两年之内，或者期间已有责令改正（即已被发现）。',
    en: 'Whether the decision falls within two years of the end, or an order to correct in between shows that it was discovered.',
  },
  open: [
    {
      zh: '超过两年而其间没有责令改正的，何日发现、是否适用五年，由人核实：结论为不能确定。',
      en: 'After two years without an order in between, the day of discovery, and whether five years apply, is for a person: unknown.',
    },
  ],
  rows: [
    {
      id: 'apl/36/years',
      from: '1996-10-01',
      value: 2,
      source: '行政处罚法（1996年）第二十九条；行政处罚法（2021年修订）第三十六条',
      status,
    },
    {
      id: 'apl/36/years-harm',
      from: '2021-07-15',
      value: 5,
      source: '行政处罚法（2021年修订）第三十六条',
      status,
    },
  ],
}

const GOES_ON = yes(
  article.id,
  { zh: '行为仍在继续，时限尚未起算。', en: 'The act goes on, so no limit has begun to run.' },
  ['endedOn'],
)
const within = (used: readonly string[]) =>
  perRow((row) =>
    yes(
      article.id,
      {
        zh: `决定在行为（终了）后${row.value}年之内作出。`,
        en: `It is decided within ${row.value} years of the act or its end.`,
      },
      used,
      [row],
    ),
  )
const WITHIN = within(['actedOn', 'endedOn', 'decidedOn'])
const WITHIN_SHOWN = within(['actedOn', 'decidedOn', 'priorSteps'])
const DISCOVERED = perRow((row) =>
  yes(
    article.id,
    {
      zh: `${row.value}年之内已责令改正，行为已被发现。`,
      en: `An order to correct within ${row.value} years shows that it was discovered.`,
    },
    ['actedOn', 'endedOn', 'decidedOn', 'priorSteps'],
    [row],
  ),
)
const late = (...missing: readonly string[]) =>
  perRow((row) =>
    unknown(
      article.id,
      {
        zh: `行为（终了）至决定超过${row.value}年，其间没有责令改正的文书；何日发现须由人核实。`,
        en: `More than ${row.value} years lie between the act, or its end, and the decision, without an order in between; a person has to find the day of discovery.`,
      },
      missing,
      ['actedOn', 'endedOn', 'decidedOn', 'priorSteps'],
      [row],
    ),
  )
const LATE = [late(), late('endedOn'), late('priorSteps'), late('endedOn', 'priorSteps')] as const
const open = (...missing: readonly string[]) =>
  unknown(
    article.id,
    {
      zh: '行为、行为终了或者决定之日未知，无法计算追究的时限。',
      en: 'The day of the act, of its end or of the decision is not known, so the limit can not be counted.',
    },
    missing,
  )
const OPEN_DECIDED = open('decidedOn')
const OPEN_ACT = open('actedOn', 'endedOn')

/**
 * Whether the limit leaves room for a penalty: yes or unknown, never no, since discovery isn't among the facts.
 * @param from first day of the law under which an order counts.
 */
export function inTime(
  act: Act & { readonly priorSteps?: readonly Step[] | undefined },
  from: string,
  book: Book,
): Finding {
  const { actedOn, endedOn, lasted, decidedOn, priorSteps, on } = act
  if (decidedOn === undefined) return OPEN_DECIDED
  if (endedOn === 'none') return GOES_ON
  // Where the end isn't known, the earliest it can be: the act, or the last day on which papers show it went on.
  const end = endedOn ?? lasted ?? actedOn
  if (end === undefined) return OPEN_ACT
  const row = book.has('apl/36/years', decidedOn < on ? decidedOn : on)
  const last = plusYears(end, row.value as number)
  if (decidedOn <= last) return (endedOn === undefined && lasted != null ? WITHIN_SHOWN : WITHIN)(row)
  const ordered = orderedOn(priorSteps, from)
  if (ordered !== null && ordered <= last) return DISCOVERED(row)
  return LATE[(endedOn === undefined ? 1 : 0) + (priorSteps === undefined ? 2 : 0)]!(row)
}
