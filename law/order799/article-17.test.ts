import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, deletionDue, orderFloor } from './article-17.ts'

const on = '2026-11-24'
const deletion = (facts: Partial<Parameters<typeof deletionDue>[0]>) =>
  deletionDue({ placeClass: '799-7-2', on, ...facts }, LAW.book)

sentences(article, [
  {
    says: '学校至少保存30日 / a school keeps at least 30 days',
    gives: 'yes',
    cites: ['799/34', '799/7', '799/17'],
    when: () => orderFloor('799-7-2', on, LAW.book).finding,
  },
  {
    says: '第九条场所除外 / a place of Article 9 is exempt',
    gives: 'no',
    cites: ['799/9'],
    when: () => orderFloor('799-9', on, LAW.book).finding,
  },
  {
    says: '条例施行前一日没有日数 / on the eve of the Order there is no number of days',
    gives: 'no',
    cites: ['799/34'],
    when: () => orderFloor('799-7-1', '2025-03-31', LAW.book).finding,
  },
  {
    says: '类别未知 / the class is not known',
    gives: 'unknown',
    cites: ['799/7'],
    when: () => orderFloor(undefined, on, LAW.book).finding,
  },
  {
    says: '第31日已实现目的的应当删除 / on the 31st day what served its purpose is to be deleted',
    gives: 'yes',
    cites: ['799/34', '799/7', '799/17', '799/17', '799/17'],
    when: () => deletion({ recordedOn: '2026-10-24', purposeServed: true }),
  },
  {
    says: '第30日仍应保存 / on the 30th day it is still kept',
    gives: 'no',
    cites: ['799/17'],
    when: () => deletion({ recordedOn: '2026-10-25', purposeServed: true }),
  },
  {
    says: '目的尚未实现的不要求删除 / what has not served its purpose needn’t go',
    gives: 'no',
    cites: ['799/17'],
    when: () => deletion({ recordedOn: '2026-01-01', purposeServed: false }),
  },
  {
    says: '是否实现目的未知 / whether the purpose is served is not known',
    gives: 'unknown',
    cites: ['799/17'],
    when: () => deletion({ recordedOn: '2026-10-24' }),
  },
  {
    says: '录像日期未知 / the day of the recording is not known',
    gives: 'unknown',
    cites: ['799/17'],
    when: () => deletion({ purposeServed: true }),
  },
])

test('the floor stands on its row and cites Articles 34, 7 and 17', () => {
  const { finding, days } = orderFloor('799-7-1', on, LAW.book)
  assert.equal(days?.value, 30)
  assert.deepEqual(
    leaves(finding).map(({ reason }) => reason?.rule),
    ['799/34', '799/7', '799/17'],
  )
  assert.deepEqual(gathered(finding, 'used'), ['on', 'placeClass'])
  assert.deepEqual(
    gathered(finding, 'rows').map(({ id }) => id),
    ['799/34/in-force', '799/17/days'],
  )
})
test('an exempt place has nothing to delete under the Order, and only what could still decide is missing', () => {
  const gone = { recordedOn: '2026-01-01', purposeServed: true }
  assert.equal(deletion({ ...gone, placeClass: '799-9' }).outcome, 'no')
  const early = deletion({ ...gone, recordedOn: '2025-01-01', on: '2025-03-31' })
  assert.deepEqual(
    leaves(early).map(({ reason }) => reason?.rule),
    ['799/34'],
  )
  assert.equal(deletion({ ...gone, placeClass: undefined }).outcome, 'unknown')
  assert.equal(deletion({ placeClass: undefined, recordedOn: '2026-10-25' }).outcome, 'no')
  assert.equal(deletion({ recordedOn: '2026-10-25' }).outcome, 'no')
  assert.deepEqual(gathered(deletion({ placeClass: undefined }), 'missing'), [
    'placeClass',
    'recordedOn',
    'purposeServed',
  ])
  assert.deepEqual(gathered(deletion({ recordedOn: '2026-01-01' }), 'missing'), ['purposeServed'])
  assert.deepEqual(gathered(deletion({ purposeServed: true }), 'missing'), ['recordedOn'])
  assert.deepEqual(gathered(deletion(gone), 'used'), ['on', 'placeClass', 'recordedOn', 'purposeServed'])
  assert.deepEqual(gathered(deletion({ recordedOn: '2026-10-25' }), 'used'), ['recordedOn', 'on'])
})
