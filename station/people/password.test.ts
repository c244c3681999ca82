import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Refusal } from '../refusal.ts'
import { assertGoodPassword, groupsOfLetters, hashPassword, verifyPassword } from './password.ts'
import { conflict } from './roles.ts'
import type { Attempts } from './session-store.ts'
import { secondsToWait } from './wait.ts'

describe('passwords', () => {
  it('are kept as argon2id with a salt of their own, and verified whole', async () => {
    const [one, two] = [
      await hashPassword('甲乙丙 correct horse'),
      await hashPassword('甲乙丙 correct horse'),
    ]
    assert.match(one, /^\$argon2id\$v=19\$m=65536,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    assert.notEqual(one, two)
    assert.equal(await verifyPassword('甲乙丙 correct horse', one), true)
    assert.equal(await verifyPassword('甲乙丙 correct horsf', one), false)
    assert.equal(await verifyPassword('', one), false)
  })

  it('agree with the reference implementation of RFC 9106', async () => {
    // argon2 (20190702): echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    const known = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    assert.equal(await verifyPassword('password', known), true)
    assert.equal(await verifyPassword('passwore', known), false)
  })

  it('are the same however the keyboard composes them', async () => {
    const hash = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9')
    assert.equal(await verifyPassword('cafe\u0301 cafe\u0301 cafe\u0301', hash), true)
  })

  it('of nobody are verified too, and never right', async () => {
    assert.equal(await verifyPassword('anything', null), false)
    await assert.rejects(verifyPassword('x', 'plain text'), /not an argon2id string/)
  })

  it('that are short, common or the login are refused by name', () => {
    const code = (password: string): string | null => {
      try {
        assertGoodPassword(password, 'li.wei')
        return null
      } catch (error) {
        return (error as Refusal).code
      }
    }
    assert.equal(code('eleven char'), 'people/password-short')
    assert.equal(code('li.wei123456'), 'people/password-login')
    assert.equal(code('Beijing12345'), 'people/password-common')
    assert.equal(code('aaaaaaaaaaaaaaaaaa'), 'people/password-common')
    assert.equal(code('银杏叶落在北墙下的那一天'), null)
    assert.equal(code('four small words here'), null)
  })

  it('made for others can be read aloud', () => {
    const seen = new Set(Array.from({ length: 50 }, () => groupsOfLetters(4)))
    assert.equal(seen.size, 50)
    for (const made of seen) assert.match(made, /^[a-hjkmnprstuvxz]{4}(-[a-hjkmnprstuvxz]{4}){3}$/)
  })

  it('hashed by a crowd at once are turned away rather than queued for ever', async () => {
    const all = await Promise.allSettled(Array.from({ length: 70 }, () => verifyPassword('x', cheap)))
    const busy = all.filter((r) => r.status === 'rejected' && (r.reason as Refusal).code === 'people/busy')
    assert.equal(busy.length, 4)
    assert.equal(await verifyPassword('x', cheap), false, 'and afterwards all is as before')
  })
})

/** Eight KiB and one pass: the queue is meant here, not the work. */
const cheap = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'

describe('waiting after failed sign-ins', () => {
  const now = new Date('2026-11-23T02:00:00Z')
  const none: Attempts = {
    id: 'x',
    pair: 0,
    pairLast: null,
    fromAddress: 0,
    addressLast: null,
    forLogin: 0,
    loginLast: null,
    known: false,
  }

  it('doubles from fifteen seconds to fifteen minutes, and no further', () => {
    const waits = [0, 4, 5, 6, 7, 11, 12, 500].map((pair) =>
      secondsToWait({ ...none, pair, pairLast: now }, now),
    )
    assert.deepEqual(waits, [0, 0, 15, 30, 60, 900, 900, 900])
  })

  it('runs out', () => {
    const ago = (s: number) => new Date(now.getTime() - s * 1000)
    assert.equal(secondsToWait({ ...none, pair: 6, pairLast: ago(29) }, now), 1)
    assert.equal(secondsToWait({ ...none, pair: 6, pairLast: ago(30) }, now), 0)
  })

  it('never keeps an operator from the wall for more than a minute because of somebody elsewhere', () => {
    const attacked = { ...none, forLogin: 100_000, loginLast: now }
    assert.equal(secondsToWait(attacked, now), 60)
    assert.equal(secondsToWait({ ...attacked, known: true }, now), 0)
  })
})

describe('roles', () => {
  it('keep asking and confirming, acting and auditing apart', () => {
    assert.deepEqual(conflict(['keeper', 'administrator']), ['administrator', 'keeper'])
    assert.deepEqual(conflict(['auditor', 'operator']), ['auditor', 'operator'])
    assert.equal(conflict(['keeper', 'operator', 'technician', 'principal']), null)
    assert.equal(conflict(['administrator', 'technician']), null)
  })
})
