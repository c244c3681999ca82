/** 国务院令第799号 第九条：其他公共场所 */
import { type Article, perRow } from '../article.ts'
import { duty } from '../reason/duty.ts'
import { all, type Finding, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '799/9',
  title: { zh: '其他公共场所', en: 'Other public places' },
  asks: {
    zh: '第七条之外的公共场所，安装须为维护公共安全所必需，且只有对该场所负有安全防范义务的单位或者个人可以安装；安装后遵守条例，但第十一、十四、十五、十六（二）、十七条除外。',
    en: 'In public places other than those of Article 7, installing has to be necessary for public safety, and only who has a duty to keep the place safe may; whoever installs follows the Order but for Articles 11, 14, 15, 16(2) and 17.',
  },
  decides: {
    zh: '某人可否在第九条场所安装；哪些条文对其除外。',
    en: 'Whether somebody may install in a place of Article 9, and which articles don’t bind there.',
  },
  open: [
    {
      zh: '是否“必需”、是否负有安全防范义务，由人判断；本处只按所给事实得出结论。',
      en: 'Whether it is necessary, and who has the duty to keep a place safe, is for a person to say.',
    },
    {
      zh: '除外指条例的强制要求；第185号令的相应义务不因此免除。',
      en: 'The exemption is from the Order’s requirements; duties under the Decree remain.',
    },
  ],
  rows: [
    {
      id: '799/9/exempt',
      from: '2025-04-01',
      value: ['799/11', '799/14', '799/15', '799/16(2)', '799/17'],
      source: '国务院令第799号第九条第二款',
      status: 'original text seen',
    },
  ],
}

/** What a place of Article 9 is let off, as a reason. */
export const exemptUnderNine = perRow((row) =>
  yes(
    '799/9(2)',
    {
      zh: `第九条场所不适用：${(row.value as readonly string[]).join('、')}。`,
      en: `A place of Article 9 is exempt from ${(row.value as readonly string[]).join(', ')}.`,
    },
    ['placeClass'],
    [row],
  ),
)

const rule = '799/9(1)'

const necessity = duty(rule, 'necessary', {
  yes: { zh: '为维护公共安全所必需。', en: 'It is necessary for public safety.' },
  no: {
    zh: '并非维护公共安全所必需，不得安装。',
    en: 'It is not necessary for public safety and may not be installed.',
  },
  unknown: {
    zh: '是否为维护公共安全所必需未知，请书面说明。',
    en: 'Whether it is necessary for public safety is not known; write down why.',
  },
})
const charge = duty(rule, 'keepsPlaceSafe', {
  yes: { zh: '安装者对该场所负有安全防范义务。', en: 'Who installs has a duty to keep the place safe.' },
  no: {
    zh: '安装者对该场所没有安全防范义务，不得安装。',
    en: 'Who installs has no duty to keep the place safe and may not.',
  },
  unknown: {
    zh: '安装者是否负有安全防范义务未知。',
    en: 'Whether who installs has a duty to keep the place safe is not known.',
  },
})

/** Whether somebody may install in a place of Article 9. Both are a person's findings. */
export const mayInstallInOtherPublicPlace = (facts: {
  readonly necessary?: boolean | undefined
  readonly keepsPlaceSafe?: boolean | undefined
}): Finding => all(necessity(facts.necessary), charge(facts.keepsPlaceSafe))
