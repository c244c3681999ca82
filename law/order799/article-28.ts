/** 国务院令第799号 第二十八条：未征得涉密单位同意安装 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2025-04-01',
  source: '国务院令第799号第二十八条',
  status: 'original text seen',
}

export const article: Article = {
  id: '799/28',
  title: { zh: '未经涉密单位同意', en: 'Without the consent of a secret unit' },
  asks: {
    zh: '在军事禁区、涉密单位周边未征得同意而安装的，没收设备、删除图像并罚款；非法获取国家秘密、军事秘密的依有关法律处理。',
    en: 'Installing near military or secret units without their consent: equipment confiscated, images deleted, fined at once; unlawfully obtained state or military secrets go by their own laws.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '“周边”没有距离；是否需要同意由人判断。',
      en: '“Surroundings” has no distance; whether consent was needed is for a person.',
    },
  ],
  rows: [
    ...bandRows('799/28', row, {
      individual: [5000, 10000],
      unit: [10000, 20000],
      responsible: [5000, 10000],
    }),
  ],
}

export const penalty: Penalty = {
  rule: article.id,
  law: 'order',
  place: 'public',
  lasting: false,
  stages: [
    {
      asks: [],
      bands: {
        individual: '799/28/individual',
        unit: '799/28/unit',
        'person-in-charge': '799/28/responsible',
        'other-responsible': '799/28/responsible',
      },
      mandatory: true,
    },
  ],
  referral: ['secrets-law', 'criminal'],
}

/** The fine for installing near a secret unit without its consent: at once. */
export const noConsentFine = fineUnder(penalty)
