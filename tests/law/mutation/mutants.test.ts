import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Survivor } from '../survivors.ts'
import type { Judged } from './jury.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import { drawn, tally } from './run.ts'

const IDS = { articles: ['185/1', '185/2'], rows: ['185/1/days', '185/2/list'] }
const changes = (source: string): string[] =>
  mutantsOf('law/x.ts', source, IDS).map(({ was, now }) => `${was} → ${now}`)

test('bounds, conditions, outcomes, articles, days and numbers are changed, one at a time', () => {
  assert.deepEqual(changes('export const f = (a: string, b: string) => a < b'), ['a < b → a <= b'])
  assert.deepEqual(changes('if (late) stop()'), ['late → true', 'late → false'])
  assert.deepEqual(changes('const x = a && b && c'), [
    'a && b && c → b && c',
    'a && b && c → a && c',
    'a && b && c → a && b',
  ])
  assert.deepEqual(changes("const x = at('185/1/days', '2007-04-01')"), [
    "'185/1/days' → '185/2/list'",
    "'2007-04-01' → '2007-04-02'",
    "'2007-04-01' → '2007-03-31'",
  ])
  assert.deepEqual(changes('const x = all(f, g)'), ['all → any'])
  assert.deepEqual(changes("const x = yes('185/2', T, USED)"), [
    "yes('185/2', T, USED) → no('185/2', T, USED)",
    "yes('185/2', T, USED) → unknown('185/2', T, [], USED)",
    "'185/2' → '185/1'",
  ])
  assert.deepEqual(changes("const x = unknown('185/1', T, ['a'], USED)").slice(0, 2), [
    "unknown('185/1', T, ['a'], USED) → yes('185/1', T, USED)",
    "unknown('185/1', T, ['a'], USED) → no('185/1', T, USED)",
  ])
  assert.deepEqual(changes("const row = { value: ['a', 'b'] }"), ["'a' → ", "'b' → "])
  assert.deepEqual(changes('const row = { value: 30 }'), ['30 → 31', '30 → 29'])
})
test('words, types and sources are left alone', () => {
  assert.deepEqual(changes("const t = { zh: '2007-04-01', en: a > 1 }"), [])
  assert.deepEqual(changes("type T = 'yes' | 'no'; const x = { source: '185/1', title: '185/2' }"), [])
  assert.deepEqual(changes('function line(a: number): Text { return a > 1 ? A : B }'), [])
  assert.deepEqual(changes('const q = { tell: (a) => (a.on === null ? [] : [a]) }'), [])
})
test('a guard that only types need is left alone', () => {
  assert.deepEqual(changes('const x = a !== undefined && a < b'), [
    'a !== undefined && a < b → a !== undefined',
    'a !== undefined → a === undefined',
    'a < b → a <= b',
  ])
  assert.ok(
    !changes('const x = a.on !== undefined && a.on < b').includes(
      'a.on !== undefined && a.on < b → a.on < b',
    ),
  )
})
test('what only remembers is left alone', () => {
  const source = 'if (made === undefined) { made = make(row, 30); known.set(row, made) }'
  assert.deepEqual(changes(source), ['30 → 31', '30 → 29'])
  assert.deepEqual(changes('if (made === undefined) stop()').slice(0, 1), ['made === undefined → true'])
})
test('the change stands in the source at its line', () => {
  const [mutant] = mutantsOf('law/x.ts', '// 中文\nconst x = a < b\n', IDS)
  assert.equal(mutant!.source, '// 中文\nconst x = a <= b\n')
  assert.equal(mutant!.line, 2)
})
test('a draw is the same for the same seed, and has nothing twice', () => {
  const list = Array.from({ length: 50 }, (_, i) => i)
  assert.deepEqual(drawn(list, 20, 7), drawn(list, 20, 7))
  assert.notDeepEqual(drawn(list, 20, 7), drawn(list, 20, 8))
  assert.equal(new Set(drawn(list, 60, 7)).size, 50)
})
test('killed are counted by file; a listed survivor that was killed, or is gone, is named', () => {
  const [alive, dead] = mutantsOf('law/x.ts', 'if (late) stop()', IDS) as [Mutant, Mutant]
  const judged: Judged[] = [
    { mutant: alive, killedBy: null },
    { mutant: dead, killedBy: 'a test' },
  ]
  const listed = ({ file, was, now }: Mutant): Survivor => ({ file, was, now, why: 'same' })
  const known = tally(judged, new Set(['law/x.ts']), [listed(alive)])
  assert.deepEqual(known.files, [{ file: 'law/x.ts', killed: 1, survived: 1 }])
  assert.equal(known.percent, 50)
  assert.equal(known.survivors[0]!.why, 'same')
  assert.deepEqual(known.stale, [])
  const stale = tally(judged, new Set(['law/x.ts']), [listed(alive), listed(dead)])
  assert.deepEqual(stale.stale, [listed(dead)])
  assert.deepEqual(tally(judged, new Set(), [listed(dead)]).stale, [])
})
