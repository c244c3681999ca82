/** 国务院令第799号 第十条：涉密单位周边 */
import type { Article } from '../article.ts'
import { type Finding, no, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '799/10',
  title: { zh: '涉密单位周边', en: 'Near military areas and classified units' },
  asks: {
    zh: '在军事禁区、军事管理区以及国家机关等涉密单位周边安装的，应当事先征得该单位同意。',
    en: 'Near military areas and classified units such as state organs, that unit’s consent is needed before anything is installed.',
  },
  decides: {
    zh: '一台设备是否已在安装前取得所需的同意，或者不需要同意。',
    en: 'Whether the consent was there before a device was installed, or none is needed.',
  },
  open: [
    {
      zh: '“周边”没有距离，是否在周边由人判断。',
      en: '“Near” has no distance; whether a device is near is for a person to say.',
    },
    {
      zh: '同意以文书证明；没有文书的同意不算。同意须在安装之前，同日取得的算事先，由人核对先后。',
      en: 'Consent is shown by its document; without one it doesn’t count. It has to be there before; on the same day it counts, and a person checks which came first.',
    },
  ],
  rows: [],
}

const NOT_NEAR = yes(
  article.id,
  {
    zh: '不在军事禁区、军事管理区或者涉密单位周边，不需要同意。',
    en: 'It isn’t near a military area or classified unit, so no consent is needed.',
  },
  ['nearClassified'],
)
const CONSENTED = yes(
  article.id,
  { zh: '安装前已征得涉密单位同意。', en: 'The classified unit consented before it was installed.' },
  ['consentOn', 'installedOn'],
)
const CONSENTED_NOT_YET_INSTALLED = yes(
  article.id,
  {
    zh: '已征得涉密单位同意，尚未安装。',
    en: 'The classified unit consented, and nothing is installed yet.',
  },
  ['consentOn', 'installedOn'],
)
const TOO_LATE = no(
  article.id,
  { zh: '安装之后才征得同意。', en: 'The consent came after it was installed.' },
  ['nearClassified', 'consentOn', 'installedOn'],
)
const NO_CONSENT = no(
  article.id,
  {
    zh: '在涉密单位周边而没有同意文书，不得安装。',
    en: 'It is near a classified unit and there is no document of consent: it may not be installed.',
  },
  ['nearClassified', 'consentOn'],
)
const open = (...missing: readonly string[]) =>
  unknown(
    article.id,
    {
      zh: '是否在涉密单位周边、是否已征得同意或者安装之日未知。',
      en: 'Whether it is near a classified unit, whether there is consent, or the day of installing is not known.',
    },
    missing,
  )
const OPEN_NEAR = open('nearClassified')
const OPEN_NEAR_CONSENT = open('nearClassified', 'consentOn')
const OPEN_NEAR_INSTALLED = open('nearClassified', 'installedOn')
const OPEN_ALL = open('nearClassified', 'consentOn', 'installedOn')
const OPEN_CONSENT = open('consentOn')
const OPEN_CONSENT_INSTALLED = open('consentOn', 'installedOn')
const OPEN_INSTALLED = open('installedOn')

/**
 * Whether a device near a classified unit has the consent it needs.
 * @param facts `consentOn`: the day of the document; `none` where there is none. `installedOn`: `none` where it isn't yet.
 */
export function consentGiven(facts: {
  readonly nearClassified?: boolean | undefined
  readonly consentOn?: string | undefined
  readonly installedOn?: string | undefined
}): Finding {
  const { nearClassified, consentOn, installedOn } = facts
  if (nearClassified === false) return NOT_NEAR
  const near = nearClassified === true
  if (consentOn === undefined)
    return installedOn === undefined
      ? near
        ? OPEN_CONSENT_INSTALLED
        : OPEN_ALL
      : near
        ? OPEN_CONSENT
        : OPEN_NEAR_CONSENT
  if (consentOn === 'none') return near ? NO_CONSENT : OPEN_NEAR
  if (installedOn === undefined) return near ? OPEN_INSTALLED : OPEN_NEAR_INSTALLED
  if (installedOn === 'none') return CONSENTED_NOT_YET_INSTALLED
  if (consentOn > installedOn) return near ? TOO_LATE : OPEN_NEAR
  return CONSENTED
}
