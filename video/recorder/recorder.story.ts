// long
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CameraServer } from '#samples/rtsp/server.ts'
import { loadLoop, pictureNumber, SyntheticSource } from '#samples/rtsp/synthetic.ts'
import { type Line, type ReadReel, Stage, samplesOf, sliceHash, until } from '#tests/recorder/stage.ts'

const cache = join(tmpdir(), 'mj-loops')
const small = await loadLoop({ width: 320, height: 180, fps: 15, kbps: 200, groupSeconds: 2 }, cache)
const other = await loadLoop({ width: 640, height: 360, fps: 15, kbps: 300, groupSeconds: 2 }, cache)
const now = () => Date.now()

async function cameraWith(source: SyntheticSource): Promise<CameraServer> {
  return CameraServer.open({
    auth: 'digest-sha256',
    username: 'u',
    password: 'p',
    paths: { '/main': source },
    now,
  })
}

function streamOf(stage: Stage, id: string, camera: CameraServer) {
  return stage.stream(id, camera.url('/main'), { username: 'u', password: 'p' })
}

/** Picture numbers in the order they stand in the reels; each slice must be one that the source sent. */
function numbersOf(reels: readonly ReadReel[], source: SyntheticSource): number[] {
  const known = source.hashes()
  const out: number[] = []
  for (const reel of reels)
    for (const { bytes } of reel.fragments!)
      for (const sample of samplesOf(bytes)) {
        assert.ok(known.has(sliceHash(sample)), 'a picture that the camera never sent')
        out.push(pictureNumber(sample)!)
      }
  return out
}

function assertConsecutive(numbers: readonly number[], what: string): void {
  for (let i = 1; i < numbers.length; i++)
    assert.equal(numbers[i], numbers[i - 1]! + 1, `${what}: a picture is missing or twice`)
}

test('two cameras are recorded without losing a picture', async (t) => {
  const stage = await Stage.open()
  t.after(() => stage.close())
  const sources = [new SyntheticSource(small, now), new SyntheticSource(small, now)]
  const cameras = await Promise.all(sources.map(cameraWith))
  t.after(() => Promise.all(cameras.map((camera) => camera.die())))
  const ids = [randomUUID(), randomUUID()]
  await stage.plan(ids.map((id, n) => streamOf(stage, id, cameras[n]!)))
  const recorder = await stage.recorder()
  const line = await stage.dial()
  line.send({ t: 'status' })
  await sleep(15_000)
  const status = line.messages.findLast((message) => message.json.t === 'status')!.json as {
    streams: Record<string, unknown>[]
    volumes: { state: string }[]
  }
  assert.equal(status.volumes[0]!.state, 'ok')
  for (const stream of status.streams) {
    assert.equal(stream.state, 'recording')
    assert.equal(
      stream.codec,
      small.sets.sps.toString('hex', 1, 4).replace(/^/, 'avc1.').toUpperCase().replace('AVC1', 'avc1'),
    )
    assert.ok(Math.abs(Number(stream.fps) - 15) < 2, `fps ${stream.fps}`)
    assert.ok(
      Date.now() - Number(stream.provenThroughMs) < stage.lossWindowMs + 1200,
      'proven within the window',
    )
    assert.ok(Math.abs(Number(stream.clockOffsetMs)) < 200)
  }
  line.send({ t: 'cut', id: 'c1', camera: ids[0], stream: 0 })
  await until('sealed after a cut', () =>
    line.messages.some(({ json }) => json.t === 'sealed' && json.end === 'ordered'),
  )
  await stage.end(recorder)
  for (const [n, id] of ids.entries()) {
    const reels = await stage.reels(id)
    assert.equal(reels.length, n === 0 ? 2 : 1)
    assert.equal(reels.at(-1)!.scan.end!.trailer.endCause, 'stopped')
    for (const reel of reels)
      assert.ok(reel.scan.fragments[0]!.startsWithKeyFrame, 'a reel starts at a key frame')
    const numbers = numbersOf(reels, sources[n]!)
    assertConsecutive(numbers, `camera ${n}`)
    assert.ok(numbers.length >= 14 * 15, `${numbers.length} pictures`)
    assert.ok(sources[n]!.sent - numbers.at(-1)! <= 3, 'up to the end')
  }
  assert.deepEqual(
    (await stage.files()).filter((file) => file.ending !== 'reel'),
    [],
  )
  const states = (await stage.journal()).map((entry) => entry.state)
  assert.equal(states[0], 'recorder-started')
  assert.equal(states.at(-1), 'recorder-stopped')
})

test('a camera that freezes, dies and changes its picture is recorded again, each time in a new reel', async (t) => {
  const stage = await Stage.open()
  t.after(() => stage.close())
  const source = new SyntheticSource(small, now, other)
  const camera = await cameraWith(source)
  t.after(() => camera.die())
  const id = randomUUID()
  await stage.plan([streamOf(stage, id, camera)])
  const recorder = await stage.recorder()
  const line = await stage.dial()
  line.send({ t: 'status' })
  const state = () => {
    const status = line.messages.findLast((message) => message.json.t === 'status')?.json
    return ((status?.streams ?? []) as { state: string; cause?: string }[])[0]
  }
  await until('recording', () => state()?.state === 'recording')
  await sleep(3000)
  await camera.changeResolution()
  await until('new reel', () =>
    line.messages.some(({ json }) => json.t === 'sealed' && json.end === 'codec-changed'),
  )
  camera.freeze()
  await until('frozen', () => state()?.state === 'trouble' && state()?.cause === 'frozen')
  camera.resume()
  await until('recording after the freeze', () => state()?.state === 'recording')
  await camera.die()
  await until('refused', () => state()?.cause === 'refused' || state()?.cause === 'closed')
  await sleep(1500)
  await camera.revive()
  await until('recording after death', () => state()?.state === 'recording')
  await sleep(2500)
  await stage.end(recorder)
  const reels = await stage.reels(id)
  assert.deepEqual(
    reels.map((reel) => [reel.scan.header.init.width, reel.scan.end!.trailer.endCause]),
    [
      [320, 'codec-changed'],
      [640, 'stream-ended'],
      [640, 'stream-ended'],
      [640, 'stopped'],
    ],
  )
  const causes = (await stage.journal()).map((entry) => entry.cause).filter((cause) => cause !== undefined)
  assert.ok(causes.includes('frozen'), String(causes))
  assert.ok(causes.includes('closed') || causes.includes('refused'), String(causes))
  const first = numbersOf(reels.slice(0, 1), new SyntheticSource(small, now))
  const second = numbersOf(reels.slice(1, 2), new SyntheticSource(other, now))
  assertConsecutive([...first, ...second], 'across the change of size')
})

test('kill -9 costs no more than the loss window, and the next recorder adopts the reel', async (t) => {
  const stage = await Stage.open()
  t.after(() => stage.close())
  const source = new SyntheticSource(small, now)
  const camera = await cameraWith(source)
  t.after(() => camera.die())
  const id = randomUUID()
  await stage.plan([streamOf(stage, id, camera)])
  const first = await stage.recorder()
  await sleep(8000)
  const sentAtDeath = source.sent
  await stage.end(first, 'SIGKILL')
  assert.equal((await stage.files()).filter((file) => file.ending === 'open').length, 1)
  const second = await stage.recorder()
  const line = await stage.dial()
  line.send({ t: 'status' })
  await until(
    'adopted',
    () => line.messages.some(({ json }) => json.t === 'sealed' && json.end === 'adopted'),
    60_000,
  )
  await stage.end(second)
  const reels = await stage.reels(id)
  assert.equal(reels.length, 2)
  const { trailer } = reels[0]!.scan.end!
  assert.equal(trailer.sealedBy, 'adoption')
  const kept = numbersOf(reels.slice(0, 1), source)
  assertConsecutive(kept, 'before the death')
  const lost = sentAtDeath - 1 - kept.at(-1)!
  assert.ok(lost <= (stage.lossWindowMs / 1000) * 15, `${lost} pictures lost`)
})

test('a live viewer begins with a key frame at once, and a slow one is dropped to the next', async (t) => {
  const stage = await Stage.open()
  t.after(() => stage.close())
  const source = new SyntheticSource(small, now)
  const camera = await cameraWith(source)
  t.after(() => camera.die())
  const id = randomUUID()
  await stage.plan([streamOf(stage, id, camera)])
  const recorder = await stage.recorder()
  await sleep(3000)
  const line: Line = await stage.dial()
  const asked = Date.now()
  line.send({ t: 'live', id: 'v', camera: id, stream: 0 })
  await until('first chunk', () => line.messages.some(({ json }) => json.t === 'chunk'))
  assert.ok(Date.now() - asked < 500, 'the kept group of pictures comes at once')
  await sleep(2000)
  line.send({ t: 'live-stop', id: 'v' })
  await sleep(200)
  const got = line.messages.filter(({ json }) => json.t === 'chunk')
  assert.equal(line.messages[0]!.json.t, 'init')
  assert.equal(got[0]!.json.key, true)
  const numbers = got.map(({ binary }) => pictureNumber(samplesOf(binary)[0]!)!)
  assertConsecutive(numbers, 'live')
  assert.ok(numbers.length >= 25)
  const count = line.messages.length
  await sleep(500)
  assert.equal(line.messages.length, count, 'nothing after live-stop')
  line.send({ t: 'nonsense' })
  await until('cut off', () => line.socket.destroyed || line.socket.closed)
  await stage.end(recorder)
})

test('a successor takes over without losing a picture; without a supervisor a recorder ends by itself', async (t) => {
  const stage = await Stage.open()
  t.after(() => stage.close())
  const source = new SyntheticSource(small, now)
  const camera = await cameraWith(source)
  t.after(() => camera.die())
  const id = randomUUID()
  await stage.plan([streamOf(stage, id, camera)])
  const first = await stage.recorder()
  await sleep(4000)
  // The supervisor dies and comes back: the new recorder finds the old one still recording.
  first.disconnect()
  const second = await stage.recorder()
  await until('the first goes', () => first.exitCode !== null)
  assert.equal(first.exitCode, 0)
  await sleep(3000)
  const began = Date.now()
  second.disconnect()
  await until('the second goes by itself', () => second.exitCode !== null, 15_000)
  assert.ok(Date.now() - began > 8000, 'it waited for a successor')
  assert.deepEqual(
    (await stage.files()).filter((file) => file.ending !== 'reel'),
    [],
  )
  const numbers = [...new Set(numbersOf(await stage.reels(id), source))].sort((a, b) => a - b)
  assertConsecutive(numbers, 'across the hand-over')
  const stops = (await stage.journal()).filter((line) => line.state === 'recorder-stopped')
  assert.deepEqual(
    stops.map((line) => line.cause),
    [undefined, 'supervisor-died'],
  )
})
