import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unlisted } from './unlisted.ts'

const judge = unlisted('185/5', { zh: '未列举', en: 'Not listed' })
const SIGNS = ['crowded', 'key', 'important'] as const

test('an unlisted place is free only where it is known to be neither crowded, key nor important', () => {
  const free = judge({ kind: 'other', crowded: false, key: false, important: false })
  assert.equal(free.outcome, 'no')
  assert.equal(free.reason?.rule, '185/5')
  assert.deepEqual([...free.used].sort(), [
    'premises.crowded',
    'premises.important',
    'premises.key',
    'premises.kind',
  ])
})
test('each sign alone makes it a matter for a person, whatever else is said', () => {
  for (const sign of SIGNS)
    for (const others of [false, undefined]) {
      const finding = judge({ kind: 'other', crowded: others, key: others, important: others, [sign]: true })
      assert.equal(finding.outcome, 'unknown')
      assert.deepEqual(finding.missing, [])
      assert.deepEqual(finding.used, ['premises.kind', `premises.${sign}`])
      assert.match(finding.reason!.text.zh, /等/)
      assert.equal(finding.reason!.rule, '185/5')
    }
})
test('each absent sign is named', () => {
  for (let bits = 1; bits < 8; bits++) {
    const absent = SIGNS.filter((_, i) => (bits & (1 << i)) !== 0)
    const said = Object.fromEntries(
      SIGNS.filter((sign) => !absent.includes(sign)).map((sign) => [sign, false]),
    )
    const finding = judge({ kind: 'other', ...said })
    assert.equal(finding.outcome, 'unknown')
    assert.deepEqual(
      finding.missing,
      absent.map((sign) => `premises.${sign}`),
    )
    assert.deepEqual(finding.used, ['premises.kind'])
  }
})
