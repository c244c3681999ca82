/**
 * The cameras that are recorded: a process of their own, so that what they cost is nobody's. One synthetic source a
 * stream; each numbers its pictures.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CameraServer } from '#samples/rtsp/server.ts'
import { type LoopOptions, loadLoop, STANDARD_LOAD, SyntheticSource } from '#samples/rtsp/synthetic.ts'
import { answerOf } from './processes.ts'

/** What one stream carries. */
export const LOAD: LoopOptions = STANDARD_LOAD

export type Cameras = {
  readonly urls: readonly string[]
  /** SHA-256 (hex) of each coded slice of the loop, in the order it is sent after a client has come. */
  readonly slices: readonly string[]
  readonly kbps: number
  /** Pictures each source has made so far: the next one carries this number. */
  sent(): Promise<number[]>
  close(): Promise<void>
}

type Opened = { port: number; slices: string[]; kbps: number }

/** Starts the camera process. */
export async function openCameras(streams: number): Promise<Cameras> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    env: { PATH: process.env.PATH, MJ_BENCH_STREAMS: String(streams) },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { port, slices, kbps } = (await answerOf(child)) as Opened
  return {
    urls: Array.from({ length: streams }, (_, n) => `rtsp://127.0.0.1:${port}/${n}`),
    slices,
    kbps,
    async sent() {
      child.send('sent')
      return (await answerOf(child)) as number[]
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

async function serve(streams: number): Promise<void> {
  const loop = await loadLoop(LOAD, join(tmpdir(), 'mj-loops'))
  const sources = Array.from({ length: streams }, () => new SyntheticSource(loop, Date.now))
  const camera = await CameraServer.open({
    auth: 'none',
    paths: Object.fromEntries(sources.map((source, n) => [`/${n}`, source])),
    now: Date.now,
  })
  process.on('message', () => process.send?.(sources.map((source) => source.sent)))
  process.on('disconnect', () => process.exit(0))
  const slices: string[] = []
  for (const [slice, place] of sources[0]!.hashes()) slices[place] = slice
  const bytes = loop.pictures.reduce(
    (sum, { nals }) => sum + nals.reduce((all, nal) => all + nal.length, 0),
    0,
  )
  const kbps = Math.round((bytes * 8 * LOAD.fps) / loop.pictures.length / 1000)
  process.send?.({ port: camera.port, slices, kbps } satisfies Opened)
}

if (process.env.MJ_BENCH_STREAMS !== undefined) await serve(Number(process.env.MJ_BENCH_STREAMS))
