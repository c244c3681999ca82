/**
 * The law: decisions a second of each question. A decision is typed facts in, finding and answer out; `whole` is what
 * the command does: parse, decide, write reasons and everything that would change it as JSON. Rates are per second of
 * CPU time (collections by helper threads included), so that a busy machine tells the same. Options: `--facts`
 * different ones, `--ms` of each measurement.
 */
import fc from 'fast-check'
import { LAW } from '#law/law.ts'
import { ask, factsOf } from '#law/questions/ask.ts'
import type { Question } from '#law/questions/question.ts'
import { QUESTIONS } from '#law/questions/questions.ts'
import { arbitraryFacts } from '#tests/law/arbitrary.ts'
import { type Bench, check, median, round } from './frame.ts'

type Figures = { perS: number; ms: number; wholePerS: number; wholeMs: number }

const LEAST = 50_000

export const bench: Bench = async ({ seed, runs, option, say }) => {
  const count = option('facts', 1000)
  const ms = option('ms', 500)
  const questions: Record<string, Figures> = {}
  for (const question of QUESTIONS) {
    const raw = fc.sample(arbitraryFacts(question), { seed, numRuns: count })
    const facts = raw.map((one) => factsOf(question, one))
    const decide = (i: number) => decided(question, facts[i % count]!)
    const whole = (i: number) => JSON.stringify(ask(question, raw[i % count], LAW)).length
    for (const work of [decide, whole]) rate(work, ms)
    const [alone, all]: number[][] = [[], []]
    for (let run = 0; run < runs; run++) {
      alone!.push(rate(decide, ms))
      all!.push(rate(whole, ms))
    }
    const [perS, wholePerS] = [median(alone!), median(all!)]
    questions[question.name] = {
      perS: round(perS),
      ms: round(1000 / perS),
      wholePerS: round(wholePerS),
      wholeMs: round(1000 / wholePerS),
    }
    say(`${question.name}: ${JSON.stringify(questions[question.name])}`)
  }
  return {
    checks: Object.entries(questions).map(([name, { perS }]) =>
      check(`${name}, decisions a CPU second`, perS, { more: true, target: 2 * LEAST, minimum: LEAST }),
    ),
    facts: count,
    questions,
  }
}

/** Something of each decision is kept, so that none can be left out. */
function decided(question: Question, facts: ReturnType<typeof factsOf>): number {
  const { finding, answer } = question.decide(facts, LAW)
  return finding.outcome.length + (answer() === null ? 0 : 1)
}

function rate(work: (i: number) => number, ms: number): number {
  const began = process.cpuUsage()
  const until = performance.now() + ms
  let done = 0
  let kept = 0
  while (performance.now() < until) for (let i = 0; i < 200; i++) kept += work(done++)
  const { user, system } = process.cpuUsage(began)
  if (kept === 0) throw new Error('nothing was decided')
  return (done * 1e6) / (user + system)
}
