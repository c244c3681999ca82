import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import {
  article,
  concernedConduct,
  consented,
  interestNamed,
  RELATIONS,
  relationListed,
} from './article-21.ts'

const on = '2026-11-24'
const interest = (purpose: string | undefined, day = on) => interestNamed(purpose, day, LAW.book)
const conduct = (facts: object) => concernedConduct({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '本人可以查阅 / the person may view',
    gives: 'yes',
    cites: ['799/21'],
    when: () => relationListed('self'),
  },
  {
    says: '朋友不可以 / a friend may not',
    gives: 'no',
    cites: ['799/21'],
    when: () => relationListed('other'),
  },
  {
    says: '没有关系 / there is no relation',
    gives: 'no',
    cites: ['799/21'],
    when: () => relationListed('none'),
  },
  {
    says: '关系未知 / the relation is not known',
    gives: 'unknown',
    cites: ['799/21'],
    when: () => relationListed(undefined),
  },
  {
    says: '为保护财产 / to protect property',
    gives: 'yes',
    cites: ['799/21'],
    when: () => interest('寻找被盗财产'),
  },
  { says: '没有目的 / there is no purpose', gives: 'no', cites: ['799/21'], when: () => interest('none') },
  {
    says: '其他目的由人判断 / other words are for a person',
    gives: 'unknown',
    cites: ['799/21'],
    when: () => interest('好奇'),
  },
  {
    says: '目的未知 / the purpose is not known',
    gives: 'unknown',
    cites: ['799/21'],
    when: () => interest(undefined),
  },
  {
    says: '单位已同意 / the unit consented',
    gives: 'yes',
    cites: ['799/21'],
    when: () => consented('王校长'),
  },
  { says: '单位不同意 / the unit did not', gives: 'no', cites: ['799/21'], when: () => consented(false) },
  { says: '没有人同意 / nobody consented', gives: 'no', cites: ['799/21'], when: () => consented('none') },
  {
    says: '是否同意未知 / whether it consents is not known',
    gives: 'unknown',
    cites: ['799/21'],
    when: () => consented(undefined),
  },
  {
    says: '没有外传 / nothing was spread',
    gives: 'yes',
    cites: ['799/21'],
    when: () => conduct({ keptToThemselves: true }),
  },
  {
    says: '发到网上 / it was put on the net',
    gives: 'no',
    cites: ['799/34', '799/21'],
    when: () => conduct({ keptToThemselves: false }),
  },
  {
    says: '有无外传未知 / whether it was spread is not known',
    gives: 'unknown',
    cites: ['799/21'],
    when: () => conduct({}),
  },
  {
    says: '施行前条例没有义务 / before the Order nothing was owed under it',
    gives: 'yes',
    cites: ['799/34'],
    when: () => conduct({ on: '2025-03-31', keptToThemselves: false }),
  },
])
test('the relations and the interests of the article', () => {
  assert.deepEqual(Object.keys(RELATIONS), [
    'self',
    'close-relative',
    'guardian',
    'carer',
    'custodian',
    'other',
  ])
  for (const relation of ['self', 'close-relative', 'guardian', 'carer', 'custodian'] as const)
    assert.equal(relationListed(relation).outcome, 'yes', relation)
  assert.deepEqual(article.rows[0]!.value, ['life', 'health', 'property', '生命', '健康', '人身', '财产'])
  for (const word of ['LIFE', 'my health', 'property', '生命', '健康', '人身', '财产'])
    assert.equal(interest(word).outcome, 'yes', word)
})
test('each cites Article 21; the interests are known from the Order’s first day', () => {
  for (const finding of [
    relationListed('self'),
    relationListed('none'),
    interest('life'),
    interest('x'),
    consented(true),
    consented(false),
  ])
    assert.equal(finding.reason!.rule, '799/21')
  assert.equal(leaves(conduct({ keptToThemselves: false })).at(-1)!.reason!.rule, '799/21')
  assert.equal(interest('life', '2025-03-31').outcome, 'unknown')
  assert.equal(interest('life', '2025-04-01').outcome, 'yes')
  assert.deepEqual([interest('x').missing, interest('x').used], [['purpose'], ['purpose']])
})
