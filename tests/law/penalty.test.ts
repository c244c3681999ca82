/** What holds of every fine: its figures, and that nothing unknown, unshown or displaced ever becomes one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Step, StepKind, Subject } from '#law/facts/prior-steps.ts'
import { LAW } from '#law/law.ts'
import { PENALTIES, type PenaltyRule } from '#law/penalties.ts'
import { ask } from '#law/questions/ask.ts'
import { type PenaltyAnswer, penalty } from '#law/questions/penalty.ts'
import { arbitraryFacts, isTaken, type Raw } from './arbitrary.ts'
import { RECENT, step } from './cases.ts'

const SUBJECTS: readonly Subject[] = [
  ...([
    'unit',
    'principal',
    'directly-responsible',
    'person-in-charge',
    'other-responsible',
    'individual',
  ] as const),
]
type Range = readonly [number, number]
type Figures = {
  readonly rule: PenaltyRule
  readonly steps: readonly StepKind[]
  readonly mandatory?: false
  readonly place?: '799-9'
} & { readonly [whom in Subject]?: Range }

const BIG = { unit: [10000, 30000], principal: [500, 1000], 'directly-responsible': [500, 1000] } as const
const SMALL = { unit: [1000, 10000], principal: [0, 500], 'directly-responsible': [0, 500] } as const
const persons = (range: Range) => ({
  individual: range,
  'person-in-charge': range,
  'other-responsible': range,
})

/** Every band there is, written down a second time. */
const FIGURES: readonly Figures[] = [
  { rule: '185/19', steps: ['order', 'warning', 'deadline-passed'], ...BIG },
  { rule: '185/19', steps: ['order', 'warning', 're-inspection-failed'], ...BIG },
  { rule: '185/20', steps: [], ...BIG },
  { rule: '185/21', steps: [], ...BIG, individual: [500, 1000] },
  { rule: '185/22', steps: [], place: '799-9', ...SMALL },
  { rule: '185/23', steps: [], mandatory: false, ...SMALL },
  { rule: '185/23', steps: ['order', 'deadline-passed'], ...BIG },
  { rule: '185/23', steps: ['order', 're-inspection-failed'], ...BIG },
  { rule: '185/24', steps: [], ...BIG },
  { rule: '185/25', steps: [], ...BIG },
  { rule: '185/26', steps: [] },
  { rule: '799/13', steps: [] },
  { rule: '799/26', steps: ['order', 'refusal'], unit: [0, 20000], ...persons([0, 5000]) },
  { rule: '799/27(1)', steps: [], unit: [10000, 20000], ...persons([5000, 10000]) },
  { rule: '799/27(2)', steps: ['order', 'refusal'], unit: [10000, 20000], ...persons([5000, 10000]) },
  {
    rule: '799/27(2)',
    steps: ['order', 'serious-consequence'],
    unit: [10000, 20000],
    ...persons([5000, 10000]),
  },
  { rule: '799/28', steps: [], unit: [10000, 20000], ...persons([5000, 10000]) },
  { rule: '799/29', steps: ['order', 'refusal'], unit: [0, 10000] },
  { rule: '799/30', steps: ['order', 'warning', 'refusal'], unit: [5000, 10000], ...persons([0, 5000]) },
  {
    rule: '799/30',
    steps: ['order', 'warning', 'serious-consequence'],
    unit: [5000, 10000],
    ...persons([0, 5000]),
  },
  { rule: '799/31', steps: [] },
  { rule: '799/32', steps: [] },
  { rule: '799/33', steps: [] },
]

const rowsOf = ({ rule, steps }: Figures): string =>
  rule === '185/23'
    ? `${rule}/${steps.length === 0 ? 'with-order' : 'overdue'}`
    : rule.replace(/\((\d)\)/, '/$1')
const asked = (facts: Raw) => ask(penalty, facts, LAW)
const caseOf = ({ rule, steps, place }: Figures, subject: Subject): Raw => ({
  ...RECENT,
  rule,
  subject,
  ...(place === undefined ? {} : { placeClass: place }),
  priorSteps: steps.map((kind) => step(kind)),
})

test('every penalty article has its figures here', () => {
  assert.deepEqual([...new Set(FIGURES.map(({ rule }) => rule))], Object.keys(PENALTIES))
})

for (const figures of FIGURES)
  test(`${figures.rule} after ${figures.steps.join(', ') || 'nothing'}: whom it fines, and by how much`, () => {
    for (const subject of SUBJECTS) {
      const range = figures[subject]
      const { outcome, answer, parameters } = asked(caseOf(figures, subject))
      const { bands, requires, lacking } = answer as PenaltyAnswer
      const rows = parameters.filter(({ id }) => id.startsWith(`${figures.rule.replace(/\(.*/, '')}/`))
      const whom = subject === 'person-in-charge' || subject === 'other-responsible' ? 'responsible' : subject
      assert.equal(rows.length, range === undefined ? 0 : 1)
      // A row of its own for each subject, paragraph and stage: an amendment of one moves no other.
      for (const { id } of rows) assert.equal(id, `${rowsOf(figures)}/${whom}`)
      assert.equal(outcome, range === undefined ? 'no' : 'yes', subject)
      assert.deepEqual(
        bands.map(({ rule, min, max, mandatory }) => [rule, min, max, mandatory]),
        range === undefined ? [] : [[figures.rule, ...range, figures.mandatory !== false]],
      )
      assert.deepEqual(
        requires.map(({ kind }) => kind),
        figures.steps,
      )
      assert.deepEqual(lacking, [])
    }
  })

test('not building and not filing go on by nature, and nothing else', () => {
  const lasting = Object.entries(PENALTIES).filter(([, entry]) => 'penalty' in entry && entry.penalty.lasting)
  assert.deepEqual(
    lasting.map(([rule]) => rule),
    ['185/19', '185/22', '799/29'],
  )
})

test('without any one of its steps, or its document, there is no fine', () => {
  for (const figures of FIGURES)
    for (const subject of SUBJECTS) {
      // Without its steps 185/23 falls back to the optional fine that comes with the order.
      if (figures[subject] === undefined || figures.rule === '185/23') continue
      const facts = caseOf(figures, subject)
      const steps = facts.priorSteps as Step[]
      for (const [i, one] of steps.entries()) {
        const others: [string, Step[]][] = [
          ['no', steps.toSpliced(i, 1)],
          ['no', steps.toSpliced(i, 1, { ...one, document: 'none' })],
          ['unknown', steps.toSpliced(i, 1, { kind: one.kind, on: one.on })],
          ['unknown', steps.toSpliced(i, 1, { kind: one.kind, document: one.document })],
          ['unknown', steps.toSpliced(i, 1, { on: one.on, document: one.document })],
        ]
        for (const [gives, priorSteps] of others) {
          const { outcome, answer } = asked({ ...facts, priorSteps })
          assert.equal(outcome, gives, `${figures.rule} ${JSON.stringify(priorSteps)}`)
          assert.deepEqual([answer?.bands, answer?.lacking.map(({ kind }) => kind)], [[], [first(one.kind!)]])
        }
      }
      if (steps.length > 0) {
        const { priorSteps: _, ...unsaid } = facts
        assert.deepEqual([asked(unsaid).outcome, asked(unsaid).answer?.bands], ['unknown', []])
      }
    }
})
/** Where either of two would do, the first is the one that is named as lacking. */
const first = (kind: StepKind): StepKind =>
  kind === 're-inspection-failed' ? 'deadline-passed' : kind === 'serious-consequence' ? 'refusal' : kind

test('every figure it stands on is among those at whose turn it is asked again', () => {
  const read = new Set<string>()
  for (const figures of FIGURES)
    for (const subject of SUBJECTS)
      for (const { id } of asked(caseOf(figures, subject)).parameters) read.add(id)
  for (const { id } of asked({ ...caseOf(FIGURES[1]!, 'unit'), endedOn: '2026-03-20' }).parameters)
    read.add(id)
  assert.ok(read.size > 40)
  for (const id of read)
    assert.ok(
      penalty.turns.some((turn) => id.startsWith(turn)),
      id,
    )
  for (const turn of penalty.turns)
    assert.ok(
      [...read].some((id) => id.startsWith(turn)),
      turn,
    )
})

test('185/23: without its order or passed deadline only the optional fine is left', () => {
  for (const steps of [['order'], ['deadline-passed'], []] as StepKind[][]) {
    const { answer } = asked({ ...RECENT, rule: '185/23', priorSteps: steps.map((kind) => step(kind)) })
    assert.deepEqual(
      answer?.bands.map(({ max, mandatory }) => [max, mandatory]),
      [[10000, false]],
    )
  }
})

/** Cases that are nearly complete, so that a fine is common among them. */
const cases: fc.Arbitrary<Raw> = fc
  .tuple(
    fc.constantFrom(...FIGURES),
    fc.constantFrom(...SUBJECTS),
    arbitraryFacts(penalty as never),
    fc.array(fc.constantFrom('subject', 'placeClass', 'actedOn', 'endedOn', 'decidedOn', 'priorSteps'), {
      maxLength: 2,
    }),
  )
  .map(([figures, subject, other, taken]) => ({
    ...caseOf(figures, subject),
    ...Object.fromEntries(taken.filter((key) => key in other).map((key) => [key, other[key]])),
  }))
  .filter((facts) => isTaken(penalty as never, facts))

test('unknown never becomes a fine: bands are there on a yes, else only both of an older act', () => {
  fc.assert(
    fc.property(cases, (facts) => {
      const { outcome, answer } = asked(facts)
      const { bands, lacking, displacedBy } = answer!
      if (outcome === 'yes') {
        assert.deepEqual([bands.length, bands[0]?.rule, lacking, displacedBy], [1, facts.rule, [], undefined])
        for (const key of ['subject', 'actedOn', 'decidedOn'])
          if (key !== 'actedOn' || facts.endedOn === undefined) assert.ok(facts[key] !== undefined, key)
      } else if (bands.length > 0) {
        assert.equal(outcome, 'unknown')
        assert.ok(['185/22', '799/29'].includes(String(facts.rule)))
        assert.ok(String(facts.actedOn) < '2025-04-01' && String(facts.decidedOn) >= '2025-04-01')
      }
    }),
    { numRuns: 1500 },
  )
})

test('taking a fact away never makes a fine, and taking a required step away unmakes it', () => {
  fc.assert(
    fc.property(cases, (facts) => {
      const { outcome, answer } = asked(facts)
      for (const key of Object.keys(facts)) {
        if (key === 'on') continue
        const { [key]: _, ...fewer } = facts
        if (outcome !== 'yes' && isTaken(penalty as never, fewer))
          assert.notEqual(asked(fewer).outcome, 'yes')
      }
      if (outcome !== 'yes') return
      const steps = facts.priorSteps as Step[] | undefined
      for (const { kind } of answer!.requires) {
        const without = steps!.filter((one) => one.kind !== kind && one.kind !== other(kind))
        const left = asked({ ...facts, priorSteps: without })
        if (facts.rule === '185/23') assert.equal(left.answer?.bands[0]?.mandatory, false)
        else assert.deepEqual([left.outcome, left.answer?.bands], ['no', []])
      }
    }),
    { numRuns: 800 },
  )
})
/** The kind that stands for the same requirement. */
const other = (kind: StepKind): StepKind | null =>
  ({
    order: null,
    warning: null,
    'deadline-passed': 're-inspection-failed' as const,
    're-inspection-failed': 'deadline-passed' as const,
    refusal: 'serious-consequence' as const,
    'serious-consequence': 'refusal' as const,
  })[kind]

test('from 2025-04-01 on no decree fine for not filing stands in a place of Article 7, whatever the facts', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom('799-7-1', '799-7-2'), (facts, placeClass) => {
      const given = { ...facts, rule: '185/22', placeClass }
      if (!isTaken(penalty as never, given)) return
      const { outcome, answer } = asked(given)
      const { decidedOn, actedOn } = facts
      if (decidedOn !== undefined && String(decidedOn) >= '2025-04-01') assert.notEqual(outcome, 'yes')
      if (actedOn !== undefined && String(actedOn) >= '2025-04-01' && String(facts.on) >= '2025-04-01')
        assert.deepEqual([outcome, answer?.bands, answer?.displacedBy], ['no', [], '799/29'])
    }),
    { numRuns: 500 },
  )
})

test('completing a paper never turns a yes into a no or back', () => {
  const partial = fc.record(
    {
      kind: fc.constantFrom<StepKind>(
        'order',
        'warning',
        'deadline-passed',
        'refusal',
        'serious-consequence',
      ),
      on: fc.constantFrom('2026-02-02', '2026-03-02', '2026-03-20'),
      document: fc.constantFrom('文书1号', 'none'),
    },
    { requiredKeys: [] },
  )
  const full = fc.record({
    kind: fc.constantFrom<StepKind>('order', 'warning', 'deadline-passed', 'refusal', 'serious-consequence'),
    on: fc.constantFrom('2026-02-02', '2026-03-02', '2026-03-20'),
    document: fc.constantFrom('文书1号', 'none'),
  })
  const list = fc.array(fc.tuple(partial, full), { maxLength: 5 })
  fc.assert(
    fc.property(fc.constantFrom(...FIGURES), list, ({ rule }, steps) => {
      const facts = (priorSteps: Step[]) => ({ ...RECENT, rule, priorSteps })
      const fewer = facts(steps.map(([one]) => one))
      const more = facts(steps.map(([one, rest]) => ({ ...rest, ...one })))
      if (!isTaken(penalty as never, fewer) || !isTaken(penalty as never, more)) return
      const before = asked(fewer).outcome
      if (before !== 'unknown') assert.equal(asked(more).outcome, before)
    }),
    { numRuns: 1500 },
  )
})
