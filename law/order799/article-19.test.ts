import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, contractorBound, contractorConduct } from './article-19.ts'

const on = '2025-04-01'
const bound = (work: string | undefined, day = on) => contractorBound(work, day, LAW.book)
const done = {
  work: 'maintenance',
  usedForTheWorkOnly: true,
  nothingKept: true,
  nothingGiven: true,
  leaveGiven: false,
  on,
}
const met = (facts: Parameters<typeof contractorConduct>[0]) => contractorConduct(facts, LAW.book)

sentences(article, [
  { says: '维护单位受约束 / who maintains is bound', gives: 'yes', when: () => bound('maintenance') },
  { says: '没有委托他人 / nobody is entrusted', gives: 'no', when: () => bound('none') },
  {
    says: '未列举的工作由人判断 / work that isn’t listed is for a person',
    gives: 'unknown',
    when: () => bound('cleaning'),
  },
  { says: '受托做什么未知 / what the work is is not known', gives: 'unknown', when: () => bound(undefined) },
  {
    says: '保守秘密的受托单位 / a contractor who kept everything secret',
    gives: 'yes',
    when: () => met(done),
  },
  {
    says: '经许可留存的 / what was kept with leave',
    gives: 'yes',
    when: () => met({ ...done, nothingKept: false, leaveGiven: true }),
  },
  {
    says: '经许可提供的 / what was given with leave',
    gives: 'yes',
    when: () => met({ ...done, nothingGiven: false, leaveGiven: true }),
  },
  {
    says: '挪作他用，许可也不行 / used for something else, leave or not',
    gives: 'no',
    when: () => met({ ...done, usedForTheWorkOnly: false, leaveGiven: true }),
  },
])
duties('799/19', {
  done,
  met,
  breaks: [
    ['usedForTheWorkOnly', false, '799/19'],
    ['nothingKept', false, '799/19'],
    ['nothingGiven', false, '799/19'],
  ],
  free: [{ on: '2025-03-31' }, { work: 'none' }],
})
test('each listed work, from the Order’s first day; unlisted work misses no fact', () => {
  assert.deepEqual(article.rows[0]!.value, ['design', 'construction', 'testing', 'acceptance', 'maintenance'])
  for (const work of ['design', 'construction', 'testing', 'acceptance', 'maintenance'])
    assert.deepEqual([bound(work).outcome, bound(work, '2025-03-31').outcome], ['yes', 'no'])
  assert.deepEqual(leaves(bound('cleaning'))[0]!.missing, [])
  for (const work of ['none', 'cleaning', undefined])
    assert.equal(leaves(bound(work)).at(-1)!.reason!.rule, '799/19')
  const { leaveGiven: _, ...untold } = done
  assert.equal(met({ ...untold, nothingKept: false }).outcome, 'unknown')
})

test('what a contractor does is missing only where nobody said it', () => {
  assert.deepEqual(gathered(bound(undefined), 'missing'), ['work'])
  assert.deepEqual(gathered(bound('保洁'), 'missing'), [])
})
