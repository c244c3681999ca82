/** The references: ffmpeg copying each stream into an fMP4 file, and ffmpeg piping it to a process that seals it. */
import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { MissingPart } from '../frame.ts'
import type { PipeReport } from './pipe.ts'
import { answerOf, withDescendants } from './processes.ts'

export const FFMPEG_IN = ['-nostdin', '-nostats', '-v', 'fatal', '-rtsp_transport', 'tcp', '-i']
/** One fragment from key frame to key frame, as the recorder cuts. */
export const FFMPEG_OUT = [
  ...['-map', '0:v', '-c', 'copy', '-f', 'mp4'],
  ...['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-y'],
]

/** Something that records all streams at once, in processes of its own. */
export type Contender = {
  /** Every process whose cost is its. */
  pids(): number[]
  /** Bytes or pieces recorded so far by the stream that has least: it must grow while it is measured. */
  least(): Promise<number>
  stop(): Promise<void>
}

/** @throws MissingPart where there is no ffmpeg. @returns its version line. */
export async function ffmpegVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('ffmpeg', ['-version'])
    return stdout.split('\n')[0]!.split(' ').slice(0, 3).join(' ')
  } catch {
    throw new MissingPart(
      'this measurement compares with ffmpeg, which is not installed (Debian: apt-get install ffmpeg)',
    )
  }
}

export async function startCopies(urls: readonly string[]): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'mj-copy-'))
  const files = urls.map((_, n) => join(folder, `${n}.mp4`))
  const children = urls.map((url, n) =>
    spawn('ffmpeg', [...FFMPEG_IN, url, ...FFMPEG_OUT, files[n]!], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  return {
    pids: () => children.map((child) => child.pid!),
    async least() {
      const sizes = files.map((file) =>
        stat(file).then(
          ({ size }) => size,
          () => 0,
        ),
      )
      return Math.min(...(await Promise.all(sizes)))
    },
    async stop() {
      await Promise.all(children.map((child) => ended(child, 'SIGKILL')))
      await rm(folder, { recursive: true })
    },
  }
}

export async function startPipes(urls: readonly string[], lossWindowMs: number): Promise<Contender> {
  const folder = await mkdtemp(join(tmpdir(), 'mj-pipe-'))
  const child = fork(fileURLToPath(new URL('pipe.ts', import.meta.url)), [], {
    env: { PATH: process.env.PATH, MJ_BENCH_PIPE: '1', UV_THREADPOOL_SIZE: '8' },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.send({ urls, folder, lossWindowMs })
  return {
    pids: () => withDescendants(child.pid!),
    async least() {
      child.send('report')
      return ((await answerOf(child)) as PipeReport).fewest
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.disconnect()
        await gone
      }
      await rm(folder, { recursive: true })
    },
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
