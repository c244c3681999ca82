/** The policy files: found, cut into policies, and refused at start where one is not what it must be. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))
const schemaFile = path.join(root, 'station/authorizer/schema.cedarschema')

export type Policy = {
  readonly id: string
  /** `185/14 product`: articles, and `product` where it is a rule of the product's own. */
  readonly article: string
  readonly text: string
  /** Actions it names. */
  readonly actions: readonly string[]
  readonly file: string
}

/** A policy file is not what it must be: the process does not start. */
export class PolicyError extends Error {
  constructor(file: string, what: string) {
    super(`${file}: ${what}`)
    this.name = 'PolicyError'
  }
}

/** Every policy of every duty. Throws PolicyError: unreadable, without `@id` or `@article`, an id twice, a template. */
export function readPolicies(folder = root): Policy[] {
  const files = globSync(['station/**/policies/*.cedar', 'server/**/policies/*.cedar'], {
    cwd: folder,
  }).sort()
  const byId = new Map<string, Policy>()
  for (const file of files) {
    for (const policy of policiesOf(file, readFileSync(path.join(folder, file), 'utf8'))) {
      const other = byId.get(policy.id)
      if (other) throw new PolicyError(file, `the id ${policy.id} stands in ${other.file} too`)
      byId.set(policy.id, policy)
    }
  }
  return [...byId.values()]
}

/** The policies of one file's text. */
export function policiesOf(file: string, text: string): Policy[] {
  const parts = cedar.policySetTextToParts(text)
  if (parts.type === 'failure') throw new PolicyError(file, said(parts.errors))
  if (parts.policy_templates.length > 0) throw new PolicyError(file, 'templates are not used here')
  return parts.policies.map((one) => {
    const read = cedar.policyToJson(one)
    if (read.type === 'failure') throw new PolicyError(file, said(read.errors))
    const { id, article } = read.json.annotations ?? {}
    if (!id || !/^[a-z0-9][a-z0-9./:_-]{0,79}$/.test(id))
      throw new PolicyError(file, `@id is missing in ${one}`)
    if (!article || !/^((185|799)\/\d+(-\d+)?|product)( ((185|799)\/\d+(-\d+)?|product))*$/.test(article))
      throw new PolicyError(file, `@article of ${id} must list articles such as 185/14, or product`)
    return { id, article, text: one, actions: actionsOf(read.json.action), file }
  })
}

function actionsOf(constraint: cedar.ActionConstraint): string[] {
  if (constraint.op === 'All') return []
  const named =
    constraint.op === '=='
      ? 'entity' in constraint
        ? [constraint.entity]
        : []
      : 'entities' in constraint
        ? constraint.entities
        : [constraint.entity]
  return named.map((uid) => ('__entity' in uid ? uid.__entity.id : uid.id))
}

export type Schema = { readonly text: string; readonly actions: ReadonlySet<string> }

/** The schema as it is written, and its actions. Throws PolicyError: missing or unreadable. */
export function ownSchema(): Schema {
  if (!existsSync(schemaFile)) throw new PolicyError(schemaFile, 'is missing')
  const text = readFileSync(schemaFile, 'utf8')
  const parsed = cedar.schemaToJson(text)
  if (parsed.type === 'failure') throw new PolicyError('schema.cedarschema', said(parsed.errors))
  return { text, actions: new Set(Object.values(parsed.json).flatMap((space) => Object.keys(space.actions))) }
}

/** The schema's text with the routes added. Throws PolicyError where a route is an action already. */
export function schemaWith({ text, actions }: Schema, routes: readonly string[]): string {
  const added = routes.map((route) => {
    if (actions.has(route))
      throw new PolicyError('schema.cedarschema', `the route ${route} is an action already`)
    return JSON.stringify(route)
  })
  return added.length
    ? `${text}\naction ${added.join(', ')} appliesTo { principal: [Person, Visitor], resource: [Station], context: {} };\n`
    : text
}

export const said = (errors: readonly cedar.DetailedError[]): string =>
  errors.map((e) => [e.message, e.help].filter(Boolean).join(': ')).join('; ')
