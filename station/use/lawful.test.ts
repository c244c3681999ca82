/**
 * The gate never permits what the law says no to, or can't say yes to: every act, with every state of officials, document,
 * relation, approval, person and training. The law is asked here in facts written down once more, not in the gate's own.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LAW } from '#law/law.ts'
import { access } from '#law/questions/access.ts'
import { ask } from '#law/questions/ask.ts'
import { loadAuthorizer } from '../authorizer/authorizer.ts'
import { type Act, acts, type PersonFacts, type UseFacts } from '../authorizer/facts.ts'
import { lawReasons, type Registered } from './lawful.ts'
import { factsToOpen } from './open.ts'
import { lacksToOpen, type Official } from './rule.ts'

const authorizer = loadAuthorizer()
const at = new Date('2026-11-24T08:00:00Z')
const on = '2026-11-24'
const nowMs = at.getTime()

const ROUTE: { readonly [A in Act]: string } = {
  'watch-live': 'watch',
  'handover-check': 'watch',
  replay: 'unit-staff',
  copy: 'unit-staff',
  provide: 'unit-staff',
  'maintenance-picture': 'maintenance',
  'person-concerned': 'person-concerned',
  officials: 'officials',
  'state-organ': 'state-organ',
  inspection: 'inspection',
  'mask-off': 'unit-staff',
  'break-glass': 'unit-staff',
}
const LIVE: readonly Act[] = ['watch-live', 'maintenance-picture']
const OFFICIALS: readonly Act[] = ['officials', 'state-organ', 'inspection']

const one = { name: '王一', unit: '东城分局', workId: '012345', idSeen: true }
const two = { name: '李二', unit: '东城分局', workId: '012346', idSeen: true }
const came: readonly (readonly Official[])[] = [
  [],
  [one],
  [one, one],
  [one, { ...one, workId: '０１２ ３４５' }],
  [one, { ...one, unit: '东城公安分局' }],
  [one, { ...two, idSeen: false }],
  [
    { ...one, idSeen: false },
    { ...two, idSeen: false },
  ],
  [one, two],
  [one, two, { ...two, workId: '9', idSeen: false }],
  [one, two, one],
  [one, { ...two, workId: '-' }],
]
const concerned: readonly Registered['concerned'][] = [
  null,
  { relation: 'self', interest: 'life', consent: '校长' },
  { relation: 'guardian', interest: 'property', consent: '校长' },
]
const roles = ['keeper', 'operator', 'technician', 'auditor']
const people: readonly PersonFacts[] = [...roles.map((role) => [role]), ['keeper', 'auditor']].flatMap(
  (all) => [true, false].map((onWatch) => ({ id: 'p', roles: all, active: true, onWatch, trained: true })),
)
const approvals = [[], ['keeper'], ['second-person'], ['keeper', 'second-person']]

type Case = {
  readonly registered: Registered
  readonly person: PersonFacts
  readonly facts: UseFacts
  readonly law: ReturnType<typeof lawOf>
}

/** Each is asked once: Cedar takes most of a millisecond. */
let asked: readonly (Case & { readonly permit: boolean })[] | undefined
function every() {
  asked ??= [...cases()].map((one) => ({ ...one, permit: opens(one) }))
  return asked
}

function* cases(): Generator<Case> {
  for (const act of acts)
    for (const officials of OFFICIALS.includes(act) ? came : [[]])
      for (const documentsSeen of OFFICIALS.includes(act) ? [0, 1] : [0])
        for (const whose of act === 'person-concerned' ? concerned : [null]) {
          const registered: Registered = {
            act,
            purpose: '查找走失儿童',
            basis: '《办法》第十六条',
            officials,
            documentsSeen,
            concerned: whose,
          }
          for (const person of people) {
            const law = lawOf(registered, person.trained)
            for (const approved of OFFICIALS.includes(act) ? [[]] : approvals)
              for (const told of [true, false])
                yield {
                  registered,
                  person,
                  law,
                  facts: { ...opening(registered, told), approvals: approved },
                }
          }
        }
}

function opening(registered: Registered, keepersTold: boolean): UseFacts {
  const interval = LIVE.includes(registered.act)
    ? null
    : { from: new Date(nowMs - 7_200_000), to: new Date(nowMs - 3_600_000) }
  const asked = {
    id: 'u',
    number: '',
    act: registered.act,
    ownerId: 'p',
    cameras: ['c'],
    interval,
    lastsMs: 600_000,
    askedAt: at,
    state: 'asked',
  } as const
  return factsToOpen(asked, registered, keepersTold)
}

function lawOf({ act, purpose, basis, officials, documentsSeen, concerned }: Registered, trained: boolean) {
  const until = trained ? '2027-01-01' : '2020-01-01'
  const facts = {
    route: ROUTE[act],
    on,
    training: { skillsUntil: until, confidentialityUntil: until },
    ...(OFFICIALS.includes(act)
      ? {
          officials,
          supportingDocument: documentsSeen > 0 ? '公函' : 'none',
          authority: 'competent',
          legalBasis: basis,
          event: { kind: '社会治安', occurredOn: on },
        }
      : act === 'person-concerned'
        ? {
            relation: concerned?.relation ?? 'none',
            purpose: concerned?.interest ?? 'none',
            consent: concerned?.consent ?? 'none',
          }
        : { purpose }),
  }
  return ask(access, facts, LAW)
}

const opens = ({ registered, person, facts }: Case) =>
  authorizer.authorize({ person, action: registered.act, resource: facts, nowMs }).permit
const about = ({ registered, person, facts }: Case) =>
  JSON.stringify({ registered, roles: person.roles, onWatch: person.onWatch, approvals: facts.approvals })

test('Cedar permits nothing that the law says no to, or can not say yes to', () => {
  const permitted = new Map<Act, number>()
  const refused = new Map<Act, number>()
  for (const one of every()) {
    const { act } = one.registered
    const { permit } = one
    if (permit) assert.equal(one.law.outcome, 'yes', about(one))
    if (one.law.outcome !== 'yes') {
      refused.set(act, (refused.get(act) ?? 0) + 1)
      assert.equal(one.facts.lawful, false, about(one))
      assert.ok(lacksToOpen(one.person, one.facts, nowMs).some(({ code }) => code === 'use/unlawful'))
      assert.ok(lawReasons(one.registered, at).length > 0)
    } else {
      assert.deepEqual(lawReasons(one.registered, at), [])
    }
    if (permit) permitted.set(act, (permitted.get(act) ?? 0) + 1)
  }
  assert.deepEqual([...permitted.keys()], [...acts], 'each act is permitted to somebody')
  assert.deepEqual([...refused.keys()], ['person-concerned', ...OFFICIALS])
})

test('nor does it with every other fact in order: the law alone closes each act', () => {
  const person = {
    id: 'p',
    roles: ['keeper', 'operator', 'technician'],
    active: true,
    onWatch: true,
    trained: true,
  }
  for (const act of acts) {
    const registered: Registered = {
      act,
      purpose: 'x',
      basis: 'x',
      officials: [one, two],
      documentsSeen: 1,
      concerned: concerned[1]!,
    }
    const facts = { ...opening(registered, true), approvals: ['keeper', 'second-person'] }
    const permit = (lawful: boolean) =>
      authorizer.authorize({ person, action: act, resource: { ...facts, lawful }, nowMs })
    assert.equal(permit(true).permit, true, act)
    assert.deepEqual(permit(false), { permit: false, policies: ['use.unlawful'] }, act)
  }
})

test('training changes neither what the law says nor whether an act opens', () => {
  for (const one of every()) {
    if (!one.facts.keepersTold) continue
    const lapsed = { ...one, person: { ...one.person, trained: false } }
    assert.equal(opens(lapsed), one.permit, about(one))
    assert.equal(lawOf(one.registered, false).outcome, one.law.outcome)
    assert.deepEqual(lawOf(one.registered, false).answer, one.law.answer)
  }
})

test('officials with ID and paper are served by a keeper, or whoever is on watch: nothing else is asked', () => {
  for (const one of every()) {
    const { act } = one.registered
    if (!OFFICIALS.includes(act) || one.law.outcome !== 'yes') continue
    if (one.person.roles.some((role) => role === 'auditor')) continue
    const beside = one.person.roles.includes('keeper') || (one.person.onWatch && one.facts.keepersTold)
    assert.equal(one.permit, beside, about(one))
  }
})

test('a copy the law leaves open is never made without a second person, and never in an inspection', () => {
  const camera = { id: 'c', privacyClass: 'public', masked: false } as const
  for (const one of every()) {
    if (!one.permit) continue
    const { act } = one.registered
    const use = { ...one.facts, state: 'open', cameras: ['c'], expiresMs: nowMs + 1000 } as const
    const span = use.interval ?? { fromMs: nowMs - 2, toMs: nowMs - 1 }
    const { permit } = authorizer.authorize({
      person: one.person,
      action: 'image.copy',
      resource: camera,
      use,
      nowMs,
      ...span,
    })
    if (!permit) continue
    const { acts: lawful, unknownActs } = one.law.answer!
    // What a state organ retrieves leaves as a file: the originals stay (Decree 185 Art. 13(3)).
    const known = lawful.includes('copy') || (act === 'state-organ' && lawful.includes('retrieve'))
    const decided = unknownActs.includes('copy') && use.approvals.includes('second-person')
    assert.ok(known || decided, about(one))
    assert.notEqual(act, 'inspection')
  }
})

test('a refusal says the law’s reason and article', () => {
  const reasons = (more: Partial<Registered>) =>
    lawReasons(
      {
        act: 'officials',
        purpose: 'x',
        basis: 'x',
        officials: [one, two],
        documentsSeen: 1,
        concerned: null,
        ...more,
      },
      at,
    ).map(({ rule }) => rule)
  assert.deepEqual(reasons({}), [])
  assert.deepEqual(reasons({ officials: [one] }), ['185/17(1)', '185/14'])
  assert.deepEqual(reasons({ officials: [one, one] }), ['185/17(1)', '185/14'])
  assert.deepEqual(reasons({ officials: [one, { ...two, idSeen: false }] }), ['185/17(2)', '185/14'])
  assert.deepEqual(reasons({ documentsSeen: 0 }), ['185/17(2)', '185/14'])
  assert.deepEqual(reasons({ act: 'person-concerned' }), ['799/21', '799/21', '185/14'])
  const [said] = lawReasons(
    { act: 'inspection', purpose: 'x', basis: 'x', officials: [one], documentsSeen: 1, concerned: null },
    at,
  )
  assert.deepEqual(said, {
    rule: '185/17(1)',
    zh: '工作人员少于2人。',
    en: 'There are fewer than 2 officials.',
  })
})
