import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, keyTargetFloor } from './ctl-32.ts'

const floor = (keyTarget: boolean | undefined, on: string) => keyTargetFloor(keyTarget, on, LAW.book)

sentences(article, [
  {
    says: '重点目标至少保存90日 / a key target keeps at least 90 days',
    gives: 'yes',
    cites: ['ctl/97', 'ctl/32'],
    when: () => floor(true, '2016-01-01').finding,
  },
  {
    says: '不是重点目标的不适用 / what is no key target is not bound',
    gives: 'no',
    cites: ['ctl/32'],
    when: () => floor(false, '2016-01-01').finding,
  },
  {
    says: '施行前一日不适用 / on the day before, nobody is bound',
    gives: 'no',
    cites: ['ctl/97'],
    when: () => floor(true, '2015-12-31').finding,
  },
  {
    says: '是否重点目标未知 / whether it is a key target is not known',
    gives: 'unknown',
    cites: ['ctl/32'],
    when: () => floor(undefined, '2026-11-24').finding,
  },
])

test('90 days, with the row, the rules and the facts it stands on', () => {
  const { finding, days } = floor(true, '2026-11-24')
  assert.equal(days?.value, 90)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['ctl/97', 'ctl/32'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['on', 'counterTerrorismKeyTarget'])
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id }) => id),
    ['ctl/97/in-force', 'ctl/32/days'],
  )
})
test('without it there is no number, and before the law nothing is missing', () => {
  assert.equal(floor(false, '2026-11-24').days, null)
  assert.equal(floor(undefined, '2026-11-24').days, null)
  assert.deepEqual(gathered(floor(undefined, '2026-11-24').finding, 'missing'), ['counterTerrorismKeyTarget'])
  assert.deepEqual(gathered(floor(undefined, '2015-12-31').finding, 'missing'), [])
})
