/**
 * Kills one process after another with SIGKILL while cameras record and a person works, then asks the registers and
 * the disk what became of it. Causes are known because they were injected.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Product } from '../product.ts'
import { logFindings } from './ledger-check.ts'
import { Person } from './person.ts'
import { missing, type Span } from './spans.ts'
import { Truth } from './truth.ts'

export type Victim = 'recorder-1' | 'web' | 'keys' | 'postgres' | 'jobs' | 'supervisor'
export const victims: readonly Victim[] = ['recorder-1', 'web', 'keys', 'postgres', 'jobs', 'supervisor']

/** `power`: everything at once, and what was not yet on the disk with it (tests/power). */
export type Kill = { readonly victim: Victim | 'power'; readonly at: number; readonly backAt: number }

export type Verdict = {
  readonly kills: readonly Kill[]
  readonly acknowledged: number
  /** Sentences; empty = nothing is wrong. */
  readonly findings: readonly string[]
  /** Largest loss before a recorder's death, ms. */
  readonly worstLossMs: number
  readonly adopted: number
}

/** Causes that may stand on a hole near this death. Deaths of others must cost no picture at all. */
const causesOf: Readonly<Record<Kill['victim'], readonly string[]>> = {
  'recorder-1': ['recorder-died'],
  // The sample's cameras die with it: that the camera closed is then the truth.
  supervisor: ['supervisor-died', 'recorder-died', 'stopped', 'closed', 'refused'],
  web: [],
  keys: [],
  postgres: [],
  jobs: [],
  power: ['power-cut', 'supervisor-died', 'recorder-died', 'closed', 'refused'],
}

/** Smaller holes are a slow sample camera, not a loss. */
const leastHoleMs = 1000
const lossWindowMs = 2000
/** A picture takes up to 200 ms to be followed by the next; the clock of the kill is ours, not the recorder's. */
const slackMs = 400

/** Works on: opens and closes uses until told to stop; keeps what was acknowledged. */
export class Worker {
  readonly acknowledged: { use: string; closed: boolean }[] = []
  #stop = false
  readonly #product: Product
  readonly #camera: string

  constructor(product: Product, camera: string) {
    this.#product = product
    this.#camera = camera
  }

  async run(): Promise<void> {
    let person: Person | null = null
    while (!this.#stop) {
      try {
        person ??= await new Person(this.#product).signIn('keeper')
        const now = Date.now()
        const opened = await person.ask('POST', '/api/uses', {
          act: 'replay',
          purpose: '核实走廊情况',
          basis: '185/13',
          cameras: [this.#camera],
          from: new Date(now - 60_000).toISOString(),
          to: new Date(now).toISOString(),
        })
        if (opened.status === 401) person = null
        if (opened.status < 300) {
          const use = String(opened.body.id)
          this.acknowledged.push({ use, closed: false })
          const closed = await person!.ask('POST', `/api/uses/${use}/close`, { result: '已核实' })
          if (closed.status < 300) this.acknowledged.at(-1)!.closed = true
        }
      } catch {
        // No answer came: whether it took effect is not known, and nothing is claimed of it.
        person = null
      }
      await sleep(1100)
    }
  }

  stop(): void {
    this.#stop = true
  }
}

async function waitReady(product: Product, victim: Victim, since: number): Promise<number> {
  const until = Date.now() + 60_000
  for (;;) {
    const back = product
      .outages()
      .find((o) => o.process === victim && o.what === 'ready' && Date.parse(o.at) >= since)
    if (back) return Date.parse(back.at)
    if (Date.now() > until) throw new Error(`${victim} did not come back:\n${product.said().slice(-3000)}`)
    await sleep(50)
  }
}

async function kill(product: Product, victim: Victim): Promise<Kill> {
  const at = Date.now()
  if (victim === 'supervisor') {
    await product.halt('SIGKILL')
    await product.again()
    return { victim, at, backAt: Date.now() }
  }
  process.kill(product.pid(victim), 'SIGKILL')
  return { victim, at, backAt: await waitReady(product, victim, at) }
}

/** Runs the rounds and judges. `order` names the victims; between two, `restMs` to 2 × `restMs`. */
export async function crashRounds(
  product: Product,
  order: readonly Victim[],
  restMs: number,
  random: () => number,
): Promise<Verdict> {
  const first = await Truth.of(product)
  const cameras = await first.cameras()
  await first.close()
  const worker = new Worker(product, cameras[0]!.id)
  const working = worker.run()
  const kills: Kill[] = []
  for (const victim of order) {
    await sleep(restMs + random() * restMs)
    kills.push(await kill(product, victim))
  }
  await sleep(restMs * 2)
  worker.stop()
  await working
  const end = Date.now() - 3000
  // A stop ends every reel, so that the rows are there in seconds and not in two minutes.
  await product.halt()
  await product.again()
  return judge(product, kills, worker, end)
}

/**
 * The verdict, asked again until nothing is wrong or a minute has passed: rows follow the disk.
 * @param end judge what was recorded until here, wall ms.
 * @param more further findings.
 */
export async function judge(
  product: Product,
  kills: readonly Kill[],
  worker: Worker,
  end: number,
  more: (truth: Truth) => Promise<string[]> = async () => [],
): Promise<Verdict> {
  const until = Date.now() + 60_000
  for (;;) {
    const verdict = await judgeOnce(product, kills, worker, end, more)
    // Rows follow the disk within a minute or two; what is still wrong then is wrong.
    if (verdict.findings.length === 0 || Date.now() > until) return verdict
    await sleep(3000)
  }
}

async function judgeOnce(
  product: Product,
  kills: readonly Kill[],
  worker: Worker,
  end: number,
  more: (truth: Truth) => Promise<string[]>,
): Promise<Verdict> {
  const truth = await Truth.of(product)
  const findings: string[] = []
  let worstLossMs = 0
  try {
    for (const camera of await truth.cameras()) {
      const recorded = await truth.recorded(camera.id)
      if (recorded.length === 0) {
        findings.push(`${camera.name} has no recording`)
        continue
      }
      // The newest reel has no row yet: judge up to the last row's end.
      const whole: Span = {
        from: recorded[0]!.from,
        to: Math.min(end, Math.max(...recorded.map((s) => s.to))),
      }
      if (whole.to < kills.at(-1)!.backAt) findings.push(`${camera.name}: rows end before the last recovery`)
      const gaps = await truth.gaps(camera.id)
      for (const hole of missing(whole, recorded, leastHoleMs))
        findings.push(...explain(camera.name, hole, gaps, kills))
      for (const gap of gaps.filter((g) => !g.hasEntry))
        findings.push(`${camera.name}: the gap at ${iso(gap.from)} has no entry`)
      for (const k of kills.filter(endsRecording)) {
        const last = Math.max(...recorded.filter((s) => s.from < k.at).map((s) => Math.min(s.to, k.at)))
        worstLossMs = Math.max(worstLossMs, k.at - last)
        if (k.at - last > lossWindowMs + slackMs)
          findings.push(`${camera.name}: ${Math.round(k.at - last)} ms lost before the death at ${iso(k.at)}`)
      }
    }
    for (const { use, closed } of worker.acknowledged) {
      const rows = await truth.count('select 1 from "use" where id = $1 and (not $2 or state = $3)', [
        use,
        closed,
        'closed',
      ])
      if (rows !== 1)
        findings.push(`the acknowledged use ${use} is not in the register${closed ? ' as closed' : ''}`)
    }
    const opened = await truth.count(
      `select distinct convert_from(bytes, 'UTF8')::jsonb -> 'body' ->> 'use' as use from ledger_entry where kind = 'use.opened'`,
    )
    if (opened < worker.acknowledged.length)
      findings.push(`${worker.acknowledged.length} acknowledged uses, ${opened} in the ledger`)
    findings.push(...(await logFindings(truth)))
    findings.push(...(await more(truth)))
    const adopted = await truth.count('select 1 from reel where adopted')
    if (kills.some(endsRecording) && adopted === 0) findings.push('no unfinished reel was adopted')
    return { kills, acknowledged: worker.acknowledged.length, findings, worstLossMs, adopted }
  } finally {
    await truth.close()
  }
}

const endsRecording = (k: Kill): boolean => k.victim === 'recorder-1' || k.victim === 'power'
const iso = (ms: number): string => new Date(ms).toISOString()

function explain(
  camera: string,
  hole: Span,
  gaps: readonly (Span & { cause: string })[],
  kills: readonly Kill[],
): string[] {
  const where = `${camera}: ${Math.round(hole.to - hole.from)} ms missing at ${iso(hole.from)}`
  const near = kills.filter((k) => hole.from < k.backAt + 8000 && hole.to > k.at - lossWindowMs - 1000)
  const allowed = near.flatMap((k) => causesOf[k.victim])
  if (allowed.length === 0)
    return [`${where}, and no death explains it (${near.map((k) => k.victim).join(', ') || 'none near'})`]
  const rows = gaps.filter((g) => g.from < hole.to && g.to > hole.from)
  if (missing(hole, rows, leastHoleMs).length) return [`${where} without a gap row`]
  const wrong = rows.filter((g) => !allowed.includes(g.cause))
  return wrong.map(
    (g) => `${where}: the gap says ${g.cause}, injected was ${near.map((k) => k.victim).join(', ')}`,
  )
}
