/** The act table, permitted and refused, and that what explains (rule.ts) and what permits (Cedar) say the same. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { loadAuthorizer } from '../authorizer/authorizer.ts'
import { type Act, acts, type PersonFacts, type UseFacts } from '../authorizer/facts.ts'
import { lacksToOpen, lacksToShow, officialsSeen, sameOfficial } from './rule.ts'

const authorizer = loadAuthorizer()
const NOW = Date.parse('2026-11-24T08:00:00Z')
const HOUR = 3_600_000
const hourAgo = { fromMs: NOW - 2 * HOUR, toMs: NOW - HOUR }

const who = (roles: string[], more: Partial<PersonFacts> = {}): PersonFacts => ({
  id: 'p',
  roles,
  active: true,
  onWatch: false,
  trained: true,
  ...more,
})
const use = (act: Act, more: Partial<UseFacts> = {}): UseFacts => ({
  id: 'u',
  act,
  state: 'asked',
  ownerId: 'p',
  cameras: ['c'],
  cameraCount: 1,
  interval: ['watch-live', 'maintenance-picture'].includes(act) ? null : hourAgo,
  lastsMs: 600_000,
  expiresMs: 0,
  officialsSeen: 0,
  documentsSeen: 0,
  approvals: [],
  keepersTold: true,
  relationStated: false,
  consentStated: false,
  lawful: true,
  ...more,
})
const opens = (person: PersonFacts, it: UseFacts) =>
  authorizer.authorize({ person, action: it.act, resource: it, nowMs: NOW })

const keeper = who(['keeper'])
const operator = who(['operator'])
const onWatch = who(['operator'], { onWatch: true })
const technician = who(['technician'])
const paper = { officialsSeen: 2, documentsSeen: 1 }

describe('the act table', () => {
  const yes: [string, PersonFacts, UseFacts, string][] = [
    ['the operator on watch watches', onWatch, use('watch-live', { lastsMs: 24 * HOUR }), 'use.watch-live'],
    [
      'the operator whose training lapsed keeps the watch, and the register says so',
      who(['operator'], { onWatch: true, trained: false }),
      use('watch-live'),
      'use.watch-live.training-lapsed',
    ],
    ['the operator on watch checks yesterday', onWatch, use('handover-check'), 'use.handover-check'],
    ['the keeper replays for four hours', keeper, use('replay', { lastsMs: 4 * HOUR }), 'use.replay.keeper'],
    [
      'the operator replays with a keeper’s approval',
      operator,
      use('replay', { approvals: ['keeper'] }),
      'use.replay.operator-approved',
    ],
    [
      'the keeper copies with a second person',
      keeper,
      use('copy', { approvals: ['second-person'] }),
      'use.copy',
    ],
    ['and provides', keeper, use('provide', { approvals: ['second-person'] }), 'use.copy'],
    ['the technician sees one camera', technician, use('maintenance-picture'), 'use.maintenance-picture'],
    [
      'the keeper shows the person concerned',
      keeper,
      use('person-concerned', { relationStated: true, consentStated: true }),
      'use.person-concerned',
    ],
    ['two officials with the keeper', keeper, use('officials', paper), 'use.officials.keeper'],
    ['two officials with whoever is on watch', onWatch, use('officials', paper), 'use.officials.on-watch'],
    ['a state organ', keeper, use('state-organ', paper), 'use.officials.keeper'],
    ['an inspection', onWatch, use('inspection', paper), 'use.officials.on-watch'],
    ['officials look at now', keeper, use('officials', { ...paper, interval: null }), 'use.officials.keeper'],
    [
      'untrained staff never stand in the way of officials',
      who(['operator'], { onWatch: true, trained: false }),
      use('officials', paper),
      'use.officials.on-watch',
    ],
    [
      'the mask comes off with a second person',
      keeper,
      use('mask-off', { approvals: ['second-person'] }),
      'use.mask-off',
    ],
    ['the operator breaks the glass', operator, use('break-glass'), 'use.break-glass'],
    ['the keeper breaks the glass', keeper, use('break-glass', { interval: null }), 'use.break-glass'],
  ]
  for (const [name, person, one, policy] of yes) {
    it(`ALLOW ${name}`, () => {
      const { permit, policies } = opens(person, one)
      assert.equal(permit, true)
      assert.ok(policies.includes(policy), policies.join(' '))
    })
  }

  const no: [string, PersonFacts, UseFacts, string][] = [
    ['no watching without the watch', operator, use('watch-live'), 'use/not-on-watch'],
    ['the keeper has not taken the watch', keeper, use('watch-live'), 'use/operator-only'],
    [
      'a check of last week',
      onWatch,
      use('handover-check', { interval: { fromMs: NOW - 7 * 24 * HOUR, toMs: NOW } }),
      'use/last-24-hours',
    ],
    ['a check of half an hour', onWatch, use('handover-check', { lastsMs: 1_800_000 }), 'use/too-long'],
    ['replay without a keeper', operator, use('replay'), 'use/needs-keeper'],
    [
      'replay by a technician',
      technician,
      use('replay', { approvals: ['keeper'] }),
      'use/keeper-or-operator',
    ],
    ['replay for a day', keeper, use('replay', { lastsMs: 24 * HOUR }), 'use/too-long'],
    ['replay of nothing', keeper, use('replay', { cameraCount: 0 }), 'use/no-camera'],
    ['replay with no interval', keeper, use('replay', { interval: null }), 'use/interval-missing'],
    ['a copy by one person', keeper, use('copy'), 'use/needs-second-person'],
    ['a copy by the operator', operator, use('copy', { approvals: ['second-person'] }), 'use/keeper-only'],
    [
      'two cameras for maintenance',
      technician,
      use('maintenance-picture', { cameraCount: 2 }),
      'use/one-camera',
    ],
    [
      'maintenance nobody was told of',
      technician,
      use('maintenance-picture', { keepersTold: false }),
      'use/keeper-untold',
    ],
    [
      'maintenance on recorded pictures',
      technician,
      use('maintenance-picture', { interval: hourAgo }),
      'use/live-only',
    ],
    [
      'a stranger without relation',
      keeper,
      use('person-concerned', { consentStated: true }),
      'use/relation-missing',
    ],
    [
      'a relative without consent',
      keeper,
      use('person-concerned', { relationStated: true }),
      'use/consent-missing',
    ],
    ['an official alone', keeper, use('officials', { ...paper, officialsSeen: 1 }), 'use/two-officials'],
    [
      'officials without paper',
      keeper,
      use('officials', { ...paper, documentsSeen: 0 }),
      'use/document-missing',
    ],
    ['officials with nobody beside them', operator, use('officials', paper), 'use/keeper-or-on-watch'],
    ['one inspector', onWatch, use('inspection', { ...paper, officialsSeen: 1 }), 'use/two-officials'],
    ['a mask off by one person', keeper, use('mask-off'), 'use/needs-second-person'],
    ['a broken glass for an hour', operator, use('break-glass', { lastsMs: HOUR }), 'use/too-long'],
    ['a technician breaking the glass', technician, use('break-glass'), 'use/keeper-or-operator'],
    ['what the law does not allow', keeper, use('replay', { lawful: false }), 'use/unlawful'],
    ['somebody else’s use', keeper, use('replay', { ownerId: 'q' }), 'use/not-yours'],
    ['a suspended keeper', who(['keeper'], { active: false }), use('replay'), 'use/not-active'],
  ]
  for (const [name, person, one, code] of no) {
    it(`DENY ${name}: ${code}`, () => {
      assert.equal(opens(person, one).permit, false)
      assert.ok(
        lacksToOpen(person, one, NOW).some((lack) => lack.code === code),
        JSON.stringify(lacksToOpen(person, one, NOW)),
      )
    })
  }

  for (const act of acts) {
    it(`DENY ${act} to administrator and auditor, whatever else they are and have`, () => {
      const all = {
        ...paper,
        approvals: ['keeper', 'second-person'],
        relationStated: true,
        consentStated: true,
      }
      for (const role of ['administrator', 'auditor']) {
        const person = who([role, 'keeper', 'operator', 'technician', 'principal'], { onWatch: true })
        assert.equal(opens(person, use(act, all)).permit, false)
        assert.ok(lacksToOpen(person, use(act, all), NOW).some((l) => l.code === 'use/no-image-role'))
        assert.equal(
          opens(who(['keeper', 'operator', 'technician'], { onWatch: true }), use(act, all)).permit,
          true,
        )
      }
    })
  }
})

describe('officials are counted as people', () => {
  const a = { name: '王一', unit: '东城分局', workId: '012345', idSeen: true }
  it('one who is written down twice is one', () => {
    for (const again of [
      a,
      { ...a, workId: '０１２ ３４５' },
      { ...a, unit: '东城公安分局' },
      { ...a, name: '王 一', unit: ' 东城分局 ' },
    ]) {
      assert.ok(sameOfficial(a, again))
      assert.equal(officialsSeen([a, again]), 1)
    }
  })
  it('two are two, also with one number of two departments', () => {
    assert.equal(officialsSeen([a, { ...a, name: '李二', workId: '012346' }]), 2)
    assert.equal(officialsSeen([a, { ...a, name: '李二', unit: '应急局' }]), 2)
  })
  it('counts nobody whose ID was not seen', () => {
    assert.equal(officialsSeen([a, { ...a, name: '李二', workId: '9', idSeen: false }]), 1)
    assert.equal(officialsSeen([]), 0)
  })
})

const roles = fc.uniqueArray(
  fc.constantFrom('administrator', 'keeper', 'operator', 'technician', 'auditor', 'principal'),
  { minLength: 1, maxLength: 3 },
)
const person: fc.Arbitrary<PersonFacts> = fc.record({
  id: fc.constantFrom('p', 'q'),
  roles,
  active: fc.boolean(),
  onWatch: fc.boolean(),
  trained: fc.boolean(),
})
const moment = fc.constantFrom(-30, -24, -2, -1, 0, 1).map((hours) => NOW + hours * HOUR)
const anyUse: fc.Arbitrary<UseFacts> = fc.record({
  id: fc.constant('u'),
  act: fc.constantFrom(...acts),
  state: fc.constantFrom('asked', 'open', 'closed', 'expired', 'revoked', 'refused', 'withdrawn'),
  ownerId: fc.constantFrom('p', 'p', 'q'),
  cameras: fc.subarray(['c', 'd']),
  cameraCount: fc.constantFrom(0, 1, 2),
  interval: fc.option(fc.record({ fromMs: moment, toMs: moment })),
  lastsMs: fc.constantFrom(600_000, 900_000, HOUR, 4 * HOUR, 24 * HOUR, 25 * HOUR),
  expiresMs: moment,
  officialsSeen: fc.constantFrom(0, 1, 2, 3),
  documentsSeen: fc.constantFrom(0, 1),
  approvals: fc.subarray(['keeper', 'second-person', 'principal-afterwards']),
  keepersTold: fc.boolean(),
  relationStated: fc.boolean(),
  consentStated: fc.boolean(),
  lawful: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
})

describe('rule and policies', () => {
  it('nothing is lacking to open exactly when Cedar permits', () => {
    fc.assert(
      fc.property(person, anyUse, (p, u) => {
        assert.equal(lacksToOpen(p, u, NOW).length === 0, opens(p, u).permit)
      }),
      { numRuns: 3000 },
    )
  })

  it('nothing is lacking to show exactly when Cedar permits', () => {
    const camera = fc.record({
      id: fc.constantFrom('c', 'd'),
      privacyClass: fc.constantFrom('public' as const, 'internal' as const, 'private' as const),
      masked: fc.boolean(),
    })
    const action = fc.constantFrom('image.live' as const, 'image.replay' as const, 'image.copy' as const)
    // Mostly uses that are nearly right, or everything would be refused for the same few reasons.
    const likely = anyUse.map((u) => ({ ...u, state: 'open' as const, ownerId: 'p' }))
    fc.assert(
      fc.property(
        person.map((p) => ({ ...p, id: 'p' })),
        fc.oneof(anyUse, likely),
        camera,
        action,
        moment,
        moment,
        (p, u, c, a, fromMs, toMs) => {
          const asked = { person: p, action: a, resource: c, use: u, nowMs: NOW, fromMs, toMs }
          const { permit } = authorizer.authorize(asked)
          assert.equal(lacksToShow(p, a, c, u, NOW, { fromMs, toMs }) === null, permit)
          if (!permit) return
          // What the whole product promises, said once more without the policies' words.
          assert.ok(u.state === 'open' && u.expiresMs > NOW && u.cameras.includes(c.id) && u.ownerId === p.id)
          assert.ok(
            a === 'image.live'
              ? u.interval === null
              : u.interval!.fromMs <= fromMs && toMs <= u.interval!.toMs,
          )
          assert.ok(!p.roles.includes('administrator') && !p.roles.includes('auditor'))
        },
      ),
      { numRuns: 3000 },
    )
  })
})
