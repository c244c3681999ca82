/** The recorder's own client against the sample cameras: what it must see of each fault. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { StreamFault } from '#video/media/fault.ts'
import type { CameraClock, CodecInit, Fragment, Sample } from '#video/media/types.ts'
import { CameraStream } from '#video/rtsp/stream.ts'
import { LiveSource } from '../cameras/live.ts'
import { SCENES } from '../cameras/scene/scenes.ts'
import type { AuthKind } from './auth.ts'
import { CameraServer } from './server.ts'
import type { Source } from './source.ts'
import { loadLoop, pictureNumber, SyntheticSource } from './synthetic.ts'

const LOOP = { width: 320, height: 192, fps: 25, kbps: 400, groupSeconds: 0.4 }
const folder = mkdtempSync(join(tmpdir(), 'stream-'))
const cameras: CameraServer[] = []
after(async () => {
  for (const camera of cameras) await camera.die()
  rmSync(folder, { recursive: true })
})

async function synthetic() {
  const source = new SyntheticSource(
    await loadLoop(LOOP, folder),
    Date.now,
    await loadLoop({ ...LOOP, width: 256 }, folder),
  )
  return source
}

async function camera(source: Source, auth: AuthKind = 'digest-sha256') {
  const one = await CameraServer.open({
    auth,
    username: 'recorder',
    password: 'p',
    paths: { '/main': source },
    now: Date.now,
    reportEveryMs: 200,
  })
  cameras.push(one)
  return one
}

/** Records until `enough`, or until the stream ends by itself. */
function record(one: CameraServer) {
  const stop = new AbortController()
  const seen = {
    inits: [] as CodecInit[],
    samples: [] as Sample[],
    fragments: [] as Fragment[],
    clocks: [] as CameraClock[],
    breaks: [] as string[],
  }
  const stream = new CameraStream({
    url: one.url('/main'),
    credentials: { username: 'recorder', password: 'p' },
    monotonicNow: () => process.hrtime.bigint(),
    wallNow: Date.now,
    idleTimeoutMs: 600,
  })
  const ended = stream.run(
    {
      codec: (init) => seen.inits.push(init),
      sample: (sample) => seen.samples.push({ ...sample, data: Buffer.from(sample.data) }),
      fragment: (fragment) => seen.fragments.push(fragment),
      clock: (clock) => seen.clocks.push(clock),
      discontinuity: (reason) => seen.breaks.push(reason),
    },
    stop.signal,
  )
  const until = async (enough: () => boolean) => {
    for (const end = Date.now() + 20_000; !enough(); await pause(10))
      assert.ok(Date.now() < end, 'nothing came within 20 s')
  }
  return { seen, ended, until, stop: () => stop.abort() }
}

for (const auth of ['none', 'basic', 'digest-md5', 'digest-sha256'] as const) {
  test(`${auth}: every picture arrives once, in order and whole`, async () => {
    const one = await camera(await synthetic(), auth)
    const { seen, ended, until, stop } = record(one)
    await until(() => seen.samples.length > 30 && seen.fragments.length > 1)
    stop()
    assert.equal(await ended, null)
    const numbers = seen.samples.map((s) => pictureNumber(s.data)!)
    numbers.forEach((n, i) => {
      assert.equal(n, numbers[0]! + i)
    })
    assert.equal(seen.samples[0]!.keyFrame, true)
    assert.ok(seen.samples.every((s) => !s.damaged))
    assert.deepEqual([seen.inits[0]!.width, seen.inits[0]!.height], [320, 192])
  })
}

test('a frozen, a dead and a refusing camera are told apart', async () => {
  const one = await camera(await synthetic())
  const frozen = record(one)
  await frozen.until(() => frozen.seen.samples.length > 3)
  one.freeze()
  assert.equal(trouble(await frozen.ended), 'frozen')
  one.resume()
  const dying = record(one)
  await dying.until(() => dying.seen.samples.length > 3)
  await one.die()
  assert.equal(trouble(await dying.ended), 'closed')
  assert.equal(trouble(await record(one).ended), 'refused')
  await one.revive()
  one.rejectAuth()
  assert.equal(trouble(await record(one).ended), 'unauthorized')
})

test('lost packets leave damage that is marked; the numbers tell how much', async () => {
  const one = await camera(await synthetic())
  const { seen, until, stop, ended } = record(one)
  await until(() => seen.samples.length > 5)
  one.dropPackets(0.1, 3)
  await until(() => one.counts.lostPackets >= 4)
  one.dropPackets(0, 0)
  const last = seen.samples.length
  await until(() => seen.samples.length > last + 15)
  stop()
  await ended
  const numbers = seen.samples.map((s) => pictureNumber(s.data)).filter((n) => n !== null)
  const missing = numbers.at(-1)! - numbers[0]! + 1 - numbers.length
  assert.ok(missing > 0 || seen.samples.some((s) => s.damaged))
  assert.ok(seen.fragments.some((f) => f.damaged))
})

test('a new picture size and a wrong clock are seen', async () => {
  const one = await camera(await synthetic())
  const { seen, until, stop, ended } = record(one)
  await until(() => seen.clocks.length > 0)
  assert.ok(Math.abs(seen.clocks[0]!.offsetMs) < 200)
  one.skewClock(1200)
  await one.changeResolution()
  await until(() => seen.inits.length === 2 && Math.abs(seen.clocks.at(-1)!.offsetMs - 1200) < 200)
  assert.equal(seen.inits[1]!.width, 256)
  stop()
  await ended
})

test('a live scene is recorded as it happens', async () => {
  const source = await LiveSource.open({
    scene: SCENES.gate,
    name: 'IPC-01 校门',
    seed: 7,
    fps: 8,
    now: Date.now,
    skewMs: () => 0,
    offsetMs: 0,
  })
  const one = await camera(source)
  const { seen, until, stop, ended } = record(one)
  await until(() => seen.samples.length >= 20)
  stop()
  await ended
  assert.deepEqual([seen.inits[0]!.width, seen.inits[0]!.height], [640, 360])
  assert.equal(seen.inits[0]!.codec, 'avc1.420016')
  const keys = seen.samples.flatMap((s, i) => (s.keyFrame ? [i] : []))
  assert.deepEqual(keys, [0, 16])
  await one.die()
  source.close()
})

function trouble(fault: StreamFault | null): string {
  assert.ok(fault instanceof StreamFault)
  return fault.trouble
}
