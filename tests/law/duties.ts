/** Tests of a duty made of several facts: each alone breaks it, each alone leaves it unknown, each cites its rule. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Finding, gathered, leaves } from '#law/reason/finding.ts'

export type Duties<F extends object> = {
  /** All facts of a duty that is met, on a day on which it binds. */
  readonly done: F
  readonly met: (facts: F) => Finding
  /** A fact, the value that breaks the duty, the rule that says so. */
  readonly breaks: readonly (readonly [keyof F & string, unknown, string])[]
  /** Facts under which nothing binds: also what is broken is no breach. */
  readonly free: readonly object[]
}

/** What a duty of the Order may cite beside its own article: that it binds. */
const BINDING = ['799/34', '799/7']

export function duties<F extends object>(name: string, { done, met, breaks, free }: Duties<F>): void {
  test(`${name}: met where everything is done`, () => assert.equal(met(done).outcome, 'yes'))
  for (const [fact, value, rule] of breaks) {
    const broken = { ...done, [fact]: value }
    test(`${name}: ${fact} ${JSON.stringify(value)} alone breaks it, under ${rule}`, () => {
      const found = met(broken)
      assert.equal(found.outcome, 'no')
      const rules = leaves(found).map(({ reason }) => reason!.rule)
      assert.equal(rules.at(-1), rule)
      const article = rule.replace(/\(\d+\)$/, '')
      for (const cited of rules)
        assert.ok(BINDING.includes(cited) || cited.replace(/\(\d+\)$/, '') === article, cited)
      assert.ok(gathered(found, 'used').includes(fact))
    })
    test(`${name}: not knowing ${fact} leaves it unknown`, () => {
      const found = met({ ...done, [fact]: undefined })
      assert.equal(found.outcome, 'unknown')
      assert.deepEqual(gathered(found, 'missing'), [fact])
      assert.deepEqual(
        leaves(found).map(({ reason }) => reason!.rule),
        [rule],
      )
    })
    for (const facts of free)
      test(`${name}: ${JSON.stringify(facts)} nothing binds, whatever ${fact} is`, () => {
        assert.equal(met({ ...broken, ...facts }).outcome, 'yes')
        assert.equal(met({ ...done, ...facts, [fact]: undefined }).outcome, 'yes')
      })
  }
}
