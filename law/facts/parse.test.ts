import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boolean,
  date,
  district,
  integer,
  listOf,
  object,
  oneOf,
  orNone,
  required,
  stated,
  text,
} from './fact.ts'
import { parseFacts } from './parse.ts'
import { BadFacts } from './problem.ts'

const name = { zh: '名', en: 'name' }
const shape = {
  on: required(date(name)),
  until: orNone(date(name)),
  district: district(name),
  route: oneOf(name, { watch: name, officials: name }),
  seen: boolean(name),
  why: text(name, 5),
  paper: stated(name, 5),
  days: integer(name, 1, 3650),
  premises: object(name, { kind: text(name), key: boolean(name) }),
  event: orNone(object(name, { kind: text(name) })),
  officials: listOf(name, { idSeen: boolean(name) }, 2),
}
const on = '2026-11-24'
function refused(raw: unknown): string {
  try {
    parseFacts(shape, raw)
  } catch (error) {
    if (!(error instanceof BadFacts)) throw error
    assert.ok(error.problem.zh !== '' && error.problem.en !== '')
    return `${error.problem.code} ${error.problem.path}`.trim()
  }
  return 'taken'
}

test('what is written well is taken as it is; absent stays absent', () => {
  const facts = {
    on,
    until: 'none',
    district: '110108',
    route: 'watch',
    seen: false,
    why: '调查',
    days: 3650,
    premises: { key: true },
    event: 'none',
    officials: [{ idSeen: true }, {}],
  }
  assert.deepEqual(parseFacts(shape, facts), facts)
  assert.deepEqual(Object.keys(parseFacts(shape, { on })), ['on'])
})
test('what is no fact, or no value of it, is refused by its path', () => {
  const cases: [unknown, string][] = [
    [null, 'law/bad-value'],
    [[], 'law/bad-value'],
    [{}, 'law/required on'],
    [{ on, surely: 1 }, 'law/unknown-fact surely'],
    [JSON.parse(`{"on":"${on}","__proto__":1}`), 'law/unknown-fact __proto__'],
    [{ on, toString: 1 }, 'law/unknown-fact toString'],
    [{ on: 'none' }, 'law/bad-value on'],
    [{ on: '2025-02-29' }, 'law/impossible-date on'],
    [{ on: '2025-2-9' }, 'law/bad-value on'],
    [{ on, until: null }, 'law/bad-value until'],
    [{ on, district: 110108 }, 'law/bad-value district'],
    [{ on, district: '11010' }, 'law/bad-value district'],
    [{ on, district: '010101' }, 'law/bad-value district'],
    [{ on, route: 'toString' }, 'law/bad-value route'],
    [{ on, route: 'none' }, 'law/bad-value route'],
    [{ on, seen: 'true' }, 'law/bad-value seen'],
    [{ on, why: '  ' }, 'law/bad-value why'],
    [{ on, why: 'none' }, 'law/bad-value why'],
    [{ on, why: '一二三四五六' }, 'law/bad-value why'],
    [{ on, why: 'a\u0000' }, 'law/bad-value why'],
    [{ on, paper: true }, 'taken'],
    [{ on, paper: false }, 'taken'],
    [{ on, paper: '一二三四五' }, 'taken'],
    [{ on, paper: '一二三四五六' }, 'law/bad-value paper'],
    [{ on, paper: ' ' }, 'law/bad-value paper'],
    [{ on, paper: 1 }, 'law/bad-value paper'],
    [{ on, days: 0 }, 'law/bad-value days'],
    [{ on, days: 3651 }, 'law/bad-value days'],
    [{ on, days: 1.5 }, 'law/bad-value days'],
    [{ on, premises: 'none' }, 'law/bad-value premises'],
    [{ on, premises: { keys: true } }, 'law/unknown-fact premises.keys'],
    [{ on, officials: {} }, 'law/bad-value officials'],
    [{ on, officials: [{}, {}, {}] }, 'law/bad-value officials'],
    [{ on, officials: [{}, { idSeen: 1 }] }, 'law/bad-value officials[1].idSeen'],
  ]
  for (const [raw, expected] of cases) assert.equal(refused(raw), expected)
})

test('how long a text, a statement and a list may be where nothing else is said', () => {
  const plain = { why: text(name), paper: stated(name), officials: listOf(name, {}) }
  const taken = (facts: object): boolean => {
    try {
      parseFacts(plain, facts)
      return true
    } catch (error) {
      if (error instanceof BadFacts) return false
      throw error
    }
  }
  const list = (length: number) => Array.from({ length }, () => ({}))
  assert.deepEqual([taken({ why: '字'.repeat(500) }), taken({ why: '字'.repeat(501) })], [true, false])
  assert.deepEqual([taken({ paper: '字'.repeat(500) }), taken({ paper: '字'.repeat(501) })], [true, false])
  assert.deepEqual([taken({ officials: list(100) }), taken({ officials: list(101) })], [true, false])
})
test('a list with one day, or one value, in it is none', () => {
  assert.equal(refused({ on: [on] }), 'law/bad-value on')
  assert.equal(refused({ on, route: ['watch'] }), refused({ on, route: 7 }))
})
