import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, forbidden, mayEnter, watchStaff } from './article-14.ts'

const on = '2026-11-24'
const staff = (facts: object) => watchStaff({ on, atPost: true, secretsKept: true, ...facts }, LAW.book)

sentences(article, [
  {
    says: '当班人员可以进入监看场所 / who is on watch may enter the room',
    gives: 'yes',
    cites: ['185/14'],
    when: () => mayEnter({ partOfTheWatch: true }),
  },
  {
    says: '经许可的来访者可以进入 / a visitor who was let in may enter',
    gives: 'yes',
    cites: ['185/14'],
    when: () => mayEnter({ partOfTheWatch: false, leaveGiven: true }),
  },
  {
    says: '无关人员未经许可不得进入 / who has nothing to do with it may not',
    gives: 'no',
    cites: ['185/14', '185/14'],
    when: () => mayEnter({ partOfTheWatch: false, leaveGiven: false }),
  },
  {
    says: '不知是否许可 / whether they were let in is not known',
    gives: 'unknown',
    cites: ['185/14'],
    when: () => mayEnter({ partOfTheWatch: false }),
  },
  {
    says: '不知其工作 / what their work is is not known',
    gives: 'unknown',
    cites: ['185/14'],
    when: () => mayEnter({ leaveGiven: false }),
  },
  {
    says: '在岗并保密的，已尽责 / at post and silent, they do their duty',
    gives: 'yes',
    cites: ['185/14', '185/14'],
    when: () => staff({}),
  },
  {
    says: '离岗 / they left their post',
    gives: 'no',
    cites: ['185/27', '185/14'],
    when: () => staff({ atPost: false }),
  },
  {
    says: '泄密 / a secret was given away',
    gives: 'no',
    cites: ['185/27', '185/14'],
    when: () => staff({ secretsKept: false }),
  },
  {
    says: '是否在岗未知 / whether they are at post is not known',
    gives: 'unknown',
    cites: ['185/14'],
    when: () => staff({ atPost: undefined }),
  },
  {
    says: '是否保密未知 / whether secrets are kept is not known',
    gives: 'unknown',
    cites: ['185/14'],
    when: () => staff({ secretsKept: undefined }),
  },
  {
    says: '办法施行前没有义务 / before the Decree nothing was owed',
    gives: 'yes',
    cites: ['185/27'],
    when: () => staff({ on: '2007-03-31', atPost: false }),
  },
])
test('what no route allows is forbidden from the Decree’s first day', () => {
  assert.equal(forbidden('2007-03-31', LAW.book), null)
  assert.equal(forbidden('2007-04-01', LAW.book)?.reason?.rule, '185/14')
  assert.equal(leaves(staff({ atPost: false })).at(-1)!.reason!.rule, '185/14')
  assert.equal(mayEnter({ partOfTheWatch: true }).reason!.rule, '185/14')
})
