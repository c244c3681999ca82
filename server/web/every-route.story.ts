/** Every route of every contract: closed to nobody, to what is malformed, and to the roles no policy names. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import type { Route } from '#station/route.ts'
import {
  Browser,
  makePerson,
  passwords,
  stopPostgres,
  type TestStation,
  testStation,
} from '#tests/web/station.ts'
import { allRoutes } from './duties.ts'

const mono = { now: 0 }
let s: TestStation

before(async () => {
  s = await testStation({
    // A clock of its own for the rate limit: each request is a minute after the last.
    mono: () => {
      mono.now += 60_000
      return mono.now
    },
  })
  await makePerson(s, 'shen', ['keeper', 'operator', 'technician', 'principal'], passwords.keeper)
  await makePerson(s, 'gao', ['administrator'], passwords.admin)
})
after(async () => {
  await s.stop()
  await stopPostgres()
})

const fill = (route: Route, value: () => string): string =>
  route.path.replace(/:\w+/g, () => encodeURIComponent(value().toWellFormed()))

/** Answers that name what is wrong; anything else would be a fault or a leak. */
function assertClear(
  route: Route,
  answer: { status: number; body: Record<string, unknown> },
  sent: unknown,
): void {
  const what = `${route.name} ${JSON.stringify(sent)?.slice(0, 300)}`
  assert.ok(
    answer.status < 500 || answer.status === 503,
    `${what} → ${answer.status} ${JSON.stringify(answer.body)}`,
  )
  if (answer.status >= 400) {
    const { text, next } = answer.body as {
      text?: { zh: string; en: string }
      next?: { zh: string; en: string }
    }
    assert.ok(text?.zh && text.en && next?.zh && next.en, `${what} → ${JSON.stringify(answer.body)}`)
    assert.ok(!/select |insert |\/station\/|\.ts:/.test(JSON.stringify(answer.body)), what)
  }
}

describe('every route', () => {
  it('refuses whoever has not signed in, and registers nothing else', async () => {
    for (const route of allRoutes) {
      if (route.session === 'public') continue
      const answer = await new Browser(s.app).ask(
        route.method,
        fill(route, randomUUID),
        route.body ? {} : undefined,
      )
      assert.equal(answer.status, 401, route.name)
      assert.equal(answer.body.code, 'people/sign-in-first', route.name)
    }
    assert.ok(
      allRoutes.filter((r) => r.session === 'public').every((r) => /^(setup|session|health)\./.test(r.name)),
    )
  })

  it('refuses a change without the token of the page', async () => {
    const b = new Browser(s.app)
    await b.signIn('shen', passwords.keeper)
    b.csrf = 'not it'
    for (const route of allRoutes) {
      if (route.session === 'public' || route.method === 'GET') continue
      const answer = await b.ask(route.method, fill(route, randomUUID), route.body ? {} : undefined)
      assert.equal(answer.body.code, 'request/csrf', route.name)
    }
  })

  it('answers bytes that are no JSON, the wrong type of content, and too much of it, by name', async () => {
    const b = new Browser(s.app)
    await b.signIn('shen', passwords.keeper)
    for (const route of allRoutes.filter((r) => r.body && !/sign-out|end/.test(r.name))) {
      for (const [body, type] of [
        ['{"a":', 'application/json'],
        ['\u0000\u0001', 'application/json'],
        ['null', 'application/json'],
        ['[[[[]]]]', 'application/json'],
        ['{"__proto__":{"x":1}}', 'application/json'],
        ['a=1', 'application/x-www-form-urlencoded'],
        ['{}', 'text/plain'],
        [`{"a":"${'x'.repeat(300_000)}"}`, 'application/json'],
      ] as const) {
        const answer = await b.ask(route.method, fill(route, randomUUID), body, { 'content-type': type })
        assertClear(route, answer, body)
        assert.ok(answer.status >= 400, `${route.name} took ${body.slice(0, 40)}`)
      }
    }
  })

  it('takes no character that PostgreSQL or a page would stumble over, in any text of any body', async () => {
    const b = new Browser(s.app)
    await b.signIn('shen', passwords.keeper)
    const administrator = new Browser(s.app)
    await administrator.signIn('gao', passwords.admin)
    let tried = 0
    for (const route of allRoutes.filter((r) => r.body)) {
      const who = /^people\.propose/.test(route.name) ? administrator : b
      for (const sample of fc.sample(bodyOf(route.body as Shape, true), { numRuns: 2, seed: 7 })) {
        for (const by of ['\u0000', '\ud800', '\u001b']) {
          for (const body of spoiled(sample, by)) {
            const answer = await who.ask(route.method, fill(route, randomUUID), body)
            assert.equal(
              answer.status,
              400,
              `${route.name} ${JSON.stringify(body)} → ${JSON.stringify(answer.body)}`,
            )
            tried++
          }
        }
      }
    }
    assert.ok(tried > 300, `${tried} tried`)
  })

  it('refuses a mark to go on from that is none: no id, no time', async () => {
    const b = new Browser(s.app)
    await b.signIn('shen', passwords.keeper)
    const id = randomUUID()
    for (const after of [`0.${'-0a-'.repeat(9)}`, `0.${id.replaceAll('-', 'a')}`, `9999999999999999.${id}`]) {
      const answer = await b.ask('GET', `/uses?after=${encodeURIComponent(after)}`)
      assert.equal(answer.status, 400, after)
      assert.equal(answer.body.code, 'request/invalid', after)
    }
    for (const after of [`0.${id}`, `999999999999999.${id}`])
      assert.equal((await b.ask('GET', `/uses?after=${after}`)).status, 200, after)
  })

  it('never answers 500 to generated bodies, queries and paths, nor lets one through that breaks its contract', async () => {
    const people = [new Browser(s.app), new Browser(s.app)]
    await people[0]!.signIn('shen', passwords.keeper)
    await people[1]!.signIn('gao', passwords.admin)
    // Ending the session that asks, or many slow password hashes, would end the test rather than find anything.
    const left = new Set([
      'session.sign-out',
      'session.end',
      'setup.run',
      'session.sign-in',
      'people.confirm',
    ])
    for (const route of allRoutes.filter((r) => !left.has(r.name))) {
      await fc.assert(
        fc.asyncProperty(
          bodyOf(route.body as Shape | undefined),
          bodyOf(route.query as Shape | undefined),
          hostile,
          fc.boolean(),
          async (body, query, param, real) => {
            const b = people[/^people\.propose/.test(route.name) ? 1 : 0]!
            const address = fill(route, () => (real ? randomUUID() : param))
            const search = new URLSearchParams()
            if (typeof query === 'object' && query !== null)
              for (const [k, v] of Object.entries(query)) search.append(k, String(v))
            const tail = search.size > 0 ? `?${search}` : ''
            const answer = await b.ask(route.method, `${address}${tail}`, route.body ? body : undefined)
            assertClear(route, answer, { body, query, address })
          },
        ),
        { numRuns: route.body && JSON.stringify(route.body).includes('password') ? 2 : 12 },
      )
    }
  })
})

type Shape = {
  type?: string
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
  anyOf?: Shape[]
  enum?: string[]
  const?: unknown
  pattern?: string
}

const hostile = fc.oneof(
  fc.constantFrom(
    "' or 1=1 --",
    '../../etc/passwd',
    '\u0000',
    'a'.repeat(200),
    '%00',
    '𠮷',
    '\ud800',
    '-1',
    '0',
    '1e309',
    'NaN',
  ),
  fc.string({ maxLength: 60, unit: 'binary' }).filter((text) => text !== '' && text.isWellFormed()),
)

const anything = fc.anything({ maxDepth: 2, withNullPrototype: false }).filter((v) => v !== undefined)

/** Values that fit a schema; unless `clean`, with hostile ones in between. */
function valueFor(shape: Shape, clean: boolean): fc.Arbitrary<unknown> {
  const fits = (): fc.Arbitrary<unknown> => {
    if (shape.const !== undefined) return fc.constant(shape.const)
    if (shape.enum) return fc.constantFrom(...shape.enum)
    if (shape.anyOf) return fc.oneof(...shape.anyOf.map((one) => valueFor(one, clean)))
    if (shape.type === 'null') return fc.constant(null)
    if (shape.type === 'boolean') return fc.boolean()
    if (shape.type === 'integer' || shape.type === 'number')
      return clean
        ? fc.constant(1)
        : fc.oneof(
            fc.integer({ min: -2, max: 400 }),
            fc.double(),
            fc.constantFrom(2 ** 31, 2 ** 53, -(2 ** 63)),
          )
    if (shape.type === 'array')
      return fc.uniqueArray(valueFor(shape.items ?? {}, clean), { minLength: 1, maxLength: 4 })
    if (shape.type === 'object') return bodyOf(shape, clean)
    if (shape.pattern) {
      const matching = fc.stringMatching(new RegExp(shape.pattern), { maxLength: 60 })
      return clean ? matching : fc.oneof(matching, fc.constantFrom('2026-02-30', '0000-00-00', randomUUID()))
    }
    return fc.string({ minLength: 1, maxLength: 40 })
  }
  if (clean) return fits()
  return fc.oneof(
    { weight: 12, arbitrary: fits() },
    { weight: 1, arbitrary: hostile },
    { weight: 1, arbitrary: anything },
  )
}

function bodyOf(shape: Shape | undefined, clean = false): fc.Arbitrary<unknown> {
  if (!shape) return fc.constant(undefined)
  const { properties = {}, required = [] } = shape
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, valueFor(inner, clean)]),
  )
  return fc.record(fields, {
    requiredKeys: clean ? Object.keys(fields) : required.filter((n) => n in fields),
  })
}

/** Copies of a value, each with one of its texts made worse. */
function* spoiled(value: unknown, by: string): Generator<unknown> {
  if (typeof value === 'string') yield `${value}${by}`
  else if (Array.isArray(value))
    for (const [i, item] of value.entries()) for (const worse of spoiled(item, by)) yield value.with(i, worse)
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      for (const worse of spoiled(item, by)) yield { ...value, [key]: worse }
}
