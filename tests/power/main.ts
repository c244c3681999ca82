/** `npm run crash:power [-- --power N] [--json]`: power cuts, 10 unless told otherwise. As root. */
import { powerRounds } from './rounds.ts'

const at = process.argv.indexOf('--power')
const rounds = at < 0 ? 10 : Number(process.argv[at + 1])
if (!Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write('--power takes a whole number from 1 on / --power 须为正整数\n')
  process.exit(2)
}
process.stderr.write(`power: ${rounds} cuts\n`)
const verdict = await powerRounds(rounds, 4000)
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(verdict)}\n`)
else {
  for (const finding of verdict.findings) process.stdout.write(`${finding}\n`)
  const { acknowledged, adopted, worstLossMs } = verdict
  process.stdout.write(
    `${rounds} power cuts, ${acknowledged} uses acknowledged, ${adopted} reels adopted, worst loss ${Math.round(worstLossMs)} ms\n`,
  )
}
process.exit(verdict.findings.length ? 1 : 0)
