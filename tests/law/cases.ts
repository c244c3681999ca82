/** Cases for the tests of penalty articles: a recent act, with every step that could be asked for. */
import type { Step, StepKind } from '#law/facts/prior-steps.ts'
import { LAW } from '#law/law.ts'
import type { Case, Fine } from '#law/procedure/fine.ts'
import type { Book } from '#law/reason/book.ts'

/** A step with its document. */
export const step = (kind: StepKind, on = '2026-03-02'): Step => ({ kind, on, document: '文书1号' })

export const RECENT: Case = {
  subject: 'unit',
  placeClass: '799-7-2',
  actedOn: '2026-02-02',
  endedOn: 'none',
  decidedOn: '2026-04-01',
  priorSteps: [],
  on: '2026-04-01',
}

/** What the article says of a recent case with these facts instead. Undefined: not known. */
export const fined =
  (fine: (facts: Case, book: Book) => Fine) =>
  (other: Partial<Case> = {}, ...steps: StepKind[]): Fine =>
    fine(
      { ...RECENT, ...(steps.length > 0 ? { priorSteps: steps.map((kind) => step(kind)) } : {}), ...other },
      LAW.book,
    )
