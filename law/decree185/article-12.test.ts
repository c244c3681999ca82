import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { gathered, leaves } from '#law/reason/finding.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, lapsedTraining, maintenanceView, safeOperation } from './article-12.ts'

const on = '2026-11-24'
const done = {
  on,
  staffTrained: true,
  regimes: ['safety-check', 'operation-and-maintenance', 'emergency'],
  clearAndWorking: true,
  unchangedWithoutLeave: true,
  outsourced: false,
}
const safe = (facts: object) => safeOperation({ ...done, ...facts }, LAW.book)
const without = (fact: string) => ({ [fact]: undefined })

sentences(article, [
  {
    says: '各项措施齐备 / everything asked is done',
    gives: 'yes',
    cites: ['185/12(1)', '185/12(2)', '185/12(3)', '185/12(4)', '185/12'],
    when: () => safe({}),
  },
  {
    says: '有人未受培训 / somebody is not trained',
    gives: 'no',
    cites: ['185/27', '185/12(1)'],
    when: () => safe({ staffTrained: false }),
  },
  {
    says: '缺应急处理制度 / there is no regime for emergencies',
    gives: 'no',
    cites: ['185/27', '185/12(2)'],
    when: () => safe({ regimes: ['safety-check', 'operation-and-maintenance'] }),
  },
  {
    says: '画面不清晰 / pictures are not clear',
    gives: 'no',
    cites: ['185/27', '185/12(3)'],
    when: () => safe({ clearAndWorking: false }),
  },
  {
    says: '擅自移动摄像设备 / a camera was moved without leave',
    gives: 'no',
    cites: ['185/27', '185/12(4)'],
    when: () => safe({ unchangedWithoutLeave: false }),
  },
  {
    says: '委托他人而未明确责任 / others run it and nothing is agreed',
    gives: 'no',
    cites: ['185/27', '185/12', '185/12'],
    when: () => safe({ outsourced: true, responsibilitiesAgreed: false }),
  },
  {
    says: '委托他人且已明确责任 / others run it and it is agreed who answers',
    gives: 'yes',
    cites: ['185/12(1)', '185/12(2)', '185/12(3)', '185/12(4)', '185/12'],
    when: () => safe({ outsourced: true, responsibilitiesAgreed: true }),
  },
  {
    says: '是否培训未知 / whether they are trained is not known',
    gives: 'unknown',
    cites: ['185/12(1)'],
    when: () => safe(without('staffTrained')),
  },
  {
    says: '制度未知 / the regimes are not known',
    gives: 'unknown',
    cites: ['185/12(2)'],
    when: () => safe(without('regimes')),
  },
  {
    says: '画面状况未知 / the state of pictures is not known',
    gives: 'unknown',
    cites: ['185/12(3)'],
    when: () => safe(without('clearAndWorking')),
  },
  {
    says: '位置是否改变未知 / whether it was moved is not known',
    gives: 'unknown',
    cites: ['185/12(4)'],
    when: () => safe(without('unchangedWithoutLeave')),
  },
  {
    says: '是否委托未知 / whether others run it is not known',
    gives: 'unknown',
    cites: ['185/12', '185/12'],
    when: () => safe(without('outsourced')),
  },
  {
    says: '办法施行前没有义务 / before the Decree nothing was owed',
    gives: 'yes',
    cites: ['185/27'],
    when: () => safe({ on: '2007-03-31', staffTrained: false }),
  },
  {
    says: '为维护可以看图 / pictures may be looked at for maintenance',
    gives: 'yes',
    cites: ['185/27', '185/12(3)'],
    when: () => maintenanceView(on, LAW.book),
  },
  {
    says: '办法施行前无此依据 / before the Decree there is no such ground',
    gives: 'no',
    cites: ['185/27'],
    when: () => maintenanceView('2007-03-31', LAW.book),
  },
])

const rules = (facts: object) => leaves(safe(facts)).map(({ reason }) => reason!.rule)
test('each item is cited for what it asks', () => {
  const last = (facts: object) => rules(facts).at(-1)
  assert.equal(last({ staffTrained: false }), '185/12(1)')
  assert.equal(last({ regimes: [] }), '185/12(2)')
  assert.equal(last({ clearAndWorking: false }), '185/12(3)')
  assert.equal(last({ unchangedWithoutLeave: false }), '185/12(4)')
  assert.equal(last({ outsourced: true, responsibilitiesAgreed: false }), '185/12')
  assert.deepEqual(gathered(safe({ outsourced: true }), 'missing'), ['responsibilitiesAgreed'])
})
test('the regimes that lack are named', () => {
  const texts = leaves(safe({ regimes: ['emergency'] })).map(({ reason }) => reason!.text)
  assert.deepEqual(texts.at(-1), {
    zh: '安全运行制度缺：安全检查、运行维护。',
    en: 'Lacking regimes of safe operation: safety check, operation and maintenance.',
  })
  assert.equal(article.rows[0]!.from, '2007-04-01')
  assert.deepEqual(article.rows[0]!.value, ['safety-check', 'operation-and-maintenance', 'emergency'])
})
test('training holds to its last day; none never does; what isn’t told is not remarked', () => {
  const kinds = (training: object | undefined) =>
    lapsedTraining(training, on).map(({ outcome, reason, used }) => [outcome, reason!.rule, used[0]])
  assert.deepEqual(kinds(undefined), [])
  assert.deepEqual(kinds({ skillsUntil: on, confidentialityUntil: on }), [])
  assert.deepEqual(kinds({ skillsUntil: '2026-11-23' }), [['no', '185/12(1)', 'training.skillsUntil']])
  assert.deepEqual(kinds({ confidentialityUntil: 'none' }), [
    ['no', '185/12(1)', 'training.confidentialityUntil'],
  ])
})
