import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { ask } from '#law/questions/ask.ts'
import { retention } from '#law/questions/retention.ts'
import { keyTargetOf, keyTargets, keyTargetWord, retentionFacts } from './facts.ts'

test('what is not registered and an empty field are absent facts; the shortest declared period is asked about', () => {
  assert.deepEqual(retentionFacts({ placeClass: 'unknown', keyTarget: null }, [{ declaredDays: null }]), {
    placeClass: undefined,
    counterTerrorismKeyTarget: undefined,
    declaredDays: undefined,
  })
  const registered = { placeClass: '799-7-2', keyTarget: false } as const
  assert.deepEqual(retentionFacts(registered, [{ declaredDays: 90 }, { declaredDays: 30 }]), {
    placeClass: '799-7-2',
    counterTerrorismKeyTarget: false,
    declaredDays: 30,
  })
})
test('what the console gives, the question takes, and it names what the station has not registered', () => {
  const asked = (keyTarget: boolean | null) => {
    const facts = retentionFacts({ placeClass: '799-7-2', keyTarget }, [{ declaredDays: 60 }])
    const known = Object.entries(facts).filter(([, value]) => value !== undefined)
    return ask(retention, { ...Object.fromEntries(known), on: '2026-03-31' }, LAW)
  }
  assert.equal(asked(null).outcome, 'unknown')
  assert.deepEqual(asked(null).missing, ['counterTerrorismKeyTarget'])
  assert.equal(asked(true).answer?.floorDays, 90)
  assert.equal(asked(false).answer?.floorDays, 30)
})
test('an answer survives its word', () => {
  assert.deepEqual(keyTargets.map(keyTargetOf), [true, false, null])
  assert.deepEqual(keyTargets.map(keyTargetOf).map(keyTargetWord), keyTargets)
})
