/** 北京市人民政府令第185号 第三条：什么是公共安全图像信息系统 */
import type { Article } from '../article.ts'
import { duty } from '../reason/duty.ts'
import { all, type Finding } from '../reason/finding.ts'

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

/** Whether what a video system records makes it a system of the Decree: the fact `publicSafety`. */
export const concernsPublicSafety = duty(article.id, 'publicSafety', {
  yes: { zh: '所记录的区域涉及公共安全。', en: 'The area recorded concerns public safety.' },
  no: {
    zh: '所记录的区域不涉及公共安全，不是办法所称系统。',
    en: 'The area recorded doesn’t concern public safety, so it is no system of the Decree.',
  },
  unknown: {
    zh: '所记录的区域是否涉及公共安全未知。',
    en: 'Whether the area recorded concerns public safety is not known.',
  },
})
const recording = duty(article.id, 'records', {
  yes: { zh: '设备记录视频。', en: 'The equipment records video.' },
  no: {
    zh: '设备只显示、不记录，不是办法所称系统。',
    en: 'The equipment shows and doesn’t record, so it is no system of the Decree.',
  },
  unknown: { zh: '设备是否记录视频未知。', en: 'Whether the equipment records video is not known.' },
})

/** Whether equipment is a system of the Decree at all. */
export const isDecreeSystem = (facts: {
  readonly records?: boolean | undefined
  readonly publicSafety?: boolean | undefined
}): Finding => all(recording(facts.records), concernsPublicSafety(facts.publicSafety))
