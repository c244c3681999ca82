// Builds the console when its sources changed: the digest of web/ and of what it imports is the stamp.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { childEnvironment, say, stop } from './setup.mjs'

const rooms = ['web', 'station', 'law', 'ledger', 'audit']

function digestOf(root) {
  const hash = createHash('sha256')
  const walk = (dir) => {
    if (!fs.existsSync(dir)) return
    for (const entry of fs
      .readdirSync(dir, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const at = path.join(dir, entry.name)
      if (entry.isDirectory()) walk(at)
      else if (/\.(tsx?|css|html|svg|json)$/.test(entry.name)) {
        hash.update(at.slice(root.length)).update('\0').update(fs.readFileSync(at))
      }
    }
  }
  for (const room of rooms) walk(path.join(root, room))
  return hash.update(fs.readFileSync(path.join(root, 'package-lock.json'))).digest('hex')
}

/** Makes `dist/web` current; a build takes some seconds, an unchanged tree none. */
export function buildConsole(made) {
  const stamp = path.join(made.root, 'dist/web.digest')
  const digest = digestOf(made.root)
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest) return
  say('明鉴：正在生成控制台页面… / building the console …')
  const vite = path.join(made.root, 'node_modules/vite/bin/vite.js')
  const done = spawnSync(
    made.node,
    [vite, 'build', '--configLoader', 'native', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    {
      cwd: made.root,
      stdio: ['ignore', 2, 2],
      env: childEnvironment(made, { NODE_ENV: 'production' }),
      ...(made.user ?? {}),
    },
  )
  if (done.status !== 0) stop('控制台页面生成失败，见上文。', 'building the console failed, see above.', 1)
  fs.writeFileSync(stamp, digest)
}
