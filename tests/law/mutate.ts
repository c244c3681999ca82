/**
 * `npm run mutate [-- PART …] [--json]`: changes `law/` in one place at a time and asks its tests whether they notice.
 * Exit 1 where fewer than 95 of a hundred are killed, or a survivor that is listed with its reason no longer is one; 2
 * for bad input, or where the tests fail as it is.
 */
import { parseArgs } from 'node:util'
import { Jury } from './mutation/jury.ts'
import { filesOf, modules } from './mutation/modules.ts'
import { ASKED, mutantsIn, tally } from './mutation/run.ts'

const LIMIT_MS = 30_000

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  const known = modules()
  const mutants = mutantsIn(known, positionals)
  if (mutants.length === 0) {
    process.stderr.write(`${positionals.join(' ')}：law/ 中没有这样的文件。\nno file of law/ is named so.\n`)
    return 2
  }
  const jury = new Jury(known, filesOf(known), LIMIT_MS)
  const broken = await jury.unchanged()
  if (broken !== null) {
    process.stderr.write(`未改动时测试即失败：\nthe tests fail before anything is changed:\n${broken}\n`)
    return 2
  }
  let done = 0
  const judged = await jury.judge(mutants, () => {
    if (++done % 100 === 0) process.stderr.write(`${done} / ${mutants.length}\n`)
  })
  const counted = tally(judged, new Set(mutants.map(({ file }) => file)))
  const { killed, survived, percent, files, survivors, stale } = counted
  if (values.json) process.stdout.write(`${JSON.stringify(counted)}\n`)
  else {
    for (const { file, killed, survived } of files)
      process.stdout.write(`${file}: ${killed} killed, ${survived} survived\n`)
    for (const { file, line, was, now, why } of survivors)
      process.stdout.write(`survived ${file}:${line}  ${was}  →  ${now}${why === null ? '' : `  (${why})`}\n`)
    for (const { file, was, now } of stale)
      process.stdout.write(`listed and no survivor ${file}  ${was}  →  ${now}\n`)
    process.stdout.write(`${percent} % of ${killed + survived} killed, ${ASKED} % asked\n`)
  }
  return percent < ASKED || stale.length > 0 ? 1 : 0
}

process.exit(await main(process.argv.slice(2)))
