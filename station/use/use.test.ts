/** The state machine: what follows what, and that no order of events opens a picture that should stay shut. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { loadAuthorizer } from '../authorizer/authorizer.ts'
import { acts, type ImageAction, type UseFacts } from '../authorizer/facts.ts'
import { Refusal } from '../refusal.ts'
import { advance, numberOfUse, type Use, type UseEvent } from './use.ts'

const AT = Date.parse('2026-11-24T08:00:00Z')
const at = (minutes: number) => new Date(AT + minutes * 60_000)

const asked: Use = {
  id: 'u',
  number: 'U-2026-1124-001',
  act: 'replay',
  ownerId: 'p',
  cameras: ['c'],
  interval: { from: at(-60), to: at(-30) },
  lastsMs: 3_600_000,
  askedAt: at(0),
  state: 'asked',
}
const must = (use: Use | Refusal): Use => {
  if (use instanceof Refusal) throw use
  return use
}
const opened = (use: Use = asked) =>
  must(advance(use, { type: 'open', at: at(1), policies: ['use.replay.keeper'] }))
const code = (use: Use | Refusal) => (use instanceof Refusal ? use.code : use.state)

describe('a use', () => {
  it('opens with the policies that permitted it, for as long as it lasts', () => {
    const use = opened()
    assert.ok(use.state === 'open')
    assert.deepEqual([use.openedAt, use.expiresAt, use.confirmBy], [at(1), at(61), null])
    assert.equal(code(advance(asked, { type: 'open', at: at(1), policies: [] })), 'use/not-permitted')
  })

  it('is refused by somebody else, withdrawn by its owner, or refused when nobody answers', () => {
    const refuse = (by: string) => advance(asked, { type: 'refuse', at: at(1), by, reason: '与事由无关' })
    assert.equal(code(refuse('k')), 'refused')
    assert.equal(code(refuse('p')), 'use/own')
    assert.equal(code(advance(asked, { type: 'withdraw', at: at(1), by: 'p' })), 'withdrawn')
    assert.equal(code(advance(asked, { type: 'withdraw', at: at(1), by: 'k' })), 'use/not-yours')
    assert.equal(code(advance(asked, { type: 'unanswered', at: at(1439) })), 'use/too-early')
    const unanswered = advance(asked, { type: 'unanswered', at: at(1440) })
    assert.ok(!(unanswered instanceof Refusal) && unanswered.state === 'refused')
    assert.deepEqual([unanswered.code, unanswered.endedBy], ['use/unanswered', null])
  })

  it('is closed by its owner with a result, revoked by anybody who may, expires in time', () => {
    const close = (by: string) =>
      advance(opened(), { type: 'close', at: at(9), by, result: '找到', destination: null })
    assert.equal(code(close('p')), 'closed')
    assert.equal(code(close('k')), 'use/not-yours')
    assert.equal(code(advance(opened(), { type: 'revoke', at: at(9), by: 'k', reason: '误登' })), 'revoked')
    assert.equal(code(advance(opened(), { type: 'expire', at: at(60) })), 'use/too-early')
    assert.equal(code(advance(opened(), { type: 'expire', at: at(61) })), 'expired')
  })

  it('never comes back', () => {
    const ends = [
      must(advance(opened(), { type: 'revoke', at: at(9), by: 'k', reason: '误登' })),
      must(advance(asked, { type: 'withdraw', at: at(1), by: 'p' })),
    ]
    for (const end of ends)
      for (const event of [
        { type: 'open', at: at(10), policies: ['x'] },
        { type: 'close', at: at(10), by: 'p', result: 'x', destination: null },
        { type: 'expire', at: at(1000) },
      ] as const)
        assert.equal(code(advance(end, event)), 'use/not-in-state')
  })

  it('after breaking the glass is confirmed once, by another, also when it is over', () => {
    const glass = opened({ ...asked, act: 'break-glass' })
    assert.ok(glass.state === 'open')
    assert.deepEqual(glass.confirmBy, at(1 + 1440))
    const over = must(advance(glass, { type: 'expire', at: at(61) }))
    const confirm = (use: Use, by: string) => advance(use, { type: 'confirm', at: at(70), by })
    assert.equal(code(confirm(over, 'p')), 'use/own')
    const confirmed = must(confirm(over, 'principal'))
    assert.equal(confirmed.state, 'expired')
    assert.equal(code(confirm(confirmed, 'principal')), 'use/confirmed-already')
    assert.equal(code(confirm(opened(), 'principal')), 'use/nothing-to-confirm')
  })

  it('is numbered by the civil day', () => {
    assert.equal(numberOfUse('2026-11-24', 14), 'U-2026-1124-014')
    assert.equal(numberOfUse('2026-11-24', 1234), 'U-2026-1124-1234')
  })
})

describe('whatever happens, in whatever order', () => {
  const authorizer = loadAuthorizer()
  const minutes = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 90 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 3000 }) },
  )
  const by = fc.constantFrom('p', 'k')
  const event: fc.Arbitrary<UseEvent> = fc.oneof(
    fc.record({
      type: fc.constant('open' as const),
      at: minutes.map(at),
      policies: fc.constantFrom([], ['use.x']),
    }),
    fc.record({ type: fc.constant('refuse' as const), at: minutes.map(at), by, reason: fc.constant('r') }),
    fc.record({ type: fc.constant('withdraw' as const), at: minutes.map(at), by }),
    fc.record({ type: fc.constantFrom('unanswered' as const, 'expire' as const), at: minutes.map(at) }),
    fc.record({
      type: fc.constant('close' as const),
      at: minutes.map(at),
      by,
      result: fc.constant('r'),
      destination: fc.constant(null),
    }),
    fc.record({ type: fc.constant('revoke' as const), at: minutes.map(at), by, reason: fc.constant('r') }),
    fc.record({ type: fc.constant('confirm' as const), at: minutes.map(at), by }),
  )

  const factsOf = (use: Use): UseFacts => ({
    ...use,
    interval: use.interval && { fromMs: use.interval.from.getTime(), toMs: use.interval.to.getTime() },
    cameraCount: use.cameras.length,
    expiresMs: 'expiresAt' in use ? use.expiresAt.getTime() : 0,
    officialsSeen: 2,
    documentsSeen: 1,
    approvals: ['keeper', 'second-person'],
    keepersTold: true,
    relationStated: true,
    consentStated: true,
    lawful: true,
  })

  it('a picture is permitted only while the use is open, in time, of its camera, inside its interval', () => {
    let permitted = 0
    const start = fc
      .constantFrom(...acts)
      .chain((act) =>
        fc.constantFrom(null, asked.interval).map((interval): Use => ({ ...asked, act, interval }) as Use),
      )
    const look = fc.record({
      action: fc.constantFrom<ImageAction>('image.live', 'image.replay', 'image.copy'),
      camera: fc.constantFrom('c', 'c', 'd'),
      asker: fc.constantFrom('p', 'p', 'k'),
      now: minutes,
      from: fc.oneof(fc.integer({ min: -70, max: -20 }), fc.integer({ min: -60, max: -40 })),
      lasts: fc.integer({ min: 1, max: 12 }),
    })
    // Events come in the order of time: the machine is told of each when it happens.
    const opening = fc
      .integer({ min: 0, max: 10 })
      .map((m): UseEvent[] => [{ type: 'open', at: at(m), policies: ['use.x'] }])
    const story = fc
      .tuple(fc.oneof(opening, fc.constant<UseEvent[]>([])), fc.array(event, { maxLength: 4 }))
      .map((parts) => parts.flat().sort((a, b) => a.at.getTime() - b.at.getTime()))
    fc.assert(
      fc.property(start, story, look, (first, events, { action, camera, asker, now, from, lasts }) => {
        let use = first
        let openFrom: number | null = null
        let endedAt: number | null = null
        for (const one of events) {
          if (one.at > at(now)) break
          const next = advance(use, one)
          if (next instanceof Refusal) continue
          if (next.state === 'open' && use.state === 'asked') openFrom = one.at.getTime()
          if (use.state === 'open' && next.state !== 'open') endedAt = one.at.getTime()
          use = next
        }
        const { permit } = authorizer.authorize({
          person: {
            id: asker,
            roles: ['keeper', 'operator', 'technician'],
            active: true,
            onWatch: true,
            trained: true,
          },
          action,
          resource: { id: camera, privacyClass: 'public', masked: false },
          use: factsOf(use),
          nowMs: at(now).getTime(),
          fromMs: at(from).getTime(),
          toMs: at(from + lasts).getTime(),
        })
        if (!permit) return
        permitted++
        assert.ok(openFrom !== null && endedAt === null && at(now).getTime() < openFrom + first.lastsMs)
        assert.deepEqual([camera, asker], ['c', 'p'])
        if (action === 'image.live') assert.equal(use.interval, null)
        else assert.ok(from >= -60 && from + lasts <= -30)
      }),
      { numRuns: 4000 },
    )
    assert.ok(permitted > 20, `only ${permitted} stories led to a picture: the property says little`)
  })
})
