/** What the form of a use knows of the facts of `access`. What it doesn't ask for stays absent, and is told as missing. */
import { routeOf } from '#station/use/contract.ts'
import type { ActRow, Fields } from './form.ts'

/**
 * @param fields as they stand in the form, unfinished too: a line without a name is nobody yet.
 * @param on the station's day. Event and power are what the officials' paper shows, as the gate takes them
 *   (`station/use/lawful.ts`); until a paper was seen they are absent.
 */
export function accessFacts(
  act: ActRow,
  fields: Partial<Fields>,
  on: string,
): Readonly<Record<string, unknown>> {
  const route = routeOf[act.act]
  const { purpose, officials, documents, concerned } = fields
  const stated = purpose?.trim()
  const document = documents?.find(({ kind, seen }) => seen === true && (kind ?? '').trim() !== '')
  return {
    route,
    ...(act.needsOfficials
      ? {
          officials: (officials ?? [])
            .filter(({ name }) => (name ?? '').trim() !== '')
            .map(({ name, unit, workId, idSeen }) => ({
              name: name!.trim(),
              ...(unit?.trim() ? { unit: unit.trim() } : {}),
              ...(workId?.trim() ? { workId: workId.trim() } : {}),
              idSeen: idSeen === true,
            })),
          supportingDocument:
            document === undefined ? 'none' : [document.kind, document.number].filter(Boolean).join(' '),
          ...(fields.basis ? { legalBasis: fields.basis } : {}),
          ...(document === undefined
            ? {}
            : { authority: 'competent', event: { kind: stated || document.kind, occurredOn: on } }),
        }
      : {}),
    ...(act.needsConcerned
      ? {
          relation: concerned?.relation,
          purpose: concerned?.interest,
          consent: concerned?.consent?.trim() || 'none',
        }
      : { purpose: stated === '' ? 'none' : stated }),
  }
}
