// `npm run crash`: kills at random as the dropped user, then power cuts, which need root: loop device and mounts.
// `npm run crash:power`: the power cuts alone. What could not run is named.
import path from 'node:path'
import { provideDebian } from './debian.mjs'
import { execPinned } from './exec.mjs'
import { say, setup } from './setup.mjs'

const args = process.argv.slice(2)
const made = setup()
const run = (file, options) => execPinned(made, [path.join(made.root, file), ...args], options)
const wanted = ['xfs', 'loop']

let code = args.includes('--only-power') ? 0 : await run('tests/crash/main.ts')
const lacking = made.user === null ? ['root'] : wanted.filter((n) => !provideDebian(wanted).includes(n))
if (lacking.length === 0) code = (await run('tests/power/main.ts', { keepRoot: true })) || code
else {
  say(`未运行：断电测试（缺少 ${lacking.join('、')}）。`)
  say(`not run: power cuts (${lacking.join(', ')}).`)
  if (args.includes('--only-power')) code = 2
}
process.exit(code)
