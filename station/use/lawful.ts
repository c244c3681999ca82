/**
 * The law, asked about a use as it is registered: the question `access` of law/. Cedar is told the outcome and permits
 * nothing without a yes; a refusal carries the law's reasons.
 */
import { LAW } from '#law/law.ts'
import { type Access, type AccessFacts, access } from '#law/questions/access.ts'
import { type Answered, answerTo } from '#law/questions/ask.ts'
import { civilDayOf } from '#video/reel/ids.ts'
import type { Act } from '../authorizer/facts.ts'
import type { LawReason } from '../refusal.ts'
import { routeOf } from './contract.ts'
import type { Official } from './rule.ts'

/** What the register holds of a use that the law asks about. */
export type Registered = {
  readonly act: Act
  readonly purpose: string
  readonly basis: string
  readonly officials: readonly Official[]
  readonly documentsSeen: number
  readonly concerned: {
    readonly relation: 'self' | 'close-relative' | 'guardian'
    readonly interest: 'life' | 'health' | 'property'
    readonly consent: string
  } | null
}

/**
 * The register as facts of the question. Event and power are what the paper of the officials shows: the gate looks at the
 * paper and asks for nothing beside it (Decree 185 Arts 16, 17), so without a paper both are unknown.
 */
export function accessFacts(use: Registered, at: Date): AccessFacts {
  const on = civilDayOf(at.getTime())
  const route = routeOf[use.act]
  switch (route) {
    case 'officials':
    case 'state-organ':
    case 'inspection': {
      const paper = use.documentsSeen > 0
      return {
        route,
        on,
        officials: use.officials,
        supportingDocument: paper,
        legalBasis: use.basis,
        ...(paper ? { authority: 'competent', event: { kind: use.purpose, occurredOn: on } } : {}),
      }
    }
    case 'person-concerned':
      return use.concerned === null
        ? { route, on, relation: 'none', purpose: use.purpose, consent: 'none' }
        : {
            route,
            on,
            relation: use.concerned.relation,
            purpose: use.concerned.interest,
            consent: use.concerned.consent,
          }
    default:
      return { route, on, purpose: use.purpose }
  }
}

/** What the law says of the use. */
export const askLaw = (use: Registered, at: Date): Answered<Access> =>
  answerTo(access, accessFacts(use, at), LAW)

/** Whether the law says yes: at least viewing is lawful. */
export const isLawful = (use: Registered, at: Date): boolean =>
  access.decide(accessFacts(use, at), LAW).finding.outcome === 'yes'

/** The law's reasons for a refusal; none where it says yes. */
export function lawReasons(use: Registered, at: Date): readonly LawReason[] {
  const { outcome, reasons } = askLaw(use, at)
  return outcome === 'yes' ? [] : reasons.map(({ rule, text }) => ({ rule, ...text }))
}
