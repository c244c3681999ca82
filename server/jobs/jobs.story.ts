// long
/** Recording and its books: rows, minutes, gaps and the plan, with real processes, cameras and a real database. */
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { GrowingTree } from '#ledger/tree.ts'
import { CameraServer } from '#samples/rtsp/server.ts'
import { loadLoop, SyntheticSource } from '#samples/rtsp/synthetic.ts'
import { startTestPostgres, type TestPostgres } from '#tests/postgres.ts'
import { until } from '#tests/recorder/stage.ts'
import { StageStation } from '#tests/recorder/station.ts'

const now = () => Date.now()
let server: TestPostgres
let camera: CameraServer
before(async () => {
  server = await startTestPostgres()
  const loop = await loadLoop(
    { width: 320, height: 180, fps: 15, kbps: 200, groupSeconds: 2 },
    join(tmpdir(), 'mj-loops'),
  )
  camera = await CameraServer.open({ auth: 'none', paths: { '/main': new SyntheticSource(loop, now) }, now })
})
after(async () => {
  await camera.die()
  await server.stop()
})

type Reel = { id: string; minute: bigint | null; end_cause: string; reel_leaf: Buffer }
type Gap = { from_at: Date; to_at: Date | null; cause: string }

test('a camera row becomes a plan, reels, rows, a minute entry and, when pictures fail, a gap', async (t) => {
  const station = await StageStation.open(server)
  t.after(() => station.close())
  const { stage } = station
  await station.keys()
  const recorder = await stage.recorder()
  await station.jobs()
  const id = await station.addCamera(camera.url('/main'))
  const line = await stage.dial()
  line.send({ t: 'status' })
  const state = () => {
    const status = line.messages.findLast((message) => message.json.t === 'status')?.json
    return (status?.streams as { state: string; cause?: string }[])?.[0]
  }
  await until('recording', () => state()?.state === 'recording')
  await sleep(4000)
  line.send({ t: 'cut', id: 'x', camera: id, stream: 0 })
  const reels = () => station.rows<Reel>('select * from reel where camera_id = $1 order by start_at', [id])
  await until('a row for the reel', async () => (await reels()).length > 0)
  assert.equal((await reels())[0]!.end_cause, 'ordered')

  const gaps = () => station.rows<Gap>('select * from gap where camera_id = $1 order by from_at', [id])
  await camera.die()
  await until('an open gap', async () => (await gaps()).at(-1)?.to_at === null, 30_000)
  const open = (await gaps()).at(-1)!
  assert.ok(['closed', 'refused'].includes(open.cause), open.cause)
  const alarms = () => station.rows<{ code: string }>('select code from alarm where over_at is null')
  await until(
    'an alarm',
    async () => (await alarms()).some(({ code }) => code === 'camera-not-recording'),
    30_000,
  )
  await camera.revive()
  await until('the gap ends', async () => (await gaps()).every((gap) => gap.to_at !== null), 40_000)
  await until('the alarm is over', async () => (await alarms()).length === 0, 30_000)
  const away = (await gaps()).filter((gap) => gap.cause === open.cause)
  assert.equal(away.length, 1, 'one gap, not one a look')

  await stage.end(recorder, 'SIGKILL')
  const again = await stage.recorder()
  await until(
    'adopted and registered',
    async () => (await reels()).some((reel) => reel.end_cause === 'adopted'),
    90_000,
  )
  await until(
    'a gap for the death',
    async () => (await gaps()).some((gap) => gap.cause === 'recorder-died' && gap.to_at !== null),
    60_000,
  )
  const death = (await gaps()).find((gap) => gap.cause === 'recorder-died')!
  assert.ok(
    death.to_at!.getTime() - death.from_at.getTime() < 10_000,
    'the gap is the loss, not the time of adoption',
  )

  await until('a minute with reels', async () => (await reels()).some((reel) => reel.minute !== null), 90_000)
  const minutes = await station.rows<{ number: bigint; root: Buffer; reel_count: number }>(
    'select number, root, reel_count from minute_batch order by number',
  )
  assert.deepEqual(
    minutes.map((minute) => minute.number),
    minutes.map((_, n) => BigInt(n + 1)),
  )
  for (const minute of minutes) {
    const leaves = await station.rows<Reel>('select reel_leaf from reel where minute = $1 order by id', [
      minute.number,
    ])
    const tree = new GrowingTree()
    for (const { reel_leaf } of leaves) tree.append(reel_leaf)
    assert.ok(Buffer.from(tree.root()).equals(minute.root))
    assert.equal(leaves.length, minute.reel_count)
  }
  await until('sequenced', async () => (await station.rows('select 1 from ledger_pending')).length === 0)
  const kinds = (await station.rows<{ kind: string }>('select distinct kind from ledger_entry')).map(
    (row) => row.kind,
  )
  for (const kind of ['minute', 'gap', 'heartbeat', 'clock']) assert.ok(kinds.includes(kind), kind)

  assert.doesNotMatch(stage.said, /duty failed/, 'every duty goes through under its own role')
  await station.owner.query(`update camera set state = 'paused', changed_at = now() where id = $1`, [id])
  const next = await stage.dial()
  next.send({ t: 'status' })
  await until('the stream ends when the row says so', () => {
    const status = next.messages.findLast((message) => message.json.t === 'status')?.json
    return (status?.streams as unknown[] | undefined)?.length === 0
  })
  await stage.end(again)
  assert.deepEqual(
    (await stage.files()).filter((file) => file.ending !== 'reel'),
    [],
  )
})
