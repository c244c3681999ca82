// `npm run NAME`: sets up if needed, then runs one of our TypeScript programs under the pinned Node.
import path from 'node:path'
import { execPinned } from './exec.mjs'
import { setup, stop } from './setup.mjs'

const [file, ...args] = process.argv.slice(2)
if (!file) stop('缺少要运行的程序。', 'no program named.')
const made = setup()
process.exit(
  await execPinned(made, [path.join(made.root, file), ...args], { env: { MJ_CALLER_CWD: process.cwd() } }),
)
