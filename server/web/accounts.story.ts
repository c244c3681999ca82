/** Accounts: two people for each change, two halves of a password, out at once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import {
  type Answer,
  Browser,
  makePerson,
  passwords,
  stopPostgres,
  type TestStation,
  testStation,
} from '#tests/web/station.ts'

let s: TestStation
const who = {} as Record<'admin' | 'keeper' | 'second' | 'operator' | 'principal', Browser>
const ids = {} as Record<keyof typeof who, string>

before(async () => {
  s = await testStation()
  const people = [
    ['admin', 'gao', ['administrator'], passwords.admin],
    ['keeper', 'shen', ['keeper'], passwords.keeper],
    ['second', 'lin', ['keeper'], passwords.auditor],
    ['operator', 'wen', ['operator'], passwords.operator],
    ['principal', 'zhou', ['principal'], passwords.principal],
  ] as const
  for (const [key, login, roles, password] of people) {
    ids[key] = await makePerson(s, login, roles, password)
    who[key] = new Browser(s.app, `10.0.1.${people.findIndex((p) => p[0] === key)}`)
    await who[key].signIn(login, password)
  }
})
after(async () => {
  await s.stop()
  await stopPostgres()
})

const newcomer = {
  login: 'mei',
  name: '梅雨',
  unit: '保卫处',
  post: '值班',
  roles: ['operator'],
  skillsUntilOn: '2027-06-30',
  confidentialityUntilOn: null,
  reason: '新到岗',
}

async function entries(): Promise<string[]> {
  const { rows } = await s.owner.query(
    `select convert_from(bytes, 'UTF8')::jsonb -> 'body' ->> 'change' as change from ledger_entry
     where kind = 'account' order by 1`,
  )
  return rows.map((r) => r.change)
}

describe('a new person', () => {
  let proposed: Answer

  it('is proposed by the administrator and can do nothing yet', async () => {
    assert.equal((await who.keeper.ask('POST', '/people', newcomer)).body.code, 'request/not-permitted')
    proposed = await who.admin.ask('POST', '/people', newcomer)
    assert.equal(proposed.status, 200)
    assert.match(proposed.body.passwordHalf, /^[a-z]{4}-[a-z]{4}$/)
    const early = await new Browser(s.app).signIn('mei', proposed.body.passwordHalf)
    assert.equal(early.body.code, 'people/sign-in-failed')
    assert.equal((await who.admin.ask('POST', '/people', newcomer)).body.code, 'people/login-taken')
  })

  it('is not confirmed by who proposed, nor by who has no such duty', async () => {
    const path = `/people/changes/${proposed.body.changeId}/confirm`
    assert.equal((await who.admin.ask('POST', path)).body.code, 'request/not-permitted')
    assert.equal((await who.operator.ask('POST', path)).body.code, 'request/not-permitted')
  })

  it('comes in with both halves, and sets a password first', async () => {
    const path = `/people/changes/${proposed.body.changeId}/confirm`
    const answers = await Promise.all([who.keeper.ask('POST', path), who.second.ask('POST', path)])
    assert.deepEqual(answers.map((a) => a.status).sort(), [200, 404], 'once, whoever is first')
    const confirmed = answers.find((a) => a.status === 200)!
    const mei = new Browser(s.app, '10.0.2.1')
    for (const half of [proposed.body.passwordHalf, confirmed.body.passwordHalf])
      assert.equal((await mei.signIn('mei', half)).status, 401)
    const whole = `${proposed.body.passwordHalf}-${confirmed.body.passwordHalf}`
    const signedIn = await mei.signIn('mei', whole)
    assert.equal(signedIn.status, 200)
    assert.equal(signedIn.body.person.mustChangePassword, true)
    assert.equal((await mei.ask('GET', '/cameras')).body.code, 'people/change-password-first')
    const own = { current: whole, next: 'plum rain on the roof tiles' }
    assert.equal((await mei.ask('POST', '/me/password', own)).status, 200)
    assert.equal((await mei.ask('GET', '/cameras')).status, 200)
    const { rows } = await s.owner.query('select first_half, state from person_change where id = $1', [
      proposed.body.changeId,
    ])
    assert.deepEqual(rows, [{ first_half: null, state: 'confirmed' }])
    assert.deepEqual(await entries(), ['confirmed.add', 'password-changed', 'proposed.add'])
  })

  it('leaves nothing of a person in the entries themselves', async () => {
    const { rows } = await s.owner.query("select convert_from(bytes, 'UTF8') as text from ledger_entry")
    for (const { text } of rows) assert.ok(!/梅雨|mei|新到岗|shen|gao/.test(text), text)
    const opened = await s.owner.query("select value from ledger_opening where value ->> 'login' = 'mei'")
    assert.ok(opened.rows.length >= 3)
  })
})

describe('roles', () => {
  it('that may not sit on one chair are refused by name', async () => {
    const path = `/people/${ids.keeper}/roles`
    const both = await who.admin.ask('POST', path, { roles: ['keeper', 'administrator'], reason: 'x' })
    assert.equal(both.body.code, 'people/roles-apart')
    assert.match(both.body.text.zh, /管理员与保管人/)
  })

  it('change by two others, and whoever sits there signs in again', async () => {
    const change = await who.admin.ask('POST', `/people/${ids.operator}/roles`, {
      roles: ['operator', 'technician'],
      reason: '兼任',
    })
    assert.equal(change.body.passwordHalf, null)
    const twice = await who.admin.ask('POST', `/people/${ids.operator}/roles`, {
      roles: ['operator'],
      reason: 'x',
    })
    assert.equal(twice.body.code, 'people/change-waiting')
    const waiting = await who.keeper.ask('GET', '/people/changes?state=proposed')
    assert.equal(waiting.body.length, 1)
    assert.deepEqual(waiting.body[0].roles, ['operator', 'technician'])
    assert.equal(
      (await who.keeper.ask('POST', `/people/changes/${change.body.changeId}/confirm`)).status,
      200,
    )
    assert.equal((await who.operator.ask('GET', '/cameras')).status, 401)
    const again = await who.operator.signIn('wen', passwords.operator)
    assert.deepEqual(again.body.person.roles, ['operator', 'technician'])
  })

  it('of a keeper are not confirmed by that keeper', async () => {
    const change = await who.admin.ask('POST', `/people/${ids.keeper}/roles`, {
      roles: ['keeper', 'operator'],
      reason: 'x',
    })
    const path = `/people/changes/${change.body.changeId}/confirm`
    assert.equal((await who.keeper.ask('POST', path)).body.code, 'people/same-person')
    assert.equal((await who.principal.ask('POST', path)).status, 200)
    await who.keeper.signIn('shen', passwords.keeper)
  })

  it('keep one administrator and one keeper', async () => {
    const last = await who.admin.ask('POST', `/people/${ids.admin}/roles`, {
      roles: ['auditor'],
      reason: 'x',
    })
    assert.equal(last.body.code, 'people/last-one')
    const path = `/people/${ids.admin}/suspend`
    assert.equal((await who.keeper.ask('POST', path, { reason: 'x' })).body.code, 'people/last-one')
  })

  it('can be declined, with a reason', async () => {
    const change = await who.admin.ask('POST', `/people/${ids.operator}/facts`, {
      name: '闻声',
      unit: '',
      post: '',
      skillsUntilOn: '2027-01-01',
      confidentialityUntilOn: '2027-01-01',
      reason: '培训合格',
    })
    const path = `/people/changes/${change.body.changeId}`
    assert.equal((await who.keeper.ask('POST', `${path}/decline`, { reason: '证书未见' })).status, 200)
    assert.equal((await who.keeper.ask('POST', `${path}/confirm`)).body.code, 'people/no-such-change')
  })
})

describe('a forgotten password', () => {
  it('is replaced by two halves from two people; the old one and the codes are gone', async () => {
    await s.owner.query("update person set totp_secret = 'JBSWY3DPEHPK3PXP' where id = $1", [ids.operator])
    const change = await who.admin.ask('POST', `/people/${ids.operator}/password`, { reason: '忘记' })
    const confirmed = await who.second.ask('POST', `/people/changes/${change.body.changeId}/confirm`)
    assert.equal((await who.operator.ask('GET', '/cameras')).status, 401)
    assert.equal((await who.operator.signIn('wen', passwords.operator)).status, 401)
    const whole = `${change.body.passwordHalf}-${confirmed.body.passwordHalf}`
    assert.equal((await who.operator.signIn('wen', whole)).body.person.mustChangePassword, true)
  })
})

describe('suspending', () => {
  it('needs one person, and works at once on every session', async () => {
    const elsewhere = new Browser(s.app, '10.0.3.1')
    await elsewhere.signIn('lin', passwords.auditor)
    assert.equal((await elsewhere.ask('GET', '/cameras')).status, 200)
    const self = await who.second.ask('POST', `/people/${ids.second}/suspend`, { reason: 'x' })
    assert.equal(self.body.code, 'people/not-yourself')
    assert.equal(
      (await who.admin.ask('POST', `/people/${ids.second}/suspend`, { reason: '离岗' })).status,
      200,
    )
    assert.equal((await elsewhere.ask('GET', '/cameras')).status, 401)
    assert.equal((await who.second.ask('GET', '/cameras')).status, 401)
    assert.equal((await elsewhere.signIn('lin', passwords.auditor)).body.code, 'people/sign-in-failed')
    const again = await who.admin.ask('POST', `/people/${ids.second}/suspend`, { reason: 'x' })
    assert.equal(again.body.code, 'people/state')
  })

  it('revokes the open uses of that person, with an entry', async () => {
    const use = randomUUID()
    await s.owner.query(
      `insert into "use" (id, number, act, state, person_id, purpose, basis, asked_at, opened_at, expires_at)
       values ($1, 'U-2026-1123-001', 'watch-live', 'open', $2, 'x', 'x', $3, $3, $3::timestamptz + interval '1 hour')`,
      [use, ids.operator, s.clock.now()],
    )
    assert.equal(
      (await who.keeper.ask('POST', `/people/${ids.operator}/suspend`, { reason: '离岗' })).status,
      200,
    )
    const { rows } = await s.owner.query('select state, ended_by from "use" where id = $1', [use])
    assert.deepEqual(rows, [{ state: 'revoked', ended_by: ids.keeper }])
    const closed = await s.owner.query(
      "select count(*)::int as n from ledger_entry where kind = 'use.closed'",
    )
    assert.equal(closed.rows[0].n, 1)
  })

  it('is undone by two people', async () => {
    const change = await who.admin.ask('POST', `/people/${ids.second}/resume`, { reason: '返岗' })
    assert.equal(
      (await who.keeper.ask('POST', `/people/changes/${change.body.changeId}/confirm`)).status,
      200,
    )
    assert.equal((await who.second.signIn('lin', passwords.auditor)).status, 200)
  })
})

describe('a route that no policy permits', () => {
  it('is registered like a refused look, a flood as one line with its count', async () => {
    const b = new Browser(s.app, '10.0.7.7')
    await b.signIn('gao', passwords.admin)
    for (let i = 0; i < 5; i++) await b.ask('GET', `/cameras/${ids.admin}/day?on=2026-11-20`)
    const { rows } = await s.owner.query(
      "select code, route, camera_id, count from refusal where address = '10.0.7.7' and person_id = $1",
      [ids.admin],
    )
    assert.deepEqual(rows, [
      { code: 'request/not-permitted', route: 'cameras.day', camera_id: ids.admin, count: 5 },
    ])
  })
})
