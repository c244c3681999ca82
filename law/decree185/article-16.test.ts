import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, eventOccurred, eventPower } from './article-16.ts'

const on = '2026-11-24'
sentences(article, [
  {
    says: '当日发生的事件已经发生 / an event of the day has occurred',
    gives: 'yes',
    cites: ['185/16'],
    when: () => eventOccurred({ kind: '公共卫生', occurredOn: on }, on),
  },
  {
    says: '列举之外的事件也可以 / one that is not named may be one too',
    gives: 'yes',
    cites: ['185/16'],
    when: () => eventOccurred({ occurredOn: '2020-01-01' }, on),
  },
  {
    says: '次日的事件尚未发生 / an event of the day after has not',
    gives: 'no',
    cites: ['185/16'],
    when: () => eventOccurred({ occurredOn: '2026-11-25' }, on),
  },
  {
    says: '没有事件 / there is no event',
    gives: 'no',
    cites: ['185/16'],
    when: () => eventOccurred('none', on),
  },
  {
    says: '有无事件未知 / whether there is one is not known',
    gives: 'unknown',
    cites: ['185/16'],
    when: () => eventOccurred(undefined, on),
  },
  {
    says: '事件之日未知 / its day is not known',
    gives: 'unknown',
    cites: ['185/16'],
    when: () => eventOccurred({ kind: '火灾' }, on),
  },
  {
    says: '部门有权 / the department has the power',
    gives: 'yes',
    cites: ['185/16'],
    when: () => eventPower('competent'),
  },
  {
    says: '部门无权 / the department has not',
    gives: 'no',
    cites: ['185/16'],
    when: () => eventPower('not-competent'),
  },
  {
    says: '是否有权未知 / whether it has is not known',
    gives: 'unknown',
    cites: ['185/16'],
    when: () => eventPower(undefined),
  },
])
test('each cites Article 16', () => {
  for (const finding of [
    eventOccurred('none', on),
    eventOccurred({}, on),
    eventPower('not-competent'),
    eventPower(undefined),
  ])
    assert.deepEqual(
      leaves(finding).map(({ reason }) => reason!.rule),
      ['185/16'],
    )
})
