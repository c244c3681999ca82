import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, checksAndReports, mayInstallAt, POSITIONS, type Position } from './article-08.ts'

const on = '2026-11-24'
const may = (facts: Partial<Parameters<typeof mayInstallAt>[0]>) => mayInstallAt({ on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '走廊可以 / a corridor may have one',
    gives: 'yes',
    when: () => may({ position: 'elsewhere', reachesPrivacy: false }),
  },
  {
    says: '客房内部禁止 / the inside of a guest room may not',
    gives: 'no',
    when: () => may({ position: 'guest-room' }),
  },
  {
    says: '能窥视他人隐私的位置禁止 / nor may what watches others’ privacy',
    gives: 'no',
    when: () => may({ position: 'elsewhere', reachesPrivacy: true }),
  },
  {
    says: '能否触及隐私未知 / it is not known whether it reaches privacy',
    gives: 'unknown',
    when: () => may({ position: 'elsewhere' }),
  },
  {
    says: '检查未发现 / checks found nothing',
    gives: 'yes',
    when: () => checksAndReports({ checked: true, found: false }),
  },
  {
    says: '发现而未报告 / something was found and not reported',
    gives: 'no',
    when: () => checksAndReports({ found: true, reported: false }),
  },
  { says: '没有检查 / nobody checked', gives: 'no', when: () => checksAndReports({ checked: false }) },
  { says: '没有记录 / nothing is on record', gives: 'unknown', when: () => checksAndReports({}) },
])

test('each listed position is forbidden, and no other', () => {
  const forbidden = Object.keys(POSITIONS).filter(
    (position) => may({ position: position as Position, reachesPrivacy: false }).outcome === 'no',
  )
  assert.deepEqual(forbidden, [
    ...['guest-room', 'private-dining-room', 'dormitory-room', 'staff-rest-room', 'bathroom'],
    ...['toilet', 'changing-room', 'nursing-room', 'fitting-room'],
  ])
  for (const position of forbidden as Position[]) {
    const { outcome, rows, used, reason } = may({ position })
    assert.deepEqual([outcome, reason?.rule, used], ['no', '799/8', ['position']])
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['799/8/forbidden'],
    )
  }
})
test('from the Order’s first day', () => {
  assert.deepEqual(
    article.rows.map(({ from }) => from),
    ['2025-04-01'],
  )
  assert.equal(may({ position: 'toilet', on: '2025-04-01' }).outcome, 'no')
  const before = may({ position: 'toilet', on: '2025-03-31' })
  assert.deepEqual([before.outcome, before.reason?.rule, before.used], ['yes', '799/34', ['on']])
})
test('positions: facts read and missing are named', () => {
  const told = (facts: Parameters<typeof may>[0]) => {
    const { outcome, used, missing, reason } = may(facts)
    assert.equal(reason?.rule, '799/8')
    return [outcome, used, missing]
  }
  assert.deepEqual(told({ reachesPrivacy: true }), ['no', ['reachesPrivacy'], []])
  assert.deepEqual(told({ reachesPrivacy: false }), ['unknown', [], ['position']])
  assert.deepEqual(told({}), ['unknown', [], ['position', 'reachesPrivacy']])
  assert.deepEqual(told({ position: 'elsewhere' }), ['unknown', [], ['reachesPrivacy']])
  assert.deepEqual(told({ position: 'elsewhere', reachesPrivacy: false }), [
    'yes',
    ['position', 'reachesPrivacy'],
    [],
  ])
})
test('checks: every state of the three, with what is read and missing', () => {
  const told = (checked?: boolean, found?: boolean, reported?: boolean) => {
    const { outcome, used, missing, reason } = checksAndReports({ checked, found, reported })
    assert.equal(reason?.rule, '799/8(2)')
    return [outcome, [...used], [...missing]]
  }
  const [checked, found, reported] = ['checked', 'found', 'reported']
  assert.deepEqual(told(true, false), ['yes', [checked, found], []])
  assert.deepEqual(told(true, false, false), ['yes', [checked, found], []])
  assert.deepEqual(told(true, true, true), ['yes', [checked, reported], []])
  assert.deepEqual(told(true, undefined, true), ['yes', [checked, reported], []])
  assert.deepEqual(told(false), ['no', [checked], []])
  assert.deepEqual(told(false, true, true), ['no', [checked], []])
  assert.deepEqual(told(true, true, false), ['no', [found, reported], []])
  assert.deepEqual(told(undefined, true, false), ['no', [found, reported], []])
  assert.deepEqual(told(true), ['unknown', [], [found, reported]])
  assert.deepEqual(told(true, true), ['unknown', [], [reported]])
  assert.deepEqual(told(true, undefined, false), ['unknown', [], [found]])
  assert.deepEqual(told(), ['unknown', [], [checked, found, reported]])
  assert.deepEqual(told(undefined, true), ['unknown', [], [checked, reported]])
  assert.deepEqual(told(undefined, undefined, false), ['unknown', [], [checked, found]])
  assert.deepEqual(told(undefined, false), ['unknown', [], [checked]])
  assert.deepEqual(told(undefined, undefined, true), ['unknown', [], [checked]])
})
