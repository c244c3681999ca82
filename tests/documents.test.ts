/** What the documents name is there. Whether a named test shows what it is named for stays for a reader to judge. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const root = path.join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

test('every threat names a test that exists', () => {
  const rows = read('design/threats.md').match(/^\| \d+ \|.*$/gm) ?? []
  assert.ok(rows.length > 10)
  for (const row of rows) {
    const shown = row.split('|').at(-2)!
    const files = [...shown.matchAll(/`([^`]+)`/g)].map((m) => m[1]!)
    assert.ok(files.length > 0, row)
    for (const file of files) {
      assert.match(file, /\.(test|story|e2e|root)\.ts$/)
      assert.ok(existsSync(path.join(root, file)), `${file} of ${row}`)
    }
  }
})

test('links lead to files, and each decision has its number once', () => {
  const pages = globSync(['*.md', 'design/**/*.md', 'guide/*.md', 'ref/*.md'], { cwd: root })
  for (const page of pages)
    for (const m of read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
      assert.ok(existsSync(path.join(root, path.dirname(page), m[1]!)), `${m[1]} in ${page}`)
  const numbers = globSync('design/decisions/*.md', { cwd: root }).map((f) => path.basename(f).slice(0, 4))
  assert.equal(new Set(numbers).size, numbers.length, numbers.join())
})

test('ref/commands.md lists every npm script, and no other', () => {
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)
  const listed = [...read('ref/commands.md').matchAll(/^\| `npm (?:run )?([a-z:-]+)/gm)].map((m) => m[1]!)
  assert.deepEqual([...new Set(listed)].sort(), scripts.sort())
})
