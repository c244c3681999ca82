/** Recording on real file systems that fill up, turn read-only, vanish and are swapped: small ext4 loops. Needs root. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { mkdir, readdir, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { CameraServer } from '#samples/rtsp/server.ts'
import { loadLoop, SyntheticSource } from '#samples/rtsp/synthetic.ts'
import { Stage, type StageVolume, until } from '#tests/recorder/stage.ts'
import { createVolume } from './identity.ts'

const run = (program: string, ...args: string[]) =>
  execFileSync(program, args, { stdio: 'pipe' }).toString().trim()
const MB = 1 << 20

/** A small disk of our own: an ext4 image on a loop device, mounted at `at`. */
class SmallDisk {
  readonly image: string
  readonly at: string

  constructor(folder: string, name: string, megabytes: number) {
    this.image = join(folder, `${name}.img`)
    this.at = join(folder, name)
    run('truncate', '-s', `${megabytes}M`, this.image)
    run('mkfs.ext4', '-q', '-m', '0', '-O', '^has_journal', this.image)
    run('mkdir', '-p', this.at)
    this.mount()
  }

  mount(): void {
    run('mount', '-o', 'loop,errors=remount-ro', this.image, this.at)
  }

  /** What the kernel does on a broken disk: an error of the file system turns it read-only under open files. */
  break(): void {
    const device = run('findmnt', '-no', 'SOURCE', this.at).split('/').at(-1)!
    writeFileSync(`/sys/fs/ext4/${device}/trigger_fs_error`, 'test')
  }

  /** Lazily: as if the disk had been pulled while files were open on it. */
  unmount(): void {
    run('umount', '-l', this.at)
  }
}

let source: SyntheticSource
let camera: CameraServer
before(async () => {
  const now = () => Date.now()
  const loop = await loadLoop(
    { width: 640, height: 360, fps: 15, kbps: 800, groupSeconds: 2 },
    join(tmpdir(), 'mj-loops'),
  )
  source = new SyntheticSource(loop, now)
  camera = await CameraServer.open({ auth: 'none', paths: { '/main': source }, now })
})
after(() => camera.die())

type Streams = { camera: string; state: string; cause?: string; openReel?: { volume: string } }[]

async function recording(
  stage: Stage,
  ids: readonly string[],
  volume: StageVolume,
  priority = (_: number) => 5,
) {
  await stage.plan(
    ids.map((id, n) => stage.stream(id, camera.url('/main'), { volume: volume.id, priority: priority(n) })),
  )
  const recorder = await stage.recorder()
  const line = await stage.dial()
  line.send({ t: 'status' })
  const last = () => line.messages.findLast((message) => message.json.t === 'status')!.json
  const stream = (id: string) => (last().streams as Streams).find((one) => one.camera === id)
  const state = (id: string) => {
    const found = stream(id)
    return `${found?.state} ${found?.cause ?? ''}`.trim()
  }
  const volumeState = (id: string) =>
    (last().volumes as { id: string; state: string }[]).find((one) => one.id === id)?.state
  await until('recording', () => line.messages.length > 0 && ids.every((id) => state(id) === 'recording'))
  return { recorder, stream, state, volumeState }
}

/** A stage whose only volume for reels is the disk (the keyring stays on the data folder's own). */
async function stageOn(
  disk: SmallDisk,
  reserveBytes: number,
): Promise<{ stage: Stage; volume: StageVolume }> {
  const stage = await Stage.open()
  stage.volumes.length = 0
  const volume = await stage.addVolume(disk.at, reserveBytes)
  return { stage, volume }
}

async function scratch(t: { after(act: () => void): void }): Promise<string> {
  const folder = join(tmpdir(), `mj-disks-${randomUUID()}`)
  await mkdir(folder)
  t.after(() => {
    for (const line of run('mount').split('\n')) {
      const at = line.split(' ')[2]!
      if (at.startsWith(folder)) run('umount', '-l', at)
    }
    run('rm', '-rf', folder)
  })
  return folder
}

test('a disk that fills: the less important stream stops first, kept reels stay, space brings it back', async (t) => {
  const disk = new SmallDisk(await scratch(t), 'small', 48)
  const { stage, volume } = await stageOn(disk, 8 * MB)
  t.after(() => stage.close())
  const [gate, lawn] = [randomUUID(), randomUUID()]
  const { recorder, state, volumeState } = await recording(stage, [gate, lawn], volume, (n) =>
    n === 0 ? 1 : 9,
  )
  await sleep(2500)
  const before = await stage.files()
  const { bavail, bsize } = await statfs(disk.at)
  // Between the lawn's step (12 MiB) and the gate's (8 MiB).
  const fill = join(disk.at, 'something-else')
  await writeFile(fill, Buffer.alloc(bavail * bsize - 11 * MB, 1))
  await until('the lawn stops', () => state(lawn) === 'no-volume volume-full', 15_000)
  assert.equal(state(gate), 'recording')
  await writeFile(`${fill}-2`, Buffer.alloc(6 * MB, 1))
  await until('the gate stops too', () => state(gate) === 'no-volume volume-full', 15_000)
  assert.equal(volumeState(volume.id), 'full')
  const names = (await stage.files()).map((file) => file.path.replace(/\.(open|reel)$/, ''))
  for (const { path } of before)
    assert.ok(names.includes(path.replace(/\.(open|reel)$/, '')), 'no reel was sacrificed')
  run('rm', fill, `${fill}-2`)
  await until('both record again', () => state(gate) === 'recording' && state(lawn) === 'recording', 20_000)
  await stage.end(recorder)
  const causes = (await stage.journal())
    .filter((line) => line.cause === 'volume-full')
    .map((line) => line.camera)
  assert.deepEqual(causes, [lawn, gate])
  for (const reel of await stage.reels()) assert.ok(reel.scan.end, 'every reel ended in order')
})

test('a disk that turns read-only: the stream goes to another volume, and says why where there is none', async (t) => {
  const folder = await scratch(t)
  const [first, second] = [new SmallDisk(folder, 'first', 48), new SmallDisk(folder, 'second', 48)]
  const { stage, volume } = await stageOn(first, MB)
  t.after(() => stage.close())
  const other = await stage.addVolume(second.at, MB)
  const id = randomUUID()
  const { recorder, stream, state, volumeState } = await recording(stage, [id], volume)
  assert.equal(stream(id)?.openReel?.volume, volume.id)
  first.break()
  await until('it moves', () => stream(id)?.openReel?.volume === other.id, 15_000)
  assert.ok(['read-only', 'failing'].includes(volumeState(volume.id)!), volumeState(volume.id))
  second.break()
  await until('nowhere', () => /^no-volume volume-(read-only|failing)$/.test(state(id)), 15_000)
  await stage.end(recorder)
})

test('a disk that is pulled, comes back, and is another one', async (t) => {
  const folder = await scratch(t)
  const disk = new SmallDisk(folder, 'disk', 48)
  const { stage, volume } = await stageOn(disk, MB)
  t.after(() => stage.close())
  const id = randomUUID()
  const { recorder, state } = await recording(stage, [id], volume)
  disk.unmount()
  await until('missing', () => state(id) === 'no-volume volume-missing', 15_000)
  await sleep(1500)
  assert.deepEqual(await readdir(disk.at), [], 'nothing was written into the empty mount point')
  await createVolume(disk.at, {
    volumeId: randomUUID(),
    stationId: stage.stationId,
    dataId: stage.dataId,
    label: 'wrong',
  })
  await until('wrong', () => state(id) === 'no-volume volume-wrong', 15_000)
  assert.deepEqual(await readdir(disk.at), ['volume.json'], 'nor onto another disk')
  run('rm', join(disk.at, 'volume.json'))
  disk.mount()
  await until('recording again', () => state(id) === 'recording', 20_000)
  await stage.end(recorder)
})
