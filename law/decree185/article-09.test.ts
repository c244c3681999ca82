import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, respectsPrivacy } from './article-09.ts'

const plain = { respected: true, touchesPrivacy: false, secrets: false }

sentences(article, [
  {
    says: '不侵犯、不涉及隐私，不涉密 / it breaches nothing and touches neither privacy nor secrets',
    gives: 'yes',
    when: () => respectsPrivacy(plain),
  },
  {
    says: '涉及隐私而保密的 / its images touch privacy and are kept confidential',
    gives: 'yes',
    when: () => respectsPrivacy({ ...plain, touchesPrivacy: true, keptConfidential: true }),
  },
  {
    says: '侵犯隐私的 / it breaches someone’s privacy',
    gives: 'no',
    when: () => respectsPrivacy({ respected: false }),
  },
  {
    says: '涉及隐私而不保密的 / its images touch privacy and are not kept confidential',
    gives: 'no',
    when: () => respectsPrivacy({ touchesPrivacy: true, keptConfidential: false }),
  },
  {
    says: '涉密而不按国家规定的 / secrets are concerned and the rules on them not followed',
    gives: 'no',
    when: () => respectsPrivacy({ secrets: true, secretsRulesFollowed: false }),
  },
  {
    says: '是否侵犯未核查 / nobody has looked whether it breaches privacy',
    gives: 'unknown',
    when: () => respectsPrivacy({ ...plain, respected: undefined }),
  },
])

test('each part decides alone; what could still decide is named', () => {
  const outcome = (facts: Parameters<typeof respectsPrivacy>[0]) => {
    const finding = respectsPrivacy({ ...plain, ...facts })
    for (const { reason } of leaves(finding)) assert.equal(reason?.rule, '185/9')
    return [finding.outcome, gathered(finding, 'missing')]
  }
  assert.deepEqual(outcome({ touchesPrivacy: true }), ['unknown', ['keptConfidential']])
  assert.deepEqual(outcome({ touchesPrivacy: undefined, keptConfidential: true }), ['yes', []])
  assert.deepEqual(outcome({ touchesPrivacy: undefined, keptConfidential: false }), [
    'unknown',
    ['touchesPrivacy'],
  ])
  assert.deepEqual(outcome({ touchesPrivacy: false, keptConfidential: false }), ['yes', []])
  assert.deepEqual(outcome({ secrets: true }), ['unknown', ['secretsRulesFollowed']])
  assert.deepEqual(outcome({ secrets: true, secretsRulesFollowed: true }), ['yes', []])
  assert.deepEqual(outcome({ secrets: undefined, secretsRulesFollowed: false }), ['unknown', ['secrets']])
  assert.deepEqual(outcome({ secrets: false, secretsRulesFollowed: false }), ['yes', []])
  assert.deepEqual(outcome({ respected: undefined }), ['unknown', ['respected']])
  assert.deepEqual(gathered(respectsPrivacy(plain), 'used'), ['respected', 'touchesPrivacy', 'secrets'])
})
