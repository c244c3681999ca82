import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { ask } from '#law/questions/ask.ts'
import { retention } from '#law/questions/retention.ts'
import { retentionFacts } from './facts.ts'

test('an unknown class of place and an empty field are absent facts; the shortest declared period is asked about', () => {
  assert.deepEqual(retentionFacts('unknown', [{ declaredDays: null }]), {
    placeClass: undefined,
    declaredDays: undefined,
  })
  assert.deepEqual(retentionFacts('799-7-2', [{ declaredDays: 90 }, { declaredDays: 30 }]), {
    placeClass: '799-7-2',
    declaredDays: 30,
  })
})
test('what the console gives, the question takes, and it names what the station does not register', () => {
  const facts = { ...retentionFacts('799-7-2', [{ declaredDays: 60 }]), on: '2026-03-31' }
  const { outcome, missing } = ask(retention, facts, LAW)
  assert.equal(outcome, 'unknown')
  assert.deepEqual(missing, ['counterTerrorismKeyTarget'])
})
