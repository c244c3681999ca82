// `npm start`: the sample, or `npm start -- --data DIR`: an empty real station.
import path from 'node:path'
import { execPinned } from './exec.mjs'
import { setup } from './setup.mjs'
import { buildConsole } from './web.mjs'

const made = setup()
buildConsole(made)
const args = [path.join(made.root, 'server/main.ts'), ...process.argv.slice(2)]
const env = {
  MJ_CALLER_CWD: process.cwd(),
  // Node keeps what it compiled here, checked against each source: every later start spends seconds less of CPU.
  NODE_COMPILE_CACHE: path.join(made.root, '.cache/node'),
}
process.exit(await execPinned(made, args, { env }))
