/** A short mutation run: some changes drawn by a seed. `npm run mutate` makes them all and asks for more. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Jury } from './mutation/jury.ts'
import { filesOf, modules } from './mutation/modules.ts'
import { drawn, mutantsIn, tally } from './mutation/run.ts'

const known = modules()
const jury = new Jury(known, filesOf(known), 15_000)

test('tests notice what is changed in the law', async (t) => {
  const judged = await jury.judge(drawn(mutantsIn(known, []), 60, 185))
  const { percent, survivors } = tally(judged, new Set())
  for (const { file, line, was, now } of survivors) t.diagnostic(`${file}:${line}  ${was}  →  ${now}`)
  // A draw of sixty is rougher than the whole, for which 95 are asked.
  assert.ok(percent >= 85, `${percent} % killed; survived: ${JSON.stringify(survivors)}`)
})
test('what is not changed survives: a mutant is killed by its change and nothing else', async () => {
  const file = 'law/reason/finding.ts'
  const same = { file, start: 0, end: 0, line: 1, code: '', was: '', now: '', source: known.text(file) }
  const [judged] = await jury.judge([same])
  assert.equal(judged!.killedBy, null)
})
test('a mutant that loops is ended and counts as killed', async () => {
  const file = 'law/decree185/article-27.ts'
  const loops = {
    file,
    start: 0,
    end: 0,
    line: 1,
    code: '',
    was: '',
    now: '',
    source: `${known.text(file)}\nfor (;;) {}`,
  }
  const quick = new Jury(known, filesOf(known), 2_000)
  const [judged] = await quick.judge([loops])
  assert.equal(judged!.killedBy, 'time')
})
