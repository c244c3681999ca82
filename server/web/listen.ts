/** Where the console listens and with which certificate; refuses what would leave the machine in the clear. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Config, ConfigError } from '../config.ts'
import { assertTlsWhereNeeded } from '../supervisor/port.ts'
import { ownCertificate, type ServerCertificate } from '../tls/own-ca.ts'

/** Throws StartRefusal where pages or pictures would leave this machine in the clear, ConfigError for a file not named. */
export function assertMayListen(config: Pick<Config, 'listen' | 'tls'>): void {
  assertTlsWhereNeeded(config.listen.host, config.listen.names, config.tls.mode)
  if (config.tls.mode === 'files' && (!config.tls.certFile || !config.tls.keyFile))
    throw new ConfigError(
      'tls.mode 为 files 时须给出 tls.certFile 和 tls.keyFile。',
      'tls.mode files needs tls.certFile and tls.keyFile.',
    )
}

/** The certificate to serve with, or null for plain HTTP on loopback names. Throws ConfigError. */
export async function certificateFor(
  config: Pick<Config, 'listen' | 'tls'>,
  dataFolder: string,
  stationId: string,
  now: Date,
): Promise<ServerCertificate | null> {
  assertMayListen(config)
  const { tls, listen } = config
  if (tls.mode === 'off') return null
  if (tls.mode === 'own-ca') {
    const ip = /^(0\.0\.0\.0|::)$/.test(listen.host) ? [] : [listen.host]
    const names = [...new Set([...listen.names, ...ip])]
    return ownCertificate(path.join(dataFolder, 'secrets', 'tls'), stationId, names, now)
  }
  const read = (file: string): string => {
    try {
      return readFileSync(path.resolve(dataFolder, file), 'utf8')
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code
      throw new ConfigError(
        `无法读取证书文件 ${file}（${why}）。`,
        `the certificate file ${file} can't be read (${why}).`,
      )
    }
  }
  return { cert: read(tls.certFile!), key: read(tls.keyFile!) }
}
