/**
 * The floor a station works by: what the question `retention` answers, and where it can't, the longest period of a rule
 * that may bind. An unknown fact then keeps images too long, never too short.
 */
import type { PlaceClass as Known } from './facts/place-class.ts'
import { article as article17, type Floor, orderFloor } from './order799/article-17.ts'
import { article as article34 } from './order799/article-34.ts'
import { keyTargetFloor, article as terror32 } from './procedure/ctl-32.ts'
import { article as terror97 } from './procedure/ctl-97.ts'
import { Book } from './reason/book.ts'

const OWN = new Book([...article17.rows, ...article34.rows, ...terror32.rows, ...terror97.rows])

export type PlaceClass = Known | 'unknown'

/** What a station has registered that decides the floor. */
export type FloorFacts = {
  readonly placeClass: PlaceClass
  /** A key target for protection against terrorist attacks; null: nobody has said. */
  readonly keyTarget: boolean | null
}

export type RetentionFloor = {
  /** Days of the rules that bind; null where `retention` is unknown. */
  readonly floorDays: number | null
  /** Days of the longest rule that binds or may bind; null: none gives a number. */
  readonly longestDays: number | null
  /** Facts nobody has registered and on which the floor hangs; none where it is known, or where no rule gives a number. */
  readonly open: readonly (keyof FloorFacts)[]
}

function mayBind({ finding, days }: Floor, row: string, on: string, book: Book): number {
  if (finding.outcome === 'no') return 0
  return (days ?? book.has(row, on)).value as number
}

/** @param on civil day (Asia/Shanghai) of the question. */
export function retentionFloor(
  { placeClass, keyTarget }: FloorFacts,
  on: string,
  book: Book = OWN,
): RetentionFloor {
  const order = orderFloor(placeClass === 'unknown' ? undefined : placeClass, on, book)
  const key = keyTargetFloor(keyTarget ?? undefined, on, book)
  const longest = Math.max(mayBind(order, '799/17/days', on, book), mayBind(key, 'ctl/32/days', on, book))
  const longestDays = longest === 0 ? null : longest
  // A key target's floor is known whatever the place is: the question says so too.
  const ordered = order.finding.outcome
  const keyed = key.finding.outcome
  if (keyed === 'yes' || (keyed === 'no' && ordered === 'yes'))
    return { floorDays: longestDays, longestDays, open: [] }
  const open: (keyof FloorFacts)[] = []
  if (keyed === 'unknown') open.push('keyTarget')
  if (ordered === 'unknown') open.push('placeClass')
  return { floorDays: null, longestDays, open }
}
