import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, type ForbiddenAct, isForbidden } from './article-23.ts'

const on = '2025-04-01'
const is = (act: ForbiddenAct | 'other' | undefined, more: object = {}) =>
  isForbidden(
    { ...(act === undefined ? {} : { act }), authorised: false, placeClass: '799-7-2', on, ...more },
    LAW.book,
  )

sentences(article, [
  {
    says: '擅自发布图像被禁止 / publishing without leave is forbidden',
    gives: 'yes',
    cites: ['799/34', '799/23(1)'],
    when: () => is('publish'),
  },
  {
    says: '依法公开不被禁止 / lawful publication is not',
    gives: 'no',
    cites: ['799/23(1)'],
    when: () => is('publish', { authorised: true }),
  },
  {
    says: '有无依据未知 / whether there was leave is not known',
    gives: 'unknown',
    cites: ['799/23(1)'],
    when: () => is('publish', { authorised: undefined }),
  },
  {
    says: '遮挡学校的摄像机被禁止 / blocking a camera of a school is forbidden',
    gives: 'yes',
    cites: ['799/34', '799/7', '799/23(2)'],
    when: () => is('hinder-device'),
  },
  {
    says: '第九条场所的设备不属第（二）项 / a device of Article 9 is not of item (2)',
    gives: 'no',
    cites: ['799/9'],
    when: () => is('hinder-device', { placeClass: '799-9' }),
  },
  {
    says: '设备在哪类场所未知 / where the device stands is not known',
    gives: 'unknown',
    cites: ['799/7'],
    when: () => is('alter-device', { placeClass: undefined }),
  },
  {
    says: '其他行为由人判断 / another act is for a person',
    gives: 'unknown',
    cites: ['799/23(6)'],
    when: () => is('other'),
  },
  {
    says: '做了什么未知 / what was done is not known',
    gives: 'unknown',
    cites: ['799/23'],
    when: () => is(undefined),
  },
  {
    says: '施行前不适用 / before the Order it does not apply',
    gives: 'no',
    cites: ['799/34'],
    when: () => is('intrude', { on: '2025-03-31' }),
  },
])
const ITEMS: [ForbiddenAct, number][] = [
  ['provide', 1],
  ['publish', 1],
  ['alter-device', 2],
  ['hinder-device', 2],
  ['intrude', 3],
  ['take-data', 4],
  ['change-data', 5],
]
test('each act stands under its item; only those on devices ask for the place', () => {
  assert.deepEqual(
    article.rows[0]!.value,
    ITEMS.map(([act]) => act),
  )
  for (const [act, item] of ITEMS) {
    for (const authorised of [false, true, undefined]) {
      const found = is(act, { authorised })
      assert.equal(leaves(found).at(-1)!.reason!.rule, `799/23(${item})`)
    }
    assert.equal(is(act).outcome, 'yes')
    assert.equal(is(act, { authorised: true }).outcome, 'no')
    assert.equal(is(act, { placeClass: undefined }).outcome, item === 2 ? 'unknown' : 'yes')
    assert.deepEqual(gathered(is(act, { authorised: undefined }), 'missing'), ['authorised'])
  }
  assert.equal(leaves(is('other')).at(-1)!.reason!.rule, '799/23(6)')
  assert.deepEqual(gathered(is('other'), 'missing'), [])
  assert.deepEqual(gathered(is(undefined), 'missing'), ['act'])
  for (const act of ['other', undefined] as const) assert.equal(is(act, { on: '2025-03-31' }).outcome, 'no')
})
