import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { Book } from '#law/reason/book.ts'
import { RECENT, step } from '#tests/law/cases.ts'
import { ask } from './ask.ts'
import { penalty } from './penalty.ts'

const asked = (rule: string, facts: object = {}) => {
  const known = Object.entries({ rule, ...RECENT, ...facts }).filter(([, value]) => value !== undefined)
  return ask(penalty, Object.fromEntries(known), LAW)
}
const rulesOf = (rule: string, facts: object = {}) => asked(rule, facts).reasons.map((reason) => reason.rule)
const taken = [step('order'), step('warning'), step('deadline-passed')]

test('185/22 for an act of 2026-02-02 in an Article 7 place: displaced by 799/29, no fine before refusal', () => {
  for (const placeClass of ['799-7-1', '799-7-2']) {
    const { outcome, answer } = asked('185/22', { placeClass, endedOn: undefined })
    assert.equal(outcome, 'no')
    assert.deepEqual(answer, { bands: [], requires: [], lacking: [], displacedBy: '799/29' })
  }
  const order = asked('799/29')
  assert.equal(order.outcome, 'no')
  assert.deepEqual(order.answer, {
    bands: [],
    requires: [{ kind: 'order' }, { kind: 'refusal' }],
    lacking: [{ kind: 'order' }, { kind: 'refusal' }],
  })
  const refused = asked('799/29', { priorSteps: [step('order'), step('refusal')] })
  assert.equal(refused.outcome, 'yes')
  assert.deepEqual(refused.answer?.bands, [
    { rule: '799/29', min: 0, max: 10000, mandatory: true, status: 'original text seen' },
  ])
})
test('185/19: no without its steps, 10,000–30,000 with order, warning and passed deadline', () => {
  assert.equal(asked('185/19').outcome, 'no')
  const { outcome, answer } = asked('185/19', { priorSteps: taken, endedOn: undefined })
  assert.equal(outcome, 'yes')
  const kinds = [{ kind: 'order' }, { kind: 'warning' }, { kind: 'deadline-passed' }]
  const status =
    'original text seen; amounts and steps corroborated by the Beijing police discretion standard'
  assert.deepEqual(answer, {
    bands: [{ rule: '185/19', min: 10000, max: 30000, mandatory: true, status }],
    requires: kinds,
    lacking: [],
  })
})
test('the eve and the first day of the Order, by the end of not filing', () => {
  const filed = (endedOn: string, decidedOn = '2026-04-01') =>
    asked('185/22', { actedOn: '2024-06-01', endedOn, decidedOn })
  const eve = filed('2025-03-31')
  assert.equal(eve.outcome, 'unknown')
  assert.deepEqual(
    eve.answer?.bands.map(({ rule, min, max }) => [rule, min, max]),
    [
      ['185/22', 1000, 10000],
      ['799/29', 0, 10000],
    ],
  )
  assert.deepEqual(eve.missing, [])
  assert.equal(filed('2025-04-01').outcome, 'no')
  assert.equal(filed('none', '2025-03-31').outcome, 'yes')
  assert.equal(filed('none', '2025-04-01').outcome, 'no')
})
test('articles without a fine of their own are a no, with what they refer to', () => {
  const referral = (rule: string) => {
    const { outcome, answer, reasons } = asked(rule)
    assert.equal(outcome, 'no')
    assert.deepEqual([answer?.bands, answer?.requires, answer?.lacking], [[], [], []])
    assert.equal(reasons[0]?.rule, rule)
    return answer?.referral
  }
  assert.equal(referral('799/13'), undefined)
  assert.deepEqual(referral('185/26'), ['own-department', 'criminal'])
  assert.deepEqual(referral('799/32'), ['superior-organ', 'criminal'])
  const others = [
    ...['cybersecurity-law', 'data-security-law', 'personal-information-law', 'public-security', 'criminal'],
  ]
  assert.deepEqual(referral('799/31'), others)
  assert.deepEqual(referral('799/33'), others)
  assert.deepEqual(ask(penalty, { rule: '799/13', on: '2026-04-01' }, LAW).outcome, 'no')
})
test('what goes beside a fine', () => {
  const referral = (rule: string) => asked(rule).answer?.referral
  assert.deepEqual(referral('185/24'), ['public-security', 'criminal'])
  assert.deepEqual(referral('185/25'), ['public-security', 'criminal'])
  assert.deepEqual(referral('799/27(1)'), ['public-security', 'criminal'])
  assert.deepEqual(referral('799/27(2)'), ['competent-department'])
  assert.deepEqual(referral('799/28'), ['secrets-law', 'criminal'])
  for (const rule of ['185/19', '185/20', '185/21', '185/22', '185/23', '799/26', '799/29', '799/30'])
    assert.equal(referral(rule), undefined, rule)
})
test('without a rule nothing is said', () => {
  const { outcome, answer, missing, reasons } = ask(penalty, { on: '2026-04-01' }, LAW)
  assert.deepEqual([outcome, answer, missing], ['unknown', null, ['rule']])
  assert.deepEqual(
    reasons.map(({ rule }) => rule),
    ['apl/4'],
  )
})
test('whether other decree rules are displaced too is a remark, unknown', () => {
  const remarked = (rule: string, facts: object = {}) => rulesOf(rule, facts).includes('apl/14')
  for (const rule of ['185/19', '185/20', '185/21', '185/23', '185/24', '185/25'])
    assert.ok(remarked(rule, { priorSteps: taken }), rule)
  assert.ok(!remarked('185/20', { placeClass: 'non-public' }))
  assert.ok(remarked('185/20', { placeClass: undefined }))
  assert.ok(!remarked('185/20', { actedOn: '2024-01-01', decidedOn: '2025-03-31' }))
  assert.ok(remarked('185/20', { actedOn: '2024-01-01', decidedOn: '2025-04-01' }))
  assert.ok(!remarked('185/20', { actedOn: '2024-01-01', decidedOn: '2025-03-31', on: '2025-03-31' }))
  assert.ok(!remarked('185/20', { subject: 'person-in-charge' }))
  assert.ok(remarked('185/20', { subject: undefined }))
  const unsettled = (facts: object) =>
    asked('185/22', facts).reasons.some(({ text }) => text.en.includes('not settled'))
  assert.ok(!unsettled({ placeClass: '799-9' }) && !unsettled({ placeClass: undefined }))
  assert.ok(asked('185/20').reasons.some(({ text }) => text.en.includes('not settled')))
  assert.ok(!remarked('799/28'))
})
test('a fine comes with its remarks: once only, the order to correct, the hearing', () => {
  const fine = rulesOf('185/25')
  for (const rule of ['apl/28', 'apl/29', 'mps/123']) assert.ok(fine.includes(rule), rule)
  const ordered = rulesOf('185/25', { priorSteps: [step('order')] })
  assert.ok(!ordered.includes('apl/28') && ordered.includes('apl/29'))
  const none = rulesOf('185/19')
  for (const rule of ['apl/28', 'apl/29', 'mps/123']) assert.ok(!none.includes(rule), rule)
  const parameter = (rule: string, subject: string) =>
    asked(rule, { subject }).parameters.find(({ id }) => id.startsWith('mps/123/'))?.id
  assert.equal(parameter('799/28', 'unit'), 'mps/123/unit')
  assert.equal(parameter('799/28', 'individual'), 'mps/123/person')
  assert.equal(parameter('185/25', 'unit'), 'mps/123/decree')
})
test('185/23 with unknown steps: the optional band, and that the higher one may apply', () => {
  const { answer, missing, reasons } = asked('185/23', { priorSteps: undefined })
  assert.equal(reasons.find(({ text }) => text.en.includes('the higher band applies'))?.rule, '185/23')
  assert.deepEqual(missing, ['priorSteps'])
  assert.deepEqual(answer?.bands[0]?.max, 10000)
  assert.deepEqual(asked('185/23').missing, [])
  assert.deepEqual(asked('185/20', { priorSteps: undefined }).missing, [])
})
test('what would change it: the step that lacks, and the step that is there', () => {
  const steps = (rule: string, facts: object) =>
    asked(rule, facts)
      .wouldChange.filter(({ fact }) => fact === 'priorSteps')
      .map(({ to, outcome }) => [(to as { kind: string }[]).map(({ kind }) => kind), outcome])
  assert.deepEqual(steps('799/29', {}), [[['order', 'refusal'], 'yes']])
  assert.deepEqual(steps('799/29', { priorSteps: [step('order'), step('refusal')] }), [
    [[], 'no'],
    [['refusal'], 'no'],
    [['order'], 'no'],
  ])
  assert.deepEqual(steps('799/29', { decidedOn: undefined, priorSteps: undefined }), [[[], 'no']])
  assert.deepEqual(steps('799/29', { decidedOn: undefined, priorSteps: [] }), [])
  assert.deepEqual(steps('799/13', {}), [])
})
test('days that contradict each other are refused by name', () => {
  const code = (rule: string, facts: object) => {
    try {
      asked(rule, facts)
    } catch (error) {
      if (error instanceof BadFacts) return `${error.problem.code} ${error.problem.path}`
      throw error
    }
    return null
  }
  assert.equal(code('185/20', { decidedOn: '2026-02-01' }), 'penalty/decided-before-act decidedOn')
  assert.equal(code('185/20', { decidedOn: '2026-02-02', endedOn: '2026-02-02' }), null)
  assert.equal(code('185/20', { endedOn: '2026-02-01' }), 'penalty/ended-before-act endedOn')
  const steps = (...priorSteps: object[]) => code('185/20', { priorSteps })
  assert.equal(steps(step('order', '2026-02-01')), 'penalty/step-before-act priorSteps[0].on')
  assert.equal(steps(step('order', '2026-02-02')), null)
  assert.equal(
    steps(step('order', '2026-03-01'), step('refusal', '2026-04-02')),
    'penalty/step-after-decision priorSteps[1].on',
  )
  assert.equal(steps(step('order', '2026-04-01')), null)
  const unordered = 'penalty/steps-out-of-order priorSteps[1].on'
  assert.equal(steps(step('order', '2026-03-02'), step('refusal', '2026-03-01')), unordered)
  assert.equal(steps(step('order', '2026-03-02'), step('warning', '2026-03-01')), unordered)
  assert.equal(steps(step('order', '2026-03-02'), step('refusal', '2026-03-02')), null)
  for (const kind of ['refusal', 'deadline-passed', 're-inspection-failed'] as const)
    assert.equal(
      steps(step(kind, '2026-03-01'), step('order', '2026-03-02')),
      'penalty/steps-out-of-order priorSteps[0].on',
    )
  for (const kind of ['serious-consequence', 'warning'] as const)
    assert.equal(steps(step(kind, '2026-03-01'), step('order', '2026-03-02')), null)
  assert.equal(steps(step('refusal', '2026-03-01')), null)
  assert.equal(steps(step('warning', '2026-03-01'), step('refusal', '2026-03-01')), null)
  assert.equal(
    steps(step('warning', '2026-03-01'), step('refusal', '2026-03-01'), step('order', '2026-03-02')),
    'penalty/steps-out-of-order priorSteps[1].on',
  )
  assert.equal(steps(step('refusal', '2026-03-01'), { kind: 'order' }), null)
  assert.equal(steps({ on: '2026-03-01' }, step('refusal', '2026-03-01'), step('order', '2026-03-02')), null)
  assert.equal(
    steps(step('order', '2026-03-02'), { kind: 'warning' }, step('warning', '2026-03-01')),
    'penalty/steps-out-of-order priorSteps[2].on',
  )
})
test('a warning that comes only after the deadline is refused, where it has to be given with the order', () => {
  const refused = (rule: string, ...priorSteps: object[]) => {
    try {
      asked(rule, { priorSteps })
      return null
    } catch (error) {
      if (error instanceof BadFacts) return `${error.problem.code} ${error.problem.path}`
      throw error
    }
  }
  const [order, warning] = [step('order'), step('warning', '2026-03-11')]
  const late = 'penalty/steps-out-of-order priorSteps[1].on'
  for (const kind of ['deadline-passed', 're-inspection-failed'] as const) {
    assert.equal(refused('185/19', order, step(kind, '2026-03-10'), warning), late)
    assert.equal(refused('185/23', order, step(kind, '2026-03-10'), warning), null)
    assert.equal(refused('185/19', order, step(kind, '2026-03-10'), warning, step(kind, '2026-03-20')), null)
    assert.equal(refused('185/19', order, step('warning', '2026-03-10'), step(kind, '2026-03-10')), null)
    assert.equal(refused('185/19', order, step(kind, '2026-03-10'), { on: '2026-03-10' }, warning), null)
    assert.equal(refused('185/19', order, { on: '2026-03-10' }, step(kind, '2026-03-10'), warning), null)
    assert.equal(refused('185/19', order, step(kind, '2026-03-10'), warning, { on: '2026-03-20' }), null)
  }
  assert.equal(refused('799/30', order, step('refusal', '2026-03-10'), warning), late)
  assert.equal(refused('799/30', order, step('serious-consequence', '2026-03-10'), warning), null)
  assert.equal(refused('799/29', order, step('refusal', '2026-03-10'), warning), null)
  assert.equal(refused('185/26', order, step('refusal', '2026-03-10'), warning), null)
  assert.equal(refused('185/19', order, step('deadline-passed', '2026-03-10')), null)
  assert.equal(refused('185/19', order, warning), null)
})
test('what was put right before the paper that says it was not is refused, where the act goes on by nature', () => {
  const refused = (rule: string, endedOn: string, priorSteps: object[]) => {
    try {
      asked(rule, { endedOn, priorSteps })
      return null
    } catch (error) {
      if (error instanceof BadFacts) return error.problem.code
      throw error
    }
  }
  const order = [step('order'), step('refusal', '2026-03-10')]
  assert.equal(refused('799/29', '2026-03-09', order), 'penalty/ended-before-step')
  assert.equal(refused('799/29', '2026-03-10', order), null)
  assert.equal(refused('799/29', 'none', order), null)
  assert.equal(refused('185/22', '2026-03-09', order), 'penalty/ended-before-step')
  assert.equal(refused('185/19', '2026-03-01', taken), 'penalty/ended-before-step')
  assert.equal(refused('185/19', '2026-03-01', [step('order'), step('warning')]), null)
  assert.equal(refused('799/26', '2026-03-09', order), null)
  assert.equal(refused('799/13', '2026-03-09', order), null)
  const paperless = [step('order'), { ...step('refusal', '2026-03-10'), document: 'none' }]
  assert.equal(refused('799/29', '2026-03-09', paperless), null)
})
test('the hearing is that of the day of the decision, never of a day after the question', () => {
  const book = new Book([
    ...LAW.book.rows,
    { id: 'mps/123/unit', from: '2026-03-15', value: 7, source: 's', status: 's' },
  ])
  const amount = (decidedOn: string, on: string) =>
    ask(penalty, { rule: '799/28', ...RECENT, decidedOn, on }, { ...LAW, book }).parameters.find(
      ({ id }) => id === 'mps/123/unit',
    )?.value
  assert.equal(amount('2026-03-14', '2026-04-01'), 10000)
  assert.equal(amount('2026-03-15', '2026-04-01'), 7)
  assert.equal(amount('2026-03-15', '2026-03-14'), 10000)
})
test('only listed values are taken', () => {
  for (const facts of [
    { rule: '185/15' },
    { rule: '799/27' },
    { subject: 'manager' },
    { endedOn: '2026-02-30' },
    { actedOn: 'none' },
    { priorSteps: 'none' },
    { priorSteps: [{ kind: 'fine', on: '2026-03-01', document: '1' }] },
    { priorSteps: [{ kind: 'order', at: '2026-03-01' }] },
  ])
    assert.throws(() => asked('185/20', facts), BadFacts)
})
test('an answer is told line by line', () => {
  const tell = (rule: string, facts: object = {}) =>
    penalty.tell(asked(rule, facts).answer!).map(({ zh }) => zh)
  assert.deepEqual(tell('185/23'), ['185/23：1000元至10000元（可以并处）。'])
  assert.deepEqual(tell('799/29'), [
    '没有可用的罚款幅度。',
    '罚款之前须有：责令改正、拒不改正。',
    '尚缺：责令改正、拒不改正。',
  ])
  assert.deepEqual(tell('185/22'), ['没有可用的罚款幅度。', '被799/29取代。'])
  assert.deepEqual(tell('185/25'), ['185/25：10000元至30000元。', '另行处理：治安管理处罚、刑事责任。'])
})
