/** 国务院令第799号 第七条：公共场所的系统由谁建设 */
import type { Article } from '../article.ts'
import type { PlaceClass } from '../facts/place-class.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '799/7',
  title: { zh: '公共场所系统的建设', en: 'Who builds in public places' },
  asks: {
    zh: '道路、广场等公共区域由县级以上地方政府组织建设；人员聚集场所、交通枢纽、大中型公共交通工具、服务区由经营管理单位建设。安装须为维护公共安全所必需，其他单位和个人不得安装。',
    en: 'Roads, squares and the like are equipped by government; gathering places, transport hubs, large vehicles and service areas by the unit that runs them. Installing has to be necessary for public safety, and nobody else may.',
  },
  decides: {
    zh: '已确定类别的场所是否属于第七条场所（第十一、十四、十五、十六（二）、十七条以此为前提）。',
    en: 'Whether a place of a known class is one of Article 7, on which Articles 11, 14, 15, 16(2) and 17 depend.',
  },
  open: [
    {
      zh: '场所属于哪一类，由人依据场所种类判断；“等”字所及的未列举场所不作推定。',
      en: 'Which class a place has is for a person to say; places that only “and the like” could cover are not presumed.',
    },
  ],
  rows: [],
}

const used = ['placeClass']
const IS = yes('799/7', { zh: '属于第七条规定的场所。', en: 'It is a place of Article 7.' }, used)
const OTHER_PUBLIC = no(
  '799/9',
  {
    zh: '属于第九条规定的其他公共场所，不适用第十一、十四、十五、十六（二）、十七条的强制要求。',
    en: 'It is another public place (Article 9), exempt from Articles 11, 14, 15, 16(2) and 17.',
  },
  used,
)
const NOT_PUBLIC = no(
  '799/33',
  { zh: '不是公共场所，只适用第三十三条。', en: 'It is not a public place; Article 33 alone applies.' },
  used,
)
const OPEN = unknown(
  '799/7',
  { zh: '场所类别未知，无法判断是否为第七条场所。', en: 'The class of the place is not known.' },
  used,
)

/** Whether it is a place of Article 7. The class alone: whether the Order is in force is Article 34. */
export function article7Place(placeClass: PlaceClass | undefined): Finding {
  switch (placeClass) {
    case undefined:
      return OPEN
    case '799-7-1':
    case '799-7-2':
      return IS
    case '799-9':
      return OTHER_PUBLIC
    case 'non-public':
      return NOT_PUBLIC
  }
}
