import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, publishable } from './article-22.ts'

const on = '2025-04-01'
const all = ['faces', 'plates', 'names', 'licences']
const done = { lawfullyPublished: true, mayHarm: true, masked: all, on }
const may = (facts: object) => publishable({ ...done, ...facts }, LAW.book)

sentences(article, [
  {
    says: '全部遮蔽后可以公开 / with everything masked it may be published',
    gives: 'yes',
    cites: ['799/22', '799/22'],
    when: () => may({}),
  },
  {
    says: '不损害任何人的不须遮蔽 / what harms nobody needs no mask',
    gives: 'yes',
    cites: ['799/22', '799/22'],
    when: () => may({ mayHarm: false, masked: [] }),
  },
  {
    says: '没有遮蔽号牌 / a plate is not masked',
    gives: 'no',
    cites: ['799/34', '799/22', '799/22'],
    when: () => may({ masked: ['faces', 'names', 'licences'] }),
  },
  {
    says: '没有法律依据不得公开 / without a legal basis it may not',
    gives: 'no',
    cites: ['799/22'],
    when: () => may({ lawfullyPublished: false }),
  },
  {
    says: '有无依据未知 / whether there is a basis is not known',
    gives: 'unknown',
    cites: ['799/22'],
    when: () => may({ lawfullyPublished: undefined }),
  },
  {
    says: '是否损害权益未知而未遮蔽 / unmasked, and whether it harms is not known',
    gives: 'unknown',
    cites: ['799/22'],
    when: () => may({ mayHarm: undefined, masked: [] }),
  },
  {
    says: '遮蔽了什么未知 / what is masked is not known',
    gives: 'unknown',
    cites: ['799/22'],
    when: () => may({ masked: undefined }),
  },
])
test('each of the four alone, and Article 22 is cited', () => {
  assert.deepEqual(article.rows[0]!.value, all)
  for (const one of all) {
    const found = may({ masked: all.filter((other) => other !== one) })
    assert.equal(found.outcome, 'no', one)
    assert.equal(leaves(found).at(-1)!.reason!.rule, '799/22')
  }
  assert.equal(may({ mayHarm: undefined }).outcome, 'yes')
})
test('before the Order only the legal basis counts', () => {
  assert.equal(may({ masked: [], on: '2025-03-31' }).outcome, 'yes')
  assert.equal(may({ lawfullyPublished: false, on: '2025-03-31' }).outcome, 'no')
})
