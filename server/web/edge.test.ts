/** The small pure parts of the edge. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Type } from 'typebox'
import { Refusal } from '#station/refusal.ts'
import { checkOf } from './check.ts'
import { refusalOf } from './errors.ts'
import { assertOrigin, ourHost } from './host.ts'
import { webLog } from './log.ts'
import { faultOf, mergeRefusals, problemOf } from './problem.ts'
import { addressKey, rateLimit } from './rate.ts'
import { requestRefusals } from './refusals.ts'

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (error) {
    return error instanceof Refusal ? error.code : `fault: ${error}`
  }
}

describe('hosts and origins', () => {
  it('are ours by name, whatever the port and case', () => {
    const names = ['station.localhost', '[::1]']
    assert.equal(ourHost('Station.Localhost:8185', names), 'station.localhost')
    assert.equal(ourHost('[::1]:8185', names), '[::1]')
    for (const host of [
      undefined,
      '',
      'localhost',
      'station.localhost.',
      'station.localhost:8185:1',
      'x@station.localhost',
      `${'a'.repeat(300)}`,
    ])
      assert.equal(ourHost(host, names), null, String(host))
  })

  it('must be stated and the same', () => {
    const host = 'station.localhost:8185'
    assert.doesNotThrow(() => assertOrigin({ host, origin: 'http://station.localhost:8185' }, false))
    for (const origin of [
      undefined,
      'null',
      'http://station.localhost',
      'https://station.localhost:8185',
      'http://station.localhost:8185.evil',
    ])
      assert.equal(
        codeOf(() => assertOrigin({ host, origin }, false)),
        'request/origin',
        String(origin),
      )
  })
})

describe('checking', () => {
  const closed = { additionalProperties: false }
  const schema = Type.Object(
    {
      name: Type.String({ maxLength: 5 }),
      n: Type.Optional(Type.Integer({ maximum: 9 })),
      list: Type.Optional(Type.Array(Type.Integer(), { maxItems: 2 })),
    },
    closed,
  )
  const query = checkOf(schema, 'query', true)
  const body = checkOf(schema, 'body', false)

  it('reads numbers and lists of a query, of a body nothing', () => {
    assert.deepEqual(query({ name: 'a', n: '7', list: '3' }), { name: 'a', n: 7, list: [3] })
    assert.deepEqual(query({ name: '7' }), { name: '7' })
    assert.equal(
      codeOf(() => body({ name: 'a', n: '7' })),
      'request/invalid',
    )
    for (const n of ['', ' 7', '7.5', '1e1', '0x7', '10', 'NaN'])
      assert.equal(
        codeOf(() => query({ name: 'a', n })),
        'request/invalid',
        n,
      )
  })

  it('refuses what is not named, what is too long, what PostgreSQL can not hold', () => {
    assert.equal(
      codeOf(() => body({ name: 'a', more: 1 })),
      'request/invalid',
    )
    assert.equal(
      codeOf(() => body(JSON.parse('{"name":"a","__proto__":{}}'))),
      'request/invalid',
    )
    assert.equal(
      codeOf(() => body({ name: 'abcdef' })),
      'request/invalid',
    )
    for (const name of ['a\u0000', '\u0007', '\ud800', '\u0085'])
      assert.equal(
        codeOf(() => body({ name })),
        'request/characters',
        JSON.stringify(name),
      )
    assert.deepEqual(body({ name: '𠮷\n\t' }), { name: '𠮷\n\t' })
  })

  it('says where, without giving an attacker’s markup back', () => {
    try {
      body({ name: 'a', '<script>': 1 })
      assert.fail()
    } catch (error) {
      assert.equal((error as Refusal).params.where, 'body/·script·')
    }
  })

  it('takes nothing where nothing is expected', () => {
    const none = checkOf(undefined, 'body', false)
    assert.equal(none(undefined), undefined)
    assert.equal(
      codeOf(() => none({ a: 1 })),
      'request/invalid',
    )
  })
})

describe('the rate limit', () => {
  it('counts a route and key a minute, and forgives', () => {
    let now = 0
    const limit = rateLimit(() => now)
    for (let i = 0; i < 3; i++) limit.take('a', 'x', 3)
    assert.equal(
      codeOf(() => limit.take('a', 'x', 3)),
      'request/too-many',
    )
    limit.take('a', 'y', 3)
    limit.take('b', 'x', 3)
    now = 60_000
    limit.take('a', 'x', 3)
  })

  it('takes a household of IPv6 for one', () => {
    assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), addressKey('2001:db8:1:2::9'))
    assert.notEqual(addressKey('2001:db8:1:2::9'), addressKey('2001:db8:1:3::9'))
    assert.equal(addressKey('::ffff:10.0.0.1'), '10.0.0.1')
    assert.equal(addressKey('10.0.0.1'), '10.0.0.1')
    assert.equal(addressKey('::1'), addressKey('::2'))
  })
})

describe('problems', () => {
  it('carry both languages, and title and detail in the one asked for', () => {
    const no = new Refusal('request/too-many', { seconds: 7 })
    const problem = problemOf(no, requestRefusals, 'id', 'en-GB,en;q=0.9')
    assert.equal(problem.status, 429)
    assert.equal(problem.detail, 'Try again in 7 s.')
    assert.match(problem.next.zh, /7 秒/)
    assert.equal(problemOf(no, requestRefusals, 'id').title, problem.text.zh)
    assert.ok(!('law' in problem))
    const law = [{ rule: '185/17(1)', zh: '工作人员少于2人。', en: 'There are fewer than 2 officials.' }]
    const said = problemOf(new Refusal('request/too-many', { seconds: 7 }, law), requestRefusals, 'id')
    assert.deepEqual(said.law, law)
    assert.throws(() => problemOf(new Refusal('no/such-code'), requestRefusals, 'id'), /no refusal table/)
  })

  it('of a bug say a number and nothing else', () => {
    assert.equal(refusalOf(new TypeError('select secret from person')), null)
    assert.ok(!JSON.stringify(faultOf('the-id')).includes('secret'))
  })

  it('of a database that is away are named', () => {
    for (const error of [
      { code: '57P01' },
      { code: 'ECONNREFUSED', syscall: 'connect' },
      new Error('Connection terminated unexpectedly'),
    ])
      assert.equal(refusalOf(error)?.code, 'request/database')
    assert.equal(refusalOf({ code: '23505' }), null)
  })

  it('stand in one table only', () => {
    const row = requestRefusals['request/csrf']
    assert.throws(() => mergeRefusals([requestRefusals, { 'request/csrf': { ...row } }]), /two tables/)
  })
})

describe('the log', () => {
  it('holds no secret and no query', () => {
    const lines: string[] = []
    const log = webLog('trace', { write: (line) => void lines.push(line) })
    const secret = 'hunter2-hunter2'
    log.info({
      password: secret,
      headers: { cookie: secret, authorization: secret, 'x-csrf': secret },
      body: { code: secret, inner: { token: secret } },
    })
    log.info({ req: { id: 'i', method: 'GET', url: `/api/x?token=${secret}` } })
    assert.ok(lines.length === 2 && lines.every((line) => !line.includes(secret)), lines.join())
  })
})
