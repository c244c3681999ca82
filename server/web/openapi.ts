/**
 * `ref/openapi.json` (OpenAPI 3.1) from the contracts: run this file to write it, a test compares. The WebSockets
 * (`/api/media/*`, `/api/status/live`) stand in design/seams.md: OpenAPI has no words for them.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Route } from '#station/route.ts'
import { allRoutes } from './duties.ts'

type Shape = { properties?: Record<string, unknown>; required?: string[] }

const json = (schema: unknown) => ({ 'application/json': { schema } })

function parameters(route: Route): unknown[] {
  const of = (schema: unknown, where: 'path' | 'query'): unknown[] => {
    const { properties = {}, required = [] } = (schema ?? {}) as Shape
    return Object.entries(properties).map(([name, shape]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      schema: shape,
    }))
  }
  return [...of(route.params, 'path'), ...of(route.query, 'query')]
}

function operation(route: Route): Record<string, unknown> {
  const all = parameters(route)
  return {
    operationId: route.name,
    summary: route.summary.zh,
    description: `${route.summary.en}. At most ${route.perMinute ?? 300} a minute.`,
    tags: [route.name.split('.')[0]],
    security:
      route.session === 'public' ? [] : [{ session: [], ...(route.method === 'GET' ? {} : { csrf: [] }) }],
    ...(all.length > 0 ? { parameters: all } : {}),
    ...(route.body ? { requestBody: { required: true, content: json(route.body) } } : {}),
    responses: {
      200: { description: 'OK', content: json(route.reply) },
      default: { $ref: '#/components/responses/problem' },
    },
  }
}

const text = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
}

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'articles', 'text', 'next', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'ref/problems.md lists them' },
    articles: { type: 'array', items: { type: 'string' } },
    text: { $ref: '#/components/schemas/text' },
    next: { $ref: '#/components/schemas/text' },
    law: {
      type: 'array',
      description: 'where the law says no: its reasons',
      items: {
        type: 'object',
        required: ['rule', 'zh', 'en'],
        properties: { rule: { type: 'string' }, zh: { type: 'string' }, en: { type: 'string' } },
      },
    },
    requestId: { type: 'string' },
  },
}

/** The document as it is committed: one line a value, a line feed at the end. */
export function openapi(): string {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of allRoutes) {
    const address = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`
    paths[address] ??= {}
    paths[address][route.method.toLowerCase()] = operation(route)
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: '明鉴 Mingjian: station',
      version: '0.1.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: { problem, text },
      responses: {
        problem: {
          description: 'A refusal, or a fault (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/problem' } } },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'mj', description: '`__Host-mj` over TLS' },
        csrf: {
          type: 'apiKey',
          in: 'header',
          name: 'x-csrf',
          description: '`person.csrf` of GET /api/session',
        },
      },
    },
  }
  return `${JSON.stringify(document, null, 1)}\n`
}

export const openapiFile = path.join(import.meta.dirname, '..', '..', 'ref', 'openapi.json')
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(openapiFile, openapi())
