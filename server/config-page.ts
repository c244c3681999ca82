/** `ref/config.md` from the schema: `node server/config-page.ts` writes it, `server/config-page.test.ts` holds it current. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { TSchema } from 'typebox'
import { leaves } from './config.ts'

export const configFile = path.join(import.meta.dirname, '../ref/config.md')

type Facts = {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly anyOf?: readonly { readonly const?: string }[]
  readonly items?: TSchema
  readonly default?: unknown
  readonly description?: string
}

/** What may be written there, in words. */
function range(schema: Facts): string {
  if (schema.anyOf) return schema.anyOf.map((one) => `\`${one.const}\``).join(', ')
  if (schema.type === 'array') return schema.minItems ? `list, at least ${schema.minItems}` : 'list'
  if (schema.minimum !== undefined && schema.maximum !== undefined)
    return `${schema.minimum} to ${schema.maximum}`
  if (schema.minimum !== undefined) return `at least ${schema.minimum}`
  return schema.type === 'string' ? 'text' : (schema.type ?? '')
}

const value = (given: unknown): string => (given === undefined ? 'none' : `\`${JSON.stringify(given)}\``)

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** The page. */
export function configPage(): string {
  const all = leaves().map(({ path: at, env, schema }) => ({
    key: at.join('.'),
    env,
    facts: schema as Facts,
  }))
  const lists = all.flatMap(({ key, facts }) =>
    facts.items && 'properties' in facts.items
      ? leaves(facts.items).map((inner) => ({
          key: `${key}[].${inner.path.join('.')}`,
          facts: inner.schema as Facts,
        }))
      : [],
  )
  return `${[
    '# Configuration',
    '',
    'Written by `node server/config-page.ts` from `server/config.ts`. A setting stands in `DIR/config.json` (nested:',
    '`{"listen": {"port": 8185}}`) or in the environment, which wins; lists in the environment are JSON. An unknown key or',
    'an unknown variable that begins with `MINGJIAN_` refuses to start (exit 2). Read at start only.',
    '',
    '| key | environment variable | default | may be | what it is |',
    '|---|---|---|---|---|',
    ...all.map(({ key, env, facts }) =>
      row([`\`${key}\``, `\`${env}\``, value(facts.default), range(facts), facts.description ?? '']),
    ),
    '',
    '## In a list',
    '',
    '| key | default | may be | what it is |',
    '|---|---|---|---|',
    ...lists.map(({ key, facts }) =>
      row([`\`${key}\``, value(facts.default), range(facts), facts.description ?? '']),
    ),
    '',
    '## The database',
    '',
    'Two variables are no settings, because they hold passwords: `DATABASE_URL` (the station’s database at a PostgreSQL 15 or',
    'newer; user and password in it are replaced by each process’s own role) and `DATABASE_ADMIN_URL` (a superuser, or an owner',
    'of that database who may make roles: `createrole`; runs migrations; needed where `DATABASE_URL` is set). A server serves one',
    'station. Without them the bundled PostgreSQL runs in `DIR/db`.',
  ].join('\n')}\n`
}

if (import.meta.main) writeFileSync(configFile, configPage())
