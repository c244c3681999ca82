/**
 * An article's test: a table of sentences, each with what it gives. Every article shows a yes, a no and an unknown, and
 * nothing in it may cite or list what isn't there.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Article } from '#law/article.ts'
import { citation } from '#law/citation.ts'
import { type Finding, leaves, type Outcome, type RuleId } from '#law/reason/finding.ts'

export type Sentence = {
  /** `zh / en`: a case in one sentence. */
  readonly says: string
  readonly gives: Outcome
  /** The rule of each reason, in their order. */
  readonly cites?: readonly RuleId[]
  readonly when: () => Finding | Outcome
}

export function sentences(article: Article, table: readonly Sentence[]): void {
  for (const { says, gives, cites, when } of table)
    test(`${article.id} ${gives}: ${says}`, () => {
      assert.match(says, /\p{Script=Han}.* \/ .*[a-z]/u)
      const found = when()
      if (typeof found === 'string') return assert.equal(found, gives)
      assert.equal(found.outcome, gives)
      const reasons = leaves(found)
      assert.ok(reasons.length > 0, 'a finding without a reason')
      for (const { reason } of reasons) assert.ok(citation(reason!.rule).zh)
      if (cites !== undefined)
        assert.deepEqual(
          reasons.map(({ reason }) => reason!.rule),
          cites,
        )
    })
  test(`${article.id} has a yes, a no and an unknown, and says what it asks in both languages`, () => {
    assert.deepEqual([...new Set(table.map(({ gives }) => gives))].sort(), ['no', 'unknown', 'yes'])
    for (const { zh, en } of [article.title, article.asks, article.decides, ...article.open]) {
      assert.match(zh, /\p{Script=Han}/u)
      assert.match(en, /[a-z]/)
      assert.doesNotMatch(en, /\p{Script=Han}/u)
    }
    for (const { id } of article.rows) assert.ok(id.startsWith(`${article.id}/`), id)
  })
}
