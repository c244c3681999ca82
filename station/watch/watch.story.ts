/** The watch on a real database. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  as,
  callers,
  camera,
  given,
  jobs,
  later,
  none,
  now,
  on,
  open,
  owner,
  refused,
  say,
} from '#tests/register/stage.ts'
import { useHandlers } from '../use/handlers.ts'
import { expireUses } from '../use/upkeep.ts'
import { watchHandlers } from './handlers.ts'

describe('the watch', () => {
  const take = (login: string) => watchHandlers.take(as(login), given({}))
  const handOver = (login: string, body: { to: string | null; note?: string }) =>
    watchHandlers.handOver(as(login), given({ checks: [], note: '', ...body }))

  it('opens a live use of every camera but private views without a mask', async () => {
    const taken = await take('operator')
    const use = await useHandlers.show(as('operator'), on(taken.useId))
    assert.deepEqual(
      [use.act, use.state, use.cameras.map((c) => c.number)],
      ['watch-live', 'open', ['C-01', 'C-02']],
    )
    await refused(take('operator'), 'watch/already')
    await refused(take('keeper'), 'use/operator-only')
    await refused(
      useHandlers.close(as('operator'), say(taken.useId, { result: 'x' })),
      'use/hand-over-instead',
    )
  })

  it('goes on when training has lapsed, and the register says so', async () => {
    await sql`update person set skills_until_on = '2026-11-23' where login = 'operator'`.execute(owner)
    const use = await useHandlers.show(as('operator'), on((await take('operator')).useId))
    assert.deepEqual(use.policies, ['use.watch-live.training-lapsed'])
    assert.deepEqual(use.approvals.filter((a) => a.kind === 'keeper-told').length, 2)
  })

  it('overlaps, is handed over, and its uses end with it', async () => {
    const taken = await take('operator')
    const check = await open('operator', { act: 'handover-check' })
    later(1000)
    await take('relief')
    later(1000)
    assert.equal((await watchHandlers.show(as('keeper'), none)).onDuty.length, 2)
    await handOver('operator', { to: callers.get('relief')!.personId })
    const states = await Promise.all(
      [taken.useId, check.id].map(async (id) => (await useHandlers.show(as('keeper'), on(id))).state),
    )
    assert.deepEqual(states, ['closed', 'closed'])
    const seen = await watchHandlers.show(as('operator'), none)
    assert.deepEqual([seen.mine, seen.onDuty.map((d) => d.person.name)], [null, ['relief']])
    assert.deepEqual(
      seen.notes.map((n) => n.kind),
      ['hand-over', 'take', 'take'],
    )
    await refused(handOver('operator', { to: null, note: 'x' }), 'watch/not-on-watch')
  })

  it('that nobody relieves is left with a reason, recorded as absence', async () => {
    await take('operator')
    await refused(handOver('operator', { to: null }), 'watch/say-why')
    await refused(handOver('operator', { to: callers.get('keeper')!.personId }), 'watch/not-an-operator')
    later(1000)
    await handOver('operator', { to: null, note: '接班人未到，已报保管人' })
    assert.deepEqual((await watchHandlers.show(as('keeper'), none)).notes[0]!.kind, 'absence')
  })

  it('ends with its use, when that is revoked or a day has passed', async () => {
    const first = await take('operator')
    await useHandlers.revoke(as('keeper'), say(first.useId, { reason: '离岗' }))
    assert.equal((await watchHandlers.show(as('operator'), none)).mine, null)
    await take('operator')
    later(86_400_000)
    await expireUses(jobs, now)
    assert.equal((await watchHandlers.show(as('operator'), none)).mine, null)
  })

  it('keeps a log', async () => {
    await refused(
      watchHandlers.note(as('operator'), given({ kind: 'mark' as const, text: '校门聚集' })),
      'watch/not-on-watch',
    )
    await take('operator')
    await watchHandlers.note(
      as('operator'),
      given({ kind: 'mark' as const, text: '校门聚集', cameraId: camera }),
    )
    const [note] = (await watchHandlers.show(as('keeper'), none)).notes.filter((n) => n.kind === 'mark')
    assert.deepEqual([note!.text, note!.camera?.number, note!.person], ['校门聚集', 'C-01', 'operator'])
  })
})
