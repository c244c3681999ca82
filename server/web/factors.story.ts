/** Passkeys and one-time codes: what they open, and what a copy, a replay or another site does not. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { Authenticator } from '#tests/web/authenticator.ts'
import {
  Browser,
  makePerson,
  origin,
  passwords,
  stopPostgres,
  type TestStation,
  testStation,
} from '#tests/web/station.ts'

let s: TestStation
before(async () => {
  s = await testStation()
  await makePerson(s, 'wen', ['operator'], passwords.operator)
  await makePerson(s, 'shen', ['keeper'], passwords.keeper)
})
after(async () => {
  await s.stop()
  await stopPostgres()
})

describe('a passkey', () => {
  const key = new Authenticator(origin)
  let owner: Browser

  const signInWith = async (b: Browser, change: (a: Authenticator) => void = () => {}, flags?: number) => {
    const options = await b.ask('POST', '/session/passkey/options')
    change(key)
    const said = key.get(options.body, flags)
    key.origin = origin
    key.rpId = new URL(origin).hostname
    return { said, answer: await b.ask('POST', '/session/passkey', said) }
  }

  it('is registered by who is signed in, with user verification asked for', async () => {
    owner = new Browser(s.app)
    await owner.signIn('wen', passwords.operator)
    const options = await owner.ask('POST', '/me/passkeys/options')
    assert.equal(options.status, 200)
    assert.equal(options.body.rp.id, 'station.localhost')
    assert.equal(options.body.authenticatorSelection.userVerification, 'required')
    const credential = key.create(options.body)
    assert.equal((await owner.ask('POST', '/me/passkeys', { label: '手机', credential })).status, 200)
    const replayed = await owner.ask('POST', '/me/passkeys', { label: '手机', credential })
    assert.equal(replayed.body.code, 'people/passkey-failed', 'a challenge is used once')
    const { rows } = await s.owner.query(
      "select 1 from ledger_entry where bytes::text is not null and kind = 'account'",
    )
    assert.equal(rows.length, 1)
  })

  it('opens a session with nothing typed', async () => {
    const b = new Browser(s.app, '10.0.4.1')
    const { answer } = await signInWith(b)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    assert.equal(answer.body.person.login, 'wen')
    assert.equal(answer.body.person.method, 'passkey')
  })

  it('does not answer twice, nor late, nor for another site, nor without its holder', async () => {
    const b = new Browser(s.app, '10.0.4.2')
    const { said } = await signInWith(b)
    assert.equal(
      (await b.ask('POST', '/session/passkey', said)).body.code,
      'people/passkey-failed',
      'replayed',
    )
    const late = await b.ask('POST', '/session/passkey/options')
    const answer = key.get(late.body)
    s.clock.advance(121_000)
    assert.equal((await b.ask('POST', '/session/passkey', answer)).status, 401, 'late')
    const elsewhere = await signInWith(b, (a) => {
      a.origin = 'http://evil.localhost:8185'
    })
    assert.equal(elsewhere.answer.status, 401, 'another origin')
    const party = await signInWith(b, (a) => {
      a.rpId = 'evil.localhost'
    })
    assert.equal(party.answer.status, 401, 'another relying party')
    assert.equal((await signInWith(b, undefined, 0x01)).answer.status, 401, 'present but not verified')
  })

  it('that was copied is found out by its counter', async () => {
    const b = new Browser(s.app, '10.0.4.3')
    const { answer } = await signInWith(b, (a) => {
      a.counter = 0
    })
    assert.equal(answer.body.code, 'people/passkey-failed')
    key.counter = 1000
    assert.equal((await signInWith(b)).answer.status, 200)
  })

  it('of a suspended person opens nothing; a removed one neither', async () => {
    await s.owner.query("update person set state = 'suspended' where login = 'wen'")
    assert.equal((await signInWith(new Browser(s.app, '10.0.4.4'))).answer.status, 401)
    await s.owner.query("update person set state = 'active' where login = 'wen'")
    await owner.signIn('wen', passwords.operator)
    const foreign = new Browser(s.app)
    await foreign.signIn('shen', passwords.keeper)
    const path = `/me/passkeys/${key.id.toString('base64url')}`
    assert.equal((await foreign.ask('DELETE', path)).body.code, 'people/no-such-passkey')
    assert.equal((await owner.ask('DELETE', path)).status, 200)
    assert.equal((await signInWith(new Browser(s.app, '10.0.4.5'))).answer.status, 401)
  })
})

describe('one-time codes', () => {
  let secret = ''
  const code = (): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: s.clock.now().getTime() })
  const body = (given: string) => ({ code: given })

  it('are asked for once confirmed, and each works once', async () => {
    const b = new Browser(s.app)
    await b.signIn('shen', passwords.keeper)
    assert.equal(
      (await b.ask('POST', '/me/totp', { password: 'not the right one' })).body.code,
      'people/password-wrong',
    )
    const begun = await b.ask('POST', '/me/totp', { password: passwords.keeper })
    secret = begun.body.secret
    assert.match(begun.body.uri, /^otpauth:\/\/totp\//)
    assert.equal((await new Browser(s.app).signIn('shen', passwords.keeper)).status, 200, 'not yet confirmed')
    const wrong = String((Number(code()) + 1) % 1_000_000).padStart(6, '0')
    assert.equal((await b.ask('POST', '/me/totp/confirm', body(wrong))).body.code, 'people/code-wrong')
    assert.equal((await b.ask('POST', '/me/totp/confirm', body(code()))).status, 200)

    assert.equal((await b.signIn('shen', passwords.keeper)).body.code, 'people/code-needed')
    assert.equal(
      (await b.signIn('shen', passwords.keeper, body(code()))).body.code,
      'people/code-wrong',
      'used above',
    )
    s.clock.advance(30_000)
    const both = await Promise.all([
      new Browser(s.app).signIn('shen', passwords.keeper, body(code())),
      new Browser(s.app).signIn('shen', passwords.keeper, body(code())),
    ])
    assert.deepEqual(both.map((a) => a.status).sort(), [200, 401], 'once, even at once')
    assert.equal(both.find((a) => a.status === 200)!.body.person.method, 'password+totp')
  })

  it('are guessed no faster than passwords', async () => {
    const thief = new Browser(s.app, '10.0.5.1')
    const codes: string[] = []
    for (let i = 0; i < 6; i++)
      codes.push((await thief.signIn('shen', passwords.keeper, body(`00000${i}`))).body.code)
    assert.equal(codes.at(-1), 'people/wait')
  })

  it('end with password and code', async () => {
    s.clock.advance(30_000)
    const b = new Browser(s.app, '10.0.5.2')
    await b.signIn('shen', passwords.keeper, body(code()))
    s.clock.advance(30_000)
    const off = await b.ask('POST', '/me/totp/remove', { password: passwords.keeper, code: code() })
    assert.equal(off.status, 200)
    assert.equal((await b.signIn('shen', passwords.keeper)).body.person.method, 'password')
  })
})
