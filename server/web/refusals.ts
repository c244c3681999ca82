/** What the HTTP edge says no to, before any duty is asked. */
import type { RefusalTable } from '#station/refusal.ts'

export const requestRefusals = {
  'request/malformed': {
    status: 400,
    title: { zh: '请求无法读取', en: 'The request could not be read' },
    next: { zh: '请求须为 UTF-8 编码的 JSON：{what}。', en: 'It must be JSON in UTF-8: {what}.' },
    articles: [],
  },
  'request/invalid': {
    status: 400,
    title: { zh: '填写的内容不合要求：{where}', en: 'What was filled in is not right: {where}' },
    next: { zh: '请改正后重试（{what}）。', en: 'Correct it and try again ({what}).' },
    articles: [],
  },
  'request/characters': {
    status: 400,
    title: { zh: '含有不可用的字符：{where}', en: 'Characters that can not be used: {where}' },
    next: {
      zh: '请删去控制字符（如 NUL）和不成对的代理字符。',
      en: 'Remove control characters (such as NUL) and unpaired surrogates.',
    },
    articles: [],
  },
  'request/too-large': {
    status: 413,
    title: { zh: '内容过大', en: 'Too large' },
    next: { zh: '请缩短内容后重试。', en: 'Shorten it and try again.' },
    articles: [],
  },
  'request/host': {
    status: 403,
    title: { zh: '不接受这个网址', en: 'Not an address of this station' },
    next: {
      zh: '请使用登记的网址打开；管理员可在配置 listen.names 中添加。',
      en: 'Open it under a registered name; the administrator can add one in listen.names.',
    },
    articles: [],
  },
  'request/origin': {
    status: 403,
    title: { zh: '请求来自其他网页', en: 'The request comes from another site' },
    next: { zh: '请在本站页面内操作。', en: 'Act from within this station’s own pages.' },
    articles: [],
  },
  'request/csrf': {
    status: 403,
    title: { zh: '页面已过期', en: 'The page is out of date' },
    next: { zh: '请刷新页面后重试。', en: 'Reload the page and try again.' },
    articles: [],
  },
  'request/not-permitted': {
    status: 403,
    title: { zh: '您的角色不能办理此事', en: 'Your role may not do this' },
    next: {
      zh: '请由有此职责的人办理，或请管理员提议、保管人确认变更角色。本次已登记为未予许可。',
      en: 'Ask somebody whose duty it is, or have the administrator propose and a keeper confirm another role. This was registered as refused.',
    },
    articles: ['185/14'],
  },
  'request/too-many': {
    status: 429,
    title: { zh: '操作过于频繁', en: 'Too many requests' },
    next: { zh: '请在 {seconds} 秒后重试。', en: 'Try again in {seconds} s.' },
    articles: [],
  },
  'request/not-found': {
    status: 404,
    title: { zh: '没有这个接口', en: 'There is no such route' },
    next: { zh: '可用的接口见 ref/openapi.json。', en: 'ref/openapi.json lists the routes.' },
    articles: [],
  },
  'request/stopping': {
    status: 503,
    title: { zh: '服务正在重启', en: 'The service is restarting' },
    next: { zh: '请稍候片刻重试；录像不受影响。', en: 'Try again in a moment; recording goes on.' },
    articles: [],
  },
  'request/database': {
    status: 503,
    title: { zh: '数据库暂不可用', en: 'The database is away' },
    next: {
      zh: '请稍候重试；录像不受影响，数据库恢复后补登记。',
      en: 'Try again shortly; recording goes on and is registered when the database is back.',
    },
    articles: [],
  },
} satisfies RefusalTable
