/**
 * A supervised child: started, watched, restarted with backoff, its deaths journaled. `kill -9` of any child is a
 * normal event here; what its absence means for images is said by the gap finder, not hidden by the restart.
 */
import { type ChildProcess, fork } from 'node:child_process'
import type { OutageJournal } from './journal.ts'

export type ChildPlan = {
  readonly name: string
  /** Starts the process; called for each (re)start. */
  readonly spawn: () => ChildProcess
  /** `message`: ready when it sends {ready:true}; otherwise a function that waits. */
  readonly ready: 'message' | ((child: ChildProcess) => Promise<void>)
  /** How long a stop may take before SIGKILL, ms. */
  readonly stopMs?: number
  readonly stopSignal?: NodeJS.Signals
}

const backoffMs = [200, 400, 800, 1500, 3000, 5000]

export class Supervised {
  readonly plan: ChildPlan
  readonly #journal: OutageJournal
  #child: ChildProcess | null = null
  #stopping = false
  #fails = 0
  #since = 0
  #timer: NodeJS.Timeout | null = null
  state: 'down' | 'starting' | 'ready' = 'down'
  restarts = 0

  constructor(plan: ChildPlan, journal: OutageJournal) {
    this.plan = plan
    this.#journal = journal
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Resolves when the process first says it is in service. */
  start(): Promise<void> {
    return new Promise((resolve) => this.#launch(resolve))
  }

  #launch(first?: () => void): void {
    const child = this.plan.spawn()
    this.#child = child
    this.state = 'starting'
    this.#since = Date.now()
    this.#journal.write({ process: this.plan.name, what: 'started', pid: child.pid })
    const isReady = (): void => {
      if (this.#child !== child || this.state === 'ready') return
      this.state = 'ready'
      this.#journal.write({ process: this.plan.name, what: 'ready', pid: child.pid })
      first?.()
      first = undefined
    }
    if (typeof this.plan.ready === 'function')
      this.plan.ready(child).then(isReady, () => child.kill('SIGTERM'))
    child.on('message', (m) => {
      if (typeof m === 'object' && m !== null && (m as { ready?: unknown }).ready === true) isReady()
    })
    child.on('error', (e) => process.stderr.write(`${this.plan.name}: ${e.message}\n`))
    child.on('exit', (code, signal) => this.#gone(child, code, signal, first))
  }

  #gone(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null, first?: () => void): void {
    if (this.#child !== child) return
    this.#child = null
    this.state = 'down'
    const what = this.#stopping ? 'stopped' : 'died'
    this.#journal.write({ process: this.plan.name, what, pid: child.pid, code, signal })
    if (this.#stopping) return
    this.restarts++
    // A process that ran well for a minute starts afresh: one crash a day must not slow the next restart.
    this.#fails = Date.now() - this.#since > 60_000 ? 0 : this.#fails + 1
    const wait = backoffMs[Math.min(Math.max(this.#fails - 1, 0), backoffMs.length - 1)]!
    process.stderr.write(`${this.plan.name} ended (${signal ?? code}); starting again in ${wait} ms\n`)
    this.#timer = setTimeout(() => this.#launch(first), wait)
  }

  /** From here on its end is no death: it may come by the same signal that reached us. */
  expectEnd(): void {
    this.#stopping = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  send(message: object): void {
    if (this.#child?.connected) this.#child.send(message)
  }

  /** Asks the process to stop; kills it when it doesn't within the plan's time. */
  async stop(): Promise<void> {
    this.expectEnd()
    const child = this.#child
    if (!child) return
    await new Promise<void>((resolve) => {
      const kill = setTimeout(() => child.kill('SIGKILL'), this.plan.stopMs ?? 8000)
      child.once('exit', () => {
        clearTimeout(kill)
        resolve()
      })
      child.kill(this.plan.stopSignal ?? 'SIGTERM')
    })
  }
}

/** Forks one of our own TypeScript programs with exactly the environment it needs. */
export function forkProgram(
  file: string,
  env: NodeJS.ProcessEnv,
  options: { args?: string[]; detached?: boolean; quiet?: boolean } = {},
): ChildProcess {
  return fork(file, options.args ?? [], {
    env,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // stdout belongs to the supervisor's answers: what a child says there is a log line.
    stdio: ['ignore', options.quiet ? 'ignore' : 2, 2, 'ipc'],
    detached: options.detached ?? false,
    serialization: 'json',
  })
}
