/**
 * Recording: our recorder against ffmpeg copying the same streams to disk, and against ffmpeg piping them into a process
 * that hashes, encrypts and syncs as the recorder does. One after the other in turns, in the same run. Options:
 * `--streams`, `--seconds` of a measuring window, `--warm` seconds before it, `--window` loss window in seconds.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startTestPostgres, type TestPostgres } from '#tests/postgres.ts'
import { type Bench, check, MissingPart, median, round } from './frame.ts'
import { type Cameras, LOAD, openCameras } from './recorder/cameras.ts'
import { type Contender, ffmpegVersion, startCopies, startPipes } from './recorder/ffmpeg.ts'
import { OurRecorder } from './recorder/ours.ts'
import { cpuMs, pssMb } from './recorder/processes.ts'

/** CPU in ms a stream and second, memory in MiB. */
type Cost = { readonly cpu: number; readonly memory: number }
type OurCost = Cost & {
  readonly books: Cost
  readonly postgres: Cost
  readonly fallback: number
  readonly lost: { readonly frames: number; readonly fragments: number }
  readonly held: number
  readonly processes: number
}

type Setting = {
  readonly streams: number
  readonly seconds: number
  readonly warm: number
  readonly lossWindowMs: number
  readonly cameras: Cameras
  readonly postgres: TestPostgres
  say(line: string): void
}

const CONTENDERS = ['ours', 'copy', 'pipe'] as const

export const bench: Bench = async ({ runs, option, say }) => {
  const streams = option('streams', 16)
  const seconds = option('seconds', 15)
  const warm = option('warm', 8)
  const lossWindowMs = option('window', 2) * 1000
  if (!Number.isInteger(streams) || streams < 1 || streams > 512)
    throw new MissingPart('--streams takes 1 to 512')
  const ffmpeg = await ffmpegVersion()
  const cameras = await openCameras(streams)
  const ours: OurCost[] = []
  const copy: Cost[] = []
  const pipe: Cost[] = []
  let postgres: TestPostgres | null = null
  try {
    postgres = await startTestPostgres({ durable: true })
    const setting: Setting = { streams, seconds, warm, lossWindowMs, cameras, postgres, say }
    for (let run = 0; run < runs; run++)
      for (let turn = 0; turn < CONTENDERS.length; turn++) {
        const who = CONTENDERS[(run + turn) % CONTENDERS.length]!
        if (who === 'ours') ours.push(await measureOurs(setting))
        else if (who === 'copy') copy.push(await measureReference(setting, await startCopies(cameras.urls)))
        else pipe.push(await measureReference(setting, await startPipes(cameras.urls, lossWindowMs)))
        const { cpu, memory } = { ours, copy, pipe }[who].at(-1)!
        say(`run ${run + 1}, ${who}: ${round(cpu)} ms a stream-second, ${round(memory)} MiB`)
      }
  } finally {
    await cameras.close()
    await postgres?.stop()
  }
  return summary({ streams, seconds, lossWindowMs, kbps: cameras.kbps, ffmpeg }, ours, copy, pipe)
}

function summary(
  facts: { streams: number; seconds: number; lossWindowMs: number; kbps: number; ffmpeg: string },
  ours: readonly OurCost[],
  copy: readonly Cost[],
  pipe: readonly Cost[],
) {
  const middle = <C>(costs: readonly C[], of: (cost: C) => number) => round(median(costs.map(of)))
  // Of each round first, then the median: what the machine did besides in a round weighs on both sides of it.
  const ratio = (other: readonly Cost[], of: (cost: Cost) => number, our = of as (cost: OurCost) => number) =>
    round(median(ours.map((cost, run) => our(cost) / of(other[run]!))))
  const cost = (costs: readonly Cost[]) => ({
    cpuMsPerStreamSecond: middle(costs, ({ cpu }) => cpu),
    memoryMb: middle(costs, ({ memory }) => memory),
  })
  const sum = (of: (cost: OurCost) => number) => ours.reduce((total, one) => total + of(one), 0)
  const lost = { frames: sum(({ lost }) => lost.frames), fragments: sum(({ lost }) => lost.fragments) }
  const fallback = Math.max(...ours.map((one) => one.fallback))
  const cpu = (one: Cost) => one.cpu
  const memory = (one: Cost) => one.memory
  const ratios = {
    cpuToCopy: ratio(copy, cpu),
    memoryToCopy: ratio(copy, memory),
    cpuToPipe: ratio(pipe, cpu),
    memoryToPipe: ratio(pipe, memory),
    // With key process, jobs and database: what recording costs a machine in all.
    cpuWithBooksToCopy: ratio(copy, cpu, (one) => one.cpu + one.books.cpu + one.postgres.cpu),
    memoryWithBooksToCopy: ratio(copy, memory, (one) => one.memory + one.books.memory + one.postgres.memory),
  }
  const { streams, seconds, lossWindowMs, kbps, ffmpeg } = facts
  return {
    checks: [
      check('CPU, ours / ffmpeg -c copy', ratios.cpuToCopy, { target: 0.65, minimum: 1 }),
      check('pictures lost', lost.frames, { target: 0, minimum: 0 }),
      check('fragments lost', lost.fragments, { target: 0, minimum: 0 }),
      check('streams not recorded by our recorder', fallback, { target: 0, minimum: 0 }),
    ],
    streams,
    seconds,
    server: `samples/rtsp, one process, ${LOAD.width}x${LOAD.height}, ${LOAD.fps}/s, ${kbps} kbit/s, key frame every ${LOAD.groupSeconds} s`,
    ffmpeg,
    lossWindowS: lossWindowMs / 1000,
    ours: {
      ...cost(ours),
      processes: ours[0]!.processes,
      booksCpuMs: middle(ours, ({ books }) => books.cpu),
      booksMemoryMb: middle(ours, ({ books }) => books.memory),
      postgresCpuMs: middle(ours, ({ postgres }) => postgres.cpu),
      postgresMemoryMb: middle(ours, ({ postgres }) => postgres.memory),
      fallback,
    },
    ffmpegCopy: cost(copy),
    ffmpegPipe: cost(pipe),
    ratio: ratios,
    lost,
    held: sum(({ held }) => held),
  }
}

async function measureOurs(setting: Setting): Promise<OurCost> {
  const { cameras, postgres, lossWindowMs, streams, seconds } = setting
  const ours = await OurRecorder.start(cameras, postgres, lossWindowMs)
  try {
    const groups = () => [ours.pids(), ours.bookPids(), ours.postgresPids()]
    const [own, books, database] = await window(setting, ours, groups, (over) => ours.endReels(seconds, over))
    const fallback = await ours.fallback()
    const { frames, fragments, held, rows, reels } = await ours.settle(LOAD.fps)
    setting.say(
      `kept ${held} pictures in ${reels} reels of ${streams} streams, ${rows} rows by then; lost ${frames}`,
    )
    if (rows === 0) throw new Error('no reel got its row: the books were not at work')
    return {
      ...own!,
      books: books!,
      postgres: database!,
      fallback,
      lost: { frames, fragments },
      held,
      processes: ours.pids().length,
    }
  } finally {
    await ours.stop()
  }
}

async function measureReference(setting: Setting, reference: Contender): Promise<Cost> {
  try {
    const [own] = await window(setting, reference, () => [reference.pids()])
    return own!
  } finally {
    await reference.stop()
  }
}

/** Waits until all streams are recorded and warm, then measures what each group of processes uses. */
async function window(
  { streams, seconds, warm }: Setting,
  contender: Contender,
  groups: () => number[][],
  meanwhile: (over: Promise<unknown>) => Promise<void> = async () => undefined,
): Promise<Cost[]> {
  for (const began = performance.now(); (await contender.least()) === 0; await sleep(200))
    if (performance.now() - began > 60_000)
      throw new Error('not every stream is being recorded after a minute')
  await sleep(warm * 1000)
  const least = await contender.least()
  const before = groups().map(cpuMs)
  const began = performance.now()
  const over = sleep(seconds * 1000)
  await Promise.all([over, meanwhile(over)])
  const streamSeconds = (streams * (performance.now() - began)) / 1000
  const pids = groups()
  const after = pids.map(cpuMs)
  if ((await contender.least()) <= least) throw new Error('a stream stood still while it was measured')
  return pids.map((group, n) => ({ cpu: (after[n]! - before[n]!) / streamSeconds, memory: pssMb(group) }))
}
