// `npm test`: every test in this tree, in four kinds (tests/run.ts). Root's tests run as root and by name; all else
// as the dropped user, beside them: they mostly wait for disks. Ends with `N passed, N failed`; what could not run here is named, and fails under CI=true.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { provideDebian } from './debian.mjs'
import { childEnvironment, say, setup } from './setup.mjs'
import { buildConsole } from './web.mjs'

const made = setup()
const have = provideDebian()
buildConsole(made)
const isRoot = made.user !== null
const totals = { passed: 0, failed: 0, notRun: [] }
const filters = process.argv.slice(2)

/** One part of the run; what it says last is added to the totals. */
async function runPart(part, started = () => undefined) {
  const env = childEnvironment(made, {
    MJ_TEST_PART: part,
    MJ_TEST_HAVE: have.join(' '),
    MJ_TEST_ROOT: isRoot ? '1' : '',
  })
  if (part === 'root') env.HOME = '/root'
  const child = spawn(made.node, [path.join(made.root, 'tests/run.ts'), ...filters], {
    cwd: made.root,
    stdio: ['ignore', 'pipe', 2, 'ipc'],
    env,
    ...(part === 'user' ? (made.user ?? {}) : {}),
  })
  started(child)
  let out = ''
  child.stdout.on('data', (bytes) => {
    out += bytes
  })
  const how = await new Promise((resolve) => {
    child.once('error', (e) => resolve(e.message))
    child.once('close', (code, signal) => resolve(`exit ${code ?? signal}`))
  })
  try {
    const said = JSON.parse(out.trim().split('\n').at(-1) ?? '')
    totals.passed += said.passed
    totals.failed += said.failed
    totals.notRun.push(...said.notRun)
  } catch {
    say(`tests (${part}) ended without a result: ${how}`)
    totals.failed++
  }
}

let stories
const user = runPart('user', (child) => {
  stories = child
})
if (isRoot) {
  await runPart('root')
  if (stories.connected) stories.send('a lane is free')
}
await user
if (totals.notRun.length) {
  say(`not run: ${totals.notRun.length} (${totals.notRun.join(', ')})`)
  if (process.env.CI === 'true') totals.failed += totals.notRun.length
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`)
process.exit(totals.failed ? 1 : 0)
