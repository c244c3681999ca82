/** What the authorizer is told: loaded by the server, never sent by a browser. Instants are ms since 1970. */

export const acts = [
  'watch-live',
  'handover-check',
  'replay',
  'copy',
  'provide',
  'maintenance-picture',
  'person-concerned',
  'officials',
  'state-organ',
  'inspection',
  'mask-off',
  'break-glass',
] as const
export type Act = (typeof acts)[number]

export type UseState = 'asked' | 'open' | 'closed' | 'expired' | 'revoked' | 'refused' | 'withdrawn'

export type PersonFacts = {
  readonly id: string
  readonly roles: readonly string[]
  /** Account active, and where a session is meant, that session still alive. */
  readonly active: boolean
  readonly onWatch: boolean
  /** Skills and confidentiality training both in date. Opening only; images don't depend on it. */
  readonly trained: boolean
}

export type CameraFacts = {
  readonly id: string
  readonly privacyClass: 'public' | 'internal' | 'private'
  readonly masked: boolean
}

export type UseFacts = {
  readonly id: string
  readonly act: Act
  readonly state: UseState
  readonly ownerId: string
  /** Ids of those of its cameras that the question is about: one for a lease, none needed to open. */
  readonly cameras: readonly string[]
  readonly cameraCount: number
  /** Content interval; null where pictures of now are meant. */
  readonly interval: { readonly fromMs: number; readonly toMs: number } | null
  readonly lastsMs: number
  /** 0 until open. */
  readonly expiresMs: number
  readonly officialsSeen: number
  readonly documentsSeen: number
  readonly approvals: readonly string[]
  readonly keepersTold: boolean
  readonly relationStated: boolean
  readonly consentStated: boolean
  /** The law says yes to it as it is registered (lawful.ts). Opening only. */
  readonly lawful: boolean
}

export type ImageAction = 'image.live' | 'image.replay' | 'image.copy'
export type DecidingAction =
  | 'approve.keeper'
  | 'approve.second-person'
  | 'approve.principal-afterwards'
  | 'revoke'

/** One question. `person: null` is a visitor who has not signed in. */
export type Question =
  /** A route or `register.read`. */
  | { readonly person: PersonFacts | null; readonly action: string; readonly resource: 'station' }
  | {
      readonly person: PersonFacts
      readonly action: Act | DecidingAction
      readonly resource: UseFacts
      readonly nowMs: number
    }
  | {
      readonly person: PersonFacts
      readonly action: ImageAction
      readonly resource: CameraFacts
      readonly use: UseFacts
      readonly nowMs: number
      /** The pictures of this lease. */
      readonly fromMs: number
      readonly toMs: number
    }
