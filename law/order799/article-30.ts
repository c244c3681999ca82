/** 国务院令第799号 第三十条：擅自改动、迁移、拆除设备 */
import type { Article } from '../article.ts'
import { bandRows, fineUnder, type Penalty } from '../procedure/fine.ts'

const row = {
  from: '2025-04-01',
  source: '国务院令第799号第三十条',
  status: 'original text seen',
}

export const article: Article = {
  id: '799/30',
  title: { zh: '擅自改动、迁移、拆除', en: 'Altering, moving or dismantling' },
  asks: {
    zh: '擅自改动、迁移、拆除第七条场所设备的，责令改正并警告；拒不改正或者造成严重后果的罚款。',
    en: 'Altering, moving or dismantling the equipment of Article 7 places without authority: order to correct and warning; on refusal or serious consequence a fine.',
  },
  decides: {
    zh: '在列明的处罚对象、日期和已有程序之下，现在可否依本条罚款，幅度多少，还缺什么。',
    en: 'Whether a fine under the article is possible now for the subject, the days and the steps given, in which band, and what still lacks.',
  },
  open: [
    {
      zh: '喷涂、遮挡为第二十三条所禁止，但本条没有对其规定罚款。',
      en: 'Spraying and covering is prohibited by Article 23 and not fined here.',
    },
    {
      zh: '严重后果代替拒不改正，不代替责令和警告。',
      en: 'Serious consequence stands for refusal, never for the order or the warning.',
    },
  ],
  rows: [
    ...bandRows('799/30', row, {
      individual: [null, 5000],
      unit: [5000, 10000],
      responsible: [null, 5000],
    }),
  ],
}

export const penalty: Penalty = {
  rule: article.id,
  law: 'order',
  place: 'article-7',
  lasting: false,
  stages: [
    {
      asks: [['order'], ['warning'], ['refusal', 'serious-consequence']],
      bands: {
        individual: '799/30/individual',
        unit: '799/30/unit',
        'person-in-charge': '799/30/responsible',
        'other-responsible': '799/30/responsible',
      },
      mandatory: true,
    },
  ],
}

/** The fine for altering, moving or dismantling: after order and warning, on refusal or serious consequence. */
export const tamperingFine = fineUnder(penalty)
