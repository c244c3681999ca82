/** Every article has its file, its place in the index and its test in sentences. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { ARTICLES } from '#law/articles.ts'
import { citation } from '#law/citation.ts'
import { STATUS } from '#law/status.ts'

const root = path.join(import.meta.dirname, '../../law')

function numbered(law: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${law}/${first + i}`)
}

const folderOf = (law: string) => (law === '185' ? 'decree185' : 'order799')
const fileOf = (id: string): string => {
  const [law, number] = id.split('/') as [string, string]
  return path.join(root, folderOf(law), `article-${number.padStart(2, '0')}`)
}

test('Decree 185 Articles 1–27 and Order 799 Articles 2, 7–34 are written', () => {
  const due = [...numbered('185', 1, 27), '799/2', ...numbered('799', 7, 34)]
  const lacking = due.filter((id) => !existsSync(`${fileOf(id)}.ts`))
  assert.deepEqual(lacking, [])
})

test('every article file is in the index, under its own number, with a test in sentences beside it', () => {
  const listed = new Map(ARTICLES.map(({ id }) => [id, true]))
  assert.equal(listed.size, ARTICLES.length, 'an article stands in the index twice')
  for (const law of ['185', '799'])
    for (const file of readdirSync(path.join(root, folderOf(law)))) {
      const number = /^article-(\d\d)\.ts$/.exec(file)?.[1]
      if (number === undefined) continue
      const id = `${law}/${+number}`
      assert.ok(listed.has(id), `${file} is not in the index of ${law}`)
      assert.match(readFileSync(`${fileOf(id)}.test.ts`, 'utf8'), /sentences\(article, /, file)
    }
})

test('articles stand in the law’s own order', () => {
  for (const law of ['185', '799']) {
    const numbers = ARTICLES.filter(({ id }) => id.startsWith(`${law}/`)).map(({ id }) => +id.split('/')[1]!)
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
    )
  }
})

test('every row has its source, and a status that can be read in both languages', () => {
  for (const { id, rows } of ARTICLES) {
    assert.ok(citation(id).zh, id)
    for (const row of rows) {
      assert.ok(row.source !== '', row.id)
      assert.ok(STATUS[row.status], `${row.id}: ${row.status} has no line in law/status.ts`)
    }
  }
})

test('no figure begins before its law, and each of the decree and the Order begins with it, but for additions', () => {
  const first = new Map(
    ARTICLES.flatMap(({ rows }) => rows)
      .filter(({ id }) => id.endsWith('/in-force'))
      .map(({ id, from }) => [id.split('/')[0], from]),
  )
  const begun = new Map<string, string>()
  for (const { id, from } of ARTICLES.flatMap(({ rows }) => rows)) {
    const law = first.get(id.split('/')[0])
    if (law !== undefined && /^(185|799|ctl)/.test(id))
      assert.ok(from >= law, `${id} begins on ${from}, its law on ${law}`)
    if (from < (begun.get(id) ?? '9999')) begun.set(id, from)
  }
  for (const [id, from] of begun)
    if (/^(185|799)\//.test(id)) assert.equal(from, first.get(id.split('/')[0]), id)
})
