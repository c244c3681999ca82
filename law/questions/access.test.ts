import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadFacts } from '#law/facts/problem.ts'
import { LAW } from '#law/law.ts'
import { access } from './access.ts'
import { MISSING } from './access-missing.ts'
import { ask } from './ask.ts'

const on = '2026-11-24'
const may = (facts: object) => ask(access, { on, ...facts }, LAW)
const one = { name: '王一', workId: '012345', unit: '东城分局', idSeen: true }
const two = { name: '李二', workId: '012346', unit: '东城分局', idSeen: true }
const came = { officials: [one, two], supportingDocument: '调取证据通知书 京公东〔2026〕1号' }
const event = { kind: '社会治安', occurredOn: '2026-11-23' }
const officials = { route: 'officials', ...came, event, authority: 'competent' }
const organ = {
  route: 'state-organ',
  ...came,
  authority: 'competent',
  legalBasis: '《刑事诉讼法》第五十四条',
}
const inspection = { route: 'inspection', ...came, authority: 'competent' }
const concerned = { route: 'person-concerned', relation: 'self', purpose: 'property', consent: '校长' }
const staff = { route: 'unit-staff', purpose: '查找走失儿童' }

const yes: [string, object, string[], string[], string[]][] = [
  ['the watch', { route: 'watch' }, ['view'], [], ['185/27', '185/13(1)']],
  ['the unit’s staff', staff, ['view', 'retrieve'], ['copy'], ['185/27', '185/13(2)']],
  [
    'two officials',
    officials,
    ['view', 'retrieve', 'copy'],
    [],
    ['185/27', '185/16', '185/16', '185/17(1)', '185/17(2)', '185/17(2)'],
  ],
  [
    'a state organ',
    organ,
    ['view', 'retrieve'],
    ['copy'],
    ['799/34', '799/20', '799/20', '185/17(1)', '185/17(2)', '185/17(2)'],
  ],
  [
    'an inspection',
    inspection,
    ['view'],
    ['retrieve', 'copy'],
    ['185/27', '185/18', '185/17(1)', '185/17(2)', '185/17(2)'],
  ],
  ['the person concerned', concerned, ['view'], ['copy'], ['799/34', '799/21', '799/21', '799/21']],
  ['maintenance', { route: 'maintenance' }, ['view'], [], ['185/27', '185/12(3)']],
]
for (const [who, facts, acts, unknownActs, rules] of yes)
  test(`yes: ${who}`, () => {
    const { outcome, answer, reasons, missing } = may(facts)
    assert.equal(outcome, 'yes')
    assert.deepEqual(answer, { acts, unknownActs, missing: [] })
    assert.deepEqual(
      reasons.map(({ rule }) => rule),
      rules,
    )
    assert.deepEqual(missing, [])
  })

/** A no: what is missing, and the rule that says so; Article 14 is said beside each. */
const no: [string, object, string[], string[]][] = [
  ['one official', { ...officials, officials: [one] }, ['two-officials'], ['185/17(1)']],
  ['nobody', { ...officials, officials: [] }, ['two-officials'], ['185/17(1)']],
  ['the same one twice', { ...officials, officials: [one, one] }, ['different-officials'], ['185/17(1)']],
  [
    'an ID not seen',
    { ...officials, officials: [one, { ...two, idSeen: false }] },
    ['work-id'],
    ['185/17(2)'],
  ],
  [
    'a third whose ID was not seen',
    { ...officials, officials: [one, two, { ...two, workId: '9', idSeen: false }] },
    ['work-id'],
    ['185/17(2)'],
  ],
  ['no document', { ...officials, supportingDocument: 'none' }, ['supporting-document'], ['185/17(2)']],
  [
    'a document said not to be',
    { ...officials, supportingDocument: false },
    ['supporting-document'],
    ['185/17(2)'],
  ],
  ['no event', { ...officials, event: 'none' }, ['event'], ['185/16']],
  [
    'an event of tomorrow',
    { ...officials, event: { ...event, occurredOn: '2026-11-25' } },
    ['event'],
    ['185/16'],
  ],
  ['a department without the power', { ...officials, authority: 'not-competent' }, ['authority'], ['185/16']],
  [
    'everything lacking at once',
    {
      route: 'officials',
      officials: [],
      supportingDocument: 'none',
      event: 'none',
      authority: 'not-competent',
    },
    ['event', 'authority', 'two-officials', 'supporting-document'],
    ['185/16', '185/16', '185/17(1)', '185/17(2)'],
  ],
  ['a state organ alone', { ...organ, officials: [one] }, ['two-officials'], ['185/17(1)']],
  [
    'a state organ without document',
    { ...organ, supportingDocument: 'none' },
    ['supporting-document'],
    ['185/17(2)'],
  ],
  ['a state organ without power', { ...organ, authority: 'not-competent' }, ['authority'], ['799/20']],
  ['a state organ without basis', { ...organ, legalBasis: 'none' }, ['legal-basis'], ['799/20']],
  ['one inspector', { ...inspection, officials: [one] }, ['two-officials'], ['185/17(1)']],
  ['inspectors without the power', { ...inspection, authority: 'not-competent' }, ['authority'], ['185/18']],
  ['a stranger', { ...concerned, relation: 'other' }, ['relation'], ['799/21']],
  ['no relation', { ...concerned, relation: 'none' }, ['relation'], ['799/21']],
  ['nothing to protect', { ...concerned, purpose: 'none' }, ['interest'], ['799/21']],
  ['no consent', { ...concerned, consent: 'none' }, ['consent'], ['799/21']],
  ['consent refused', { ...concerned, consent: false }, ['consent'], ['799/21']],
  ['staff with no purpose', { ...staff, purpose: 'none' }, ['purpose'], ['185/13(2)']],
]
for (const [who, facts, codes, rules] of no)
  test(`no: ${who}`, () => {
    const { outcome, answer, reasons } = may(facts)
    assert.equal(outcome, 'no')
    assert.deepEqual(answer, { acts: [], unknownActs: [], missing: codes })
    assert.deepEqual(
      reasons.map(({ rule }) => rule),
      [...rules, '185/14'],
    )
    for (const code of codes) assert.ok(Object.hasOwn(MISSING, code))
  })

const drop = (facts: object, fact: string) =>
  Object.fromEntries(Object.entries(facts).filter(([key]) => key !== fact))
const open: [string, object, string[], string[]][] = [
  [
    'officials of whom nobody told',
    drop(officials, 'officials'),
    ['two-officials', 'different-officials', 'work-id'],
    ['officials'],
  ],
  [
    'an ID of which nobody told',
    { ...officials, officials: [one, drop(two, 'idSeen')] },
    ['work-id'],
    ['officials'],
  ],
  [
    'somebody without a number',
    { ...officials, officials: [one, drop(two, 'workId')] },
    ['different-officials'],
    ['officials'],
  ],
  [
    'a document of which nobody told',
    drop(officials, 'supportingDocument'),
    ['supporting-document'],
    ['supportingDocument'],
  ],
  ['an event of which nobody told', drop(officials, 'event'), ['event'], ['event']],
  ['an event without its day', { ...officials, event: { kind: '火灾' } }, ['event'], ['event.occurredOn']],
  ['a power of which nobody told', drop(officials, 'authority'), ['authority'], ['authority']],
  ['an organ’s basis not told', drop(organ, 'legalBasis'), ['legal-basis'], ['legalBasis']],
  ['an organ’s power not told', drop(organ, 'authority'), ['authority'], ['authority']],
  ['an inspector’s power not told', drop(inspection, 'authority'), ['authority'], ['authority']],
  ['a relation not told', drop(concerned, 'relation'), ['relation'], ['relation']],
  ['a purpose not told', drop(concerned, 'purpose'), ['interest'], ['purpose']],
  ['a purpose in other words', { ...concerned, purpose: '想看一下' }, ['interest'], ['purpose']],
  ['a consent not told', drop(concerned, 'consent'), ['consent'], ['consent']],
  ['staff whose purpose is not told', drop(staff, 'purpose'), ['purpose'], ['purpose']],
]
for (const [what, facts, codes, facts2] of open)
  test(`unknown: ${what}`, () => {
    const { outcome, answer, missing } = may(facts)
    assert.equal(outcome, 'unknown')
    assert.deepEqual([answer?.acts, answer?.missing], [[], codes])
    assert.ok(answer?.unknownActs.includes('view'))
    assert.deepEqual(missing, facts2)
  })

test('without a route nothing can be said', () => {
  const { outcome, answer, missing, reasons, wouldChange } = may({})
  assert.deepEqual([outcome, answer, missing], ['unknown', null, ['route']])
  assert.deepEqual(
    reasons.map(({ rule }) => rule),
    ['185/14'],
  )
  assert.deepEqual(
    wouldChange.map(({ to }) => to),
    ['watch', 'maintenance'],
  )
})
test('other relations of the Order, and other words for the purpose', () => {
  for (const relation of ['close-relative', 'guardian', 'carer', 'custodian'])
    assert.equal(may({ ...concerned, relation }).outcome, 'yes')
  for (const purpose of ['Health', 'life', '寻找失物，保护财产安全', '人身伤害', '生命', '健康'])
    assert.equal(may({ ...concerned, purpose }).outcome, 'yes', purpose)
  assert.equal(may({ ...concerned, consent: true }).outcome, 'yes')
})
test('an event of today, of any kind; a document that is only said to be there', () => {
  for (const kind of ['火灾', undefined])
    assert.equal(
      may({ ...officials, event: { ...(kind === undefined ? {} : { kind }), occurredOn: on } }).outcome,
      'yes',
    )
  assert.equal(may({ ...officials, supportingDocument: true }).outcome, 'yes')
})
test('a no stays a no, whatever isn’t known beside it', () => {
  const { outcome, answer } = may({ route: 'officials', officials: [one] })
  assert.equal(outcome, 'no')
  assert.deepEqual(answer?.missing, ['event', 'authority', 'two-officials', 'supporting-document'])
})
test('the first days of the Decree and of the Order', () => {
  const day = (facts: object, day: string) => may({ ...facts, on: day })
  const early = { ...event, occurredOn: '2007-03-30' }
  for (const [facts, rule] of [
    [{ route: 'watch' }, '185/27'],
    [staff, '185/27'],
    [{ ...officials, event: early }, '185/27'],
    [inspection, '185/27'],
    [{ route: 'maintenance' }, '185/27'],
  ] as const) {
    const before = day(facts, '2007-03-31')
    assert.equal(before.outcome, 'no')
    assert.deepEqual(
      before.reasons.map((reason) => reason.rule),
      [rule],
    )
    assert.deepEqual(before.answer?.missing, ['law-in-force'])
    assert.equal(day(facts, '2007-04-01').outcome, 'yes')
  }
  assert.deepEqual(
    ['2025-03-31', '2025-04-01'].map((at) => day(organ, at).outcome),
    ['unknown', 'yes'],
  )
  assert.deepEqual(
    day(organ, '2025-03-31').reasons.map((reason) => reason.rule),
    ['799/20'],
  )
  assert.deepEqual(
    ['2025-03-31', '2025-04-01'].map((at) => day(concerned, at).outcome),
    ['no', 'yes'],
  )
  assert.deepEqual(
    day(concerned, '2025-03-31').reasons.map((reason) => reason.rule),
    ['799/34', '185/14'],
  )
})
test('where no rule is in force, nothing else is missing', () => {
  const { outcome, answer } = may({
    ...officials,
    officials: [],
    supportingDocument: 'none',
    on: '2007-03-31',
  })
  assert.deepEqual([outcome, answer?.missing], ['no', ['law-in-force']])
  const organs = may({ ...organ, officials: [one], on: '2025-03-31' })
  assert.deepEqual([organs.outcome, organs.answer?.missing], ['unknown', ['law-in-force']])
  assert.deepEqual(organs.missing, [])
})
test('training never changes an outcome: it only adds a remark', () => {
  for (const [, facts] of [...yes, ...no, ...open]) {
    const { reasons, ...without } = may(facts)
    for (const training of [
      { skillsUntil: '2026-11-23', confidentialityUntil: 'none' },
      { skillsUntil: 'none' },
      { confidentialityUntil: '2026-11-23' },
    ]) {
      const { reasons: said, ...with_ } = may({ ...facts, training })
      assert.deepEqual([with_.outcome, with_.answer], [without.outcome, without.answer])
      assert.deepEqual(
        said.slice(reasons.length).map(({ rule }) => rule),
        Object.keys(training).map(() => '185/12(1)'),
      )
    }
    const holds = { skillsUntil: on, confidentialityUntil: '2027-01-01' }
    assert.deepEqual(may({ ...facts, training: holds }).reasons, reasons)
  }
})
test('what would change a no: the second official’s ID, a document', () => {
  const { wouldChange } = may({ ...officials, officials: [one, { ...two, idSeen: false }] })
  assert.ok(
    wouldChange.some(
      ({ fact, to, outcome }) => fact === 'officials' && outcome === 'yes' && (to as object[]).length === 2,
    ),
  )
  const less = may(officials).wouldChange.filter(({ fact }) => fact === 'officials')
  assert.ok(less.some(({ to, outcome }) => outcome === 'no' && (to as object[]).length === 1))
  assert.deepEqual(
    may({ ...officials, supportingDocument: 'none' }).wouldChange.filter(
      ({ fact }) => fact === 'supportingDocument',
    ),
    [{ fact: 'supportingDocument', to: true, outcome: 'yes' }],
  )
})
test('a page says which acts, which not to be said, what is missing', () => {
  const told = (facts: object) => access.tell(may(facts).answer!).map(({ en }) => en)
  assert.deepEqual(told(organ), ['lawful: view, retrieve.', 'not to be said: copy.'])
  assert.deepEqual(told({ ...officials, officials: [one] }), ['missing: a second official.'])
  assert.equal(access.tell({ acts: [], unknownActs: [], missing: [] }).length, 1)
})

test('longer names, numbers, units, kinds and lists than a form has are refused', () => {
  const refused = (facts: object) => {
    try {
      may({ ...officials, ...facts })
      return null
    } catch (error) {
      if (error instanceof BadFacts) return error.problem.path
      throw error
    }
  }
  const only = (more: object) => ({ officials: [{ ...one, ...more }] })
  for (const [longest, facts, path] of [
    [100, (n: number) => only({ name: '王'.repeat(n) }), 'officials[0].name'],
    [60, (n: number) => only({ workId: '1'.repeat(n) }), 'officials[0].workId'],
    [200, (n: number) => only({ unit: '局'.repeat(n) }), 'officials[0].unit'],
    [20, (n: number) => ({ officials: Array(n).fill(one) }), 'officials'],
    [100, (n: number) => ({ event: { ...event, kind: '火'.repeat(n) } }), 'event.kind'],
  ] as const) {
    assert.equal(refused(facts(longest)), null)
    assert.equal(refused(facts(longest + 1)), path)
  }
})
test('another day would change it: the eve of the Order', () => {
  assert.deepEqual(
    may(concerned).wouldChange.filter(({ fact }) => fact === 'on'),
    [
      { fact: 'on', to: '2007-03-31', outcome: 'no' },
      { fact: 'on', to: '2007-04-01', outcome: 'no' },
      { fact: 'on', to: '2025-03-31', outcome: 'no' },
    ],
  )
  assert.deepEqual(
    may(staff).wouldChange.filter(({ fact }) => fact === 'on'),
    [{ fact: 'on', to: '2007-03-31', outcome: 'no' }],
  )
})
test('each official less is asked for, one at a time', () => {
  const third = { ...two, name: '赵三', workId: '9', idSeen: false }
  const less = may({ ...officials, officials: [one, two, third] }).wouldChange.filter(
    ({ fact, outcome }) => fact === 'officials' && outcome === 'yes',
  )
  assert.deepEqual(
    less.map(({ to }) => to),
    [
      [one, two],
      [one, two, { ...third, idSeen: true }],
    ],
  )
})

test('every row that is read is one of its turns', () => {
  for (const facts of [officials, organ, inspection, concerned, staff])
    for (const { id } of may(facts).parameters)
      assert.ok(
        access.turns.some((turn) => id.startsWith(turn)),
        id,
      )
})
test('one official less is tried, not two', () => {
  const three = { name: '张三', workId: '012347', unit: '东城分局', idSeen: true }
  const lists = may({ ...officials, officials: [one, two, three] }).wouldChange.flatMap(({ fact, to }) =>
    fact === 'officials' ? [(to as object[]).length] : [],
  )
  assert.ok(!lists.includes(1), lists.join())
  assert.ok(
    may(officials).wouldChange.some(({ fact, to }) => fact === 'officials' && (to as object[]).length === 1),
  )
})
