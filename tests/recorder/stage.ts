/** A data folder with volume, keyring and plan, and a recorder process on it: what the stories of recording begin with. */
import { type ChildProcess, fork } from 'node:child_process'
import { hash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { keyIdOf, newKeyPair } from '#video/keys/hpke.ts'
import { Keyring } from '#video/keys/keyring.ts'
import { openReelKey } from '#video/keys/reelkey.ts'
import type { Plan, PlanStream } from '#video/recorder/plan.ts'
import type { PackedFragment } from '#video/reel/packed.ts'
import { ReelReader, type ReelScan } from '#video/reel/reader.ts'
import { reelSeal } from '#video/reel/record.ts'
import { createVolume } from '#video/volumes/identity.ts'
import { encodeWire, WireDecoder, type WireMessage } from '#video/wire/framed.ts'

export type StageVolume = { readonly id: string; readonly path: string; readonly reserveBytes: number }

export class Stage {
  readonly data: string
  readonly run: string
  readonly stationId = randomUUID()
  readonly dataId = randomUUID()
  station = newKeyPair()
  readonly volumes: StageVolume[] = []
  readonly keyring: Keyring
  lossWindowMs = 2000
  /** What the forked programs wrote to their logs. */
  said = ''
  #children = new Set<ChildProcess>()

  private constructor(data: string, run: string) {
    this.data = data
    this.run = run
    this.keyring = new Keyring([join(data, 'volume-1', 'keyring'), join(data, 'keyring-2')], this.stationId)
  }

  /** With one volume and a keyring in two copies. `close` removes everything. */
  static async open(reserveBytes = 0): Promise<Stage> {
    const data = await mkdtemp(join(tmpdir(), 'mj-data-'))
    const stage = new Stage(data, await mkdtemp(join(tmpdir(), 'mj-run-')))
    for (const part of ['spool', 'journal', 'volume-1']) await mkdir(join(data, part))
    await stage.addVolume(join(data, 'volume-1'), reserveBytes)
    await stage.keyring.writeStationPublic(stage.station.publicHalf)
    return stage
  }

  async addVolume(path: string, reserveBytes = 0): Promise<StageVolume> {
    const volume = { id: randomUUID(), path, reserveBytes }
    await mkdir(path, { recursive: true })
    const { stationId, dataId } = this
    await createVolume(path, { volumeId: volume.id, stationId, dataId, label: path })
    this.volumes.push(volume)
    return volume
  }

  stream(camera: string, url: string, change: Partial<PlanStream> = {}): PlanStream {
    const volume = this.volumes[0]!.id
    return { camera, stream: 0, url, shard: 1, priority: 5, recorder: 'native', volume, ...change }
  }

  async plan(streams: readonly PlanStream[], change: Partial<Plan> = {}): Promise<void> {
    const plan = {
      v: 1,
      writtenAt: new Date().toISOString(),
      stationId: this.stationId,
      dataId: this.dataId,
      keyId: keyIdOf(this.station.publicHalf).toString('hex'),
      stationPublic: this.station.publicHalf.toString('hex'),
      volumes: this.volumes,
      keyrings: this.keyring.roots,
      lossWindowMs: this.lossWindowMs,
      streams,
      ...change,
    }
    const path = join(this.data, 'spool', 'plan.json')
    await writeFile(`${path}.new`, JSON.stringify(plan), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  /** Forks a recorder and waits until it is in service. */
  async recorder(shard = 1): Promise<ChildProcess> {
    return this.fork('video/recorder/process.ts', { MJ_SHARD: String(shard) })
  }

  /** Forks one of the product's programs and waits until it says that it is ready. */
  async fork(file: string, env: Record<string, string>): Promise<ChildProcess> {
    const child = fork(join(import.meta.dirname, '..', '..', file), [], {
      env: { PATH: process.env.PATH, MJ_DATA: this.data, MJ_RUN: this.run, ...env },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    this.#children.add(child)
    child.stderr?.on('data', (chunk: Buffer) => {
      this.said += chunk.toString()
      if (process.env.MJ_LOUD) process.stderr.write(chunk)
    })
    await new Promise<void>((resolve, reject) => {
      child.on('message', (said) => {
        if ((said as { ready?: unknown }).ready === true) resolve()
      })
      child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${this.said.slice(-2000)}`)))
    })
    return child
  }

  /** Ends a child with a signal and waits for it. */
  async end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#children.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }

  dial(shard = 1): Promise<Line> {
    return Line.open(join(this.run, `recorder-${shard}.sock`))
  }

  /** All reel files by their ending, over all volumes. */
  async files(): Promise<{ path: string; ending: string }[]> {
    const out: { path: string; ending: string }[] = []
    for (const volume of this.volumes)
      for (const name of await readdir(join(volume.path, 'reels'), { recursive: true }).catch(() => []))
        if (/\.(reel|open|suspect-[0-9a-f]+)$/.test(name))
          out.push({ path: join(volume.path, 'reels', name), ending: name.split('.').at(-1)! })
    return out
  }

  /** Reads every finished reel with the station's key, in order of time. */
  async reels(camera?: string): Promise<ReadReel[]> {
    const out: ReadReel[] = []
    for (const { path, ending } of await this.files()) {
      if (ending !== 'reel' || (camera !== undefined && !path.includes(camera))) continue
      out.push(await this.read(path))
    }
    return out.sort((a, b) => Number(a.scan.header.startMono90k - b.scan.header.startMono90k))
  }

  async read(path: string): Promise<ReadReel> {
    const reader = await ReelReader.open(path)
    try {
      const scan = await reader.scan({ verify: true })
      const opened = await openReelKey(this.keyring, this.station.privateHalf, scan.header, [])
      if (opened === null) return { path, scan, fragments: null }
      const seal = reelSeal(opened.reelKey, scan.header.reelId, scan.header.camera)
      const fragments: { entry: PackedFragment; bytes: Buffer }[] = []
      for (const entry of scan.fragments)
        fragments.push({ entry, bytes: (await reader.readFragment(entry, seal)).bytes })
      return { path, scan, fragments }
    } finally {
      await reader.close()
    }
  }

  async journal(shard = 1): Promise<Record<string, unknown>[]> {
    const text = await readFile(join(this.data, 'journal', `camera-${shard}.jsonl`), 'utf8')
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }

  async close(): Promise<void> {
    for (const child of this.#children) await this.end(child, 'SIGKILL')
    await rm(this.data, { recursive: true, force: true })
    await rm(this.run, { recursive: true, force: true })
  }
}

export type ReadReel = {
  readonly path: string
  readonly scan: ReelScan
  /** null where no key opens it. */
  readonly fragments: readonly { entry: PackedFragment; bytes: Buffer }[] | null
}

/** A connection to a recorder's socket. */
export class Line {
  readonly socket: Socket
  readonly messages: WireMessage[] = []

  private constructor(socket: Socket) {
    this.socket = socket
    const decoder = new WireDecoder()
    socket.on('data', (chunk: Buffer) => this.messages.push(...decoder.push(chunk)))
    socket.on('error', () => undefined)
  }

  static async open(path: string): Promise<Line> {
    const socket = connect({ path })
    await once(socket, 'connect')
    return new Line(socket)
  }

  send(json: Record<string, unknown>): void {
    this.socket.write(encodeWire(json))
  }

  close(): void {
    this.socket.destroy()
  }
}

/** Asks again and again until it is true. */
export async function until(
  what: string,
  test: () => boolean | Promise<boolean>,
  ms = 20_000,
): Promise<void> {
  for (const started = Date.now(); !(await test()); await sleep(50))
    if (Date.now() - started > ms) throw new Error(`waited ${ms} ms in vain: ${what}`)
}

/** The samples of a fragment (`moof+mdat`), by the sizes in its `trun`. */
export function samplesOf(fragment: Buffer): Buffer[] {
  const trun = fragment.indexOf('trun')
  const moof = fragment.readUInt32BE(0)
  const flags = fragment.readUInt32BE(trun + 4) & 0xffffff
  const count = fragment.readUInt32BE(trun + 8)
  const stride = flags & 0x800 ? 16 : 12
  const out: Buffer[] = []
  let at = moof + 8
  for (let n = 0; n < count; n++) {
    const size = fragment.readUInt32BE(trun + 16 + n * stride + 4)
    out.push(fragment.subarray(at, at + size))
    at += size
  }
  if (at !== fragment.length) throw new Error('sample sizes do not fill the fragment')
  return out
}

/** SHA-256 (hex) of a sample's last NAL unit: its slice. */
export function sliceHash(sample: Buffer): string {
  let last = sample
  for (let at = 0; at < sample.length; ) {
    const size = sample.readUInt32BE(at)
    last = sample.subarray(at + 4, at + 4 + size)
    at += 4 + size
  }
  return hash('sha256', last)
}
