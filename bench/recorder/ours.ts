/** Our side of the comparison: the recorder process, and the processes that keep its books, on a real station. */
import type { ChildProcess } from 'node:child_process'
import type { TestPostgres } from '#tests/postgres.ts'
import { type Line, until } from '#tests/recorder/stage.ts'
import { StageStation } from '#tests/recorder/station.ts'
import { readPlan } from '#video/recorder/plan.ts'
import type { Cameras } from './cameras.ts'
import type { Contender } from './ffmpeg.ts'
import { auditedFaults, type Losses, lossesOf } from './losses.ts'
import { withDescendants } from './processes.ts'

/** `camerasPerProcess` of the product. */
const STREAMS_A_PROCESS = 64

type StreamStatus = { camera: string; state: string; openReel?: { writtenThroughMono90k: string } }

export class OurRecorder implements Contender {
  readonly #station: StageStation
  readonly #cameras: Cameras
  readonly #postgres: TestPostgres
  readonly #ids: readonly string[]
  readonly #recorders: ChildProcess[]
  readonly #books: ChildProcess[]
  readonly #lines: Line[]
  readonly #first: readonly number[]

  private constructor(parts: {
    station: StageStation
    cameras: Cameras
    postgres: TestPostgres
    ids: readonly string[]
    recorders: ChildProcess[]
    books: ChildProcess[]
    lines: Line[]
    first: readonly number[]
  }) {
    this.#station = parts.station
    this.#cameras = parts.cameras
    this.#postgres = parts.postgres
    this.#ids = parts.ids
    this.#recorders = parts.recorders
    this.#books = parts.books
    this.#lines = parts.lines
    this.#first = parts.first
  }

  /**
   * A new station with one camera a stream; resolves when its recorders are in service.
   * @throws what kept it from that, after everything it started has ended.
   */
  static async start(cameras: Cameras, postgres: TestPostgres, lossWindowMs: number): Promise<OurRecorder> {
    const station = await StageStation.open(postgres)
    try {
      return await OurRecorder.#startOn(station, cameras, postgres, lossWindowMs)
    } catch (error) {
      await station.close()
      throw error
    }
  }

  static async #startOn(
    station: StageStation,
    cameras: Cameras,
    postgres: TestPostgres,
    lossWindowMs: number,
  ): Promise<OurRecorder> {
    const { stage } = station
    stage.lossWindowMs = lossWindowMs
    const ids: string[] = []
    for (const url of cameras.urls) ids.push(await station.addCamera(url))
    const books = [await station.keys(), await station.jobs()]
    await until(
      'a plan with all streams',
      async () => (await readPlan(station.planPath).catch(() => null))?.streams.length === ids.length,
      60_000,
    )
    const first = await cameras.sent()
    const shards = Array.from({ length: Math.ceil(ids.length / STREAMS_A_PROCESS) }, (_, n) => n + 1)
    const recorders: ChildProcess[] = []
    const lines: Line[] = []
    for (const shard of shards) {
      recorders.push(await stage.recorder(shard))
      const line = await stage.dial(shard)
      line.send({ t: 'status' })
      lines.push(line)
    }
    return new OurRecorder({ station, cameras, postgres, ids, recorders, books, lines, first })
  }

  pids(): number[] {
    return this.#recorders.map((child) => child.pid!)
  }

  /** Keys and jobs. */
  bookPids(): number[] {
    return this.#books.map((child) => child.pid!)
  }

  postgresPids(): number[] {
    return withDescendants(this.#postgres.pid)
  }

  async least(): Promise<number> {
    const through = this.#status().map(({ openReel }) => Number(openReel?.writtenThroughMono90k ?? 0))
    return through.length === this.#ids.length ? Math.min(...through) : 0
  }

  /** Streams that are not recorded natively, or not recorded. */
  async fallback(): Promise<number> {
    const plan = await readPlan(this.#station.planPath)
    const recording = this.#status().filter(({ state }) => state === 'recording').length
    return plan.streams.filter(({ recorder }) => recorder !== 'native').length + this.#ids.length - recording
  }

  /**
   * Ends as many reels by order as end by themselves in this time, since a measuring window is shorter than a reel:
   * new keys, folders, rows and syncs belong to what recording costs.
   */
  async endReels(seconds: number, done: Promise<unknown>): Promise<void> {
    const every = 60_000 / this.#ids.length
    let over = false
    done.then(() => {
      over = true
    })
    for (let n = 0; n < Math.floor((seconds * 1000) / every); n++) {
      await new Promise((next) => setTimeout(next, every))
      if (over) return
      const camera = this.#ids[n % this.#ids.length]!
      for (const line of this.#lines) line.send({ t: 'cut', id: `c${n}`, camera, stream: 0 })
    }
  }

  /** Ends the recorders in order and compares what they kept with what was sent. */
  async settle(fps: number): Promise<Losses & { rows: number; reels: number }> {
    const { stage } = this.#station
    const window = Math.ceil((stage.lossWindowMs / 1000) * fps)
    const sent = await this.#cameras.sent()
    for (const child of this.#recorders) await stage.end(child)
    const total: Losses = { frames: 0, fragments: 0, held: 0 }
    let count = 0
    for (const [n, id] of this.#ids.entries()) {
      const reels = await stage.reels(id)
      const due = Math.max(this.#first[n]!, sent[n]! - window)
      const { frames, fragments, held } = lossesOf(
        reels,
        { first: this.#first[n]!, due },
        this.#cameras.slices,
      )
      total.frames += frames
      total.fragments += fragments
      total.held += held
      for (const reel of reels) total.fragments += await auditedFaults(stage, reel)
      count += reels.length
    }
    const [row] = await this.#station.rows<{ count: bigint }>('select count(*) from reel')
    return { ...total, rows: Number(row!.count), reels: count }
  }

  async stop(): Promise<void> {
    for (const line of this.#lines) line.close()
    await this.#station.close()
  }

  #status(): StreamStatus[] {
    return this.#lines.flatMap(({ messages }) => {
      const at = messages.findLastIndex(({ json }) => json.t === 'status')
      const found = (messages[at]?.json.streams ?? []) as StreamStatus[]
      messages.splice(0, Math.max(0, at))
      return found
    })
  }
}
