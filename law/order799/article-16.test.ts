import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, lawfulUse, measuresAgainstAbuse } from './article-16.ts'

const on = '2025-04-01'
const registerHolds = ['reason', 'content', 'unit', 'name']
const keyStaff = ['vetting', 'secrecy-teaching', 'training']
const done = { placeClass: '799-7-2' as const, keyStaff, accessControl: true, registerHolds, on }
const measures = (facts: Parameters<typeof measuresAgainstAbuse>[0]) => measuresAgainstAbuse(facts, LAW.book)
const use = (facts: Parameters<typeof lawfulUse>[0]) => lawfulUse(facts, LAW.book)

sentences(article, [
  { says: '措施和登记齐备 / measures and register are there', gives: 'yes', when: () => measures(done) },
  {
    says: '登记缺调用人姓名 / the register lacks the caller’s name',
    gives: 'no',
    when: () => measures({ ...done, registerHolds: ['reason', 'content', 'unit'] }),
  },
  {
    says: '有无访问控制未知 / whether there is access control is not known',
    gives: 'unknown',
    when: () => measures({ placeClass: '799-7-1', keyStaff, registerHolds, on }),
  },
  {
    says: '没有滥用和泄露 / nothing is abused or leaked',
    gives: 'yes',
    when: () => use({ notAbused: true, notLeaked: true, on }),
  },
  {
    says: '泄露了图像 / images were leaked',
    gives: 'no',
    when: () => use({ notAbused: true, notLeaked: false, on }),
  },
  {
    says: '是否滥用未知 / whether images were abused is not known',
    gives: 'unknown',
    when: () => use({ notLeaked: true, on }),
  },
])
duties('799/16(2)', {
  done,
  met: measures,
  breaks: [
    ...keyStaff.map((one) => ['keyStaff', keyStaff.filter((other) => other !== one), '799/16(2)'] as const),
    ['accessControl', false, '799/16(2)'],
    ...registerHolds.map(
      (one) => ['registerHolds', registerHolds.filter((other) => other !== one), '799/16(2)'] as const,
    ),
  ],
  free: [{ on: '2025-03-31' }, { placeClass: '799-9' }, { placeClass: 'non-public' }],
})
duties('799/16(1)', {
  done: { notAbused: true, notLeaked: true, on },
  met: use,
  breaks: [
    ['notAbused', false, '799/16(1)'],
    ['notLeaked', false, '799/16(1)'],
  ],
  free: [{ on: '2025-03-31' }],
})
test('the lists are the article’s', () => {
  assert.deepEqual(
    article.rows.map(({ value }) => value),
    [registerHolds, keyStaff],
  )
})
