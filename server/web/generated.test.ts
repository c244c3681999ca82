/** Pages that are made from the contracts are committed as they would be made now; every route has a policy. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { loadAuthorizer } from '#station/authorizer/authorizer.ts'
import { allRefusals, allRoutes } from './duties.ts'
import { openapi, openapiFile } from './openapi.ts'
import { problems, problemsFile } from './problems.ts'

describe('generated pages', () => {
  it('ref/openapi.json is what the contracts say (node server/web/openapi.ts writes it)', () => {
    assert.equal(readFileSync(openapiFile, 'utf8'), openapi())
  })
  it('ref/problems.md is what the refusal tables say (node server/web/problems.ts writes it)', () => {
    assert.equal(readFileSync(problemsFile, 'utf8'), problems())
  })
})

/** Every schema node, with where it stands. */
function* nodes(schema: unknown, where: string): Generator<{ where: string; node: Record<string, unknown> }> {
  if (typeof schema !== 'object' || schema === null) return
  const node = schema as Record<string, unknown>
  yield { where, node }
  for (const [key, inner] of Object.entries(node)) {
    if (key === 'properties')
      for (const [name, property] of Object.entries(inner as object))
        yield* nodes(property, `${where}.${name}`)
    else if (key === 'items')
      yield* Array.isArray(inner)
        ? inner.flatMap((i) => [...nodes(i, `${where}[]`)])
        : nodes(inner, `${where}[]`)
    else if (key === 'anyOf') for (const one of inner as unknown[]) yield* nodes(one, where)
  }
}

describe('contracts', () => {
  it('have each name and each address once', () => {
    const names = allRoutes.map((r) => r.name)
    assert.equal(new Set(names).size, names.length)
    const addresses = allRoutes.map((r) => `${r.method} ${r.path.replace(/:\w+/g, ':')}`)
    assert.equal(new Set(addresses).size, addresses.length)
  })

  it('take only closed objects, and strings and lists with an end', () => {
    const open: string[] = []
    for (const route of allRoutes) {
      for (const part of ['params', 'query', 'body'] as const) {
        for (const { where, node } of nodes(route[part], `${route.name}:${part}`)) {
          if (
            node.type === 'object' &&
            node.additionalProperties !== false &&
            node.patternProperties === undefined
          )
            open.push(`${where} is open`)
          const bounded = node.maxLength !== undefined || node.const !== undefined || anchored(node.pattern)
          if (node.type === 'string' && !bounded) open.push(`${where} has no end`)
          if (node.type === 'array' && node.maxItems === undefined) open.push(`${where} has no end`)
        }
      }
    }
    assert.deepEqual(open, [])
  })

  it('are each permitted to somebody by a policy', () => {
    const authorizer = loadAuthorizer()
    const roles = ['administrator', 'keeper', 'operator', 'technician', 'auditor', 'principal']
    const everybody = { id: 'x', roles, active: true, onWatch: true, trained: true }
    const closed = allRoutes.filter(
      ({ name }) => !authorizer.authorize({ person: everybody, action: name, resource: 'station' }).permit,
    )
    assert.deepEqual(
      closed.map((r) => r.name),
      [],
    )
  })
})

/** A pattern that can match only so many characters. */
const anchored = (pattern: unknown): boolean =>
  typeof pattern === 'string' &&
  pattern.startsWith('^') &&
  pattern.endsWith('$') &&
  !/(?<!\\)[*+]|\{\d+,\}/.test(pattern)

describe('refusals', () => {
  it('say in both languages what to do next, and name articles that exist', () => {
    for (const [code, row] of Object.entries(allRefusals)) {
      assert.match(code, /^[a-z]+\/[a-z0-9-]+$/)
      for (const text of [row.title, row.next]) {
        assert.match(text.zh, /\p{Script=Han}/u, code)
        assert.ok(text.en.length > 3 && !/\p{Script=Han}/u.test(text.en), code)
      }
      for (const article of row.articles) assert.match(article, /^(185|799)\/\d+(-\d+|\(\d+\))?$/, code)
    }
  })
})
