/** What delivery itself may say no to. */
import type { RefusalTable } from '#station/refusal.ts'

export const mediaRefusals = {
  'media/register-away': {
    status: 503,
    title: {
      zh: '登记数据库暂时无法读取，画面已停止',
      en: 'The register can’t be read right now, so no picture is shown',
    },
    next: {
      zh: '录像不受影响。数据库恢复后画面会自动继续；若持续出现，请联系维护员。',
      en: 'Recording goes on. The picture comes back with the database; if it stays away, call the technician.',
    },
    articles: [],
  },
  'media/stopping': {
    status: 503,
    title: { zh: '服务正在停止或重启', en: 'The service is stopping or restarting' },
    next: {
      zh: '录像不受影响，画面稍后自动恢复。',
      en: 'Recording goes on; the picture comes back shortly.',
    },
    articles: [],
  },
  'media/no-interval': {
    status: 409,
    title: { zh: '该使用登记单没有回放区间', en: 'This use has no interval to replay' },
    next: { zh: '请另开一张“回放”使用登记单并写明区间。', en: 'Open a replay use that names its interval.' },
    articles: ['185/13'],
  },
  'media/window-too-long': {
    status: 422,
    title: { zh: '一次最多查询十分钟的画面索引', en: 'The index of at most ten minutes is given at once' },
    next: { zh: '请缩短区间后分次查询。', en: 'Ask for a shorter stretch.' },
    articles: [],
  },
} as const satisfies RefusalTable
