/**
 * A recorder process (design/seams.md): RTSP in, reels out. No database, no private key. It lives on when everything
 * else is gone, for at most ten seconds without its supervisor.
 */
import { randomUUID } from 'node:crypto'
import { stat, unlink } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Journal } from '../gaps/journal.ts'
import { encodeWire } from '../wire/framed.ts'
import { systemClock } from './clock.ts'
import { readPlan } from './plan.ts'
import { Recorder } from './recorder.ts'
import { RecorderSocket } from './socket.ts'

/** How long reels go on after the supervisor's channel closed: its restart takes over meanwhile. */
const GRACE_MS = 10_000
/** The look costs one `stat`; the plan is read where it changed. */
const PLAN_EVERY_MS = 2000
const LOOK_EVERY_MS = 5000
const ADOPT_EVERY_MS = 20_000
/** A successor records beside its predecessor for this long before it asks it to go: no gap at the seam. */
const OVERLAP_MS = 3000

// Before the first file is opened: eight threads, so that a volume that hangs leaves some to the others.
process.env.UV_THREADPOOL_SIZE ??= '8'

const data = required('MJ_DATA')
const run = required('MJ_RUN')
const shard = Number(required('MJ_SHARD'))
if (!Number.isInteger(shard) || shard < 1) throw new Error('MJ_SHARD is no recorder number')

const clock = systemClock()
const planPath = join(data, 'spool', 'plan.json')
const socketPath = join(run, `recorder-${shard}.sock`)
const runId = randomUUID().slice(0, 8)
const journal = await Journal.open(join(data, 'journal', `camera-${shard}.jsonl`))

const recorder: Recorder = new Recorder({
  shard,
  clock,
  journal: (line) => {
    journal
      .append({ ...line, run: runId })
      .catch((error) => log('journal', { code: (error as NodeJS.ErrnoException).code }))
  },
  sealed: (event) => socket.sendSealed(event),
  log,
})
const socket = new RecorderSocket(recorder, () => void end('quit'))

let planMtimeMs = -1
let reading: Promise<void> = Promise.resolve()
let ending: Promise<void> | null = null
const timers: NodeJS.Timeout[] = []

process.on('SIGTERM', () => void end('SIGTERM'))
process.on('SIGINT', () => void end('SIGINT'))
process.on('SIGHUP', () => replan(true))
process.on('disconnect', () => {
  log('the supervisor is gone')
  timers.push(setTimeout(() => void end('supervisor-died'), GRACE_MS))
})

await mark('recorder-started')
replan(true)
await reading
const predecessor = await speakTo(socketPath)
if (predecessor !== null) {
  await new Promise((resolve) => setTimeout(resolve, OVERLAP_MS))
  await predecessor.takeOver()
}
await unlink(socketPath).catch(() => undefined)
await socket.listen(socketPath)
every(1000, () => {
  recorder.tick()
  socket.sendStatus()
})
every(LOOK_EVERY_MS, () => recorder.look())
every(PLAN_EVERY_MS, () => replan(false))
every(ADOPT_EVERY_MS, () => recorder.adopt())
process.send?.({ ready: true })
guard(recorder.adopt())

/** Reads the plan where it changed. A plan that can't be used leaves what runs as it is, and is read again. */
function replan(always: boolean): void {
  reading = reading.then(async () => {
    if (ending !== null) return
    try {
      const { mtimeMs } = await stat(planPath)
      if (!always && mtimeMs === planMtimeMs) return
      const plan = await readPlan(planPath)
      planMtimeMs = mtimeMs
      await recorder.apply(plan)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code !== 'ENOENT') log('plan', { why: code ?? message })
    }
  })
}

function end(why: string): Promise<void> {
  ending ??= (async () => {
    log('ending', { why })
    for (const timer of timers) clearInterval(timer)
    await reading
    await recorder.stop()
    await mark('recorder-stopped', why === 'supervisor-died' ? why : undefined)
    await journal.close()
    await socket.close()
    await unlink(socketPath).catch(() => undefined)
    process.exit(0)
  })()
  return ending
}

async function mark(
  state: 'recorder-started' | 'recorder-stopped',
  cause?: 'supervisor-died',
): Promise<void> {
  const wallMs = clock.wallMs()
  const at = new Date(wallMs).toISOString()
  const line = {
    at,
    boot: clock.bootId,
    run: runId,
    mono90k: clock.mono90k().toString(),
    shard,
    state,
    sinceMs: wallMs,
    ...(cause === undefined ? {} : { cause }),
  }
  await journal.append(line).catch((error) => log('journal', { code: (error as NodeJS.ErrnoException).code }))
}

/** The recorder that holds the socket now, if one answers there. */
async function speakTo(path: string): Promise<{ takeOver(): Promise<void> } | null> {
  const other = connect({ path })
  const up = await new Promise<boolean>((resolve) => {
    other.once('connect', () => resolve(true))
    other.once('error', () => resolve(false))
  })
  if (!up) return null
  other.on('error', () => undefined)
  other.resume()
  return {
    takeOver: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => other.destroy(), GRACE_MS)
        other.once('close', () => {
          clearTimeout(late)
          resolve()
        })
        other.write(encodeWire({ t: 'quit' }))
      }),
  }
}

function every(ms: number, act: () => unknown): void {
  timers.push(setInterval(() => guard(act()), ms))
}

/** A bug in one of the duties crashes loudly: the supervisor starts again, adoption finishes what was open. */
function guard(work: unknown): void {
  if (!(work instanceof Promise)) return
  work.catch((error) => {
    log('duty failed', { why: (error as NodeJS.ErrnoException).code ?? (error as Error).message })
  })
}

function log(message: string, facts: Record<string, unknown> = {}): void {
  process.stderr.write(
    `${JSON.stringify({ at: new Date().toISOString(), process: `recorder-${shard}`, message, ...facts })}\n`,
  )
}

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new Error(`${name} is not set`)
  return value
}
