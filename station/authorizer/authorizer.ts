/**
 * The one authorizer: Cedar decides on every route and every image. Nothing else permits; what no policy permits is
 * refused (Decree 185 Art. 14). The ids of the policies that decided go into the register.
 */
import { createHash } from 'node:crypto'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { CameraFacts, PersonFacts, Question, UseFacts } from './facts.ts'
import { ownSchema, type Policy, PolicyError, readPolicies, said, schemaWith } from './policies.ts'

/** `policies`: on permit those that permit; on a no those that forbid, none where simply nothing permits. */
export type Decision = { readonly permit: boolean; readonly policies: readonly string[] }

export interface Authorizer {
  /** Throws Error on a bug (a fact that does not fit the schema): never a permit. */
  authorize(question: Question): Decision
  /** All policies by id, to name what decided and its articles. */
  readonly policies: ReadonlyMap<string, Policy>
  /** Routes no policy permits to anybody: a test wants this empty. */
  readonly closedRoutes: readonly string[]
}

/**
 * Reads and checks every policy.
 * @param routes names of all wired routes. Without it, whatever the schema doesn't know and a policy names counts as a
 *   route; with it, a policy that names a route nobody has is refused too.
 * Throws PolicyError: start-up stops.
 */
export function loadAuthorizer(
  options: { routes?: readonly string[]; policies?: readonly Policy[] } = {},
): Authorizer {
  const policies = options.policies ?? readPolicies()
  const own = ownSchema()
  const named = new Set(policies.flatMap((p) => p.actions))
  const routes = options.routes ?? [...named].filter((a) => !own.actions.has(a))
  const known = new Set(routes)
  const schema = schemaWith(own, [...known].sort())
  const byId = Object.fromEntries(policies.map((p) => [p.id, p.text]))

  const checked = cedar.validate({ schema, policies: { staticPolicies: byId } })
  if (checked.type === 'failure') throw new PolicyError('policies', said(checked.errors))
  const wrong = [...checked.validationErrors, ...checked.validationWarnings]
  if (wrong.length > 0) {
    throw new PolicyError(
      policies.find((p) => p.id === wrong[0]!.policyId)?.file ?? 'policies',
      wrong.map((w) => `${w.policyId}: ${said([w.error])}`).join('; '),
    )
  }

  // The cache lives as long as the thread and has no way to forget: the name is the content.
  const name = createHash('sha256').update(schema).update(JSON.stringify(byId)).digest('hex').slice(0, 16)
  require(cedar.preparseSchema(name, schema))
  const sets = new Map<string, string>()
  /** Cedar tries every policy of a set: each action has a set of those that name it (or name none). */
  const setFor = (action: string): string => {
    const made = sets.get(action)
    if (made !== undefined) return made
    const id = `${name} ${action}`
    const those = policies.filter((p) => p.actions.length === 0 || p.actions.includes(action))
    require(
      cedar.preparsePolicySet(id, { staticPolicies: Object.fromEntries(those.map((p) => [p.id, p.text])) }),
    )
    sets.set(action, id)
    return id
  }

  return {
    policies: new Map(policies.map((p) => [p.id, p])),
    closedRoutes: routes.filter((r) => !named.has(r)),
    authorize(question) {
      // A route without an action is one no policy can permit: closed, not broken.
      if (question.resource === 'station' && !own.actions.has(question.action) && !known.has(question.action))
        return { permit: false, policies: [] }
      const answer = cedar.statefulIsAuthorized({
        ...requestOf(question),
        preparsedSchemaName: name,
        preparsedPolicySetId: setFor(question.action),
        validateRequest: true,
      })
      if (answer.type === 'failure')
        throw new Error(`the authorizer was asked wrongly (${question.action}): ${said(answer.errors)}`)
      const { decision, diagnostics } = answer.response
      if (diagnostics.errors.length > 0)
        throw new Error(
          `policy ${diagnostics.errors[0]!.policyId} failed: ${diagnostics.errors[0]!.error.message}`,
        )
      return { permit: decision === 'allow', policies: [...diagnostics.reason].sort() }
    },
  }
}

function require(answer: cedar.CheckParseAnswer): void {
  if (answer.type === 'failure') throw new PolicyError('policies', said(answer.errors))
}

type Request = Pick<
  cedar.StatefulAuthorizationCall,
  'principal' | 'action' | 'resource' | 'context' | 'entities'
>

const uid = (type: string, id: string): cedar.TypeAndId => ({ type, id })
const reference = (type: string, id: string) => ({ __entity: { type, id } })

function requestOf(question: Question): Request {
  const { person } = question
  const principal = person ? uid('Person', person.id) : uid('Visitor', 'anybody')
  const entities: cedar.EntityJson[] = person ? [entityOfPerson(person)] : []
  const action = uid('Action', question.action)
  if (question.resource === 'station')
    return { principal, action, resource: uid('Station', 'this'), context: {}, entities }
  if ('use' in question) {
    entities.push(entityOfUse(question.use), entityOfCamera(question.resource))
    const context = {
      use: reference('Use', question.use.id),
      nowMs: question.nowMs,
      fromMs: question.fromMs,
      toMs: question.toMs,
    }
    return { principal, action, resource: uid('Camera', question.resource.id), context, entities }
  }
  entities.push(entityOfUse(question.resource))
  const context = { nowMs: question.nowMs }
  return { principal, action, resource: uid('Use', question.resource.id), context, entities }
}

function entityOfPerson(p: PersonFacts): cedar.EntityJson {
  const attrs = { roles: [...p.roles], active: p.active, onWatch: p.onWatch, trained: p.trained }
  return { uid: uid('Person', p.id), attrs, parents: [] }
}

function entityOfCamera(c: CameraFacts): cedar.EntityJson {
  return {
    uid: uid('Camera', c.id),
    attrs: { privacyClass: c.privacyClass, masked: c.masked },
    parents: [],
  }
}

function entityOfUse(u: UseFacts): cedar.EntityJson {
  return {
    uid: uid('Use', u.id),
    attrs: {
      act: u.act,
      state: u.state,
      owner: reference('Person', u.ownerId),
      cameras: u.cameras.map((id) => reference('Camera', id)),
      cameraCount: u.cameraCount,
      live: u.interval === null,
      fromMs: u.interval?.fromMs ?? 0,
      toMs: u.interval?.toMs ?? 0,
      lastsMs: u.lastsMs,
      expiresMs: u.expiresMs,
      officialsSeen: u.officialsSeen,
      documentsSeen: u.documentsSeen,
      approvals: [...u.approvals],
      keepersTold: u.keepersTold,
      relationStated: u.relationStated,
      consentStated: u.consentStated,
      lawful: u.lawful,
    },
    parents: [],
  }
}
