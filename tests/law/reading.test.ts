import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { ROOT } from './mutation/modules.ts'
import { pages, reading } from './reading.ts'

test('ref/law.md and ref/law.html are what the articles say (npm run law:page writes them)', async () => {
  for (const [file, text] of await pages())
    assert.ok(readFileSync(path.join(ROOT, file), 'utf8') === text, `${file}: run npm run law:page`)
})
test('the reading page has every article with its figures and open points, needs nothing, and its links lead somewhere', async () => {
  const page = (await pages()).get('ref/law.html')!
  assert.doesNotMatch(page, /<script|<link|\ssrc=|url\(|https?:/)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
  assert.equal(new Set(ids).size, ids.length)
  for (const [, to] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(to!), to)
  const { articles, questions } = await reading()
  for (const { id, asks, open, rows } of articles) {
    const start = page.indexOf(`<article id="a-${id.replace('/', '-')}">`)
    assert.ok(start > 0, id)
    const body = page.slice(start, page.indexOf('</article>', start))
    for (const { zh } of [asks, ...open]) assert.ok(body.includes(zh), zh)
    for (const { from, source } of rows) assert.ok(body.includes(from) && body.includes(source), source)
  }
  for (const { name } of questions) assert.ok(ids.includes(`q-${name}`), name)
})
test('what is left open is listed in both languages', async () => {
  const page = (await pages()).get('ref/law.md')!
  for (const { open } of (await reading()).articles)
    for (const { zh, en } of open) assert.ok(page.includes(`- ${zh}\n  <br>${en}`), en)
})
test('articles know the questions that stand on them', async () => {
  const { usedBy } = await reading()
  assert.ok(usedBy.get('185/11')!.includes('filing-deadline'))
  assert.ok(usedBy.get('mps/35')!.includes('filing-deadline'))
})
