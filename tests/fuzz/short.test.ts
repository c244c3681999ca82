import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fuzz, inputOf } from './runner.ts'
import { type FuzzTarget, targets } from './targets.ts'

test('five seconds of broken input find nothing', () => {
  const { rounds, findings } = fuzz(targets, { seconds: 5, seed: 20_250_401, folder: '.cache/fuzz' })
  assert.deepEqual(findings, [])
  assert.ok(rounds > 50, `${rounds} rounds`)
})

test('a planted hole is found, written down, and comes back with its seed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mj-fuzz-'))
  try {
    const target: FuzzTarget = {
      name: 'tests/planted',
      generate: () => Buffer.from('GET 200 / 17'),
      run: (input) => {
        if (input.includes(0xff)) throw new RangeError('planted')
      },
    }
    const { findings } = fuzz([target], { seconds: 5, seed: 1, folder })
    const { file, round } = findings[0]!
    assert.ok(readFileSync(file).equals(inputOf(target, 1, round)))
    assert.throws(() => target.run(readFileSync(file)), /planted/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('target names are unique', () => {
  assert.equal(new Set(targets.map(({ name }) => name)).size, targets.length)
})
