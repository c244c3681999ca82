/** 北京市人民政府令第185号 第三条：什么是公共安全图像信息系统 */
import type { Article } from '../article.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '185/3',
  title: { zh: '系统的含义', en: 'What a system is' },
  asks: {
    zh: '系统是用图像采集及相关设备，对涉及公共安全的区域作信息记录的视频系统；场所是否公共不在此列。',
    en: 'A system is a video system that uses image-collecting and related equipment to record areas concerning public safety. Whether the place is public isn’t asked.',
  },
  decides: {
    zh: '所记录的区域涉及公共安全、且为视频记录的，是否属于办法所称系统。',
    en: 'Whether equipment is such a system: it records, and the area concerns public safety.',
  },
  open: [
    {
      zh: '区域是否涉及公共安全由人判断；只显示、不记录的设备不是本办法所称系统，但可能属于第799号令的系统。',
      en: 'Whether an area concerns public safety is for a person to say. What only shows and records nothing is no system of the Decree; it may be one of Order 799.',
    },
    {
      zh: '“适用哪些规定”之问以记录视频的系统为前提，不另问是否记录。',
      en: 'The question of applicability is asked about a system that records and doesn’t ask whether it does.',
    },
  ],
  rows: [],
}

const used = ['publicSafety']
const CONCERNS = yes(
  article.id,
  { zh: '所记录的区域涉及公共安全。', en: 'The area recorded concerns public safety.' },
  used,
)
const CONCERNS_NOT = no(
  article.id,
  {
    zh: '所记录的区域不涉及公共安全，不是办法所称系统。',
    en: 'The area recorded doesn’t concern public safety, so it is no system of the Decree.',
  },
  used,
)
const OPEN = unknown(
  article.id,
  {
    zh: '所记录的区域是否涉及公共安全未知。',
    en: 'Whether the area recorded concerns public safety is not known.',
  },
  used,
)

/** Whether what a video system records makes it a system of the Decree. */
export function concernsPublicSafety(publicSafety: boolean | undefined): Finding {
  if (publicSafety === undefined) return OPEN
  return publicSafety ? CONCERNS : CONCERNS_NOT
}

const RECORDS = yes(article.id, { zh: '设备记录视频。', en: 'The equipment records video.' }, ['records'])
const RECORDS_NOT = no(
  article.id,
  {
    zh: '设备只显示、不记录，不是办法所称系统。',
    en: 'The equipment shows and doesn’t record, so it is no system of the Decree.',
  },
  ['records'],
)
const RECORDS_OPEN = unknown(
  article.id,
  { zh: '设备是否记录视频未知。', en: 'Whether the equipment records video is not known.' },
  ['records'],
)

/** Whether equipment is a system of the Decree at all. */
export function isDecreeSystem(facts: {
  readonly records?: boolean | undefined
  readonly publicSafety?: boolean | undefined
}): Finding {
  const { records, publicSafety } = facts
  const recording = records === undefined ? RECORDS_OPEN : records ? RECORDS : RECORDS_NOT
  return all(recording, concernsPublicSafety(publicSafety))
}
