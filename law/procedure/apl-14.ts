/** 行政处罚法 第十四条（立法法第九十九条）：上位法已有规定时地方规章的罚款 */
import { type Article, perRow } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import { article7Place } from '../order799/article-07.ts'
import type { Book } from '../reason/book.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'
import { type Act, daysMissing, type Era, eraOf, forceRow } from './apl-37.ts'

export const article: Article = {
  id: 'apl/14',
  title: {
    zh: '地方规章的罚款限于上位法规定的范围',
    en: 'A local rule’s fines stay within the higher regulation',
  },
  asks: {
    zh: '地方政府规章只能在上位法规定的行为、种类和幅度之内作具体规定（行政处罚法第十四条、立法法第九十九条）。',
    en: 'A local government rule may only fill in what the higher regulation says about acts, kinds and bands of penalties (Penalty Law 14, Legislation Law 99).',
  },
  decides: {
    zh: '第185号令第二十二条对不备案的罚款是否仍然适用：第799号令第十四条适用之处，以其第二十九条为准（先责令，拒不改正才罚款）。',
    en: 'Whether the Decree’s fine for not filing (Art. 22) stands: where Order 799 Art. 14 binds, its Art. 29 displaces it (order first, a fine only on refusal).',
  },
  open: [
    {
      zh: '第185号令其他罚则是否同样被取代，没有明确规定，答复中注明“不能确定”。',
      en: 'Whether other penalty articles of the Decree are displaced too is not settled; an answer says so.',
    },
    {
      zh: '2025年4月1日之前已终了、其后才决定的行为：两者并列，结论为不能确定，由法制审核。被取代的幅度不因“从重”而恢复。',
      en: 'Acts that ended before 2025-04-01 and are decided later: both are shown, unknown, for legal review. “The higher fine” never revives a displaced band.',
    },
  ],
  rows: [],
}

const NOT_YET = yes(
  article.id,
  {
    zh: '询问之时或者决定之时第799号令尚未施行，不发生取代。',
    en: 'When it is asked or decided Order 799 is not in force yet, so nothing is displaced.',
  },
  ['decidedOn', 'on'],
)
const OTHER_PLACE = yes(
  article.id,
  {
    zh: '不是第799号令第十四条适用的场所，第二十九条不取代办法的罚款。',
    en: 'Order 799 Art. 14 does not bind this place, so its Art. 29 displaces nothing.',
  },
  ['placeClass'],
)
const ORDER_FIRST = no('799/29', {
  zh: '依该条先责令限期改正，拒不改正的才可罚款。',
  en: 'Under it an order to correct comes first, and a fine only on refusal.',
})
const RANKS_ABOVE = no('legislation/99', {
  zh: '行政法规的效力高于地方政府规章。',
  en: 'An administrative regulation ranks above a local government rule.',
})
/** @param used what shows that the act falls under the Order. */
const displaced = (...used: readonly string[]) =>
  perRow((row) =>
    all(
      no(
        article.id,
        {
          zh: `第799号令（${row.from}起施行）已就不备案作出规定，地方规章的即时罚款不再适用。`,
          en: `Order 799, in force from ${row.from}, rules on not filing, so the immediate fine of the local rule no longer applies.`,
        },
        ['placeClass', ...used, 'on'],
        [row],
      ),
      ORDER_FIRST,
      RANKS_ABOVE,
    ),
  )
const DISPLACED = displaced('actedOn')
const DISPLACED_WENT_ON = displaced('endedOn', 'decidedOn')
const DISPLACED_SHOWN = displaced('priorSteps', 'decidedOn')
/** The act is older than the Order and is decided under it: both are shown, nobody computes which. */
export const overlap = perRow((row) =>
  unknown(
    'apl/37',
    {
      zh: `行为在第799号令施行（${row.from}）前已终了、在其施行后决定：两种罚款并列，须法制审核。`,
      en: `The act ended before Order 799 (${row.from}) and is decided under it: both fines are shown, and legal review has to choose.`,
    },
    [],
    ['actedOn', 'endedOn', 'decidedOn', 'placeClass', 'on'],
    [row],
  ),
)
export const DECISION_OPEN = unknown(
  article.id,
  {
    zh: '决定之日未知，无法判断是否在第799号令施行之后。',
    en: 'The day of the decision is not known, nor so whether it is after Order 799.',
  },
  ['decidedOn'],
)

/** Where the Decree's fine for not filing stands beside the Order. `yes`: it does. `no`: Art. 29 displaces it. */
export type Standing = {
  readonly finding: Finding
  /** Whether an act older than the Order is decided under it, or may be: both bands are shown. */
  readonly both: boolean
}

const stands = (finding: Finding): Standing => ({ finding, both: false })
const STANDS_NOT_YET = stands(NOT_YET)
const STANDS_PLACE = stands(OTHER_PLACE)
const STANDS_DECISION = stands(DECISION_OPEN)

export function filingFineStands(
  act: Act & { readonly placeClass?: PlaceClass | undefined },
  book: Book,
): Standing {
  const row = forceRow('799/34/in-force', act.on, book)
  if (row === null) return STANDS_NOT_YET
  const era: Era = eraOf(act, row.from)
  if (era === 'before') return STANDS_NOT_YET
  const place = article7Place(act.placeClass)
  if (place.outcome === 'no') return STANDS_PLACE
  if (place.outcome === 'unknown')
    return stands(
      era === 'open'
        ? all(place, daysMissing(act))
        : era === 'older-open'
          ? all(place, DECISION_OPEN)
          : place,
    )
  switch (era) {
    case 'under':
      return stands(
        (act.actedOn !== undefined && act.actedOn >= row.from
          ? DISPLACED
          : act.endedOn === undefined
            ? DISPLACED_SHOWN
            : DISPLACED_WENT_ON)(row),
      )
    case 'older':
      return { finding: overlap(row), both: true }
    case 'older-open':
      return STANDS_DECISION
    case 'open':
      return { finding: daysMissing(act), both: olderThan(act, row.from) }
  }
}

/** Whether the act is known to be older than the law and its decision known to be under it. */
export const olderThan = ({ actedOn, decidedOn }: Act, from: string): boolean =>
  actedOn !== undefined && actedOn < from && decidedOn !== undefined && decidedOn >= from

const MAYBE_TOO = unknown(
  article.id,
  {
    zh: '第799号令施行后，办法的这一罚则是否也被取代，没有明确规定；作出决定前须法制审核。',
    en: 'Whether this penalty of the Decree is displaced since Order 799 too is not settled; legal review before a decision.',
  },
  [],
  ['placeClass', 'decidedOn'],
)

/** What to say beside a fine of the Decree other than Art. 22: where the Order binds too, or may; null where it can't. */
export function maybeDisplaced(
  act: Act & { readonly placeClass?: PlaceClass | undefined },
  book: Book,
): Finding | null {
  const row = forceRow('799/34/in-force', act.on, book)
  if (row === null || act.placeClass === 'non-public') return null
  // An absent day is not before it.
  return act.decidedOn! < row.from ? null : MAYBE_TOO
}
