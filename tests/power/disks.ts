/** Two volumes under a product, what is done to them, and what must be true while it lasts and afterwards (disk.root.ts). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { chownSync, readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { serverUser } from '#db/postgres/user.ts'
import { alarmTexts } from '#server/alarms/text.ts'
import { readVolume, type VolumeIdentity } from '#video/volumes/identity.ts'
import { text as storageText } from '#web/storage/text.ts'
import { Person } from '../crash/person.ts'
import { missing, type Span } from '../crash/spans.ts'
import { type GapRow, Truth } from '../crash/truth.ts'
import { type Product, runTool, startProduct } from '../product.ts'
import { Ear } from './ear.ts'
import { idOf, keptFindings, reelFiles } from './kept.ts'
import { LoopDisk } from './loop.ts'
import { makeStranger, photographed } from './stranger.ts'

export type Volume = { readonly label: string; readonly disk: LoopDisk; readonly identity: VolumeIdentity }

export type Fault = {
  begin(): Promise<void> | void
  /** What the volume is called while it lasts: one of these. */
  readonly states: readonly string[]
  /** What a gap that it made may say. */
  readonly causes: readonly string[]
  heal(): Promise<void>
  /** Healed before a probe can find it still broken, which would put the next one off: told by what stays of it. */
  readonly brief?: boolean
}

type Round = { readonly name: string; readonly causes: readonly string[]; readonly from: number; to: number }
type Owner = { readonly uid: number; readonly gid: number }

const MEGABYTES = 384
/** Smaller holes are a slow sample camera, not a loss. */
const LEAST_HOLE_MS = 1000
/** What was not declared durable when the fault came, and how late it was seen. */
const BEFORE_MS = 6000
const AFTER_MS = 8000

async function until(what: string, check: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`)
    await sleep(150)
  }
}

export class DiskStory {
  readonly product: Product
  readonly first: Volume
  readonly second: Volume
  readonly #spare: LoopDisk
  readonly #owner: Owner
  readonly #ear: Ear
  readonly #began = Date.now()
  readonly #rounds: Round[] = []
  readonly #strange: string[] = []

  private constructor(product: Product, volumes: readonly [Volume, Volume], spare: LoopDisk, owner: Owner) {
    this.product = product
    ;[this.first, this.second] = volumes
    this.#spare = spare
    this.#owner = owner
    this.#ear = new Ear(product)
  }

  /** The product with its sample cameras on two disks: the first without a journal, so that it stays writable. */
  static async begin(): Promise<DiskStory> {
    const owner = (await serverUser()) as Owner
    const size = { megabytes: MEGABYTES, owner }
    const disks = [
      await LoopDisk.make({ ...size, journal: false, breakable: true }),
      await LoopDisk.make(size),
    ] as const
    const spare = await LoopDisk.make({ megabytes: 32, owner })
    const labels = ['甲盘', '乙盘']
    const volumes = disks.map(({ at }, i) => ({ path: at, label: labels[i], reserveMb: 64 }))
    const product = await startProduct({
      sample: true,
      env: { MJ_SAMPLE_SOURCE: 'loop', MINGJIAN_VOLUMES: JSON.stringify(volumes) },
    })
    const [first, second] = await Promise.all(
      disks.map(async (disk, i) => ({
        label: labels[i]!,
        disk,
        identity: (await readVolume(disk.at)) as VolumeIdentity,
      })),
    )
    const story = new DiskStory(product, [first!, second!], spare, owner)
    await until('both volumes are recorded to', () => story.#onEach())
    return story
  }

  async close(): Promise<void> {
    if (process.env.MJ_LOUD) process.stderr.write(`${JSON.stringify(this.#ear.last)}\n${this.product.said()}`)
    this.#ear.close()
    await this.product.stop()
    for (const disk of [this.#spare, this.second.disk, this.first.disk]) await disk.remove()
  }

  /** One fault from beginning to end: named, alarmed, told in both languages; the other volume takes over; recovery. */
  async fault(name: string, volume: Volume, fault: Fault): Promise<void> {
    await until('a minute before it, all is well', () => this.#isWell())
    const other = volume === this.first ? this.second : this.first
    const before = this.#files()
    const round = this.#round(name, fault.causes)
    await fault.begin()
    await until(`${volume.label} is ${fault.states}`, () => fault.states.includes(this.#stateOf(volume)))
    await until(`${name}: everything is recorded on the other volume`, () => this.#allOn(other))
    if (fault.brief) await fault.heal()
    await this.named(volume, fault.states, !fault.brief)
    if (!fault.brief) await fault.heal()
    await this.#wellAgain(round, before)
  }

  /** The volume is called one of these: by its recorder, as an alarm; while it lasts on the pages and at the command line. */
  async named(volume: Volume, states: readonly string[], lasts = true): Promise<void> {
    const { volumeId } = volume.identity
    const since = new Date()
    await until(`${volume.label} is ${states}`, () => states.includes(this.#stateOf(volume)))
    const state = this.#stateOf(volume)
    await until(`an alarm says ${state} of ${volume.label}`, () =>
      this.#ask(
        async (truth) =>
          (await truth.count(
            `select 1 from alarm where code = 'volume-not-ok' and subject = $1 and detail like $2
               and (over_at is null or over_at > $3)`,
            [volumeId, `${state}%`, since],
          )) > 0,
      ),
    )
    const { zh, en } = storageText
    assert.ok(zh.volumeStates[state] && en.volumeStates[state], `the storage page has no words for ${state}`)
    if (!lasts) return
    const told = await runTool(this.product, 'server/alarms/list.ts', [this.product.folder])
    assert.match(told.text, new RegExp(`volume-not-ok {2}${volume.label} {2}`), told.text)
    for (const text of [alarmTexts.zh, alarmTexts.en])
      assert.ok(told.text.includes(text['volume-not-ok'].next), told.text)
    assert.equal(told.code, 3)
    const keeper = await new Person(this.product).signIn('keeper')
    const { body } = await keeper.ask('GET', '/api/health')
    const part = (body.parts as { name: string; ok: boolean; detail: string }[]).find(
      (p) => p.name === 'volumes',
    )
    assert.equal(body.ok, false)
    assert.match(String(part?.detail), new RegExp(`${volumeId}: `), JSON.stringify(body))
  }

  /** Gone at once, with files open on it; what is left is an empty folder that the product could write to. */
  async pull(volume: Volume): Promise<void> {
    await volume.disk.pull()
    chownSync(volume.disk.at, this.#owner.uid, this.#owner.gid)
  }

  /**
   * First nothing stands in the volume's place, then another disk: a volume of ours, or another station's.
   * Neither is written to, and nothing of what lies there is taken up.
   */
  async untouchedWhile(
    volume: Volume,
    whose: 'another volume' | 'another station',
    seen: () => Promise<void>,
  ) {
    const { at } = volume.disk
    assert.deepEqual(readdirSync(at), [], 'something was written where the disk should be')
    const ours = volume.identity
    const identity =
      whose === 'another volume'
        ? { ...ours, volumeId: randomUUID() }
        : { volumeId: randomUUID(), stationId: randomUUID(), dataId: randomUUID(), label: '他站' }
    const camera = (await this.#ask((truth) => truth.cameras()))[0]!.id
    const place = { stationId: ours.stationId, camera }
    this.#strange.push(...(await makeStranger(this.#spare, identity, place, this.#owner)))
    await this.#spare.unmount()
    await this.#spare.mount(at)
    const before = photographed(at)
    await seen()
    // Long enough for the gap finder, which looks for unregistered reels every five seconds.
    await sleep(7000)
    const after = photographed(at)
    await this.#spare.unmount(at)
    await this.#spare.mount()
    assert.deepEqual(after, before, `${whose}'s disk was written to`)
  }

  /** No room anywhere: recording stops and says why, nothing is deleted; room brings it back. */
  async fullEverywhere(): Promise<void> {
    await until('all is well', () => this.#isWell())
    const before = this.#files()
    const round = this.#round('full', ['volume-full'])
    for (const { disk } of [this.first, this.second]) await disk.fill(true)
    const streams = () => this.#ear.last?.streams ?? []
    await until('every stream stops for want of space', () =>
      streams().every((s) => s.state === 'no-volume' && s.cause === 'volume-full'),
    )
    await this.named(this.first, ['full'])
    await until('each stream has its alarm', () =>
      this.#ask(async (truth) => {
        const told = `select 1 from alarm where code = 'camera-not-recording' and detail = 'volume-full' and over_at is null`
        return (await truth.count(told)) === streams().length
      }),
    )
    for (const { disk } of [this.first, this.second]) await disk.fill(false)
    await this.#wellAgain(round, before)
  }

  /** The product is started without a volume, finds another station's in its place, and gets it back. */
  async awayAtStart(volume: Volume): Promise<void> {
    await until('all is well', () => this.#isWell())
    const round = this.#round('away at start', ['volume-missing', 'stopped', 'closed', 'refused'])
    await this.product.halt()
    // Both are taken off, so that from here on what is read is on the disk.
    for (const { disk } of [this.first, this.second]) await disk.unmount()
    const other = volume === this.first ? this.second : this.first
    await other.disk.mount()
    chownSync(volume.disk.at, this.#owner.uid, this.#owner.gid)
    await this.product.again()
    await this.named(volume, ['missing'])
    await until('everything is recorded on the other volume', () => this.#allOn(other))
    await this.untouchedWhile(volume, 'another station', () => this.named(volume, ['wrong']))
    await volume.disk.mount()
    await this.#wellAgain(round, null)
  }

  /** What is wrong in the end, asked again until nothing is or the reels left for adoption had their time. */
  async findings(): Promise<string[]> {
    const end = Date.now()
    this.#ear.cutAll()
    for (;;) {
      const found = await this.#ask((truth) => this.#judge(truth, end))
      if (found.length === 0 || Date.now() > end + 90_000) return found
      await sleep(3000)
    }
  }

  async #judge(truth: Truth, end: number): Promise<string[]> {
    const open = new Set((this.#ear.last?.streams ?? []).flatMap((s) => (s.openReel ? [s.openReel.id] : [])))
    const found = await keptFindings(
      truth,
      [this.first.disk.at, this.second.disk.at],
      this.#ear.declared,
      open,
    )
    for (const id of this.#strange)
      if ((await truth.count('select 1 from reel where id = $1::uuid', [id])) > 0)
        found.push(`${id} was taken from another disk`)
    const causes = new Map<Round, Set<string>>(this.#rounds.map((round) => [round, new Set()]))
    for (const camera of await truth.cameras()) {
      const recorded = await truth.recorded(camera.id)
      const gaps = await truth.gaps(camera.id)
      const whole = { from: this.#began + 3000, to: Math.min(end, Math.max(...recorded.map((s) => s.to))) }
      if (whole.to < this.#rounds.at(-1)!.to) found.push(`${camera.name}: rows end before the last recovery`)
      for (const hole of missing(whole, recorded, LEAST_HOLE_MS))
        found.push(...this.#explain(camera.name, hole, gaps, causes))
      for (const gap of gaps.filter((one) => !one.hasEntry))
        found.push(`${camera.name}: the gap at ${iso(gap.from)} has no entry`)
    }
    return found
  }

  #explain(
    camera: string,
    hole: Span,
    gaps: readonly GapRow[],
    seen: ReadonlyMap<Round, Set<string>>,
  ): string[] {
    const where = `${camera}: ${Math.round(hole.to - hole.from)} ms missing at ${iso(hole.from)}`
    const near = this.#rounds.filter((r) => hole.from < r.to + AFTER_MS && hole.to > r.from - BEFORE_MS)
    if (near.length === 0) return [`${where}, and no fault explains it`]
    if (hole.from < near[0]!.from - BEFORE_MS)
      return [`${where}: durable pictures are gone (${near[0]!.name})`]
    const rows = gaps.filter((gap) => gap.from < hole.to && gap.to > hole.from)
    if (missing(hole, rows, LEAST_HOLE_MS).length > 0) return [`${where} without a gap row`]
    for (const round of near) for (const { cause } of rows) seen.get(round)!.add(cause)
    const allowed = near.flatMap((round) => round.causes)
    return rows
      .filter(({ cause }) => !allowed.includes(cause))
      .map(({ cause }) => `${where}: the gap says ${cause} (${near.map((r) => r.name).join(', ')})`)
  }

  async #wellAgain(round: Round, before: ReadonlySet<string> | null): Promise<void> {
    await until(`${round.name}: it is over by itself`, () => this.#isWell(), 60)
    round.to = Date.now()
    process.stderr.write(`${round.name}: ${((round.to - round.from) / 1000).toFixed(1)} s\n`)
    const now = this.#files()
    const gone = [...(before ?? [])].filter((id) => !now.has(id))
    assert.deepEqual(gone, [], `${round.name}: reels are gone`)
  }

  #round(name: string, causes: readonly string[]): Round {
    const round = { name, causes, from: Date.now(), to: Number.POSITIVE_INFINITY }
    this.#rounds.push(round)
    return round
  }

  #stateOf({ identity }: Volume): string {
    return this.#ear.last?.volumes.find((one) => one.id === identity.volumeId)?.state ?? 'unknown'
  }

  #isWell(): boolean {
    const { last } = this.#ear
    if (last === null || Date.now() - last.wallMs > 3000) return false
    const durable = last.streams.every(
      ({ openReel }) =>
        openReel !== undefined && BigInt(openReel.durableThroughMono90k) > BigInt(openReel.startMono90k),
    )
    return (
      last.streams.length > 0 &&
      durable &&
      last.streams.every((one) => one.state === 'recording') &&
      [this.first, this.second].every((volume) => this.#stateOf(volume) === 'ok')
    )
  }

  #allOn({ identity }: Volume): boolean {
    const streams = this.#ear.last?.streams ?? []
    return (
      streams.length > 0 &&
      streams.every((one) => one.state === 'recording' && one.openReel?.volume === identity.volumeId)
    )
  }

  #onEach(): boolean {
    const used = new Set(this.#ear.last?.streams.map((one) => one.openReel?.volume))
    return this.#isWell() && [this.first, this.second].every(({ identity }) => used.has(identity.volumeId))
  }

  #files(): Set<string> {
    return new Set([this.first, this.second].flatMap(({ disk }) => reelFiles(disk.at)).map(idOf))
  }

  async #ask<T>(act: (truth: Truth) => Promise<T>): Promise<T> {
    const truth = await Truth.of(this.product)
    try {
      return await act(truth)
    } finally {
      await truth.close()
    }
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
