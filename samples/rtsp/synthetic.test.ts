import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Probe, unitsOf } from './probe.ts'
import { CameraServer } from './server.ts'
import { loadLoop, pictureNumber, SyntheticSource } from './synthetic.ts'

const SMALL = { width: 160, height: 96, fps: 30, kbps: 200, groupSeconds: 0.2 }
const SMALLER = { ...SMALL, width: 128, height: 80 }

test('one loop stands behind many paths; every picture is numbered and none is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loop-'))
  const listeners = process.listenerCount('uncaughtException')
  const loop = await loadLoop(SMALL, folder)
  assert.equal(process.listenerCount('uncaughtException'), listeners)
  assert.deepEqual(await loadLoop(SMALL, folder), loop)
  assert.equal(readdirSync(folder).length, 1)
  assert.equal(loop.pictures.length, 12)
  assert.deepEqual(
    loop.pictures.flatMap((p, i) => (p.keyFrame ? [i] : [])),
    [0, 6],
  )
  const source = new SyntheticSource(loop, Date.now, await loadLoop(SMALLER, folder))
  assert.equal(source.hashes().size, 12)
  const camera = await CameraServer.open({
    auth: 'none',
    paths: { '/1': source, '/2': source },
    now: Date.now,
  })
  const probes = [await Probe.connect(camera.port), await Probe.connect(camera.port)]
  await probes[0]!.play(camera.url('/1'))
  await probes[1]!.play(camera.url('/2'))
  for (const probe of probes) {
    await probe.until(() => unitsOf(probe.packets).length >= 14)
    const numbers = unitsOf(probe.packets).map((u) => pictureNumber(Buffer.concat(u.nals)))
    assert.ok(numbers[0] !== null)
    numbers.forEach((n, i) => {
      assert.equal(n, numbers[0]! + i)
    })
    const first = unitsOf(probe.packets)[0]!
    assert.deepEqual(first.nals[0], loop.sets.sps)
    const hashes = source.hashes()
    const { createHash } = await import('node:crypto')
    assert.ok(hashes.has(createHash('sha256').update(first.nals.at(-1)!).digest('hex')))
  }
  await camera.changeResolution()
  const smaller = (await loadLoop(SMALLER, folder)).sets.sps
  assert.notDeepEqual(smaller, loop.sets.sps)
  await probes[0]!.until(() => unitsOf(probes[0]!.packets).some((u) => u.nals[0]!.equals(smaller)))
  for (const probe of probes) probe.close()
  await camera.die()
  rmSync(folder, { recursive: true })
})
