/**
 * Why not: what a use or a picture lacks, with code, article and who can grant it. Cedar alone permits; this file only
 * explains, and a property test holds the two together: nothing lacking exactly when Cedar permits.
 */
import { onePerson } from '#law/decree185/article-17.ts'
import type { Act, CameraFacts, ImageAction, PersonFacts, UseFacts } from '../authorizer/facts.ts'
import { ACTS } from './acts.ts'

const DAY_MS = 86_400_000

/** Roles that look at no image, whatever else they are. */
const NO_IMAGE = ['administrator', 'auditor']

export type Lack = {
  /** A code of refusals.ts. */
  readonly code: string
  /** Somebody else can give it: the use may wait as `asked`. */
  readonly grant?: 'keeper' | 'second-person'
}

const has = (p: PersonFacts, ...roles: string[]): boolean => roles.some((r) => p.roles.includes(r))

/** What is lacking for this person to open this use now; empty: nothing. */
export function lacksToOpen(person: PersonFacts, use: UseFacts, nowMs: number): Lack[] {
  const lacks: Lack[] = []
  const need = (ok: boolean, code: string, grant?: Lack['grant']): void => {
    if (!ok) lacks.push(grant ? { code, grant } : { code })
  }
  const row = ACTS[use.act]
  need(person.active, 'use/not-active')
  need(use.ownerId === person.id, 'use/not-yours')
  need(!has(person, ...NO_IMAGE), 'use/no-image-role')
  need(use.cameraCount >= 1, 'use/no-camera')
  need(use.lastsMs <= row.lastsMs.most, 'use/too-long')
  if (row.pictures === 'live') need(use.interval === null, 'use/live-only')
  if (row.pictures === 'recorded') need(use.interval !== null, 'use/interval-missing')
  switch (use.act) {
    case 'watch-live':
      need(has(person, 'operator'), 'use/operator-only')
      need(person.onWatch, 'use/not-on-watch')
      need(person.trained || use.keepersTold, 'use/keeper-untold')
      break
    case 'handover-check':
      need(has(person, 'operator'), 'use/operator-only')
      need(person.onWatch, 'use/not-on-watch')
      need((use.interval?.fromMs ?? 0) >= nowMs - DAY_MS, 'use/last-24-hours')
      break
    case 'replay':
      if (has(person, 'keeper')) break
      need(has(person, 'operator'), 'use/keeper-or-operator')
      need(use.approvals.includes('keeper'), 'use/needs-keeper', 'keeper')
      break
    case 'copy':
    case 'provide':
    case 'mask-off':
      need(has(person, 'keeper'), 'use/keeper-only')
      need(use.approvals.includes('second-person'), 'use/needs-second-person', 'second-person')
      break
    case 'maintenance-picture':
      need(has(person, 'technician'), 'use/technician-only')
      need(use.cameraCount <= 1, 'use/one-camera')
      need(use.keepersTold, 'use/keeper-untold')
      break
    case 'person-concerned':
      need(has(person, 'keeper'), 'use/keeper-only')
      need(use.relationStated, 'use/relation-missing')
      need(use.consentStated, 'use/consent-missing')
      break
    case 'officials':
    case 'state-organ':
    case 'inspection':
      need(has(person, 'keeper') || person.onWatch, 'use/keeper-or-on-watch')
      need(has(person, 'keeper') || use.keepersTold, 'use/keeper-untold')
      need(use.officialsSeen >= 2, 'use/two-officials')
      need(use.documentsSeen >= 1, 'use/document-missing')
      break
    case 'break-glass':
      need(has(person, 'keeper', 'operator'), 'use/keeper-or-operator')
      need(use.keepersTold, 'use/keeper-untold')
      break
  }
  // Last: what is named above says it more closely.
  need(use.lawful, 'use/unlawful')
  return lacks
}

/** Why these pictures of this camera may not be shown to this person under this use now; null: they may. */
export function lacksToShow(
  person: PersonFacts,
  action: ImageAction,
  camera: CameraFacts,
  use: UseFacts,
  nowMs: number,
  span: { readonly fromMs: number; readonly toMs: number },
): string | null {
  if (use.ownerId !== person.id) return 'use/not-yours'
  if (use.state === 'revoked') return 'use/revoked'
  if (use.state === 'expired' || (use.state === 'open' && nowMs >= use.expiresMs)) return 'use/expired'
  if (use.state !== 'open') return 'use/not-open'
  if (!person.active) return 'use/not-active'
  if (has(person, ...NO_IMAGE)) return 'use/no-image-role'
  if (!use.cameras.includes(camera.id)) return 'use/other-camera'
  if (action === 'image.live') {
    if (use.interval !== null) return 'use/recorded-only'
  } else {
    if (use.interval === null) return 'use/live-only'
    const { fromMs, toMs } = use.interval
    if (!(span.fromMs < span.toMs && span.fromMs >= fromMs && span.toMs <= toMs))
      return 'use/outside-interval'
  }
  const watching = use.act === 'watch-live' || use.act === 'handover-check'
  if (watching && camera.privacyClass === 'private' && !camera.masked) return 'use/private-unmasked'
  return actAllows(person, action, use.act)
}

function actAllows(person: PersonFacts, action: ImageAction, act: Act): string | null {
  if (action === 'image.copy') {
    if (act === 'copy' || act === 'provide') return has(person, 'keeper') ? null : 'use/keeper-only'
    // An inspection looks; whether it may take copies the law leaves open (Decree 185 Art. 18).
    if (act !== 'officials' && act !== 'state-organ') return 'use/act-shows-nothing'
    return has(person, 'keeper') || person.onWatch ? null : 'use/keeper-or-on-watch'
  }
  switch (act) {
    case 'watch-live':
    case 'handover-check':
      if ((act === 'watch-live') !== (action === 'image.live')) return 'use/act-shows-nothing'
      if (!has(person, 'operator')) return 'use/operator-only'
      return person.onWatch ? null : 'use/not-on-watch'
    case 'replay':
      if (action === 'image.live') return 'use/act-shows-nothing'
      return has(person, 'keeper', 'operator') ? null : 'use/keeper-or-operator'
    case 'maintenance-picture':
      if (action === 'image.replay') return 'use/act-shows-nothing'
      return has(person, 'technician') ? null : 'use/technician-only'
    case 'person-concerned':
      if (action === 'image.live') return 'use/act-shows-nothing'
      return has(person, 'keeper') ? null : 'use/keeper-only'
    case 'mask-off':
      return has(person, 'keeper') ? null : 'use/keeper-only'
    case 'officials':
    case 'state-organ':
    case 'inspection':
      return has(person, 'keeper') || person.onWatch ? null : 'use/keeper-or-on-watch'
    case 'break-glass':
      return has(person, 'keeper', 'operator') ? null : 'use/keeper-or-operator'
    case 'copy':
    case 'provide':
      return 'use/act-shows-nothing'
  }
}

export type Official = {
  readonly name: string
  readonly unit: string
  readonly workId: string
  readonly idSeen: boolean
}

/** One official written down twice, as the law reads it (Decree 185 Art. 17). */
export const sameOfficial = (a: Official, b: Official): boolean => onePerson(a, b) === true

/** How many different officials had their work ID seen (Decree 185 Art. 17: at least two). */
export function officialsSeen(officials: readonly Official[]): number {
  const seen: Official[] = []
  for (const one of officials) {
    if (!one.idSeen) continue
    if (!seen.some((other) => sameOfficial(one, other))) seen.push(one)
  }
  return seen.length
}
