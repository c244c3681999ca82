// `npm run check`: types, lint, architecture; one verdict a line.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { childEnvironment, setup } from './setup.mjs'

const made = setup()
const bin = (p) => path.join(made.root, 'node_modules', p)
const steps = [
  ['types', [bin('typescript/bin/tsc'), '-b']],
  ['lint', [bin('@biomejs/biome/bin/biome'), 'check', '.']],
  ['architecture', ['--test', '--test-isolation=none', 'tests/architecture.test.ts']],
]
let failed = 0
for (const [name, args] of steps) {
  const options = {
    cwd: made.root,
    stdio: ['ignore', 2, 2],
    env: childEnvironment(made),
    ...(made.user ?? {}),
  }
  const done = spawnSync(made.node, args, options)
  if (done.status !== 0) failed++
  process.stderr.write(`check ${name}: ${done.status === 0 ? 'passed' : 'FAILED'}\n`)
}
process.stdout.write(`check: ${steps.length - failed} passed, ${failed} failed\n`)
process.exit(failed ? 1 : 0)
