/** The console's port, looked at before anything is started: a clear sentence instead of a web process that dies. */
import net from 'node:net'
import { StartRefusal } from './folder.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Throws StartRefusal where the port is taken or the address isn't ours. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const probe = net.createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (e: NodeJS.ErrnoException) => {
      const why =
        e.code === 'EADDRINUSE'
          ? ['已被占用', 'is in use']
          : [`无法使用（${e.code}）`, `can't be used (${e.code})`]
      reject(
        new StartRefusal(
          'start/port',
          `端口 ${host}:${port} ${why[0]}。请停止占用它的程序，或用 MINGJIAN_LISTEN_PORT 换一个端口。`,
          `port ${host}:${port} ${why[1]}. Stop the program that uses it, or choose another with MINGJIAN_LISTEN_PORT.`,
        ),
      )
    })
    probe.listen({ host, port, exclusive: true }, () => resolve())
  })
  await new Promise((resolve) => probe.close(resolve))
}

/** Anywhere but loopback the console speaks TLS: browsers have no passkeys and no WebCrypto without it. */
export function assertTlsWhereNeeded(host: string, names: readonly string[], mode: string): void {
  const local = loopback.has(host) && names.every((n) => n === 'localhost' || n.endsWith('.localhost'))
  if (local || mode !== 'off') return
  throw new StartRefusal(
    'start/tls-needed',
    `监听 ${host}（${names.join('、')}）必须启用 TLS。请把 tls.mode 设为 own-ca 或 files。`,
    `listening on ${host} (${names.join(', ')}) needs TLS. Set tls.mode to own-ca or files.`,
  )
}
