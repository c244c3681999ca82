/** What each alarm of the jobs process means and what to do next. A test holds it against the codes the jobs process uses. */
type Text = { readonly what: string; readonly next: string }

const zh = {
  'camera-not-recording': {
    what: '该摄像机应当录像而没有录像',
    next: '按所示原因检查设备、网络、账号和口令；在“摄像机”页由维护员测试连接。',
  },
  'recorder-away': {
    what: '录像进程没有应答',
    next: '程序会自动重新启动它；持续超过一分钟时，查看标准错误输出并重新启动单位端。',
  },
  'volume-not-ok': {
    what: '存储卷不能写入录像',
    next: '按所示状态处理：missing 检查挂载，wrong 接回登记的磁盘，read-only 和 failing 检查磁盘，full 增加空间。',
  },
  'no-volume': {
    what: '没有可以录像的存储卷',
    next: '在配置的 volumes 中增加一个存储卷，重新启动单位端。',
  },
  'space-low': {
    what: '存储将在期限届满前用尽',
    next: '增加存储卷，或在设备上降低码流；已存录像在最短期限内不会为腾空间而删除。',
  },
  'keyring-copy': {
    what: '密钥环的一份副本缺失或不一致',
    next: '接回该存储卷；程序每小时比对一次，能从另一份补齐的会自动补齐。',
  },
  'retention-stopped': {
    what: '到期的一天没有删除：其中被锁定的录像还不能单独打开',
    next: '接回所有存储卷；程序每五分钟重试一次，录像不受影响。',
  },
  'clock-jumped': {
    what: '系统时钟向前跳变且没有 NTP 佐证，停止到期删除',
    next: '先校准系统时钟，再运行 npm run confirm-clock -- 目录。',
  },
  'ledger-stopped': {
    what: '存证日志自相矛盾或签名被拒绝，停止排序',
    next: '保留现场，不要恢复旧数据库文件；确需使用备份时用 npm run restore，它会开启新纪元。',
  },
} satisfies Record<string, Text>

const en: Record<keyof typeof zh, Text> = {
  'camera-not-recording': {
    what: 'this camera should be recorded and is not',
    next: 'check device, network, user name and password by the cause shown; a technician tests the connection on the cameras page.',
  },
  'recorder-away': {
    what: 'a recorder does not answer',
    next: 'it is started again by itself; after more than a minute read standard error and start the station again.',
  },
  'volume-not-ok': {
    what: 'a volume takes no recording',
    next: 'by the state shown: missing: check the mount; wrong: attach the registered disk; read-only, failing: check the disk; full: add space.',
  },
  'no-volume': {
    what: 'there is no volume to record to',
    next: 'add one to volumes in the configuration and start the station again.',
  },
  'space-low': {
    what: 'space will run out before days become due',
    next: 'add a volume, or lower bit rates at the devices; kept images inside the floor are never deleted to make room.',
  },
  'keyring-copy': {
    what: 'a copy in the keyring is missing or differs',
    next: 'attach that volume again; copies are compared each hour, and what the other copy can heal is healed.',
  },
  'retention-stopped': {
    what: 'a day that is due was not deleted: a held reel in it does not open by itself yet',
    next: 'attach all volumes; it is tried again every five minutes, images are not harmed.',
  },
  'clock-jumped': {
    what: 'the clock jumped ahead and no NTP vouches for it: deletion stands still',
    next: 'set the clock right, then npm run confirm-clock -- DIR.',
  },
  'ledger-stopped': {
    what: 'the ledger contradicts itself or its signature was refused: sequencing stands still',
    next: 'keep everything as it is and put no old database files back; a backup goes back by npm run restore, which opens a new epoch.',
  },
}

export type AlarmCode = keyof typeof zh
export const alarmTexts: { readonly zh: Record<AlarmCode, Text>; readonly en: Record<AlarmCode, Text> } = {
  zh,
  en,
}
