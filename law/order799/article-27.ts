/** 国务院令第799号 第二十七条：在禁止部位安装、未履行日常检查 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2025-04-01',
  source: '国务院令第799号第二十七条',
  status: 'original text seen',
}

export const article: Article = {
  id: '799/27',
  title: { zh: '隐私部位安装与未履行检查', en: 'Prohibited positions, and not checking for them' },
  asks: {
    zh: '在第八条第一款的禁止部位安装的，没收设备、删除图像并罚款；对这些部位负有管理责任而没有日常管理检查的，责令改正，拒不改正或者造成严重后果的罚款并通报主管部门。',
    en: 'Installing in a position prohibited by Article 8(1): equipment confiscated, images deleted, fined at once. Who manages such a place and didn’t check it daily (8(2)) is ordered to correct; on refusal or serious consequence fined, and the competent department is told.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '两款分别以 799/27(1)、799/27(2) 询问。',
      en: 'The two paragraphs are asked for as 799/27(1) and 799/27(2).',
    },
    {
      zh: '严重后果代替拒不改正，不代替责令；是否严重由人判断。',
      en: 'Serious consequence stands for refusal, never for the order; whether it is serious is for a person.',
    },
  ],
  rows: [
    ...bandRows('799/27/1', row, {
      individual: [5000, 10000],
      unit: [10000, 20000],
      responsible: [5000, 10000],
    }),
    ...bandRows('799/27/2', row, {
      individual: [5000, 10000],
      unit: [10000, 20000],
      responsible: [5000, 10000],
    }),
  ],
}

export const installing: Penalty = {
  rule: '799/27(1)',
  law: 'order',
  place: 'public',
  lasting: false,
  stages: [
    {
      asks: [],
      bands: {
        individual: '799/27/1/individual',
        unit: '799/27/1/unit',
        'person-in-charge': '799/27/1/responsible',
        'other-responsible': '799/27/1/responsible',
      },
      mandatory: true,
    },
  ],
  referral: ['public-security', 'criminal'],
}

/** Paragraph 1, installing in a prohibited position: at once. */
export const prohibitedPositionFine = fineUnder(installing)

export const notChecking: Penalty = {
  rule: '799/27(2)',
  law: 'order',
  place: 'public',
  lasting: false,
  stages: [
    {
      asks: [['order'], ['refusal', 'serious-consequence']],
      bands: {
        individual: '799/27/2/individual',
        unit: '799/27/2/unit',
        'person-in-charge': '799/27/2/responsible',
        'other-responsible': '799/27/2/responsible',
      },
      mandatory: true,
    },
  ],
  referral: ['competent-department'],
}

/** Paragraph 2, not checking such places: after the order, on refusal or serious consequence. */
export const notCheckingFine = fineUnder(notChecking)
