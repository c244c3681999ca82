import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, complaintSent, mayAccuse } from './article-25.ts'

const on = '2025-04-01'
const accused = { byThePolice: true, againstTheOrder: true, abuseOrNeglect: false, on }
const may = (facts: object) => mayAccuse({ ...accused, ...facts }, LAW.book)
const sent = (facts: Parameters<typeof complaintSent>[0]) => complaintSent(facts, LAW.book)

sentences(article, [
  {
    says: '公安人员违反条例可以控告 / who is of the police and breaks the Order may be accused',
    gives: 'yes',
    when: () => may({}),
  },
  {
    says: '滥用职权可以控告 / abuse of power may',
    gives: 'yes',
    when: () => may({ againstTheOrder: false, abuseOrNeglect: true }),
  },
  { says: '两者都没有 / neither is alleged', gives: 'no', when: () => may({ againstTheOrder: false }) },
  {
    says: '行为人不是公安机关 / it was not the police',
    gives: 'no',
    when: () => may({ byThePolice: false }),
  },
  {
    says: '行为人未知 / who acted is not known',
    gives: 'unknown',
    when: () => may({ byThePolice: undefined }),
  },
  {
    says: '是否违反条例未知 / whether it is against the Order is not known',
    gives: 'unknown',
    when: () => may({ againstTheOrder: undefined }),
  },
  {
    says: '有无滥用职权未知 / whether there was abuse is not known',
    gives: 'unknown',
    when: () => may({ againstTheOrder: false, abuseOrNeglect: undefined }),
  },
  {
    says: '施行前不依本条 / before the Order not under this article',
    gives: 'no',
    when: () => may({ on: '2025-03-31' }),
  },
  {
    says: '已送上级机关 / it went to the superior organ',
    gives: 'yes',
    when: () => sent({ ...accused, sentAboveOrBeside: true }),
  },
  {
    says: '只送到被检举的机关 / it went to those complained of',
    gives: 'no',
    when: () => sent({ ...accused, sentAboveOrBeside: false }),
  },
])
duties('799/25', {
  done: { ...accused, sentAboveOrBeside: true },
  met: sent,
  breaks: [['sentAboveOrBeside', false, '799/25']],
  free: [{ on: '2025-03-31' }, { byThePolice: false }, { againstTheOrder: false }],
})
test('one allegation is enough, and Article 25 is cited', () => {
  assert.equal(may({ abuseOrNeglect: undefined }).outcome, 'yes')
  for (const facts of [
    { byThePolice: false },
    { againstTheOrder: false },
    { abuseOrNeglect: true, againstTheOrder: false },
  ])
    assert.equal(leaves(may(facts)).at(-1)!.reason!.rule, '799/25')
})
