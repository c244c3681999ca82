// Continues under the pinned Node: same standard streams, signals passed on, the child's exit code is ours.
import { spawn } from 'node:child_process'
import { childEnvironment } from './setup.mjs'

/** Runs `args` with the pinned Node as the dropped user (as root where `keepRoot`); resolves to its exit code. */
export function execPinned(made, args, { env = {}, keepRoot = false, cwd = made.root } = {}) {
  const drop = made.user && !keepRoot ? made.user : {}
  const rootHome = keepRoot ? { HOME: '/root', USER: 'root', LOGNAME: 'root' } : {}
  const child = spawn(made.node, args, {
    cwd,
    stdio: 'inherit',
    env: { ...childEnvironment(made, env), ...rootHome },
    ...drop,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve) => {
    child.on('error', (e) => {
      process.stderr.write(`Mingjian: ${e.message}\n`)
      resolve(1)
    })
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)))
  })
}
