/** What the mutation run itself has to get right. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Jury } from './mutation/jury.ts'
import { filesOf, modules } from './mutation/modules.ts'

const known = modules()
const jury = new Jury(known, filesOf(known), 15_000)

test('what is not changed survives: a mutant is killed by its change and nothing else', async () => {
  for (const file of ['law/decree185/article-11.ts', 'law/reason/finding.ts']) {
    const same = { file, start: 0, end: 0, line: 1, was: '', now: '', source: known.text(file) }
    const [judged] = await jury.judge([same])
    assert.equal(judged!.killedBy, null, file)
  }
})
test('a mutant that loops is ended and counts as killed', async () => {
  const file = 'law/decree185/article-27.ts'
  const loops = {
    file,
    start: 0,
    end: 0,
    line: 1,
    was: '',
    now: '',
    source: `${known.text(file)}\nfor (;;) {}`,
  }
  const quick = new Jury(known, filesOf(known), 2_000)
  const [judged] = await quick.judge([loops])
  assert.equal(judged!.killedBy, 'time')
})
