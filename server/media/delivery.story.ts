/**
 * Pictures over real sockets: reels on disk, the real key process, the gate on a real register. What leaves is what the
 * register says left; nothing outside use, camera and interval does; and it stops when the use does.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { Player } from '#tests/delivery/player.ts'
import {
  address,
  aUse,
  bytes,
  CAMERA,
  FRAGMENT_MS,
  fragmentBytes,
  OTHER,
  owner,
  port,
  registered,
  replay,
  START,
  server,
} from '#tests/delivery/stage.ts'

describe('replay over a socket', () => {
  it('sends every fragment of the interval as it was recorded, from rows, files and the open reel, and no more', async () => {
    const use = await aUse(START, START + 150_000)
    const player = replay(use)
    await player.opened()
    player.say({ t: 'play', from: START, id: 7 })
    await player.read(1000)
    assert.deepEqual(
      player.said.filter((s) => s.t !== 'init').map((s) => [s.t, s.from ?? s.at]),
      [
        ['playing', START],
        ['through', START + 150_000],
      ],
    )
    assert.equal(player.pictures.length, 75)
    for (const [n, f] of player.pictures.entries()) {
      assert.equal(f.wallMs, START + n * FRAGMENT_MS)
      assert.ok(f.bytes.equals(fragmentBytes(n)), `fragment ${n}`)
    }
    await player.leave()
    const sent = bytes.filter((l) => l.use === use)
    assert.equal(sent.length, 75)
    assert.deepEqual(await registered(use), [
      { from: 0, to: 150_000, bytes: sent.reduce((sum, l) => sum + l.bytes, 0) },
    ])
  })

  it('sends nothing that reaches over an edge of the interval, wherever one seeks', async () => {
    const use = await aUse(START + 9000, START + 21_000)
    const player = replay(use)
    await player.opened()
    for (const from of [START + 8500, START + 9000, START + 20_000, START + 21_500]) {
      player.say({ t: 'play', from })
      player.say({ t: 'more', fragments: 4 })
      await sleep(300)
      player.say({ t: 'got', seq: player.frames.at(-1)?.seq ?? 0 })
    }
    await player.read(20)
    assert.ok(player.pictures.length > 0)
    for (const f of player.pictures)
      assert.ok(f.wallMs >= START + 9000 && f.wallMs + FRAGMENT_MS <= START + 21_000, `${f.wallMs - START}`)
    const before = player.frames.length
    player.say({ t: 'play', from: START + 3_600_000 })
    player.say({ t: 'more', fragments: 4 })
    await player.until(() => player.closeCode !== null)
    assert.deepEqual([player.said.at(-1)!.code, player.frames.length], ['use/outside-interval', before])
    for (const s of await registered(use)) assert.ok(s.from >= 9000 && s.to <= 21_000)
  })

  it('shows 40 % of a clip where the player stops reading at 40 %', async () => {
    const clip = 60
    const use = await aUse(START, START + clip * FRAGMENT_MS)
    const player = replay(use)
    await player.opened()
    player.say({ t: 'play', from: START })
    await player.read(clip * 0.4)
    // All the credit in the world, but not a byte read any more.
    player.say({ t: 'more', fragments: 4 })
    player.socket.pause()
    player.say({ t: 'more', fragments: 4 })
    await sleep(1500)
    player.socket.terminate()
    await sleep(500)
    const shown = (await registered(use)).reduce((sum, s) => sum + s.to - s.from, 0) / FRAGMENT_MS
    assert.ok(Math.abs(shown - clip * 0.4) <= 2, `${shown} fragments of ${clip * 0.4}`)
  })

  it('has a committed lease before each byte, and none under which more was sent than it covers', async () => {
    const use = await aUse(START, START + 60_000)
    const player = replay(use)
    await player.opened()
    player.say({ t: 'play', from: START })
    await player.read(12)
    const { rows: leases } = await sql<{ from: Date; to: Date }>`
      select from_at as from, to_at as to from lease where use_id = ${use}`.execute(owner)
    for (const l of bytes.filter((b) => b.use === use))
      assert.ok(
        leases.some((lease) => lease.from.getTime() <= l.from && lease.to.getTime() >= l.to),
        JSON.stringify(l),
      )
    await player.leave()
  })

  it('goes black at once when the use is revoked, and says why', async () => {
    const use = await aUse(START, START + 120_000)
    const player = replay(use)
    await player.opened()
    player.say({ t: 'play', from: START })
    await player.read(3)
    const from = performance.now()
    await sql`update "use" set state = 'revoked', ended_at = now() where id = ${use}`.execute(owner)
    await player.until(() => player.closeCode !== null)
    assert.ok(performance.now() - from < 1000, `${performance.now() - from} ms`)
    assert.deepEqual([player.said.at(-1)!.t, player.said.at(-1)!.code], ['end', 'use/revoked'])
    assert.equal(player.closeCode, 4403)
    const before = bytes.filter((b) => b.use === use).length
    await sleep(300)
    assert.equal(bytes.filter((b) => b.use === use).length, before)
  })

  it('ends when the use expires', async () => {
    const use = await aUse(START, START + 120_000, 1500)
    const player = replay(use)
    await player.opened()
    player.say({ t: 'play', from: START })
    await player.read(2)
    await player.until(() => player.closeCode !== null, 4000)
    assert.deepEqual([player.closeCode, player.said.at(-1)!.code], [4408, 'use/expired'])
  })

  it('refuses inside the socket and registers it: another camera, no use, live under a replay', async () => {
    const use = await aUse(START, START + 60_000)
    const cases: [Player, string][] = [
      [replay(use, OTHER), 'use/other-camera'],
      [replay(randomUUID()), 'use/unknown'],
      [new Player(address(), `live?use=${use}&camera=${CAMERA}&stream=0`), 'use/recorded-only'],
    ]
    for (const [player, code] of cases) {
      await player.until(() => player.closeCode !== null)
      assert.deepEqual([player.said[0]!.code, player.frames.length, player.closeCode], [code, 0, 4403])
    }
    const { rows: refusals } = await sql<{ n: number }>`select sum(count)::int as n from refusal`.execute(
      owner,
    )
    assert.equal(refusals[0]!.n, 4)
  })

  it('tells the index inside the use only, never to be stored', async () => {
    const use = await aUse(START + 10_000, START + 20_000)
    const ask = (camera: string, from: number, to: number) =>
      fetch(
        `http://127.0.0.1:${port}/api/media/index?use=${use}&camera=${camera}&stream=0&from=${from}&to=${to}`,
      )
    const reply = await ask(CAMERA, START, START + 60_000)
    assert.equal(reply.headers.get('cache-control'), 'no-store')
    const { fragments } = (await reply.json()) as { fragments: [number, number, number][] }
    assert.deepEqual(
      fragments.map(([from]) => from - START),
      [10_000, 12_000, 14_000, 16_000, 18_000],
    )
    assert.notEqual((await ask(OTHER, START, START + 60_000)).status, 200)
  })

  it('goes black where the register can’t be read for two seconds, and says why', async () => {
    const use = await aUse(START, START + 120_000)
    const player = replay(use)
    await player.opened()
    player.say({ t: 'play', from: START })
    await player.read(2)
    // The server with all who work for it: none answers, none hangs up.
    const { rows: backends } = await sql<{
      pid: number
    }>`select pid from pg_stat_activity where pid <> pg_backend_pid()
      and backend_type = 'client backend'`.execute(owner)
    const pids = [server.pid, ...backends.map((b) => b.pid)]
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    try {
      const from = performance.now()
      await player.until(() => player.closeCode !== null, 6000)
      const took = performance.now() - from
      assert.ok(took > 500 && took < 3500, `${took} ms`)
      assert.deepEqual([player.said.at(-1)!.code, player.closeCode], ['media/register-away', 4503])
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT')
    }
  })
})
