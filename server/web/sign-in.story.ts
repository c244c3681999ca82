/** Signing in: what a browser sends, what it gets, and what nobody gets. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  Browser,
  makePerson,
  origin,
  passwords,
  setupToken,
  stopPostgres,
  type TestStation,
  testStation,
} from '#tests/web/station.ts'

const person = (login: string, name: string, password: string) => ({ login, name, post: '', password })
const firstRun = {
  token: setupToken,
  station: {
    name: '北湖小学',
    unitName: '北湖小学',
    unitCode: null,
    address: '北湖路一号',
    district: '110108',
    contact: '',
    placeClass: '799-7-2',
    keyTarget: true,
  },
  administrator: person('gao', '高明', passwords.admin),
  keeper: person('shen', '沈静', passwords.keeper),
}

describe('first set-up', () => {
  let s: TestStation
  before(async () => {
    s = await testStation()
  })
  after(() => s.stop())

  it('says that it is needed, and needs the launcher’s token', async () => {
    const b = new Browser(s.app)
    const standing = await b.ask('GET', '/session')
    assert.equal(standing.status, 200)
    assert.equal(standing.body.firstRun, true)
    assert.equal(standing.body.person, null)
    const no = await b.ask('POST', '/setup', { ...firstRun, token: 'guess' })
    assert.equal(no.status, 403)
    assert.equal(no.body.code, 'people/set-up-token')
    assert.match(String(no.headers['content-type']), /^application\/problem\+json/)
    assert.ok(no.body.text.zh && no.body.text.en && no.body.next.zh && no.body.next.en)
  })

  it('wants two people, and good passwords', async () => {
    const b = new Browser(s.app)
    const same = await b.ask('POST', '/setup', { ...firstRun, keeper: firstRun.administrator })
    assert.equal(same.body.code, 'people/set-up-same')
    const weak = await b.ask('POST', '/setup', {
      ...firstRun,
      keeper: person('shen', '沈静', 'beijing12345'),
    })
    assert.equal(weak.body.code, 'people/password-common')
    const short = await b.ask('POST', '/setup', { ...firstRun, keeper: person('shen', '沈静', 'short') })
    assert.equal(short.body.code, 'people/password-short')
  })

  it('happens once, with its entries, even when two do it together', async () => {
    const answers = await Promise.all([
      new Browser(s.app).ask('POST', '/setup', firstRun),
      new Browser(s.app).ask('POST', '/setup', firstRun),
    ])
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 409])
    const { rows } = await s.owner.query(
      "select kind, convert_from(bytes, 'UTF8')::jsonb -> 'body' ->> 'change' as change from ledger_entry order by kind",
    )
    assert.deepEqual(rows, [
      { kind: 'account', change: 'set-up' },
      { kind: 'account', change: 'set-up' },
      { kind: 'config', change: null },
    ])
    const b = new Browser(s.app)
    const again = await b.ask('POST', '/setup', firstRun)
    assert.equal(again.body.code, 'people/set-up-done')
    const signedIn = await b.signIn('shen', passwords.keeper)
    assert.equal(signedIn.status, 200)
    assert.deepEqual(signedIn.body.person.roles, ['keeper'])
    assert.equal(signedIn.body.station.name, '北湖小学')
    assert.equal(signedIn.body.station.keyTarget, true)
  })
})

describe('signing in', () => {
  let s: TestStation
  before(async () => {
    s = await testStation()
    await makePerson(s, 'wen', ['operator'], passwords.operator)
    await makePerson(s, 'shen', ['keeper'], passwords.keeper)
  })
  after(() => s.stop())

  it('keeps the cookie from scripts and other sites', async () => {
    const b = new Browser(s.app)
    const answer = await b.signIn('wen', passwords.operator)
    assert.equal(answer.status, 200)
    const set = String(answer.headers['set-cookie'])
    assert.match(set, /^mj=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/)
    const { rows } = await s.owner.query('select id_hash from session')
    assert.ok(rows.every((r) => !set.includes(r.id_hash.toString('base64url'))))
    assert.ok(s.lines.every((l) => !l.includes(passwords.operator) && !l.includes(b.cookie!.slice(3))))
  })

  it('says the same of a wrong password, an unknown login and a suspended person', async () => {
    const gone = await makePerson(s, 'gone', ['operator'], passwords.operator)
    await s.owner.query("update person set state = 'suspended' where id = $1", [gone])
    const answers = await Promise.all([
      new Browser(s.app, '10.1.0.1').signIn('wen', 'not this one at all'),
      new Browser(s.app, '10.1.0.2').signIn('nobody', passwords.operator),
      new Browser(s.app, '10.1.0.3').signIn('gone', passwords.operator),
    ])
    const said = answers.map(({ status, body }) => ({ status, ...body, requestId: '' }))
    assert.equal(said[0]!.code, 'people/sign-in-failed')
    assert.deepEqual(said[1], said[0])
    assert.deepEqual(said[2], said[0])
  })

  it('rotates the session, so that a planted cookie stays worthless', async () => {
    const b = new Browser(s.app)
    await b.signIn('wen', passwords.operator)
    const first = b.cookie
    await b.signIn('wen', passwords.operator)
    assert.notEqual(b.cookie, first)
    const old = new Browser(s.app)
    old.cookie = first
    assert.equal((await old.ask('GET', '/me/sessions')).status, 401)
  })

  it('ends by signing out, by idling, by age', async () => {
    const b = new Browser(s.app)
    await b.signIn('wen', passwords.operator)
    assert.equal((await b.ask('DELETE', '/session')).status, 200)
    const { cookie } = b
    assert.equal(cookie, 'mj=')
    await b.signIn('wen', passwords.operator)
    s.clock.advance(29 * 60_000)
    assert.equal((await b.ask('GET', '/me/sessions')).status, 200)
    s.clock.advance(31 * 60_000)
    const idle = await b.ask('GET', '/me/sessions')
    assert.equal(idle.status, 401)
    assert.equal(idle.body.code, 'people/sign-in-first')
    await b.signIn('wen', passwords.operator)
    for (let i = 0; i < 12 * 3; i++) {
      s.clock.advance(20 * 60_000 - 1)
      const answer = await b.ask('GET', '/me/sessions')
      assert.equal(answer.status, 200, `after ${i * 20} min`)
    }
    s.clock.advance(20 * 60_000)
    assert.equal((await b.ask('GET', '/me/sessions')).status, 401)
  })

  it('lets one end a session elsewhere, but not somebody else’s', async () => {
    const [here, there, other] = [new Browser(s.app), new Browser(s.app), new Browser(s.app)]
    await here.signIn('wen', passwords.operator)
    await there.signIn('wen', passwords.operator)
    await other.signIn('shen', passwords.keeper)
    const list = await here.ask('GET', '/me/sessions')
    const elsewhere = list.body.filter((line: { current: boolean }) => !line.current)
    assert.ok(elsewhere.length >= 1)
    const foreign = await other.ask('DELETE', `/me/sessions/${elsewhere[0].id}`)
    assert.equal(foreign.body.code, 'people/no-such-session')
    for (const line of elsewhere) await here.ask('DELETE', `/me/sessions/${line.id}`)
    assert.equal((await there.ask('GET', '/me/sessions')).status, 401)
    assert.equal((await here.ask('GET', '/me/sessions')).status, 200)
  })
})

describe('the edge', () => {
  let s: TestStation
  before(async () => {
    s = await testStation()
    await makePerson(s, 'wen', ['operator'], passwords.operator)
  })
  after(() => s.stop())

  it('refuses other host names (DNS rebinding)', async () => {
    const b = new Browser(s.app)
    for (const host of [
      'evil.example',
      '127.0.0.1:8185',
      'station.localhost.evil.example',
      'a station.localhost',
    ])
      assert.equal((await b.ask('GET', '/session', undefined, { host })).body.code, 'request/host', host)
    assert.equal((await b.ask('GET', '/session', undefined, { host: 'STATION.localhost' })).status, 200)
  })

  it('refuses a change without our origin or the page’s token', async () => {
    const b = new Browser(s.app)
    await b.signIn('wen', passwords.operator)
    const body = { current: passwords.operator, next: 'another long sentence here' }
    const foreign = await b.ask('POST', '/me/password', body, { origin: 'http://evil.example' })
    assert.equal(foreign.body.code, 'request/origin')
    const tls = await b.ask('POST', '/me/password', body, { origin: origin.replace('http:', 'https:') })
    assert.equal(tls.body.code, 'request/origin')
    const { csrf } = b
    for (const wrong of ['', 'x', `${csrf}x`, csrf.toUpperCase()]) {
      b.csrf = wrong
      assert.equal((await b.ask('POST', '/me/password', body)).body.code, 'request/csrf')
    }
    b.csrf = csrf
    assert.equal((await b.ask('POST', '/me/password', body)).status, 200)
  })

  it('slows guessing by login and address down, not the operator elsewhere, and forgets in time', async () => {
    const thief = new Browser(s.app, '10.9.9.9')
    const codes: string[] = []
    for (let i = 0; i < 7; i++) codes.push((await thief.signIn('wen', `guess number ${i} of many`)).body.code)
    assert.deepEqual(codes, [...Array(5).fill('people/sign-in-failed'), 'people/wait', 'people/wait'])
    const right = await thief.signIn('wen', 'another long sentence here')
    assert.equal(right.status, 429)
    assert.ok(Number(right.headers['retry-after']) > 0)
    assert.equal(
      (await new Browser(s.app, '10.0.0.9').signIn('wen', 'another long sentence here')).status,
      200,
    )
    s.clock.advance(16_000)
    assert.equal((await thief.signIn('wen', 'another long sentence here')).status, 200)
  })

  it('counts a burst of guesses made at once', async () => {
    const thief = new Browser(s.app, '10.9.9.10')
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        thief.ask('POST', '/session', { login: 'wen', password: `burst ${i}` }),
      ),
    )
    const looked = answers.filter((a) => a.body.code === 'people/sign-in-failed').length
    assert.ok(looked <= 5, `${looked} were looked at`)
  })

  it('limits a route per minute', async () => {
    const b = new Browser(s.app, '10.2.0.1')
    const codes = new Set<number>()
    for (let i = 0; i < 301; i++) codes.add((await b.ask('GET', '/session')).status)
    assert.deepEqual([...codes], [200, 429])
    s.clock.advance(60_000)
    assert.equal((await b.ask('GET', '/session')).status, 200)
  })
})

after(() => stopPostgres())
