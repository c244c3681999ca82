import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { answerTo, Probe, unitsOf } from '../rtsp/probe.ts'

type Announced = {
  code: string
  url: string
  username: string
  password: string
  width: number
  height: number
  fps: number
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

async function start(addresses: string) {
  const child = fork(MAIN, [addresses], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const [message] = (await once(child, 'message')) as [{ cameras: Announced[] }]
  return { child, cameras: message.cameras }
}

async function watch(camera: Announced): Promise<Probe> {
  const probe = await Probe.connect(Number(new URL(camera.url.replace('rtsp:', 'http:')).port))
  const told = (await probe.ask('DESCRIBE', camera.url)).headers['www-authenticate']!
  const sign = (method: string, uri: string) => ({
    Authorization: answerTo(told, camera.username, camera.password, method, uri),
  })
  const track = `${camera.url}/trackID=0`
  const setUp = await probe.ask('SETUP', track, {
    Transport: 'RTP/AVP/TCP;unicast;interleaved=0-1',
    ...sign('SETUP', track),
  })
  assert.equal(setUp.status, 200)
  assert.equal((await probe.ask('PLAY', camera.url, sign('PLAY', camera.url))).status, 200)
  return probe
}

test('four cameras stream live pictures, keep their addresses, and obey', { timeout: 90_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'cameras-'))
  const file = join(folder, 'addresses.json')
  const first = await start(file)
  t.after(() => first.child.kill())
  assert.deepEqual(
    first.cameras.map((c) => c.code),
    ['IPC-01', 'IPC-02', 'IPC-03', 'IPC-04'],
  )
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const probes: Probe[] = []
  for (const camera of first.cameras) probes.push(await watch(camera))
  for (const [i, probe] of probes.entries()) {
    const { fps } = first.cameras[i]!
    const group = fps * 2
    await probe.until(() => unitsOf(probe.packets).length > group + 3)
    const units = unitsOf(probe.packets)
    const types = units.map((u) => u.nals.map((n) => n[0]! & 0x1f).join(','))
    assert.deepEqual(types.slice(0, group + 1), ['7,8,5', ...Array(group - 1).fill('1'), '7,8,5'])
    const step = (units[2]!.timestamp - units[1]!.timestamp + 2 ** 32) % 2 ** 32
    // A busy machine skips a picture now and then; it never shifts one.
    assert.ok(step > 0 && step % (90_000 / fps) === 0)
  }
  const [gate] = probes
  // The sender report, at the picture's RTP time, tells the wall clock to within a picture's length.
  assert.ok(Math.abs(gate!.reports[0]!.wallMs - Date.now()) < 15_000)

  const order = async (what: Record<string, unknown>) => {
    first.child.send(what)
    const [answer] = (await once(first.child, 'message')) as [Record<string, unknown>]
    return answer
  }
  assert.deepEqual(await order({ camera: 'IPC-09', do: 'freeze' }), {
    failed: { camera: 'IPC-09', do: 'freeze' },
    why: 'Error: no such camera',
  })
  await order({ camera: 'IPC-01', do: 'change-resolution' })
  const sps = unitsOf(gate!.packets)[0]!.nals[0]!
  const changed = () =>
    unitsOf(gate!.packets).find((u) => (u.nals[0]![0]! & 0x1f) === 7 && !u.nals[0]!.equals(sps))
  await gate!.until(() => changed() !== undefined)
  assert.deepEqual(
    changed()!.nals.map((n) => n[0]! & 0x1f),
    [7, 8, 5],
  )
  await order({ camera: 'IPC-02', do: 'die' })
  await probes[1]!.until(() => probes[1]!.closed)
  for (const probe of probes) probe.close()
  first.child.disconnect()
  await once(first.child, 'exit')

  const second = await start(file)
  t.after(() => second.child.kill())
  assert.deepEqual(second.cameras, first.cameras)
  second.child.disconnect()
  await once(second.child, 'exit')
  rmSync(folder, { recursive: true })
})
