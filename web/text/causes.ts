/** Why a camera is away or nothing was kept: the stable codes of the recorder in words (design/seams.md). */
import type { Texts } from './language.ts'

const zh = {
  refused: '设备拒绝连接',
  unresolved: '找不到设备地址',
  timeout: '设备没有应答',
  unauthorized: '用户名或口令不对',
  'not-found': '设备上没有这一路码流',
  'unsupported-codec': '编码不受支持',
  protocol: '设备不按协议应答',
  frozen: '画面停止，不再来数据',
  closed: '设备断开了连接',
  'recorder-died': '录像进程中断',
  'supervisor-died': '程序中断',
  'power-cut': '断电或主机重启',
  stopped: '按要求停止',
  paused: '由人员暂停',
  'volume-full': '存储已满',
  'volume-missing': '存储盘不在',
  'volume-wrong': '存储盘不是登记的那一块',
  'volume-read-only': '存储盘只读',
  'volume-failing': '存储盘出错',
  'no-key': '没有录像密钥',
  'no-recorder': '录像进程不在运行',
  starting: '正在启动',
  decode: '画面无法解码',
  unknown: '原因不明',
}
const en: Record<keyof typeof zh, string> = {
  refused: 'the device refuses the connection',
  unresolved: 'the device address cannot be found',
  timeout: 'the device does not answer',
  unauthorized: 'user name or password is wrong',
  'not-found': 'the device has no such stream',
  'unsupported-codec': 'the coding is not supported',
  protocol: 'the device does not keep to the protocol',
  frozen: 'the picture stands still, no data comes',
  closed: 'the device closed the connection',
  'recorder-died': 'the recorder stopped',
  'supervisor-died': 'the program stopped',
  'power-cut': 'power cut or restart of the machine',
  stopped: 'stopped as asked',
  paused: 'paused by a person',
  'volume-full': 'storage is full',
  'volume-missing': 'the disk is missing',
  'volume-wrong': 'the disk is not the registered one',
  'volume-read-only': 'the disk is read-only',
  'volume-failing': 'the disk fails',
  'no-key': 'no key to record with',
  'no-recorder': 'the recorder is not running',
  starting: 'starting',
  decode: 'the picture cannot be decoded',
  unknown: 'cause unknown',
}
export const causes: Texts<Record<string, string>> = { zh, en }

/** A cause in words; a code we do not know yet is shown as it is. */
export function causeText(words: Record<string, string>, cause: string | null | undefined): string {
  return cause ? (words[cause] ?? cause) : (words.unknown ?? '')
}
