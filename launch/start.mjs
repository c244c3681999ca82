// `npm start`: the sample, or `npm start -- --data DIR`: an empty real station.
import path from 'node:path'
import { execPinned } from './exec.mjs'
import { setup } from './setup.mjs'
import { buildConsole } from './web.mjs'

const made = setup()
buildConsole(made)
const args = [path.join(made.root, 'server/main.ts'), ...process.argv.slice(2)]
process.exit(await execPinned(made, args, { env: { MJ_CALLER_CWD: process.cwd() } }))
