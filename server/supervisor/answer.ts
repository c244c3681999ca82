/** What `npm start` answers on stdout: the address, and at first run what a person must write down. */
import type { Config } from '../config.ts'
import type { SampleAccount, StationFacts } from './processes.ts'

/** The address a browser on this machine opens. */
export function address(config: Config): string {
  const scheme = config.tls.mode === 'off' ? 'http' : 'https'
  const port = config.listen.port === (scheme === 'http' ? 80 : 443) ? '' : `:${config.listen.port}`
  return `${scheme}://${config.listen.names[0]}${port}`
}

export function printAddress(said: {
  config: Config
  station: StationFacts
  accounts: readonly SampleAccount[]
  sample: boolean
}): void {
  const lines: string[] = ['']
  if (said.station.recoveryCode) {
    lines.push(
      '恢复码（只显示这一次，请抄写并离线保存；丢失钥匙文件夹时用它找回录像）',
      'Recovery code (shown this once; write it down and keep it offline: it brings recordings back if the key folder is lost)',
      `  ${said.station.recoveryCode}`,
      '',
    )
  }
  if (said.station.setupToken && !said.sample) {
    lines.push('首次设置口令 / first-run set-up token', `  ${said.station.setupToken}`, '')
  }
  const withPasswords = said.accounts.filter((a) => a.password)
  if (withPasswords.length) {
    lines.push('样板账号（密码只显示这一次） / sample accounts (passwords shown this once)')
    for (const a of withPasswords) lines.push(`  ${a.login.padEnd(12)} ${a.password}   ${a.name}`)
    lines.push('')
  } else if (said.sample) {
    lines.push(
      '样板账号的密码在首次启动时显示过；需要新密码：npm start -- --new-passwords',
      'the sample passwords were shown at the first start; for new ones: npm start -- --new-passwords',
      '',
    )
  }
  lines.push(`明鉴 Mingjian   ${address(said.config)}`, '')
  process.stdout.write(`${lines.join('\n')}\n`)
}
