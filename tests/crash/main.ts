/**
 * `npm run crash [-- --rounds N] [--power N] [--seed N] [--json]`: kills at random, 40 times unless told otherwise.
 * The power cuts that follow need root (launch/crash.mjs, tests/power).
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { startProduct } from '../product.ts'
import { crashRounds, victims } from './rounds.ts'

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  const value = at < 0 ? otherwise : Number(process.argv[at + 1])
  if (!Number.isInteger(value) || value < 1) {
    process.stderr.write(`--${name} takes a whole number from 1 on / --${name} 须为正整数\n`)
    process.exit(2)
  }
  return value
}

/** A small generator, so that a run can be repeated by its seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const rounds = option('rounds', 40)
const seed = option('seed', Date.now() % 2 ** 31)
const random = generator(seed)
const order = Array.from({ length: rounds }, () => victims[Math.floor(random() * victims.length)]!)
process.stderr.write(`crash: ${rounds} rounds, seed ${seed}\n`)
const product = await startProduct({ sample: true, env: { MJ_SAMPLE_SOURCE: 'loop' } })
await sleep(8000)
const verdict = await crashRounds(product, order, 3000, random)
await product.stop()
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ seed, ...verdict })}\n`)
else {
  for (const finding of verdict.findings) process.stdout.write(`${finding}\n`)
  const { acknowledged, adopted, worstLossMs } = verdict
  process.stdout.write(
    `${rounds} kills, ${acknowledged} uses acknowledged, ${adopted} reels adopted, worst loss ${Math.round(worstLossMs)} ms\n`,
  )
}
process.exit(verdict.findings.length ? 1 : 0)
