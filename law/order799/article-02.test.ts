import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, boundByOrder, isOrderSystem } from './article-02.ts'

const on = '2026-11-24'
const bound = (facts: Partial<Parameters<typeof boundByOrder>[0]>) => boundByOrder({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '学校里涉及公共安全的系统是条例所称系统 / a school’s public-safety system is one of the Order',
    gives: 'yes',
    when: () => isOrderSystem('799-7-2', true),
  },
  {
    says: '非公共场所的不是 / one in a place that isn’t public is none',
    gives: 'no',
    when: () => isOrderSystem('non-public', undefined),
  },
  {
    says: '不涉及公共安全的不是 / one that concerns no public safety is none',
    gives: 'no',
    when: () => isOrderSystem(undefined, false),
  },
  {
    says: '类别未知 / the class is not known',
    gives: 'unknown',
    when: () => isOrderSystem(undefined, true),
  },
  {
    says: '是否涉及公共安全未知 / it is not known whether public safety is concerned',
    gives: 'unknown',
    when: () => isOrderSystem('799-9', undefined),
  },
  {
    says: '不是系统的设备仍受安装规则约束 / what is no system is still bound by the rules on installing',
    gives: 'yes',
    when: () => bound({ placeClass: '799-7-1', publicSafety: false }).finding,
  },
  {
    says: '非公共场所适用第三十三条 / Article 33 binds places that aren’t public',
    gives: 'yes',
    when: () => bound({ placeClass: 'non-public' }).finding,
  },
  {
    says: '类别未知则条例部分未知 / an unknown class leaves the Order’s part unknown',
    gives: 'unknown',
    when: () => bound({ publicSafety: true }).finding,
  },
  {
    says: '施行前一日不适用任何条文 / on the eve of the Order nothing binds',
    gives: 'no',
    when: () => bound({ placeClass: '799-7-2', publicSafety: true, on: '2025-03-31' }).finding,
  },
])

const numbered = (...numbers: readonly string[]) => numbers.map((number) => `799/${number}`)
const EXEMPT = numbered('11', '14', '15', '16(2)', '17')
const REST = numbered('18', '19', '20', '21', '22', '23', '24', '25')

test('what binds a system in each class of place', () => {
  for (const placeClass of ['799-7-1', '799-7-2'] as const) {
    const { binds, exempt, finding } = bound({ placeClass, publicSafety: true })
    assert.deepEqual(binds, [
      ...numbered('7', '8', '10', '11', '12', '13', '14', '15', '16(1)', '16(2)', '17'),
      ...REST,
    ])
    assert.deepEqual(exempt, [])
    assert.deepEqual(rules(finding), ['799/34', '799/7'])
  }
  const nine = bound({ placeClass: '799-9', publicSafety: true })
  assert.deepEqual(nine.binds, [...numbered('8', '9', '10', '12', '13', '16(1)'), ...REST])
  assert.deepEqual(nine.exempt, EXEMPT)
  assert.deepEqual(rules(nine.finding), ['799/34', '799/9', '799/9(2)'])
  for (const publicSafety of [true, false, undefined]) {
    const home = bound({ placeClass: 'non-public', publicSafety })
    assert.deepEqual([home.binds, home.exempt], [['799/33'], []])
    assert.deepEqual(rules(home.finding), ['799/34', '799/33'])
    assert.deepEqual(gathered(home.finding, 'used'), ['on', 'placeClass'])
  }
})
test('what binds a device that serves no public safety, and what binds either way', () => {
  const seven = bound({ placeClass: '799-7-2', publicSafety: false })
  assert.deepEqual([seven.binds, seven.exempt], [numbered('7(3)', '8', '10'), []])
  assert.deepEqual(rules(seven.finding), ['799/34', '799/7(3)'])
  const nine = bound({ placeClass: '799-9', publicSafety: false })
  assert.deepEqual([nine.binds, nine.exempt], [numbered('8', '9(1)', '10'), EXEMPT])
  assert.deepEqual(rules(nine.finding), ['799/34', '799/9(1)', '799/9(2)'])
  const openSeven = bound({ placeClass: '799-7-1' })
  assert.deepEqual([openSeven.binds, openSeven.finding.outcome], [null, 'yes'])
  assert.deepEqual(rules(openSeven.finding), ['799/34', '799/7(3)'])
  assert.deepEqual(gathered(openSeven.finding, 'used'), ['on', 'placeClass'])
  const openNine = bound({ placeClass: '799-9' })
  assert.deepEqual([openNine.binds, openNine.finding.outcome], [null, 'yes'])
  assert.deepEqual(rules(openNine.finding), ['799/34', '799/9(1)', '799/9(2)'])
  assert.deepEqual(gathered(openNine.finding, 'used'), ['on', 'placeClass'])
})
test('facts read and missing are named, and so are the rows', () => {
  const both = bound({ placeClass: '799-7-2', publicSafety: true }).finding
  assert.deepEqual(gathered(both, 'used'), ['on', 'placeClass', 'publicSafety'])
  assert.deepEqual(
    gathered(both, 'rows').map(({ id }) => id),
    ['799/34/in-force', '799/2/binds-article-7-place'],
  )
  const none = bound({ placeClass: '799-9', publicSafety: false }).finding
  assert.deepEqual(gathered(none, 'used'), ['on', 'placeClass', 'publicSafety'])
  assert.deepEqual(
    gathered(none, 'rows').map(({ id }) => id),
    ['799/34/in-force', '799/2/binds-no-system-article-9-place', '799/9/exempt'],
  )
  const open = bound({})
  assert.deepEqual([open.binds, open.exempt], [null, []])
  assert.deepEqual(gathered(open.finding, 'missing'), ['placeClass'])
  const before = bound({ on: '2025-03-31' })
  assert.deepEqual([before.binds, before.exempt], [[], []])
  assert.deepEqual(bound({ on: '2025-04-01', placeClass: 'non-public' }).binds, ['799/33'])
  for (const { from } of article.rows) assert.equal(from, '2025-04-01')
})
test('whether it is a system: what is missing, what was read, what is cited', () => {
  const told = (finding: ReturnType<typeof isOrderSystem>) => [finding.used, finding.missing]
  assert.deepEqual(told(isOrderSystem('799-7-1', true)), [['placeClass', 'publicSafety'], []])
  assert.deepEqual(told(isOrderSystem('non-public', true)), [['placeClass'], []])
  assert.deepEqual(told(isOrderSystem('799-9', false)), [['publicSafety'], []])
  assert.deepEqual(told(isOrderSystem(undefined, undefined)), [[], ['placeClass', 'publicSafety']])
  assert.deepEqual(told(isOrderSystem(undefined, true)), [[], ['placeClass']])
  assert.deepEqual(told(isOrderSystem('799-7-2', undefined)), [[], ['publicSafety']])
  for (const placeClass of ['799-7-1', 'non-public', undefined] as const)
    for (const publicSafety of [true, false, undefined])
      assert.deepEqual(rules(isOrderSystem(placeClass, publicSafety)), ['799/2'])
})

function rules(finding: ReturnType<typeof isOrderSystem>): (string | undefined)[] {
  return leaves(finding).map(({ reason }) => reason?.rule)
}
