/** 国务院令第799号 第二十六条：无权安装图像采集设备 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2025-04-01',
  source: '国务院令第799号第二十六条',
  status: 'original text seen',
}

export const article: Article = {
  id: '799/26',
  title: { zh: '无权安装', en: 'Installing without the right to' },
  asks: {
    zh: '无权在第七条或者第九条公共场所安装的，责令限期改正并删除所收集的图像；拒不改正的没收设备并罚款。',
    en: 'Who installs in a public place of Article 7 or 9 without the right to is ordered to correct within a limit and to delete the images; on refusal the equipment is confiscated and a fine is due.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '“拒不改正”须有文书；仅逾期而没有拒绝的证明，不视为拒绝。',
      en: 'Refusal needs a document; a passed deadline alone is not taken for one.',
    },
    {
      zh: '删除由责令产生，最短保存期限之内也要删除。',
      en: 'Deletion is by order and reaches inside the retention floor too.',
    },
  ],
  rows: [
    ...bandRows('799/26', row, {
      individual: [null, 5000],
      unit: [null, 20000],
      responsible: [null, 5000],
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
      asks: [['order'], ['refusal']],
      bands: {
        individual: '799/26/individual',
        unit: '799/26/unit',
        'person-in-charge': '799/26/responsible',
        'other-responsible': '799/26/responsible',
      },
      mandatory: true,
    },
  ],
}

/** The fine for installing without the right to: after the order, on refusal. */
export const unlawfulInstallingFine = fineUnder(penalty)
