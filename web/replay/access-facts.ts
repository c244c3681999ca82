/** What the form of a use knows of the facts of `access`. What it doesn't ask for stays absent, and is told as missing. */
import type { ActRow, Fields } from './form.ts'

/** Break-glass and the like are this product's ways for the unit's own staff. Null: `access` isn't about handing out. */
const ROUTES: { readonly [act in ActRow['act']]: string | null } = {
  'watch-live': 'watch',
  'handover-check': 'watch',
  replay: 'unit-staff',
  copy: 'unit-staff',
  provide: null,
  'mask-off': 'unit-staff',
  'break-glass': 'unit-staff',
  'maintenance-picture': 'maintenance',
  'person-concerned': 'person-concerned',
  officials: 'officials',
  'state-organ': 'state-organ',
  inspection: 'inspection',
}

/**
 * @param fields as they stand in the form, unfinished too: a line without a name is nobody yet.
 * @returns null where the law's question isn't about this act.
 */
export function accessFacts(act: ActRow, fields: Partial<Fields>): Readonly<Record<string, unknown>> | null {
  const route = ROUTES[act.act]
  if (route === null) return null
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
