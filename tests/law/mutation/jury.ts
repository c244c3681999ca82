/** Workers that judge mutants, one a core. One that loops or eats its memory is ended, and its mutant counts as killed. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Modules, ROOT, reached, testsOf } from './modules.ts'
import type { Mutant } from './mutants.ts'

export type Task = {
  readonly number: number
  readonly file: string
  /** Null: nothing is changed, to see that the tests pass. */
  readonly source: string | null
  readonly tests: readonly string[]
  readonly reached: readonly string[]
  /** Questions that the change doesn't reach: tests named `QUESTION: …` of these are left out. */
  readonly others: readonly string[]
}
export type Verdict = { readonly number: number; readonly killedBy: string | null; readonly why: string }
export type Judged = { readonly mutant: Mutant; readonly killedBy: string | null }

/** After so many mutants a worker is replaced: modules once loaded stay in memory. */
const TERM = 150

export class Jury {
  readonly #modules: Modules
  readonly #texts: ReadonlyMap<string, string>
  readonly #limitMs: number

  /** @param limitMs one mutant's time; what takes longer loops. */
  constructor(modules: Modules, files: readonly string[], limitMs: number) {
    this.#modules = modules
    this.#texts = new Map(files.map((file) => [file, modules.text(file)]))
    this.#limitMs = limitMs
  }

  /** @param each called as verdicts come in. @returns in the order given. */
  async judge(
    mutants: readonly Mutant[],
    each: (judged: Judged) => void = () => {},
  ): Promise<readonly Judged[]> {
    const judged: Judged[] = []
    let next = 0
    const seat = async (): Promise<void> => {
      let member: Member | null = null
      let served = 0
      while (next < mutants.length) {
        const number = next++
        const mutant = mutants[number]!
        if (served >= TERM) {
          await member?.dismiss()
          member = null
        }
        if (member === null) {
          member = new Member(this.#texts, this.#limitMs)
          served = 0
        }
        served++
        const verdict = await member.ask(this.#task(number, mutant.file, mutant.source))
        if (verdict === null) member = null
        judged[number] = { mutant, killedBy: verdict === null ? 'time' : verdict.killedBy }
        each(judged[number])
      }
      await member?.dismiss()
    }
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), mutants.length) }, seat))
    return judged
  }

  /** Judges each test file unchanged. @returns what fails, null where all pass. */
  async unchanged(): Promise<string | null> {
    const member = new Member(this.#texts, 10 * this.#limitMs)
    const { tests } = this.#modules
    const verdict = await member.ask({ number: 0, file: '', source: null, tests, reached: [], others: [] })
    await member.dismiss()
    if (verdict === null) return 'the tests do not end'
    return verdict.killedBy === null ? null : `${verdict.killedBy}: ${verdict.why}`
  }

  #task(number: number, file: string, source: string): Task {
    const isReached = new Set(reached(file, [...this.#texts.keys()], this.#modules))
    const others = [...this.#texts.keys()]
      .filter((one) => one.startsWith('law/questions/') && !isReached.has(one))
      .map((one) => one.slice('law/questions/'.length, -'.ts'.length))
    return { number, file, source, tests: testsOf(file, this.#modules), reached: [...isReached], others }
  }
}

class Member {
  readonly #worker: Worker
  readonly #limitMs: number
  readonly #ready: Promise<unknown>
  #heard: (verdict: Verdict | null) => void = () => {}

  constructor(texts: ReadonlyMap<string, string>, limitMs: number) {
    this.#limitMs = limitMs
    this.#worker = new Worker(new URL('./judge.ts', import.meta.url), {
      workerData: { root: ROOT, texts },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    })
    this.#ready = new Promise<void>((resolve) => {
      this.#worker.once('message', () => resolve())
      this.#worker.once('exit', () => resolve())
    })
    this.#worker.on('message', (said) => said !== 'ready' && this.#heard(said as Verdict))
    this.#worker.on('error', () => this.#heard(null))
    this.#worker.on('exit', () => this.#heard(null))
  }

  /** Null: it took too long or too much memory, and the worker is gone. */
  async ask(task: Task): Promise<Verdict | null> {
    await this.#ready
    const verdict = await new Promise<Verdict | null>((resolve) => {
      const late = setTimeout(() => resolve(null), this.#limitMs)
      this.#heard = (said) => {
        clearTimeout(late)
        resolve(said)
      }
      this.#worker.postMessage(task)
    })
    if (verdict === null) await this.dismiss()
    return verdict
  }

  async dismiss(): Promise<void> {
    await this.#worker.terminate()
  }
}
