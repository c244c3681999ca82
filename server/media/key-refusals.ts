/** What the key process refuses, as rows of the problem table: the texts are its own, the status is one. */
import type { RefusalRow, RefusalTable } from '#station/refusal.ts'
import { type KeyRefusalCode, keyRefusalTexts } from '#video/keys/refusals.ts'

const title = { zh: '录像密钥暂不可用', en: 'The keys can not be used right now' }

export const keyRefusals: RefusalTable = Object.fromEntries(
  (Object.keys(keyRefusalTexts.zh) as KeyRefusalCode[]).map((code): [string, RefusalRow] => [
    code,
    {
      status: 503,
      title,
      next: { zh: keyRefusalTexts.zh[code], en: keyRefusalTexts.en[code] },
      articles: [],
    },
  ]),
)
