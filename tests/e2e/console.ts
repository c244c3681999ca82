import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))

/** Builds `dist/web` where it is missing or older than a source of it; `npm start` and `npm test` have done so before. */
export async function ensureConsole(): Promise<void> {
  const built = statSync(path.join(root, 'dist/web/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  let newest = 0
  for await (const file of glob(['web/**/*', 'station/**/contract.ts', 'law/**/*.ts'], { cwd: root })) {
    newest = Math.max(newest, statSync(path.join(root, file)).mtimeMs)
  }
  if (built > newest) return
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
  if (done.status !== 0) throw new Error('the console could not be built')
}
