/**
 * Who may import whom, as a sentence. Reads every source file's import specifiers; relative ones may not leave
 * their room, `#room/…` ones must be allowed, packages must be among those the room may use.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const all = [
  'law',
  'ledger',
  'video',
  'geo',
  'db',
  'exchange',
  'station',
  'bureau',
  'server',
  'web',
  'audit',
  'samples',
  'bench',
  'tests',
]
const may: Record<string, readonly string[]> = {
  law: [],
  ledger: [],
  geo: [],
  audit: [],
  db: ['ledger'],
  video: ['ledger', 'db'],
  exchange: ['ledger'],
  station: ['law', 'ledger', 'geo', 'video', 'db', 'exchange'],
  bureau: ['law', 'ledger', 'geo', 'db', 'exchange'],
  server: all.filter((r) => !['web', 'tests'].includes(r)),
  web: ['law', 'ledger', 'audit'],
  samples: all,
  bench: all,
  tests: all,
}
/** Rooms that must stand alone may use Node's modules and nothing else. */
const noPackages = ['law', 'ledger', 'geo', 'audit']

type Import = { readonly file: string; readonly specifier: string }

function imports(): Import[] {
  const out: Import[] = []
  const walk = (dir: string): void => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const at = path.join(dir, entry.name)
      if (entry.isDirectory()) walk(at)
      else if (/\.tsx?$/.test(entry.name)) {
        const text = readFileSync(at, 'utf8')
        for (const m of text.matchAll(
          /(?:^|\n)\s*(?:import|export)\s[^'"\n]*?(?:\n[^'"]*?)?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
        )) {
          out.push({ file: path.relative(root, at), specifier: (m[1] ?? m[2])! })
        }
      }
    }
  }
  for (const room of all) {
    try {
      walk(path.join(root, room))
    } catch {
      // A room without code yet has no imports.
    }
  }
  return out
}

const roomOf = (file: string): string => file.split(path.sep)[0]!
const isTest = (file: string): boolean => /\.(test|story|e2e|root)\.ts$/.test(file)

test('no room imports what it may not', () => {
  const wrong: string[] = []
  for (const { file, specifier } of imports()) {
    const from = roomOf(file)
    const relative = specifier.startsWith('.')
    const to = specifier.startsWith('#')
      ? specifier.slice(1).split('/')[0]!
      : relative
        ? roomOf(path.relative(root, path.resolve(root, path.dirname(file), specifier)))
        : null
    if (to === null) {
      if (noPackages.includes(from) && !isTest(file) && !specifier.startsWith('node:')) {
        wrong.push(
          `${file} imports the package ${specifier}: ${from} stands alone, so that it can be published or read by itself.`,
        )
      }
      continue
    }
    if (relative && to !== from)
      wrong.push(`${file} reaches ${specifier} by a relative path: write #${to}/… so that the border shows.`)
    const contract = from === 'web' && /(contract|refusals|route|text)\.ts$/.test(specifier)
    if (to !== from && !isTest(file) && !contract && !may[from]?.includes(to)) {
      wrong.push(
        `${file} imports ${specifier}: ${from} may import ${may[from]?.join(', ') || 'nothing of ours'}, not ${to}.`,
      )
    }
  }
  assert.deepEqual(wrong, [])
})

test('the independent reader shares no code with the writers', () => {
  const shared = imports().filter(
    (i) => roomOf(i.file) === 'audit' && !isTest(i.file) && i.specifier.startsWith('#'),
  )
  assert.deepEqual(shared, [])
})

test('nothing that recognises people is among the dependencies', () => {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>
  }
  const biometric =
    /face|biometr|tensorflow|onnx|opencv|openpose|mediapipe|person-?(re-?)?id|gait|iris-rec|plate-?rec/i
  assert.deepEqual(
    Object.keys(lock.packages).filter((name) => biometric.test(name)),
    [],
  )
})

test('files stay small enough to read', () => {
  const long: string[] = []
  const seen = new Set(imports().map((i) => i.file))
  for (const file of seen) {
    if (file.includes('.generated.')) continue
    const lines = readFileSync(path.join(root, file), 'utf8').split('\n').length
    if (lines > 400) long.push(`${file} has ${lines} lines: split it by what it does.`)
  }
  assert.deepEqual(long, [])
})
