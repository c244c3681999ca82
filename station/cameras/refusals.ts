/** What the register of cameras says no to. */
import type { RefusalTable } from '../refusal.ts'

export const cameraRefusals = {
  'cameras/no-such-camera': {
    status: 404,
    title: { zh: '没有这台摄像机', en: 'There is no such camera' },
    next: { zh: '请刷新摄像机列表。', en: 'Reload the list of cameras.' },
    articles: [],
  },
  'cameras/removed': {
    status: 409,
    title: { zh: '这台摄像机已撤除', en: 'This camera was removed' },
    next: {
      zh: '已撤除的只供查阅；重新安装请另行登记。',
      en: 'Removed ones can only be read; register it anew if it is installed again.',
    },
    articles: [],
  },
  'cameras/state': {
    status: 409,
    title: { zh: '摄像机已是该状态', en: 'The camera is in that state already' },
    next: { zh: '请刷新后查看。', en: 'Reload and look.' },
    articles: [],
  },
  'cameras/number-taken': {
    status: 409,
    title: { zh: '编号 {number} 已被使用', en: 'The number {number} is taken' },
    next: {
      zh: '请换一个编号；撤除的摄像机保留其编号，登记簿以它为据。',
      en: 'Choose another; removed cameras keep theirs, since the registers name them by it.',
    },
    articles: [],
  },
  'cameras/same-address': {
    status: 409,
    title: { zh: '与“{other}”是同一个取流地址', en: 'The same stream address as “{other}”' },
    next: {
      zh: '一台摄像机只登记一次；主码流和子码流填在同一台下。',
      en: 'Register a camera once; its main and sub stream belong to one camera.',
    },
    articles: [],
  },
  'cameras/url': {
    status: 422,
    title: { zh: '取流地址无法使用', en: 'The stream address can not be used' },
    next: {
      zh: '须为 rtsp:// 或 rtsps:// 开头，含主机名和有效端口，不含空格。',
      en: 'It must begin with rtsp:// or rtsps://, with a host, a possible port and no spaces.',
    },
    articles: [],
  },
  'cameras/url-masked': {
    status: 422,
    title: { zh: '取流地址中的密码被遮住了', en: 'The password in the address is masked' },
    next: {
      zh: '请填写完整地址；不改地址时请保持原样。',
      en: 'Enter the whole address; leave it as it was if it does not change.',
    },
    articles: [],
  },
  'cameras/prohibited-position': {
    status: 422,
    title: { zh: '法规禁止在此处安装：{kind}', en: 'The law forbids a camera here: {kindEn}' },
    next: {
      zh: '客房、包间、宿舍房间、住宿休息房间、浴室、卫生间、更衣室、哺乳室、试衣间内部，不得安装。发现已装的，应立即报告所在地公安机关。',
      en: 'None may stand inside guest rooms, private dining rooms, dormitory or rest rooms, baths, toilets, changing, nursing or fitting rooms. Report one that is found there to the police at once.',
    },
    articles: ['799/8'],
  },
  'cameras/keeper-decides': {
    status: 403,
    title: {
      zh: '用途和位置由保管人变更：{facts}',
      en: 'Purpose and position are for a keeper to change: {facts}',
    },
    next: {
      zh: '维护员可变更编号、名称、取流地址和账号、录制方式、优先级；其余请由保管人办理。',
      en: 'A technician may change number, name, address, sign-in, recorder and priority; ask a keeper for the rest.',
    },
    articles: ['185/12'],
  },
  'cameras/nothing-changed': {
    status: 422,
    title: { zh: '没有变更', en: 'Nothing would change' },
    next: { zh: '请修改后再保存。', en: 'Change something before saving.' },
    articles: [],
  },
  'cameras/test-needs-use': {
    status: 403,
    title: {
      zh: '测试连接会取得画面，须有开启的维护看图登记',
      en: 'A test takes pictures: it needs an open maintenance use',
    },
    next: {
      zh: '请先为这台摄像机开启“维护看图”登记，再在其有效期内测试。',
      en: 'Open a use “maintenance picture” for this camera and test while it lasts.',
    },
    articles: ['185/14'],
  },
  'cameras/no-sub-stream': {
    status: 422,
    title: { zh: '这台摄像机没有登记子码流', en: 'This camera has no sub stream registered' },
    next: {
      zh: '请测试主码流，或先登记子码流地址。',
      en: 'Test the main stream, or register the sub stream first.',
    },
    articles: [],
  },
} satisfies RefusalTable
