/** Between the form of a use and what the contract takes. Civil times in the form are Beijing times. */

import type { use as routes } from '#station/use/contract.ts'
import type { Ask, Reply } from '../api/client.ts'
import { clockOf, dayOf } from '../kit/time.ts'

export type ActRow = Reply<typeof routes.acts>[number]
type Body = Ask<typeof routes.open>['body']
type Official = NonNullable<Body['officials']>[number]
type Document = NonNullable<Body['documents']>[number]
type Concerned = NonNullable<Body['concerned']>

export type Fields = {
  readonly act: ActRow['act']
  readonly basis: string
  readonly purpose: string
  readonly subject?: string
  readonly cameras: string[]
  readonly from: string
  readonly to: string
  readonly minutes?: number | null
  readonly officials?: Partial<Official>[]
  readonly documents?: Partial<Document>[]
  readonly concerned?: Concerned
}

/** Wall ms as the value of a `datetime-local` field. */
export function toInput(at: number): string {
  return `${dayOf(at)}T${clockOf(at)}`
}

/** And back; a field without seconds is allowed. NaN where it is empty. */
export function fromInput(value: string | undefined): number {
  return value ? Date.parse(`${value.length === 16 ? `${value}:00` : value}+08:00`) : Number.NaN
}

export function toBody(f: Fields, act: ActRow, basis: string): Body {
  const subject = f.subject?.trim()
  return {
    act: f.act,
    purpose: f.purpose.trim(),
    basis,
    cameras: f.cameras,
    from: new Date(fromInput(f.from)).toISOString(),
    to: new Date(fromInput(f.to)).toISOString(),
    ...(subject ? { subject } : {}),
    ...(f.minutes ? { minutes: f.minutes } : {}),
    ...(act.needsOfficials
      ? {
          officials: (f.officials ?? []).map((o) => ({
            name: o.name?.trim() ?? '',
            unit: o.unit?.trim() ?? '',
            workId: o.workId?.trim() ?? '',
            idSeen: o.idSeen === true,
          })),
          documents: (f.documents ?? []).map((d) => ({
            kind: d.kind?.trim() ?? '',
            number: d.number?.trim() ?? '',
            issuedBy: d.issuedBy?.trim() ?? '',
            seen: d.seen === true,
          })),
        }
      : {}),
    ...(act.needsConcerned && f.concerned ? { concerned: f.concerned } : {}),
  }
}
