/**
 * What the keys may refuse, and what to do next. Codes travel over the key socket; the web process turns them into
 * problems with these texts. No article asks for any of them: they are the product's own rules.
 */
const zh = {
  'keys/no-key-folder': '密钥目录不存在或为空。首次启动会自动生成；若系统曾运行过，请用恢复码执行恢复。',
  'keys/open-to-others':
    '密钥文件对其他用户可读，已拒绝使用。请将权限改为仅属主可读（0600，目录 0700）后重新启动。',
  'keys/wrong-station-key':
    '密钥目录中的单位端密钥与本数据目录不符。请接回原密钥目录，或用恢复码恢复原密钥。',
  'keys/rotation-unfinished':
    '单位端密钥更换中途中断。请停机后重新运行密钥更换命令，它会从中断处继续并打印新的恢复码。录像不受影响。',
  'keys/no-station-public': '密钥环中没有单位端公钥，无法开始录像。请检查各存储卷是否已接入。',
  'keys/no-keyring': '所有密钥环目录均不可写，无法为新的录像生成密钥。请检查存储卷。',
  'keys/recovery-code-mistyped': '恢复码输入有误（校验不符）。请对照打印件逐组核对后重新输入。',
  'keys/recovery-wrong-code': '恢复码与此恢复文件不配对。请使用与该文件同时打印的恢复码。',
  'keys/recovery-unreadable': '恢复文件损坏或版本不明。请使用另一份恢复文件。',
  'keys/key-there-already': '密钥目录中已有单位端密钥，恢复不会覆盖它。请指定一个空目录。',
  'keys/lease-not-live': '没有有效的播放许可：使用登记单已关闭、已过期，或许可不存在。请重新打开使用登记单。',
  'keys/lease-of-another': '播放许可不包括该摄像机或该时段。请在使用登记单的范围内查看。',
  'keys/job-not-live': '没有有效的密钥任务。请重新发起该项操作。',
  'keys/job-of-another': '密钥任务不包括该摄像机或该时段。',
  'keys/day-destroyed': '该摄像机当日的密钥已依法销毁，录像不可恢复。',
  'keys/not-openable': '录像密钥无法打开：密钥文件缺失或与录像不符。请运行校验并保留各存储卷。',
  'keys/unknown-hold': '找不到该锁定的密钥。请重新锁定录像。',
  'keys/tree-not-extended':
    '要求签名的存证日志不是已签版本的延续，已拒绝签名。请停止写入并联系技术支持，保留现场。',
  'keys/unknown-origin': '该存证日志名称未登记，拒绝签名。开启新纪元须经监管端同意。',
  'keys/malformed': '请求格式有误。',
  'keys/fault': '密钥进程发生故障，已写入日志。请重试；仍不成功请联系技术支持。录像不受影响。',
  'keys/busy': '密钥进程繁忙，请稍候重试。',
  'keys/no-database': '密钥进程暂时无法读取许可，请稍候重试。录像不受影响。',
  'keys/timeout': '密钥进程未及时应答，请重试。录像不受影响。',
  'keys/away': '密钥进程未运行，请稍候重试。录像不受影响。',
}

const en: typeof zh = {
  'keys/no-key-folder':
    'The key folder is missing or empty. The first start makes it; if this station has run before, restore with the recovery code.',
  'keys/open-to-others':
    'A key file can be read by others and is not used. Make it readable by its owner only (0600, folder 0700) and start again.',
  'keys/wrong-station-key':
    'The station key in the key folder does not belong to this data folder. Attach the right key folder, or restore the key with its recovery code.',
  'keys/rotation-unfinished':
    'A rotation of the station key was broken off. Stop the station and run the rotation again: it goes on where it was and prints the new recovery code. Recording goes on.',
  'keys/no-station-public':
    'No keyring holds the station public key, so no recording can begin. Check that the volumes are attached.',
  'keys/no-keyring':
    'No keyring folder can be written, so no key can be made for new recording. Check the volumes.',
  'keys/recovery-code-mistyped':
    'The recovery code is mistyped (its check differs). Compare it group by group with the print.',
  'keys/recovery-wrong-code':
    'The recovery code is not this file’s. Use the code printed together with the file.',
  'keys/recovery-unreadable':
    'The recovery file is damaged or of an unknown version. Use another copy of it.',
  'keys/key-there-already':
    'There is a station key in the folder; restoring does not replace it. Name an empty folder.',
  'keys/lease-not-live': 'No live lease: the use is closed or expired, or there is none. Open the use again.',
  'keys/lease-of-another':
    'The lease does not cover this camera or time. Look within what the use was opened for.',
  'keys/job-not-live': 'No live key job. Begin the act again.',
  'keys/job-of-another': 'The key job does not cover this camera or time.',
  'keys/day-destroyed':
    'The key of this camera and day was lawfully destroyed; the recording cannot be opened any more.',
  'keys/not-openable':
    'The reel key does not open: its key file is missing or another. Run the checker and keep all volumes.',
  'keys/unknown-hold': 'The key of this hold is not in the keyring. Place the hold again.',
  'keys/tree-not-extended':
    'The tree to be signed does not extend the one signed last, so it was not signed. Stop, keep everything as it is and call support.',
  'keys/unknown-origin':
    'This log is not registered, so it was not signed. A new epoch needs the bureau’s consent.',
  'keys/malformed': 'The request is malformed.',
  'keys/fault': 'The key process failed and logged why. Try again, then call support; recording goes on.',
  'keys/busy': 'The key process is busy. Try again in a moment.',
  'keys/no-database': 'The key process cannot read leases now. Try again in a moment; recording goes on.',
  'keys/timeout': 'The key process did not answer in time. Try again; recording goes on.',
  'keys/away': 'The key process is not running. Try again in a moment; recording goes on.',
}

export type KeyRefusalCode = keyof typeof zh

export const keyRefusalTexts: { readonly zh: typeof zh; readonly en: typeof zh } = { zh, en }

export function isKeyRefusalCode(code: unknown): code is KeyRefusalCode {
  return typeof code === 'string' && Object.hasOwn(zh, code)
}

/** An expected no of the keys. `detail` names a file or field for the log, never a secret. */
export class KeyRefusal extends Error {
  readonly code: KeyRefusalCode
  readonly detail: string

  constructor(code: KeyRefusalCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`)
    this.name = 'KeyRefusal'
    this.code = code
    this.detail = detail
  }
}
