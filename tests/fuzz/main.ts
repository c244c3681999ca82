import { parseArgs } from 'node:util'
import { fuzz } from './runner.ts'
import { targets } from './targets.ts'

/** `npm run fuzz -- [--seconds 600] [--seed N] [--only name]`: exit 1 where something was found. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed)
const chosen = targets.filter(({ name }) => values.only === undefined || name.includes(values.only))
if (!(seconds > 0) || !Number.isSafeInteger(seed) || chosen.length === 0) {
  console.error(`usage: fuzz [--seconds N] [--seed N] [--only ${targets.map(({ name }) => name).join('|')}]`)
  process.exit(2)
}
console.log(`seed ${seed}: ${chosen.map(({ name }) => name).join(', ')} for ${seconds} s`)
const { rounds, findings } = fuzz(chosen, { seconds, seed, folder: '.cache/fuzz' })
for (const { target, round, file, error } of findings) {
  console.log(`FOUND ${target}, seed ${seed}, round ${round}: ${file}`)
  console.log(error instanceof Error ? error.stack : error)
}
console.log(`${rounds} rounds of ${chosen.length} targets, ${findings.length} findings`)
process.exitCode = findings.length > 0 ? 1 : 0
