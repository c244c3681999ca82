/** What a connection test says, per stable cause of the stream: what it means and where to look. */
import type { StreamTrouble } from '#video/media/types.ts'
import type { RefusalText } from '../refusal.ts'

export const troubleTexts: Readonly<Record<StreamTrouble, RefusalText>> = {
  refused: {
    zh: '摄像机拒绝连接：请检查电源、网线、地址和端口。',
    en: 'The camera refuses the connection: check power, cable, address and port.',
  },
  unresolved: {
    zh: '主机名没有地址：请改用 IP 地址，或检查 DNS。',
    en: 'The host name has no address: use the IP address, or check DNS.',
  },
  timeout: {
    zh: '没有应答：请检查网络、防火墙和摄像机是否在线。',
    en: 'No answer: check the network, the firewall and whether the camera is on.',
  },
  unauthorized: {
    zh: '用户名或密码不对：请核对摄像机的取流账号。',
    en: 'User name or password is wrong: check the camera’s stream account.',
  },
  'not-found': {
    zh: '摄像机上没有这个路径：请按型号核对取流地址。',
    en: 'The camera has no such path: check the stream address for its model.',
  },
  'unsupported-codec': {
    zh: '没有 H.264 码流：请在摄像机上把编码改为 H.264（H.265 的须用 ffmpeg 录制方式）。',
    en: 'No H.264 stream: set the camera’s encoder to H.264 (for H.265 use the ffmpeg recorder).',
  },
  protocol: {
    zh: '应答不合 RTSP 规则：请升级摄像机固件，或改用 ffmpeg 录制方式。',
    en: 'Its answers break RTSP’s rules: update its firmware, or use the ffmpeg recorder.',
  },
  frozen: {
    zh: '已连接但没有画面：请重启摄像机，检查是否达到取流数量上限。',
    en: 'Connected, but no pictures: restart it, and check whether it serves too many streams.',
  },
  closed: {
    zh: '摄像机断开了连接：请检查是否达到取流数量上限。',
    en: 'The camera closed the connection: check whether it serves too many streams.',
  },
}
