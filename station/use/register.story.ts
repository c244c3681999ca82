/** The register on a real database: who may open, who decides, what is written down. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  as,
  callers,
  camera,
  entries,
  gateCamera,
  given,
  jobs,
  later,
  list,
  none,
  now,
  on,
  open,
  opening,
  refused,
  START,
  say,
} from '#tests/register/stage.ts'
import type { Refusal } from '../refusal.ts'
import { watchHandlers } from '../watch/handlers.ts'
import { useHandlers } from './handlers.ts'
import { closeRefusals, expireUses } from './upkeep.ts'

describe('the register', () => {
  it('opens a keeper’s replay at once, with number, policies and entry', async () => {
    const use = await open('keeper')
    assert.deepEqual(
      [use.state, use.number, use.policies],
      ['open', 'U-2026-1124-001', ['use.replay.keeper']],
    )
    assert.equal(use.expiresAt, new Date(START + 4 * 3_600_000).toISOString())
    assert.deepEqual(use.decidedBy, [{ policy: 'use.replay.keeper', articles: ['185/14', 'product'] }])
    const [entry] = await entries('use.opened')
    assert.deepEqual([entry!.number, entry!.act, entry!.cameras], [use.number, 'replay', [camera]])
    assert.equal(await opening(entry!.purpose), '查找走失儿童')
    assert.equal(JSON.stringify(entry).includes('走失'), false)
    assert.deepEqual(
      use.entries.map((e) => e.kind),
      ['use.opened'],
    )
  })

  it('numbers uses without a hole, however many open at once, and starts again each day', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => open('keeper')))
    assert.deepEqual(
      all.map((u) => u.number).sort(),
      Array.from({ length: 12 }, (_, i) => `U-2026-1124-${String(i + 1).padStart(3, '0')}`),
    )
    // 16:00Z is the next civil day.
    later(8 * 3_600_000)
    assert.equal((await open('keeper')).number, 'U-2026-1125-001')
    assert.equal((await entries('use.opened')).length, 13)
  })

  it('waits for a keeper where an operator replays, and opens with the approval', async () => {
    const asked = await open('operator')
    assert.deepEqual([asked.state, asked.may], ['asked', ['withdraw']])
    await refused(useHandlers.approve(as('operator'), on(asked.id)), 'use/own')
    await refused(useHandlers.approve(as('relief'), on(asked.id)), 'use/may-not-decide')
    const seen = (await list('keeper', { state: 'asked' })).items[0]!
    assert.deepEqual([seen.id, seen.may], [asked.id, ['approve', 'refuse']])
    later(60_000)
    const opened = await useHandlers.approve(as('keeper'), on(asked.id))
    assert.deepEqual([opened.state, opened.policies], ['open', ['use.replay.operator-approved']])
    assert.equal(opened.openedAt, now.toISOString())
    assert.equal((await entries('use.decided'))[0]!.decision, 'approve')
    await refused(useHandlers.approve(as('second'), on(asked.id)), 'use/not-in-state')
  })

  it('lets only one of two deciders through', async () => {
    const asked = await open('operator')
    const both = await Promise.allSettled([
      useHandlers.approve(as('keeper'), on(asked.id)),
      useHandlers.refuse(as('second'), say(asked.id, { reason: '与事由无关' })),
    ])
    assert.deepEqual(both.map((b) => b.status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await entries('use.decided')).length, 1)
  })

  it('copies with a second person, who may be an operator and sees what he decides on', async () => {
    const asked = await open('keeper', { act: 'copy' })
    assert.equal(asked.state, 'asked')
    await refused(useHandlers.show(as('technician'), on(asked.id)), 'use/not-yours')
    assert.equal((await useHandlers.show(as('operator'), on(asked.id))).purpose, '查找走失儿童')
    assert.equal((await useHandlers.approve(as('operator'), on(asked.id))).state, 'open')
    await refused(useHandlers.show(as('operator'), on(asked.id)), 'use/not-yours')
  })

  it('serves two officials with ID and paper, and not one who is written twice', async () => {
    const one = { name: '王一', unit: '东城分局', workId: '012345', idSeen: true }
    const two = { name: '李二', unit: '东城分局', workId: '012346', idSeen: true }
    const paper = [{ kind: '调取证据通知书', number: '京公东〔2026〕1号', issuedBy: '东城分局', seen: true }]
    const ask = { act: 'officials' as const, documents: paper }
    await refused(
      open('keeper', { ...ask, officials: [one, { ...one, workId: ' 0123４5' }] }),
      'use/same-officer',
    )
    await refused(open('keeper', { ...ask, officials: [one] }), 'use/two-officials')
    await refused(
      open('keeper', { ...ask, officials: [one, { ...two, idSeen: false }] }),
      'use/two-officials',
    )
    await refused(open('keeper', { act: 'officials', officials: [one, two] }), 'use/document-missing')
    // A third who shows nothing: each of them has to (Decree 185 Art. 17).
    const third = { ...two, name: '赵三', workId: '9', idSeen: false }
    await refused(open('keeper', { ...ask, officials: [one, two, third] }), 'use/unlawful')
    const said = async (doing: Promise<unknown>) =>
      doing.then(
        () => [],
        (no: Refusal) => no.law.map(({ rule }) => rule),
      )
    assert.deepEqual(await said(open('keeper', { ...ask, officials: [one] })), ['185/17(1)', '185/14'])
    assert.deepEqual(await said(open('keeper', { ...ask, officials: [one, one] })), ['185/17(1)', '185/14'])
    assert.deepEqual(await said(open('keeper', { ...ask, officials: [one, two, third] })), [
      '185/17(2)',
      '185/14',
    ])
    await refused(open('operator', { ...ask, officials: [one, two] }), 'use/keeper-or-on-watch')
    assert.deepEqual(await said(open('operator', { ...ask, officials: [one, two] })), [])
    const use = await open('keeper', { ...ask, officials: [one, two] })
    assert.deepEqual([use.state, use.officials.length, use.documents.length], ['open', 2, 1])
    await watchHandlers.take(as('operator'), given({}))
    const beside = await open('operator', { ...ask, officials: [one, two] })
    assert.deepEqual(beside.policies, ['use.officials.on-watch'])
    const told = beside.approvals.filter((a) => a.kind === 'keeper-told').map((a) => a.person.name)
    assert.deepEqual(told.sort(), ['keeper', 'second'])
  })

  it('breaks the glass at once, loudly, and the principal confirms once', async () => {
    const use = await open('operator', { act: 'break-glass' })
    assert.deepEqual([use.state, use.confirmation], ['open', 'due'])
    assert.ok(use.approvals.some((a) => a.kind === 'principal-told'))
    await refused(useHandlers.approve(as('keeper'), on(use.id)), 'use/may-not-decide')
    later(25 * 3_600_000)
    assert.equal(await expireUses(jobs, now), 1)
    assert.equal((await useHandlers.show(as('keeper'), on(use.id))).confirmation, 'overdue')
    const confirmed = await useHandlers.approve(as('principal'), on(use.id))
    assert.deepEqual([confirmed.state, confirmed.confirmation], ['expired', 'given'])
    await refused(useHandlers.approve(as('principal'), on(use.id)), 'use/confirmed-already')
  })

  it('shows the person concerned related pictures with the unit’s consent', async () => {
    await refused(open('keeper', { act: 'person-concerned' }), 'use/relation-missing')
    const concerned = { relation: 'guardian', interest: 'life', consent: '校长口头同意' } as const
    const use = await open('keeper', { act: 'person-concerned', concerned })
    assert.deepEqual([use.state, use.concerned, use.lastsMinutes], ['open', concerned, 60])
  })

  it('closes with a result, revokes at once, withdraws, expires, and refuses what nobody answered', async () => {
    const closed = await open('keeper')
    await refused(useHandlers.close(as('second'), say(closed.id, { result: '已看' })), 'use/not-yours')
    await useHandlers.close(as('keeper'), say(closed.id, { result: '找到', destination: '无' }))
    const revoked = await open('keeper')
    await refused(useHandlers.revoke(as('operator'), say(revoked.id, { reason: '误' })), 'use/not-yours')
    await useHandlers.revoke(as('second'), say(revoked.id, { reason: '误登' }))
    const withdrawn = await open('operator')
    await useHandlers.withdraw(as('operator'), on(withdrawn.id))
    const expired = await open('keeper')
    const unanswered = await open('operator')
    later(86_400_000)
    assert.equal(await expireUses(jobs, now), 2)
    const states = await Promise.all(
      [closed, revoked, withdrawn, expired, unanswered].map((u) => useHandlers.show(as('auditor'), on(u.id))),
    )
    assert.deepEqual(
      states.map((u) => [u.state, u.refusalCode]),
      [
        ['closed', null],
        ['revoked', null],
        ['withdrawn', null],
        ['expired', null],
        ['refused', 'use/unanswered'],
      ],
    )
    assert.deepEqual((await entries('use.closed')).map((e) => e.state).sort(), [
      'closed',
      'expired',
      'refused',
      'revoked',
      'withdrawn',
    ])
  })

  it('gives each their own lines, and everybody’s to keeper, principal and auditor', async () => {
    await open('keeper')
    await open('operator')
    const count = async (login: string) => (await list(login)).items.length
    assert.deepEqual([await count('operator'), await count('keeper'), await count('auditor')], [1, 2, 2])
    assert.deepEqual([await count('technician'), await count('principal')], [0, 2])
    const mine = (await list('auditor', { person: callers.get('operator')!.personId })).items
    assert.deepEqual(
      mine.map((i) => i.person!.name),
      ['operator'],
    )
    assert.equal((await list('auditor', { camera: gateCamera })).items.length, 0)
    assert.equal((await list('auditor', { on: '2026-11-24', q: '走失' })).items.length, 2)
    assert.equal((await list('auditor', { on: '2026-11-23' })).items.length, 0)
  })

  it('pages without losing or doubling a line', async () => {
    for (let i = 0; i < 7; i++) {
      await open('keeper')
      if (i % 2) later(1000)
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list('keeper', { limit: 3, ...(after ? { after } : {}) })
      seen.push(...page.items.map((i) => i.id))
      after = page.next ?? undefined
    } while (after)
    assert.equal(seen.length, 7)
    assert.equal(new Set(seen).size, 7)
  })

  it('says which acts one may open and why not the others', async () => {
    const acts = await useHandlers.acts(as('operator'), none)
    const of = (act: string) => acts.find((a) => a.act === act)!
    assert.deepEqual([of('replay').may, of('replay').needs], [true, 'keeper'])
    assert.deepEqual([of('break-glass').may, of('copy').may], [true, false])
    assert.deepEqual(
      of('watch-live').lacks.map((l) => l.code),
      ['use/not-on-watch'],
    )
    const none_ = (await useHandlers.acts(as('auditor'), none)).filter((a) => a.may)
    assert.deepEqual(none_, [])
  })
})

describe('refused looks', () => {
  it('are registered: a flood is one line with a count, and one more entry when its minute is over', async () => {
    for (let i = 0; i < 5; i++) await refused(open('operator', { act: 'copy' }), 'use/keeper-only')
    await refused(open('technician'), 'use/keeper-or-operator')
    const lines = (await list('auditor', { kind: 'refusal' })).items
    assert.deepEqual(lines.map((l) => [l.kind, l.person!.name, l.refusalCode, l.count, l.state]).sort(), [
      ['refusal', 'operator', 'use/keeper-only', 5, 'refused'],
      ['refusal', 'technician', 'use/keeper-or-operator', 1, 'refused'],
    ])
    assert.deepEqual(
      (await entries('refused')).map((e) => e.count),
      [1, 1],
    )
    assert.equal(await closeRefusals(jobs, now), 0)
    later(61_000)
    assert.equal(await closeRefusals(jobs, now), 1)
    assert.equal(await closeRefusals(jobs, now), 0)
    assert.deepEqual((await entries('refused')).map((e) => e.count).sort(), [1, 1, 5])
    await refused(open('operator', { act: 'copy' }), 'use/keeper-only')
    assert.equal((await list('auditor', { kind: 'refusal' })).items.length, 3)
  })

  it('at the same moment are one line too', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () => refused(open('operator', { act: 'copy' }), 'use/keeper-only')),
    )
    const lines = (await list('auditor', { kind: 'refusal' })).items
    assert.deepEqual(
      lines.map((l) => l.count),
      [8],
    )
    assert.equal((await entries('refused')).length, 1)
  })
})
