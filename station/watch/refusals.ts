/** What people are told no to about the watch. */
import type { RefusalTable } from '../refusal.ts'

export const watchRefusals = {
  'watch/already': {
    status: 409,
    title: { zh: '您已经当班', en: 'You are on watch already' },
    next: { zh: '交班之后才能再次接班。', en: 'Hand it over before you take it again.' },
    articles: ['185/13'],
  },
  'watch/not-on-watch': {
    status: 409,
    title: { zh: '您没有当班', en: 'You are not on watch' },
    next: { zh: '请先接班。', en: 'Take the watch first.' },
    articles: ['185/13'],
  },
  'watch/no-camera': {
    status: 409,
    title: { zh: '没有可供监看的摄像机', en: 'There is no camera to watch' },
    next: {
      zh: '请由保管人登记摄像机；涉及隐私的须先在摄像机内遮蔽。',
      en: 'Let a keeper register cameras; private views need a mask in the camera first.',
    },
    articles: ['185/9', '185/13'],
  },
  'watch/not-an-operator': {
    status: 422,
    title: { zh: '接班人不是在岗的值班员', en: 'Whoever takes over must be an active operator' },
    next: {
      zh: '请选择一名值班员；无人接班的，留空并说明原因。',
      en: 'Choose an operator; if nobody has come, leave it empty and say why.',
    },
    articles: ['185/13', '185/14'],
  },
  'watch/to-yourself': {
    status: 422,
    title: { zh: '不能交班给自己', en: 'The watch can not go to yourself' },
    next: { zh: '请选择另一名值班员。', en: 'Choose another operator.' },
    articles: ['185/13'],
  },
  'watch/say-why': {
    status: 422,
    title: { zh: '请说明情况', en: 'Say what is the matter' },
    next: {
      zh: '无人接班或有检查项目不正常时，须在备注中说明。',
      en: 'Where nobody takes over or a check is not right, the note must say so.',
    },
    articles: ['185/13'],
  },
} satisfies RefusalTable
