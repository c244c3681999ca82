/** 行政处罚法 第三十六条：追究的时限 */
import { type Article, perRow } from '../article.ts'
import { plusYears } from '../calendar/civil.ts'
import { orderedOn, type Step } from '../facts/prior-steps.ts'
import type { Book } from '../reason/book.ts'
import { type Finding, no, type Row, unknown, yes } from '../reason/finding.ts'
import type { Act } from './apl-37.ts'

const status = 'published law, original text not compared'

export const article: Article = {
  id: 'apl/36',
  title: { zh: '追究的时限', en: 'The limit for undiscovered acts' },
  asks: {
    zh: '两年内未被发现的违法行为不再处罚；危害公民生命健康安全、金融安全且有后果的为五年。有连续或者继续状态的，自行为终了之日起算。',
    en: 'An act not discovered within two years is no longer punished; five where life, health or financial safety was harmed. A continuing act counts from its end.',
  },
  decides: {
    zh: '决定是否在行为终了后两年之内，或者期间已有责令改正（即已被发现）；知道发现之日的，是否仍可处罚。',
    en: 'Whether the decision falls within two years of the end, or an order to correct in between shows that it was discovered; and, where the day of discovery is known, whether it may still be punished.',
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

/** Sorts after every day. */
const NEVER = 'never'

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
const WITHIN = within(['endedOn', 'decidedOn'])
const WITHIN_ACTED = within(['actedOn', 'decidedOn'])
const WITHIN_SHOWN = within(['decidedOn', 'priorSteps'])
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
  const row = book.has('apl/36/years', [decidedOn, on].sort()[0]!)
  const last = plusYears(end, row.value as number)
  if (decidedOn <= last)
    return (endedOn !== undefined ? WITHIN : lasted == null ? WITHIN_ACTED : WITHIN_SHOWN)(row)
  if ((orderedOn(priorSteps, from) ?? NEVER) <= last) return DISCOVERED(row)
  return LATE[(endedOn === undefined ? 1 : 0) + (priorSteps === undefined ? 2 : 0)]!(row)
}

const DISCOVERED_IN_TIME = perRow((row) =>
  yes(
    article.id,
    { zh: `在${row.value}年之内被发现。`, en: `It was discovered within ${row.value} years.` },
    ['endedOn', 'discoveredOn'],
    [row],
  ),
)
const TOO_LATE = perRow((row) =>
  no(
    article.id,
    {
      zh: `超过${row.value}年才被发现，不再处罚。`,
      en: `It was discovered after more than ${row.value} years and is no longer punished.`,
    },
    ['endedOn', 'discoveredOn', 'harmed'],
    [row],
  ),
)
const HARM_OPEN = perRow((row) =>
  unknown(
    article.id,
    {
      zh: `两年之后、${row.value}年之内被发现：是否危害公民生命健康安全、金融安全且有后果未知。`,
      en: `Discovered after two years and within ${row.value}: whether life, health or financial safety was harmed is not known.`,
    },
    ['harmed'],
    ['endedOn', 'discoveredOn'],
    [row],
  ),
)
const DISCOVERY_OPEN = unknown(
  article.id,
  {
    zh: '行为终了之日或者发现之日未知。',
    en: 'The day it ended or the day it was discovered is not known.',
  },
  ['endedOn', 'discoveredOn'],
)

/**
 * Whether an act may still be punished, its discovery known: what a person finds out where `inTime` can't say.
 * @param facts `endedOn`: a day, or `none`. `harmed`: life, health or financial safety, with consequences.
 */
export function stillPunishable(
  facts: {
    readonly endedOn?: string | undefined
    readonly discoveredOn?: string | undefined
    readonly harmed?: boolean | undefined
  },
  book: Book,
): Finding {
  const { endedOn, discoveredOn, harmed } = facts
  if (endedOn === 'none') return GOES_ON
  if (endedOn === undefined || discoveredOn === undefined) return DISCOVERY_OPEN
  const within = (row: Row) => discoveredOn <= plusYears(endedOn, row.value as number)
  const years = book.has('apl/36/years', discoveredOn)
  if (within(years)) return DISCOVERED_IN_TIME(years)
  const longer = book.at('apl/36/years-harm', discoveredOn)
  if (longer === null || harmed === false) return TOO_LATE(years)
  if (!within(longer)) return TOO_LATE(longer)
  return harmed === undefined ? HARM_OPEN(longer) : DISCOVERED_IN_TIME(longer)
}
