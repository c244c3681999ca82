/**
 * The law: decisions a second of each question. A decision is typed facts in, finding and answer out; `whole` is what
 * the command does: parse, decide, write reasons and everything that would change it as JSON. The reference is
 * `JSON.parse` of the same facts. All three run in turns, and rates are per second of CPU time (collections by helper
 * threads included), so that a busy machine tells the same. Options: `--facts` different ones, `--ms` of each
 * measurement.
 */
import fc from 'fast-check'
import { LAW } from '#law/law.ts'
import { ask, factsOf } from '#law/questions/ask.ts'
import type { Question } from '#law/questions/question.ts'
import { QUESTIONS } from '#law/questions/questions.ts'
import { arbitraryFacts } from '#tests/law/arbitrary.ts'
import { type Bench, check, median, round } from './frame.ts'

type Figures = {
  readonly perS: number
  readonly ms: number
  readonly wholePerS: number
  readonly wholeMs: number
  readonly parsePerS: number
  /** Decisions in the time of one `JSON.parse` of their facts, and whole answers: medians of the rounds' ratios. */
  readonly perParse: number
  readonly wholePerParse: number
  readonly outcomes: { readonly [outcome: string]: number }
}

const LEAST = 50_000

export const bench: Bench = async ({ seed, runs, option, say }) => {
  const count = option('facts', 5000)
  const ms = option('ms', 300)
  const questions: Record<string, Figures> = {}
  for (const question of QUESTIONS) {
    questions[question.name] = measured(question, { seed, count, ms, runs })
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

function measured(
  question: Question,
  { seed, count, ms, runs }: { seed: number; count: number; ms: number; runs: number },
): Figures {
  const raw = fc.sample(arbitraryFacts(question), { seed, numRuns: count })
  const texts = raw.map((one) => JSON.stringify(one))
  const outcomes: Record<string, number> = {}
  for (const one of raw) {
    const { outcome } = ask(question, one, LAW)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  const whole = (i: number) => JSON.stringify(ask(question, raw[i % count], LAW)).length
  const parse = (i: number) => (JSON.parse(texts[i % count]!) as object) && 1
  const rates: { alone: number; all: number; parsed: number }[] = []
  for (let run = -1; run < runs; run++) {
    // Parsed anew for each round: no object is met again that could have been remembered.
    const facts = raw.map((one) => factsOf(question, one))
    const alone = rate((i) => decided(question, facts[i % count]!), ms)
    const round = { alone, all: rate(whole, ms), parsed: rate(parse, ms) }
    // The first round only warms up.
    if (run >= 0) rates.push(round)
  }
  const of = (figure: (round: (typeof rates)[number]) => number) => median(rates.map(figure))
  const [perS, wholePerS] = [of(({ alone }) => alone), of(({ all }) => all)]
  return {
    perS: round(perS),
    ms: round(1000 / perS),
    wholePerS: round(wholePerS),
    wholeMs: round(1000 / wholePerS),
    parsePerS: round(of(({ parsed }) => parsed)),
    perParse: round(of(({ alone, parsed }) => alone / parsed)),
    wholePerParse: round(of(({ all, parsed }) => all / parsed)),
    outcomes,
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
