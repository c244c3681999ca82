// `npm run law:page`: writes ref/law.md and ref/law.html, as whoever owns the tree; nothing else runs.
import path from 'node:path'
import { execPinned } from './exec.mjs'
import { setup } from './setup.mjs'

const made = setup()
process.exit(await execPinned(made, [path.join(made.root, 'tests/law/reading.ts')], { keepRoot: true }))
